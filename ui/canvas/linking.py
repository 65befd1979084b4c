"""Making links: which kinds to offer for two cards, asking, and the one Change that comes of it.

Whichever way a link is asked for - a dot dragged, the link tool, Ctrl+L, a passage dropped on the
board later - it ends here, so that what follows a new link (`board.linked`: "How do they know?")
has one place to listen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import QPainter

from board import kinds
from board.case import Case
from board.edits import links
from board.records import LinkKind
from board.text import one_line, shortened
from ui.canvas.chooser import Choice, Chooser
from ui.canvas.draw import draw_link_sample
from ui.canvas.preview import PendingLink
from ui.theme import Theme
from ui.wording import kind_name, link_name

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_MOST = 9
"""As many as there are digits to take them by; the inspector offers every kind."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of link between two items; backwards it leads from the second to the first."""

    kind: LinkKind
    is_backwards: bool = False
    name: str = ""


def offers(case: Case, from_item: str, to_item: str) -> list[Offer]:
    """The kinds that fit two items, most likely first, those that were made for the pair before the rest."""
    from_kind, to_kind = case.items[from_item].kind, case.items[to_item].kind
    straight = [Offer(kind, name=link_name(kind)) for kind in kinds.fitting(case, from_item, to_item)]
    turned = [
        Offer(kind, is_backwards=True, name=link_name(kind, to_kind, backwards=True))
        for kind in kinds.fitting(case, to_item, from_item)
        if kind.directed and (to_kind, from_kind) in kind.pairs and from_kind != to_kind
    ]
    exact = [offer for offer in straight if (from_kind, to_kind) in offer.kind.pairs]
    rest = [offer for offer in straight if offer not in exact]
    return [*exact, *turned, *rest][:_MOST]


def ask(board: BoardWidget, from_item: str, to_item: str, done: Callable[[Offer | None], None]) -> Chooser:
    """Ask which kind of link is meant, beside the two cards and off the line between them."""
    case = board.document.case
    offered = offers(case, from_item, to_item)
    title = QCoreApplication.translate("Board", "{0} to {1}").format(
        kind_name(kinds.item_kind(case, case.items[from_item].kind)),
        kind_name(kinds.item_kind(case, case.items[to_item].kind)).lower(),
    )
    choices = [Choice(str(row), offer.name, _sample(offer, board.theme)) for row, offer in enumerate(offered)]
    chooser = Chooser(board, board.theme, title, choices)
    board.ask(chooser)

    def show(row: int) -> None:
        pending = board.preview.pending_link
        if pending is not None and row >= 0:
            offer = offered[row]
            tail, head = (to_item, from_item) if offer.is_backwards else (from_item, to_item)
            board.preview.pending_link = PendingLink(tail=tail, head=head, kind=offer.kind)
            board.preview_changed()

    chooser.rows.currentRowChanged.connect(show)
    chooser.chosen.connect(lambda row: done(offered[int(row)]))
    chooser.cancelled.connect(lambda: done(None))
    boxes = [rect for item in (to_item, from_item) if (rect := screen_rect(board, item)) is not None]
    chooser.open_beside(boxes, _between(boxes))
    show(0)
    return chooser


def link_items(board: BoardWidget, from_item: str, to_item: str) -> None:
    """Ask for the kind of a link between two cards, showing it meanwhile, and make it."""
    board.preview.pending_link = PendingLink(tail=from_item, head=to_item)
    board.preview.drop_target = to_item
    board.preview_changed()

    def done(offer: Offer | None) -> None:
        board.clear_preview()
        if offer is not None:
            make(board, offer, from_item, to_item)

    ask(board, from_item, to_item, done)


def make(board: BoardWidget, offer: Offer, from_item: str, to_item: str) -> str:
    """Make the link, select it and tell who listens."""
    tail, head = (to_item, from_item) if offer.is_backwards else (from_item, to_item)
    change, link = links.add_link(board.document.case, offer.kind.id, tail, head)
    board.document.do(change, merge=f"link {link}")
    board.selection.set(links=[link])
    board.linked.emit(link)
    return link


def choose_kind_of(board: BoardWidget, link_id: str) -> None:
    """Ask for another kind of a link that is there."""
    link = board.document.case.links[link_id]

    def done(offer: Offer | None) -> None:
        if offer is None:
            return
        document = board.document
        step = f"kind {document.history.position}"
        document.end_merge()
        if offer.is_backwards:
            document.do(links.reverse(document.case, link_id), merge=step)
        kind = links.set_link(document.case, link_id, kind=offer.kind.id)
        document.do(kind, merge=step, resumes=offer.is_backwards)
        document.end_merge()

    ask(board, link.from_id, link.to_id, done)


def screen_rect(board: BoardWidget, item: str) -> QRectF | None:
    """Where a card stands on the screen, in the widget's coordinates."""
    box = board.model.box(item)
    return None if box is None else board.view.rect_to_screen(box)


def name_of(case: Case, item: str) -> str:
    """How an item is called in a sentence."""
    record = case.items[item]
    return shortened(one_line(record.title), 60) or kind_name(kinds.item_kind(case, record.kind))


def _between(boxes: Sequence[QRectF]) -> list[QPointF]:
    """Points along the way between two boxes, which a link between them takes."""
    if len(boxes) < 2:
        return []
    start, end = boxes[1].center(), boxes[0].center()
    way = end - start
    points = [start + way * (step / 24) for step in range(25)]
    return [point for point in points if not any(box.contains(point) for box in boxes)]


def _sample(offer: Offer, theme: Theme) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, rect: QRectF) -> None:
        if offer.is_backwards:
            painter.translate(rect.center().x() * 2, 0)
            painter.scale(-1, 1)
        draw_link_sample(painter, rect, offer.kind, theme)

    return paint
