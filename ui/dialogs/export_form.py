"""The choices of the export dialog; those that a format does not have are not shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ui import render
from ui.dialogs.export_subject import ChainSubject, Subject
from ui.dialogs.export_wish import BLANK, OUT, SHOWN, Wish
from ui.panels.controls import Check, Choice, Number
from ui.paper import MOST_ACROSS, PAPERS
from ui.style import Look
from ui.widgets import PlainLabel

_SCALES = (1, 2, 3, 4)


class ExportForm(QWidget):
    """All that can be chosen about an export."""

    changed = Signal()

    def __init__(self, parent: QWidget, look: Look, subject: Subject, start: Wish, format_: str = "") -> None:
        super().__init__(parent)
        self._look = look
        self.rows = QFormLayout()
        self.rows.setVerticalSpacing(look.px(8))
        self.rows.setHorizontalSpacing(look.px(14))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.rows)
        self.what = self._choice(self.tr("What"), list(subject.parts), "")
        if len(subject.parts) > 1:
            self.what.setCurrentIndex(0)
        formats = [
            (self.tr("Picture (PNG)"), "png"),
            (self.tr("Drawing (SVG)"), "svg"),
            (self.tr("Document (PDF)"), "pdf"),
            (self.tr("Printer"), "printer"),
        ]
        self.format = self._choice(self.tr("As"), formats, format_ or start.format)
        looks = [
            (self.tr("Paper"), "light"),
            (self.tr("Slate (dark)"), "dark"),
            (self.tr("Print (black on white)"), "print"),
            (self.tr("Cork board"), "corkboard"),
        ]
        self.theme = self._choice(self.tr("Look"), looks, start.theme)
        papers = [(self.tr("As large as the picture"), ""), *((name, name) for name in PAPERS)]
        self.paper = self._choice(self.tr("Page"), papers, start.paper)
        ways = [(self.tr("Landscape"), "landscape"), (self.tr("Portrait"), "portrait")]
        self.way = self._choice(self.tr("Turned"), ways, "landscape" if start.is_landscape else "portrait")
        self.across = Number(self, look, 1, MOST_ACROSS)
        self.across.setValue(start.across)
        self.across.setToolTip(self.tr("More than one makes a poster of several sheets"))
        self._add(self.tr("Sheets across"), self.across)
        sizes = [(self.tr("{scale} times").format(scale=scale), str(scale)) for scale in _SCALES]
        self.size_choice = self._choice(
            self.tr("Size"), [*sizes, (self.tr("By width in pixels"), "0")], str(start.scale)
        )
        self.width_field = Number(self, look, 16, render.MOST_SIDE, " px")
        self.width_field.setValue(start.width)
        self._add(self.tr("Width"), self.width_field)
        self.margin = Number(self, look, 0, 400, " px")
        self.margin.setValue(start.margin)
        self._add(self.tr("Margin"), self.margin)
        self.heading = QLineEdit(subject.title, self)
        self.heading.setMaxLength(300)
        self.heading.setCursorPosition(0)
        self._add(self.tr("Title above it"), self.heading)
        kept = [
            (self.tr("Left out"), OUT),
            (self.tr("As blank cards"), BLANK),
            (self.tr("Shown"), SHOWN),
        ]
        if isinstance(subject, ChainSubject):
            del kept[1]
        self.confidential = self._choice(self.tr("What is confidential"), kept, start.confidential)
        self.date = self._check(self.tr("Put the date beside the title"), start.has_date)
        self.legend = self._check(self.tr("Add a legend of the lines"), start.has_legend)
        self.clear = self._check(self.tr("Transparent background"), start.is_transparent)
        for box in (self.date, self.legend, self.clear):
            outer.addWidget(box)
        if isinstance(subject, ChainSubject):
            self.legend.setChecked(False)
            self.legend.hide()
        outer.addStretch(1)
        self._show_rows()
        self._connect()

    def wish(self) -> Wish:
        """What is chosen."""
        return Wish(
            part=str(self.what.currentData()),
            format=str(self.format.currentData()),
            theme=str(self.theme.currentData()),
            scale=int(self.size_choice.currentData()),
            width=self.width_field.value(),
            paper=str(self.paper.currentData()),
            is_landscape=self.way.currentData() == "landscape",
            across=self.across.value(),
            margin=self.margin.value(),
            title=self.heading.text(),
            has_date=self.date.isChecked(),
            has_legend=self.legend.isChecked(),
            is_transparent=self.clear.isChecked(),
            confidential=str(self.confidential.currentData()),
        )

    def go_by_width(self, width: int) -> None:
        """Choose a width in pixels in place of a scale."""
        self.width_field.setValue(width)
        self.size_choice.setCurrentIndex(self.size_choice.findData("0"))

    def _connect(self) -> None:
        choices = (self.what, self.format, self.theme, self.paper, self.way, self.size_choice)
        for choice in (*choices, self.confidential):
            choice.currentIndexChanged.connect(self._on_changed)
        for number in (self.across, self.width_field, self.margin):
            number.valueChanged.connect(self._on_changed)
        for box in (self.date, self.legend, self.clear):
            box.toggled.connect(self._on_changed)
        self.heading.textChanged.connect(self._on_changed)

    def _on_changed(self) -> None:
        self._show_rows()
        self.changed.emit()

    def _show_rows(self) -> None:
        prints = self.format.currentData() == "printer"
        self.paper.setItemData(0, None if not prints else 0, Qt.ItemDataRole.UserRole - 1)
        if prints and not self.paper.currentData():
            self.paper.setCurrentIndex(1)
        wish = self.wish()
        on_paper = bool(wish.page().paper)
        for widget, is_shown in (
            (self.paper, wish.format in ("pdf", "printer")),
            (self.way, on_paper),
            (self.across, on_paper),
            (self.size_choice, not on_paper),
            (self.width_field, not on_paper and not wish.scale),
        ):
            self.rows.setRowVisible(widget, is_shown)
        self.what.setEnabled(self.what.count() > 1)
        self.clear.setVisible(wish.format != "printer")

    def _choice(self, name: str, choices: list[tuple[str, str]], start: str) -> Choice:
        box = Choice(self, self._look, name)
        for text, value in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(start), 0))
        self._add(name, box)
        return box

    def _add(self, name: str, widget: QWidget) -> None:
        label = PlainLabel(name, self)
        label.setBuddy(widget)
        widget.setAccessibleName(name)
        self.rows.addRow(label, widget)

    def _check(self, words: str, start: bool) -> Check:
        box = Check(words, self, self._look)
        box.setChecked(start)
        return box
