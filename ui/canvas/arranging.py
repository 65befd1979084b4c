"""Commands that put the selected cards in order: lines, gaps, sizes, frames, pins, colours, depth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from board.change import Change
from board.edits import boards, placing
from ui.actions import marked
from ui.canvas import editing
from ui.canvas.chooser import Choice, Chooser
from ui.canvas.linking import screen_rect
from ui.canvas.sentences import said

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget
    from ui.theme import Theme

Sentences: TypeAlias = tuple[str, str]
"""What is said of one card and of several."""


def put_down(board: BoardWidget, change: Change, merge: str = "") -> None:
    """Make a Change that puts cards on the board; those they fall on make way, if that is wanted."""
    whole = change
    if board.makes_room and not any(key[0] == "frame" for key in change.pairs):
        from board.layout.room import room_for

        whole = room_for(board.document.case, board.board_id, change)
    board.document.do(whole, merge)
    made_way = {key: pair for key, pair in whole.pairs.items() if key not in change.pairs}
    board.glide.show(Change(change.label, made_way))


EDGES = ("left", "centre", "right", "top", "middle", "bottom")


def align(edge: str, board: BoardWidget) -> bool:
    """Bring the selected cards in line."""
    return _do(
        board,
        2,
        lambda loose: placing.align(board.document.case, board.board_id, loose, edge),
        (marked("Board", "1 card aligned"), marked("Board", "{0} cards aligned")),
    )


def distribute(axis: str, board: BoardWidget) -> bool:
    """Make the gaps between the selected cards equal."""
    return _do(
        board,
        3,
        lambda loose: placing.distribute(board.document.case, board.board_id, loose, axis),
        (marked("Board", "1 card spaced evenly"), marked("Board", "{0} cards spaced evenly")),
    )


def match(board: BoardWidget, *, width: bool, height: bool) -> bool:
    """Give the selected cards the size of the largest of them, which reads best."""
    there = board.document.case.on_board(board.board_id)

    def change(chosen: set[str]) -> Change:
        like = max(
            chosen, key=lambda item: (there[item].width if width else there[item].height, item), default=""
        )
        case = board.document.case
        return placing.match_size(case, board.board_id, chosen, like, width=width, height=height)

    return _do(
        board,
        2,
        change,
        (marked("Board", "1 card resized"), marked("Board", "{0} cards resized")),
        moves=False,
    )


def frame(board: BoardWidget) -> bool:
    """Draw a frame round the selected cards and let its title be typed."""
    chosen = board.selection.items
    if not chosen or board.is_read_only:
        return False
    document = board.document
    change, made = boards.add_frame(document.case, board.board_id, chosen)
    step = f"new {made}"
    document.end_merge()
    document.do(change, merge=step)
    board.selection.set(frames=[made])
    editing.edit_frame(board, made, step=step)
    return True


def pin(board: BoardWidget) -> bool:
    """Pin the selected cards, or unpin them when all are pinned."""
    return _toggle(
        board,
        "pinned",
        placing.pin,
        on=(marked("Board", "1 card pinned"), marked("Board", "{0} cards pinned")),
        off=(marked("Board", "1 card unpinned"), marked("Board", "{0} cards unpinned")),
    )


def collapse(board: BoardWidget) -> bool:
    """Fold the selected cards to one line, or unfold them when all are folded."""
    return _toggle(
        board,
        "collapsed",
        placing.collapse,
        on=(marked("Board", "1 card folded"), marked("Board", "{0} cards folded")),
        off=(marked("Board", "1 card unfolded"), marked("Board", "{0} cards unfolded")),
    )


def raise_(board: BoardWidget) -> bool:
    """Bring the selected cards, and frames among frames, to the front."""
    return _stack(board, placing.raise_, 1)


def lower(board: BoardWidget) -> bool:
    """Put the selected cards, and frames among frames, behind the others."""
    return _stack(board, placing.lower, -1)


def _stack(board: BoardWidget, edit: Callable[..., Change], way: int) -> bool:
    case, selection = board.document.case, board.selection
    if board.is_read_only:
        return False
    cards = edit(case, board.board_id, selection.items)
    others = [one.z for one in board.model.frames if one.id not in selection.frames]
    z = (max(others) if way > 0 else min(others)) + way if others else 0
    frames = boards.set_frame(case, selection.frames, z=z)
    change = Change(cards.label, {**cards.pairs, **frames.pairs})
    board.document.do(change)
    return bool(change)


def choose_colour(board: BoardWidget) -> bool:
    """Ask for the colour of the selected cards and frames."""
    selection = board.selection
    if not (selection.items or selection.frames) or board.is_read_only:
        return False
    own = Choice("", QCoreApplication.translate("Board", "Its kind's own"), _swatch(board.theme, ""))
    choices = [
        own,
        *(Choice(name, name.capitalize(), _swatch(board.theme, name)) for name in board.theme.tokens),
    ]
    chooser = Chooser(board, board.theme, QCoreApplication.translate("Board", "Colour"), choices)
    board.ask(chooser)
    chooser.chosen.connect(lambda token: set_colour(board, token))
    rects = [rect for item in sorted(selection.items) if (rect := screen_rect(board, item)) is not None]
    frames = [one for one in board.model.frames if one.id in selection.frames]
    rects += [board.view.rect_to_screen(QRectF(one.x, one.y, one.width, 40)) for one in frames]
    chooser.open_beside(rects[:1])
    return True


def set_colour(board: BoardWidget, token: str) -> bool:
    """Give the selected cards and frames a colour of the theme; "" takes it away."""
    case, selection = board.document.case, board.selection
    cards = placing.colour(case, board.board_id, selection.items, token)
    frames = boards.set_frame(case, selection.frames, colour=token)
    change = Change(cards.label, {**cards.pairs, **frames.pairs})
    board.document.do(change)
    return bool(change)


def _toggle(
    board: BoardWidget, mark: str, edit: Callable[..., Change], *, on: Sentences, off: Sentences
) -> bool:
    there = board.document.case.on_board(board.board_id)
    chosen = set(board.selection.items)
    wanted = not all(getattr(there[item], mark) for item in chosen)
    return _do(
        board,
        1,
        lambda _: edit(board.document.case, board.board_id, chosen, wanted),
        on if wanted else off,
        moves=False,
    )


def _do(
    board: BoardWidget,
    least: int,
    edit: Callable[[set[str]], Change],
    sentences: Sentences,
    *,
    moves: bool = True,
) -> bool:
    """Make an edit of the selected cards where there are enough, and say so; pinned ones are not moved."""
    there = board.document.case.on_board(board.board_id)
    chosen = {item for item in board.selection.items if not (moves and there[item].pinned)}
    if board.is_read_only or len(chosen) < least:
        return False
    change = edit(chosen)
    board.document.do(change)
    if change:
        board.reported.emit(said(*sentences, len(chosen)))
    return bool(change)


def _swatch(theme: Theme, token: str) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, rect: QRectF) -> None:
        disc = QRectF(0, 0, 16, 16)
        disc.moveCenter(rect.center())
        if token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.token(token).ink)
        else:
            painter.setPen(QPen(theme.colour("borderControl"), 1.5, Qt.PenStyle.DashLine))
        painter.drawEllipse(disc)

    return paint
