"""Passages that do not stand where they stood: those to be confirmed, and those that are lost.

A document that was read anew has another text. Nothing is dropped: what was found by likeness waits for
somebody to look at it, and what was not found keeps its words and its card.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from board.edits.passages import anchor
from board.passages import Found
from board.records import Passage
from board.text import one_line, shortened
from ui.reader.marks import owners

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.reader.reader import Reader

_MOST = 40


class Anchoring(QObject):
    """The menu of such passages at the foot of the reader."""

    def __init__(self, window: MainWindow, reader: Reader) -> None:
        super().__init__(reader)
        self._window, self._reader = window, reader
        self.moved: list[tuple[Passage, Found]] = []
        self.lost: list[Passage] = []
        reader.astray.clicked.connect(self._on_pressed)

    def show(self, moved: Sequence[tuple[Passage, Found]], lost: Sequence[Passage]) -> None:
        """Show how many there are."""
        self.moved, self.lost = list(moved), list(lost)
        parts = []
        if moved:
            parts.append(self.tr("{count} to be confirmed").format(count=len(moved)))
        if lost:
            parts.append(self.tr("{count} not found in this text").format(count=len(lost)))
        self._reader.astray.setVisible(bool(parts))
        self._reader.astray.setText(self.tr("Passages: {parts}").format(parts=", ".join(parts)))

    def confirm(self, passage: Passage, found: Found) -> None:
        """Say that a passage stands where it was found."""
        document, paper = self._window.document, self._reader.paper
        if paper is not None and passage.id in document.case.passages:
            document.do(anchor(document.case, {passage.id: found}, paper.reading))

    def _on_pressed(self) -> None:
        menu = QMenu(self._reader)
        for passage, found in self.moved[:_MOST]:
            own = menu.addMenu(_quoted(self.tr("Moved: “{words}”"), passage))
            own.addAction(self.tr("Show it")).triggered.connect(partial(self._on_shown, found))
            yes = own.addAction(self.tr("It stands there: confirm"))
            yes.setEnabled(self._window.is_editable)
            yes.triggered.connect(partial(self._on_confirmed, passage, found))
        for passage in self.lost[:_MOST]:
            action = menu.addAction(_quoted(self.tr("Not found: “{words}”"), passage))
            action.triggered.connect(partial(self._on_lost, passage.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._reader.astray.mapToGlobal(self._reader.astray.rect().topLeft()))

    def _on_shown(self, found: Found, _checked: bool = False) -> None:
        self._reader.page.select(found.start, found.end)
        self._reader.page.go_to(found.start)

    def _on_confirmed(self, passage: Passage, found: Found, _checked: bool = False) -> None:
        self.confirm(passage, found)

    def _on_lost(self, passage: str, _checked: bool = False) -> None:
        held = owners(self._window.document.case).get(passage, [])
        if held:
            self._window.reveal(held[0])


def _quoted(text: str, passage: Passage) -> str:
    return text.format(words=shortened(one_line(passage.quote[:1000]), 60)).replace("&", "&&")
