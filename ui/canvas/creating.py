"""Making cards where the hand is: ask for the kind, put the card there, let the title be typed.

A card is in the case from the moment it is put down, so that a power cut loses no more than the words
being typed; the title joins the same step. Esc before anything was typed takes the card back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF

from board import kinds
from board.edits import items, links
from board.records import ItemKind
from ui.canvas import arranging, editing
from ui.canvas.chooser import Choice, Chooser
from ui.canvas.linking import offers
from ui.canvas.preview import PendingLink
from ui.canvas.walking import Side, free_spot
from ui.icons import draw_kind
from ui.wording import kind_name

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.canvas.board_widget import BoardWidget
    from ui.theme import Theme

_MARK = 20.0
_GROWS = {"claim": "source", "event": "person", "place": "event", "organisation": "person"} | dict.fromkeys(
    ("source", "person", "file"), "claim"
)
"""What most often grows out of a kind of card."""
LINKED_GAP = 72.0
"""Board units between a card and one that grows out of it."""


def ask_kind(
    board: BoardWidget, at: QPointF, done: Callable[[str | None], None], title: str = "", likely: str = ""
) -> Chooser:
    """Ask for a kind of card beside a board point, beginning at a likely one."""
    case = board.document.case
    choices = [
        Choice(kind.id, kind_name(kind), mark(kind, board.theme)) for kind in kinds.all_item_kinds(case)
    ]
    chooser = Chooser(
        board, board.theme, title or QCoreApplication.translate("Board", "New card here"), choices
    )
    board.ask(chooser)
    chooser.chosen.connect(done)
    chooser.cancelled.connect(lambda: done(None))
    chooser.mark(likely)
    spot = board.view.to_screen(at)
    chooser.open_beside([QRectF(spot, spot)])
    return chooser


def ask_and_add(board: BoardWidget, at: QPointF) -> None:
    """Ask for a kind, then put a card with its middle at a board point."""

    def done(kind: str | None) -> None:
        if kind:
            add_card(board, kind, at)

    ask_kind(board, at, done)


def add_card(board: BoardWidget, kind: str, middle: QPointF, *, linked_to: str = "") -> str:
    """A new card with its middle at a board point; its title is then typed.

    Where it is linked to another card, that is by the likeliest kind of link and in the same step.
    """
    document = board.document
    change, item = items.add_item(document.case, kind, board=board.board_id, at=corner_of(kind, middle))
    step = f"new {item}"
    document.end_merge()
    arranging.put_down(board, change, step)
    link = ""
    if linked_to:
        offer = offers(document.case, linked_to, item)[0]
        tail, head = (item, linked_to) if offer.is_backwards else (linked_to, item)
        tie, link = links.add_link(document.case, offer.kind.id, tail, head)
        document.do(tie.labelled(change.label), merge=step, resumes=True)
    board.selection.set(items=[item])
    board.set_focused(item, is_shown=False)
    board.show_items([item])
    editing.edit_new(board, item, step, link)
    return item


def ask_and_link(board: BoardWidget, from_item: str, at: QPointF) -> None:
    """Ask for a kind, then put a card there, linked to another; the pending link stays in sight meanwhile."""
    board.preview.pending_link = PendingLink(tail=from_item, point=at)
    board.preview_changed()

    def done(kind: str | None) -> None:
        board.clear_preview()
        if kind:
            add_card(board, kind, at, linked_to=from_item)

    likely = _GROWS.get(board.document.case.items[from_item].kind, "")
    ask_kind(board, at, done, QCoreApplication.translate("Board", "New linked card"), likely)


def grow(board: BoardWidget, from_item: str, side: Side) -> None:
    """Ask for a kind, then put a linked card on one side of another, where it covers nothing."""
    model = board.model
    size = kinds.default_size(board.document.case.items[from_item].kind)
    x, y = free_spot(model.boxes, model.row[from_item], side, size, LINKED_GAP)
    middle = QPointF(x + size[0] / 2, y + size[1] / 2)
    if not QRectF(board.rect()).adjusted(80, 60, -80, -60).contains(board.view.to_screen(middle)):
        board.set_view(board.view.centred(middle, QSizeF(board.size())))
    ask_and_link(board, from_item, middle)


def corner_of(kind: str, middle: QPointF) -> tuple[float, float]:
    """The top left corner of a new card whose middle is at a point, on whole px."""
    width, height = kinds.default_size(kind)
    return float(round(middle.x() - width / 2)), float(round(middle.y() - height / 2))


def mark(kind: ItemKind, theme: Theme) -> Callable[[QPainter, QRectF], None]:
    """How the mark of a kind is drawn as the sample of a choice."""

    def paint(painter: QPainter, rect: QRectF) -> None:
        square = QRectF(0, 0, _MARK, _MARK)
        square.moveCenter(rect.center())
        draw_kind(painter, kind, square, theme)

    return paint
