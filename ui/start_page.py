"""The first page: make or open a case, begin with a sample, go on where one stopped.

What it shows of recent cases is read from the settings, not from the cases: nothing is opened to draw it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QPixmap,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

import assets
from ui.actions import Actions, native
from ui.files import Files
from ui.lessons import Lessons
from ui.recent_cases import RecentCases, loaded
from ui.start_pictures import SAMPLE_SCENES, Scene
from ui.style import Look, dressed, redress
from ui.widgets import PlainLabel

LEFT = 400


class DropWell(QFrame):
    """The place to let documents fall on."""

    dropped = Signal(list)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "well")
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(14), look.px(14), look.px(14), look.px(14))
        row.setSpacing(look.px(10))
        mark = look.tool(self, "file-text", "", "text2", 20)
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(look.px(2))
        words.addWidget(dressed(PlainLabel(self.tr("Or drop documents here"), self), "strong"))
        detail = PlainLabel(
            self.tr(
                "Any file: PDF, Word, e-mail, web page, image or plain text. They are copied into a new case."
            ),
            self,
        )
        detail.setWordWrap(True)
        words.addWidget(dressed(detail, "muted"))
        row.addLayout(words, 1)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            redress(self, over=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        redress(self, over=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        redress(self, over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files := [path for path in paths if path.is_file()]:
            event.acceptProposedAction()
            self.dropped.emit(files)


class StartPage(QWidget):
    """Left: what to do. Right: samples and recent cases."""

    path_chosen = Signal(str)
    locate_asked = Signal(str)
    forget_asked = Signal(str)
    sample_chosen = Signal(str)
    files_dropped = Signal(list)

    def __init__(self, parent: QWidget, look: Look, actions: Actions, files: Files) -> None:
        super().__init__(parent)
        self._look, self._actions, self._files = look, actions, files
        dressed(self, "page")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._made_left())
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._made_right())
        row.addWidget(area, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show the recent cases as they are now."""
        rows = self._recent.show_rows(self._files.settings.recent, self.filter.text())
        keeps = self._files.settings.keeps_recent
        self._nothing.setVisible(not rows)
        self._nothing.setText(
            self.tr("No case is like that.")
            if self.filter.text()
            else self.tr("Cases you open are listed here, on this computer only.")
            if keeps
            else self.tr("The list of recent cases is switched off in the preferences.")
        )
        self.filter.setVisible(bool(self._files.settings.recent))

    def _made_left(self) -> QWidget:
        look, px = self._look, self._look.px
        left = dressed(QWidget(self), "panel")
        left.setFixedWidth(px(LEFT) if px(LEFT) * 3 < 1400 else px(340))
        column = QVBoxLayout(left)
        column.setContentsMargins(px(40), px(56), px(40), px(32))
        column.setSpacing(px(8))
        mark = PlainLabel("", left)
        side = px(44)
        mark.setPixmap(QIcon(str(assets.path("app", "caseboard.svg"))).pixmap(QSize(side, side)))
        column.addWidget(mark)
        column.addSpacing(px(12))
        column.addWidget(dressed(PlainLabel("Caseboard", left), "hero"))
        lead = PlainLabel(
            self.tr("Lay out who said what, where it came from, and what speaks against it."), left
        )
        lead.setWordWrap(True)
        column.addWidget(dressed(lead, "lead"))
        column.addSpacing(px(16))
        for id_, kind in (("case.new", "bigPrimary"), ("case.open", "big")):
            column.addWidget(self._made_big(left, id_, kind))
        column.addSpacing(px(16))
        self.well = DropWell(left, look)
        self.well.dropped.connect(self.files_dropped)
        column.addWidget(self.well)
        column.addStretch(1)
        promise = QHBoxLayout()
        lock = look.tool(left, "lock", "", "text2", 16)
        lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lock.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        promise.addWidget(lock, 0, Qt.AlignmentFlag.AlignTop)
        words = PlainLabel(
            self.tr("Works offline and has no account. Each case is one file in a folder you choose."), left
        )
        words.setWordWrap(True)
        promise.addWidget(dressed(words, "muted"), 1)
        column.addLayout(promise)
        return left

    def _made_big(self, parent: QWidget, id_: str, kind: str) -> QPushButton:
        row = self._actions.row_of[id_]
        button = self._look.push(parent, "  " + self._actions[id_].text().rstrip("…"), kind, row.icon)
        button.setAccessibleName(self._actions[id_].text())
        button.clicked.connect(self._actions[id_].trigger)
        button.setMinimumHeight(self._look.px(44))
        inner = QHBoxLayout(button)
        inner.setContentsMargins(0, 0, self._look.px(14), 0)
        inner.addStretch(1)
        key = dressed(PlainLabel(native(row.keys[:1]), button), "key" if kind == "big" else "keyOnAccent")
        key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _made_right(self) -> QWidget:
        look, px = self._look, self._look.px
        right = dressed(QWidget(), "page")
        column = QVBoxLayout(right)
        column.setContentsMargins(px(48), px(24), px(48), px(24))
        column.setSpacing(px(12))
        head = QHBoxLayout()
        head.addWidget(dressed(PlainLabel(self.tr("Start here"), right), "title"), 1)
        for id_, icon in (
            ("view.theme", "moon"),
            ("app.preferences", "settings"),
            ("help.shortcuts", "circle-help"),
        ):
            button = look.tool(right, icon, self._actions[id_].text().rstrip("…"), "text2", 18)
            button.clicked.connect(self._actions[id_].trigger)
            head.addWidget(button)
            if id_ == "view.theme":
                self.theme = button
        look.changed.connect(self._on_theme)
        self._on_theme()
        column.addLayout(head)
        for name in ("quay-9", "moscow-rumours"):
            if name in SAMPLE_SCENES and assets.path("samples", f"{name}.json").is_file():
                column.addWidget(self._made_sample(right, name))
        column.addSpacing(px(10))
        recent = QHBoxLayout()
        recent.addWidget(dressed(PlainLabel(self.tr("Recent cases"), right), "title"), 1)
        self.filter = QLineEdit(right)
        self.filter.setPlaceholderText(self.tr("Filter cases"))
        self.filter.setAccessibleName(self.tr("Filter cases"))
        self.filter.setFixedWidth(px(240))
        self.filter.textChanged.connect(self.refresh)
        recent.addWidget(self.filter)
        column.addLayout(recent)
        self._nothing = dressed(PlainLabel("", right), "muted")
        column.addWidget(self._nothing)
        self._recent = RecentCases(right, look, self._files)
        self._recent.path_chosen.connect(self.path_chosen)
        self._recent.locate_asked.connect(self.locate_asked)
        self._recent.forget_asked.connect(self.forget_asked)
        column.addWidget(self._recent)
        column.addSpacing(px(10))
        column.addWidget(dressed(PlainLabel(self.tr("What a board shows"), right), "title"))
        column.addWidget(Lessons(right, look))
        column.addStretch(1)
        return right

    def _made_sample(self, parent: QWidget, name: str) -> QWidget:
        look, px = self._look, self._look.px
        about = SAMPLE_SCENES[name]
        box = dressed(QFrame(parent), "card")
        row = QHBoxLayout(box)
        row.setContentsMargins(1, 1, px(20), 1)
        row.setSpacing(px(24))
        scene = Scene(box, look, about.seed, partial(self._bundled, name))
        scene.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row.addWidget(scene, 3)
        words = QVBoxLayout()
        words.setContentsMargins(0, px(18), 0, px(18))
        words.setSpacing(px(6))
        words.addWidget(dressed(PlainLabel(self.tr("Sample case"), box), "accent"))
        words.addWidget(dressed(PlainLabel(self.tr(about.title), box), "pageTitle"))
        detail = PlainLabel(self.tr(about.words), box)
        detail.setWordWrap(True)
        words.addWidget(dressed(detail, "muted"))
        for number, step in enumerate(about.steps, 1):
            words.addLayout(_numbered(box, look, number, self.tr(step)))
        words.addSpacing(px(6))
        buttons = QHBoxLayout()
        first = about.seed == SAMPLE_SCENES["quay-9"].seed
        button = look.push(box, self.tr("Open the sample"), "primary" if first else "outline")
        button.setAccessibleName(self.tr("Open the sample {title}").format(title=about.title))
        button.setProperty("sample", name)
        button.clicked.connect(self._on_sample)
        buttons.addWidget(button)
        if first:
            empty = look.push(box, self.tr("Start with an empty board"), "")
            empty.clicked.connect(self._actions["case.new"].trigger)
            buttons.addWidget(empty)
        buttons.addStretch(1)
        words.addLayout(buttons)
        words.addStretch(1)
        row.addLayout(words, 5)
        box.setMinimumHeight(px(196 if about.steps else 140))
        return box

    def _bundled(self, name: str) -> QPixmap | None:
        tone = "dark" if self._look.theme.is_dark else "light"
        file = assets.path("samples", f"{name}-{tone}.png")
        return loaded(file) if file.is_file() else None

    def _on_theme(self) -> None:
        self.theme.setIcon(self._look.icon("sun" if self._look.theme.is_dark else "moon", "text2", 18))

    def _on_sample(self) -> None:
        self.sample_chosen.emit(str(self.sender().property("sample")))


def _numbered(parent: QWidget, look: Look, number: int, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(look.px(10))
    mark = dressed(PlainLabel(str(number), parent), "number")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    mark.setFixedSize(look.px(20), look.px(20))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = PlainLabel(text, parent)
    words.setWordWrap(True)
    row.addWidget(words, 1)
    return row
