"""Pieces of a case on the clipboard: between boards, windows and cases.

The clipboard carries the piece as text of its own type and, beside it, what it says in plain words, so
that it can be pasted into a mail. Pasting where the cards are known asks once whether the same record
is meant; where they lie already, it can only be a new one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, QRectF
from PySide6.QtGui import QGuiApplication, QPainter

from board.change import Change
from board.edits import boards, clipboard, fragment, placing
from board.kinds import item_kind
from board.text import one_line
from ui.actions import marked
from ui.canvas import arranging
from ui.canvas.chooser import Choice, Chooser
from ui.canvas.sentences import said
from ui.icons import draw_icon
from ui.wording import kind_name

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget
    from ui.theme import Theme

FRAGMENT = "application/x-caseboard-fragment"
_MOST = 32 * 1024 * 1024
"""Bytes above which a clipboard is not read as a piece of a case."""


def copy(board: BoardWidget) -> bool:
    """Put the selected cards and frames on the clipboard."""
    selection = board.selection
    if not (selection.items or selection.frames):
        return False
    case = board.document.case
    piece = clipboard.copy(case, board.board_id, selection.items, sorted(selection.frames))
    data = QMimeData()
    data.setData(FRAGMENT, piece.encode())
    data.setText(in_words(board, selection.items))
    QGuiApplication.clipboard().setMimeData(data)
    return True


def in_words(board: BoardWidget, items: frozenset[str]) -> str:
    """Cards as lines of plain text, in the order in which they stand."""
    case = board.document.case
    there = case.on_board(board.board_id)
    standing = sorted(items, key=lambda item: (there[item].y, there[item].x, item))
    records = [case.items[item] for item in standing]
    return "\n".join(
        f"{kind_name(item_kind(case, record.kind))}: {one_line(record.title)}" for record in records
    )


def cut(board: BoardWidget) -> bool:
    """Put the selected cards on the clipboard and take them off this board."""
    if board.is_read_only or not copy(board):
        return False
    case, selection = board.document.case, board.selection
    cards = placing.take_off(case, board.board_id, selection.items)
    frames = boards.delete_frame(case, selection.frames)
    count = len(selection.items)
    board.document.do(Change("Cut", {**cards.pairs, **frames.pairs}))
    board.reported.emit(
        said(
            marked("Board", "1 card cut off this board"),
            marked("Board", "{0} cards cut off this board"),
            count,
        )
    )
    return True


def duplicate(board: BoardWidget) -> bool:
    """Put a copy of the selected cards and frames beside them."""
    selection = board.selection
    if not (selection.items or selection.frames) or board.is_read_only:
        return False
    change, made = clipboard.duplicate(
        board.document.case, board.board_id, selection.items, sorted(selection.frames)
    )
    board.document.do(change)
    board.selection.set(items=made, frames=[key[1] for key in change.pairs if key[0] == "frame"])
    board.reported.emit(
        said(marked("Board", "1 card duplicated"), marked("Board", "{0} cards duplicated"), len(made))
    )
    return True


def take_piece(board: BoardWidget, data: QMimeData, at: QPointF) -> bool:
    """Lay a piece of a case on the board with its middle at a point, asking first where it matters."""
    raw = bytes(data.data(FRAGMENT).data())
    if len(raw) > _MOST:
        return False
    piece = raw.decode("utf-8", "replace")
    try:
        found = fragment.read(piece)
    except fragment.NotAFragment:
        return False
    case, here = board.document.case, board.board_id
    there = case.on_board(here)
    known = [
        item
        for item in found.items
        if (same := case.items.get(item.id)) is not None
        and (same.kind, same.title) == (item.kind, item.title)
        and item.id not in there
    ]
    if known:
        _ask_same(board, at, lambda is_same: _lay(board, found, at, same_records=is_same))
    else:
        _lay(board, found, at, same_records=False)
    return True


def _lay(board: BoardWidget, found: fragment.Fragment, at: QPointF, *, same_records: bool) -> None:
    boxes = [QRectF(one.x, one.y, one.width, one.height) for one in found.placements]
    boxes += [QRectF(one.x, one.y, one.width, one.height) for one in found.frames]
    union = QRectF()
    for box in boxes:
        union = union.united(box)
    corner = at - QPointF(union.width() / 2, union.height() / 2)
    where = (float(round(corner.x())), float(round(corner.y())))
    change, made = clipboard.paste(board.document.case, board.board_id, found, where, same_records)
    missing = clipboard.missing_files(board.document.case, found)
    arranging.put_down(board, change)
    board.selection.set(items=made)
    sentence = said(marked("Board", "1 card pasted"), marked("Board", "{0} cards pasted"), len(made))
    if missing:
        lost = QCoreApplication.translate("Board", "its files stay in the other case")
        sentence = f"{sentence}; {lost}"
    board.reported.emit(sentence)


def _ask_same(board: BoardWidget, at: QPointF, done: Callable[[bool], None]) -> None:
    """Ask whether a copy is meant to be the same record on another board, or a new one."""
    words = QCoreApplication.translate
    choices = [
        Choice("same", words("Board", "The same record, here too"), _icon(board.theme, "link")),
        Choice("new", words("Board", "A new record"), _icon(board.theme, "copy-plus")),
    ]
    chooser = Chooser(board, board.theme, words("Board", "Paste as"), choices)
    board.ask(chooser)
    chooser.chosen.connect(lambda choice: done(choice == "same"))
    spot = board.view.to_screen(at)
    chooser.open_beside([QRectF(spot, spot)])


def _icon(theme: Theme, name: str) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, rect: QRectF) -> None:
        square = QRectF(0, 0, 16, 16)
        square.moveCenter(rect.center())
        draw_icon(painter, name, square, theme.colour("text2"))

    return paint
