"""The board to a screen reader: a list of cards, each with a role, a name, a place and the focus.

A widget that paints everything itself says nothing by itself, so the cards are virtual children here,
made when they are asked for. They are kept as long as the board, because the other side of the
accessibility bridge may hold one for longer than its card lies on the board.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

from board import query
from board.kinds import item_kind
from board.records import Item
from board.text import one_line, shortened
from ui.accessible import PartAccessible
from ui.wording import kind_name

if TYPE_CHECKING:
    from board.case import Case
    from ui.canvas.board_widget import BoardWidget

_LONGEST = 300


def spoken_name(case: Case, item: Item, source_line: str = "") -> str:
    """What is read out for a card: its kind, its title, and what it rests on."""
    title = shortened(one_line(item.title), _LONGEST)
    parts = [kind_name(item_kind(case, item.kind)), title, one_line(source_line)]
    return ". ".join(part.rstrip(".") for part in parts if part)


class CardAccessible(PartAccessible):
    """One card of the board."""

    def __init__(self, board: BoardAccessible, item: str) -> None:
        super().__init__(board)
        self._board = board
        self.item = item

    @override
    def isValid(self) -> bool:
        return self._board.isValid() and self.item in self._board.widget_of().model.row

    @override
    def text(self, t: QAccessible.Text) -> str:
        board = self._board.widget_of()
        record = board.document.case.items.get(self.item)
        if record is None:
            return ""
        if t == QAccessible.Text.Name:
            return spoken_name(board.document.case, record, board.source_line(self.item))
        if t == QAccessible.Text.Description:
            return shortened(one_line(record.text), _LONGEST)
        return ""

    @override
    def rect(self) -> QRect:
        board = self._board.widget_of()
        box = board.model.box(self.item)
        if box is None:
            return QRect()
        on_screen = board.view.rect_to_screen(box).toRect()
        return QRect(board.mapToGlobal(on_screen.topLeft()), on_screen.size())

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def state(self) -> QAccessible.State:
        board = self._board.widget_of()
        state = QAccessible.State()
        state.focusable = state.selectable = state.multiSelectable = True
        state.selected = self.item in board.selection.items
        state.focused = board.hasFocus() and board.focused_item == self.item
        state.invalid = not self.isValid()
        return state


class BoardAccessible(QAccessibleWidget):
    """The board as a list of its cards in reading order."""

    def __init__(self, board: BoardWidget) -> None:
        super().__init__(board, QAccessible.Role.List)
        self._board = board
        self._cards: dict[str, CardAccessible] = {}
        self._order: tuple[int, list[str]] = (-1, [])

    def widget_of(self) -> BoardWidget:
        """The board."""
        return self._board

    def order(self) -> list[str]:
        """The items in reading order, as of the board's present state."""
        version = self._board.model.version
        if self._order[0] != version:
            board = self._board
            hidden = board.model.hiding.items
            order = query.reading_order(board.document.case, board.board_id)
            self._order = (version, [item for item in order if item not in hidden])
        return self._order[1]

    def card(self, item: str) -> CardAccessible:
        """The child that stands for a card."""
        if item not in self._cards:
            self._cards[item] = CardAccessible(self, item)
        return self._cards[item]

    @override
    def text(self, t: QAccessible.Text) -> str:
        board = self._board
        if t == QAccessible.Text.Name:
            record = board.document.case.boards.get(board.board_id)
            return shortened(one_line(record.title), _LONGEST) if record is not None else ""
        return super().text(t)

    @override
    def childCount(self) -> int:
        return len(self.order())

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        order = self.order()
        return self.card(order[index]) if 0 <= index < len(order) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        order = self.order()
        if isinstance(child, CardAccessible) and child.item in order:
            return order.index(child.item)
        return -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        board = self._board
        found = board.hit(QPointF(board.mapFromGlobal(QPoint(x, y))))
        return self.card(found.id) if found.id in board.model.row else None

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        focused = self._board.focused_item
        return self.card(focused) if focused in self._board.model.row else self


@cache
def install() -> None:
    """Make boards known to the accessibility bridge, once in the life of the program."""
    QAccessible.installFactory(_make)


def _make(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    from ui.canvas.board_widget import BoardWidget

    if not isinstance(thing, BoardWidget):
        return None
    made = BoardAccessible(thing)
    thing.accessible = made
    return made


def tell_focus(board: BoardWidget) -> None:
    """Let a screen reader know which card has the focus now."""
    if not QAccessible.isActive() or not board.focused_item:
        return
    found = QAccessible.queryAccessibleInterface(board)
    if isinstance(found, BoardAccessible):
        QAccessible.updateAccessibility(
            QAccessibleEvent(found.card(board.focused_item), QAccessible.Event.Focus)
        )
