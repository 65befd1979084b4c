"""The search of the whole case for passages that moved or are lost, one document after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.astray import astray
from board.passages import LOST, Found, Reading
from board.records import Passage
from ui.jobs import Lane
from ui.reader.marks import owners

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class Astray(QObject):
    """One search, which ends in a list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._case = window.files.current
        self._waiting: dict[str, list[Passage]] = {}
        self._found: list[tuple[str, Found]] = []

    def start(self) -> None:
        """Look through every document that has passages."""
        case = self._window.document.case
        for passage in case.passages.values():
            if not passage.quote:
                continue  # a part of a page stands where it stands
            if passage.attachment in case.attachments:
                self._waiting.setdefault(passage.attachment, []).append(passage)
            else:
                self._found.append((passage.id, LOST))
        self._go_on()

    def _go_on(self) -> None:
        if not self._waiting:
            self._show()
            return
        attachment = next(iter(self._waiting))
        passages = self._waiting.pop(attachment)
        job = self._window.follow(self._window.files.reading(attachment), self.tr("Finding passages"))
        job.finished.connect(partial(self._on_reading, passages))
        for ended in (job.failed, job.cancelled):
            ended.connect(self.deleteLater)

    def _on_reading(self, passages: list[Passage], reading: Reading | None) -> None:
        if self._is_other_case():
            return
        job = self._window.jobs.run(astray, reading, passages, lane=Lane.READING)
        self._window.follow(job, self.tr("Finding passages"))
        job.finished.connect(self._on_found)
        for ended in (job.failed, job.cancelled):
            ended.connect(self.deleteLater)

    def _on_found(self, found: list[tuple[str, Found]]) -> None:
        if not self._is_other_case():
            self._found += found
            self._go_on()

    def _is_other_case(self) -> bool:
        if self._window.files.current is self._case:
            return False
        self.deleteLater()
        return True

    def _show(self) -> None:
        from ui.dialogs.astray import AstrayDialog

        window = self._window
        case = window.document.case
        still = [(case.passages[one], place) for one, place in self._found if one in case.passages]
        AstrayDialog(window, window.look, case, still, (self._to_card, self._to_document)).open()
        self.deleteLater()

    def _to_card(self, passage: Passage) -> None:
        window = self._window
        held = owners(window.document.case).get(passage.id, [])
        here = window.document.case.on_board(window.board_id)
        if held:
            window.reveal(next((item for item in held if item in here), held[0]))

    def _to_document(self, passage: Passage) -> None:
        self._window.show_passage(passage.id)
