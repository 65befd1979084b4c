"""What the reliability grades stand for in this case: a range of chances each, seen and changed here.

A change acts at once, as one step of the history. F says *cannot be judged*, which is unknown and not
worst: it spans everything, as a voice without a grade does, and is not to be narrowed.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from board.edits import info as info_edits
from board.evidence.support import Support
from board.grading import RANGES, RELIABILITY, ranges
from ui.dialogs.frame import Dialog
from ui.panels.evidence_marks import SupportBar
from ui.panels.form import Desk
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import grade_words

STEP = 0.05


class RangesDialog(Dialog):
    """A row a grade: letter, words, lowest and highest chance, and how far that reaches."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look, QCoreApplication.translate("RangesDialog", "Grading scales"), 620)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.fields: dict[str, tuple[QDoubleSpinBox, QDoubleSpinBox]] = {}
        self._bars: dict[str, SupportBar] = {}
        self.add_words(
            self.tr(
                "How likely a voice of each grade holds, from lowest to highest. These ranges are the case's "
                "own; the support of every claim follows from them, and no count does."
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(8))
        grid.setColumnStretch(1, 1)
        for row, grade in enumerate(RELIABILITY):
            self._add_row(grid, row, grade, grade_words(grade))
        self.body.addLayout(grid)
        self.add_words(
            self.tr(
                "F, like no grade at all, cannot be judged: that is unknown, not worst, so it spans "
                "everything. On claims the same holds for 6. Both are drawn with an open, dashed outline."
            ),
            "faint",
        )
        self.reset = self.add_button(self.tr("Back to the usual ranges"), self._on_reset)
        self.add_button(self.tr("Close"), self.accept, primary=True)
        self._show()

    def _add_row(self, grid: QGridLayout, row: int, grade: str, words: str) -> None:
        letter = dressed(PlainLabel(grade, self), "strong")
        grid.addWidget(letter, row, 0)
        grid.addWidget(PlainLabel(words, self), row, 1)
        bar = SupportBar(self, self.look)
        bar.setFixedWidth(self.look.px(110))
        self._bars[grade] = bar
        fields = (self._field(grade, 0), self._field(grade, 1))
        for column, field in enumerate(fields, start=2):
            grid.addWidget(field, row, column)
        grid.addWidget(bar, row, 4)
        self.fields[grade] = fields
        fields[0].setAccessibleName(self.tr("{grade}, lowest chance").format(grade=grade))
        fields[1].setAccessibleName(self.tr("{grade}, highest chance").format(grade=grade))

    def _field(self, grade: str, end: int) -> QDoubleSpinBox:
        field = QDoubleSpinBox(self)
        field.setRange(0.0, 1.0)
        field.setDecimals(2)
        field.setSingleStep(STEP)
        field.setKeyboardTracking(False)
        field.setEnabled(grade != "F" and self._desk.is_editable)
        field.valueChanged.connect(partial(self._on_value, grade, end))
        return field

    def _show(self) -> None:
        known = ranges(self._desk.document.case)
        for grade, fields in self.fields.items():
            low, high = known[grade]
            for field, value in zip(fields, (low, high), strict=True):
                field.blockSignals(True)
                field.setValue(value)
                field.blockSignals(False)
            words = self.tr("from {low} to {high}").format(low=f"{low:.2f}", high=f"{high:.2f}")
            self._bars[grade].show_range(Support(low, high), words, words)
        is_usual = all(known[grade] == RANGES[grade] for grade in self.fields)
        self.reset.setEnabled(self._desk.is_editable and not is_usual)

    def _on_value(self, grade: str, end: int, value: float) -> None:
        """One end moves; the other goes along where it would be passed."""
        low, high = (field.value() for field in self.fields[grade])
        low, high = (value, max(value, high)) if end == 0 else (min(low, value), value)
        document = self._desk.document
        document.do(info_edits.set_range(document.case, grade, low, high), merge=f"range {grade}")
        self._show()

    def _on_reset(self) -> None:
        document = self._desk.document
        document.do(info_edits.reset_ranges(document.case))
        self._show()
