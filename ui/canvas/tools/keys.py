"""The keys that no row in the table of actions can hold: arrows, Tab, Esc.

Everything that a drag does can be done with them: arrows move what is selected, with nothing selected
they move the board; Alt walks from card to card, Ctrl grows a linked card on that side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from board import query
from board.edits import placing
from ui.canvas import creating
from ui.canvas.hit import EMPTY, Hit
from ui.canvas.tools.gesture import Modifiers, has
from ui.canvas.walking import WAYS, Side

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_SIDES: dict[int, Side] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_STEP, _LEAP, _PAN = 1.0, 10.0, 60.0


def pressed(board: BoardWidget, event: QKeyEvent) -> bool:
    """Take a key that went down on the board; True when it meant something."""
    key, modifiers = event.key(), event.modifiers()
    if (side := _SIDES.get(key)) is not None:
        _arrow(board, side, modifiers)
    elif key == Qt.Key.Key_Escape:
        return _escape(board)
    else:
        return False
    return True


def _arrow(board: BoardWidget, side: Side, modifiers: Modifiers) -> None:
    if has(modifiers, Modifiers.AltModifier):
        walk_to(board, side)
    elif has(modifiers, Modifiers.ControlModifier):
        item = _one(board)
        if item and not board.is_read_only:
            creating.grow(board, item, side)
    else:
        length = _LEAP if has(modifiers, Modifiers.ShiftModifier) else _STEP
        dx, dy = WAYS[side]
        if board.selection.items or board.selection.frames:
            nudge(board, dx * length, dy * length)
        else:
            board.pan_by(-dx * _PAN, -dy * _PAN)


def nudge(board: BoardWidget, dx: float, dy: float) -> None:
    """Move what is selected by a little; a run of it is one step."""
    document, selection = board.document, board.selection
    there = document.case.on_board(board.board_id)
    items = {item for item in selection.items if item in there and not there[item].pinned}
    if len(items) < len(selection.items):
        board.reported.emit(QCoreApplication.translate("Board", "Pinned cards stay where they are."))
    if board.is_read_only or not (items or selection.frames):
        return
    change = placing.move_by(document.case, board.board_id, items, dx, dy, frames=selection.frames)
    named = sorted(items | selection.frames)
    document.do(change, merge=f"nudge {len(named)} {' '.join(named[:4])}")
    board.show_items(items)


def walk_to(board: BoardWidget, side: Side) -> None:
    """Go from the selected card to its neighbour on one side."""
    item = _one(board)
    if not item:
        walk(board, forwards=True)
        return
    hidden = board.model.hiding.items
    there = query.towards(board.document.case, board.board_id, item, *WAYS[side], passing=hidden)
    if there is not None:
        _go_to(board, there)


def walk(board: BoardWidget, *, forwards: bool) -> bool:
    """Go to the next card in reading order; False at either end, where the focus leaves the board."""
    hidden = board.model.hiding.items
    order = [one for one in query.reading_order(board.document.case, board.board_id) if one not in hidden]
    item = _one(board)
    if not order:
        return False
    if item not in order:
        _go_to(board, order[0 if forwards else -1])
        return True
    index = order.index(item) + (1 if forwards else -1)
    if not 0 <= index < len(order):
        return False
    _go_to(board, order[index])
    return True


def _one(board: BoardWidget) -> str:
    """The card that the keyboard is at: the focused one, or the only one selected."""
    items = board.selection.items
    if board.focused_item in items:
        return board.focused_item
    return next(iter(items)) if len(items) == 1 else ""


def _go_to(board: BoardWidget, item: str) -> None:
    board.selection.set(items=[item])
    board.set_focused(item)
    board.show_items([item])


def _escape(board: BoardWidget) -> bool:
    if board.tool.name != "select":
        board.set_tool("select")
    elif board.selection:
        board.selection.clear()
    elif board.is_traced:
        board.trace_dismissed.emit()
    elif board.is_measured:
        board.measure_dismissed.emit()
    else:
        return False
    return True


def menu_place(board: BoardWidget) -> tuple[Hit, QPointF]:
    """What the menu key asks about, and where its menu opens: the selection, else the board."""
    selection, view = board.selection, board.view
    item = _one(board) or next(iter(selection.items), "")
    if item and (box := board.model.box(item)) is not None:
        return Hit("card", item), view.to_screen(box.center())
    for link in selection.links:
        x, y = board.model.lines[board.model.link_row[link], 8]
        return Hit("link", link), view.to_screen(QPointF(x, y))
    for frame in selection.frames:
        record = board.document.case.frames[frame]
        return Hit("frame", frame, "title"), view.to_screen(QPointF(record.x + 12, record.y + 12))
    return EMPTY, QPointF(board.rect().center())
