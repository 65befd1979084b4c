"""What an export shows: a board, or the chain of a claim. Made ready in a thread, as it can take long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from board.case import Case
from board.redacting import redacted
from board.text import one_line, shortened
from ui import render
from ui.dialogs.export_wish import BLANK, SHOWN
from ui.measure_layer import layer_of
from ui.render import Look, Request
from ui.render_layers import Layer
from ui.worker import Refused, Report

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_SELECTED = "selected"
_MOST_FRAMES = 60
_MOST_TITLE = 120


class Subject(Protocol):
    """Something that can be exported."""

    heading: str
    """Of the dialog."""
    title: str
    """Proposed above the picture and as the file's name."""
    parts: list[tuple[str, str]]
    """Words and value of what can be exported of it; the first is taken unless the user says otherwise."""

    def prepared(self, part: str, confidential: str, report: Report) -> Request:
        """The picture of a part, plain, with the files of its pictures. Raises Refused."""


class BoardSubject:
    """The board in front, as it is seen now."""

    def __init__(self, window: MainWindow) -> None:
        assert window.workspace is not None
        assert window.files.current is not None
        board = window.workspace.board
        self._case = window.document.case
        self._board = window.board_id
        self._open = window.files.current
        self._hiding = board.model.hiding
        self._emphasis = board.emphasis
        self._chosen = frozenset(board.selection.items)
        self._frames = frozenset(board.selection.frames)
        self._blank = _tr("Withheld")
        self.heading = _tr("Export board")
        self.title = shortened(one_line(self._case.boards[self._board].title), _MOST_TITLE)
        self.parts = [(_tr("The whole board"), "")]
        if self._hiding.items:
            words = _tr("What the filter shows: {count} of {total} cards")
            counts = {"count": len(board.model.shown()), "total": len(board.model)}
            self.parts = [(words.format(**counts), "")]
        if self._chosen:
            words = _tr("The {count} selected cards").format(count=len(self._chosen))
            self.parts.insert(0, (words, _SELECTED))
        frames = [frame for frame in self._case.frames.values() if frame.board == self._board][:_MOST_FRAMES]
        for frame in frames:
            words = shortened(one_line(frame.title), 60) or _tr("without a title")
            self.parts.append((_tr("The frame “{title}”").format(title=words), frame.id))

    def prepared(self, part: str, confidential: str, report: Report) -> Request:
        """The picture of the board, of what is selected, or of a frame and what lies in it."""
        from ui.evidence import badges_in

        case = as_shown(self._case, confidential, self._blank)
        only, frames = self._within(case, part)
        report("Drawing", 0, 0)
        pictures = {}
        for attachment in render.pictures_on(case, self._board):
            try:
                pictures[attachment] = self._open.picture(attachment)
            except OSError:
                continue
        return render.request(
            case,
            self._board,
            Look(),
            only=only,
            frames=frames,
            pictures=pictures,
            badge_of=badges_in(case),
            without_links=self._hiding.links,
            dimmed=self._emphasis.dimmed,
            dimmed_links=self._emphasis.dimmed_links,
            heat=self._measured(case, only, confidential),
        )

    def _measured(self, case: Case, only: set[str] | None, confidential: str) -> Layer | None:
        """What the board shows of a measure; nothing of a card that is withheld."""
        shown = set(case.on_board(self._board)) if only is None else only
        if confidential != SHOWN:
            shown = {item for item in shown if not self._case.items[item].confidential}
        return layer_of(self._emphasis.measured, case, self._board, shown, self._emphasis.dimmed)

    def _within(self, case: Case, part: str) -> tuple[set[str] | None, frozenset[str]]:
        """Which cards, all or some, and which frames."""
        placed = case.on_board(self._board)
        seen = set(placed) - self._hiding.items
        every = frozenset(frame.id for frame in case.frames.values() if frame.board == self._board)
        if part == _SELECTED:
            return seen & self._chosen, self._frames
        if part not in case.frames:
            return (seen, every) if self._hiding.items else (None, every)
        frame = case.frames[part]
        right, bottom = frame.x + frame.width, frame.y + frame.height
        inside = {
            item
            for item, place in placed.items()
            if frame.x <= place.x + place.width / 2 <= right
            and frame.y <= place.y + place.height / 2 <= bottom
        }
        return seen & inside, frozenset((part,))


class ChainSubject:
    """The chain of a claim."""

    def __init__(self, window: MainWindow, claim: str, stance: str) -> None:
        from board.evidence.sentence import full_name

        self._case, self._claim, self._stance = window.document.case, claim, stance
        self.heading = _tr("Export the chain")
        # the name of what is confidential is not even proposed
        hidden = claim in self._case.items and self._case.items[claim].confidential
        self.title = "" if hidden else shortened(full_name(self._case, claim), _MOST_TITLE)
        self.parts = [(_tr("The chain of the claim"), "")]

    def prepared(self, part: str, confidential: str, report: Report) -> Request:
        """The chain, worked out anew from what may be shown, so that no voice is drawn or counted else."""
        report("Drawing", 0, 0)
        found = chain_picture(as_shown(self._case, confidential, ""), self._claim, self._stance)
        if found is None:
            raise Refused(_tr("Without what is confidential, no chain is left to be drawn."))
        return found


def chain_picture(case: Case, claim: str, stance: str) -> Request | None:
    """The picture of a chain; None where there is nothing to show."""
    from board.evidence.analysis import Analysis
    from board.evidence.measures import counts
    from ui.canvas.draw.chain import chain_drawing

    if claim not in case.items:
        return None
    graph = Analysis(case).graph(claim, stance)
    if not graph.stands:
        return None
    return render.chain_request(chain_drawing(case, graph, counts(graph)), Look())


def as_shown(case: Case, confidential: str, stand_in: str) -> Case:
    """The case as far as it is to be shown."""
    is_open = not any(item.confidential for item in case.items.values())
    if confidential == SHOWN or (is_open and not any(link.confidential for link in case.links.values())):
        return case
    return redacted(case, stand_in=stand_in if confidential == BLANK else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportSubject", text)
