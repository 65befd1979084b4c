"""The board as one would write it first: a QGraphicsView with one Python item for each card and link.

It is what the board is measured against, and the reason why it is not made so.
"""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)
from typing_extensions import override

from board.case import Case
from board.kinds import item_kind, link_kind
from board.records import Item, Link, Placement
from ui.theme import Theme


class CardItem(QGraphicsItem):
    """A card: a rounded box with its kind and title."""

    def __init__(self, case: Case, item: Item, placement: Placement, theme: Theme) -> None:
        super().__init__()
        self.links: list[LinkItem] = []
        self._item, self._theme = item, theme
        self._kind = item_kind(case, item.kind)
        self._box = QRectF(0, 0, placement.width, placement.height)
        self.setPos(placement.x, placement.y)
        self.setZValue(1)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges)

    @override
    def boundingRect(self) -> QRectF:
        return self._box.adjusted(-1, -1, 1, 1)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(self._box, 8, 8)
        painter.fillRect(QRectF(12, 12, 26, 26), self._theme.kind_colour(self._kind))
        painter.setFont(self._theme.board_font("caption"))
        painter.setPen(self._theme.colour("text2"))
        painter.drawText(QPointF(48, 22), self._kind.name)
        painter.setFont(self._theme.board_font("cardTitle"))
        painter.setPen(self._theme.colour("text"))
        painter.drawText(self._box.adjusted(48, 28, -12, -8), int(Qt.TextFlag.TextWordWrap), self._item.title)

    @override
    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: object) -> object:
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for link in self.links:
                link.adjust()
        return super().itemChange(change, value)


class LinkItem(QGraphicsItem):
    """A link: a straight line from middle to middle."""

    def __init__(self, case: Case, link: Link, tail: CardItem, head: CardItem, theme: Theme) -> None:
        super().__init__()
        self._tail, self._head = tail, head
        kind = link_kind(case, link.kind)
        self._pen = QPen(theme.link_colour(kind), kind.width)
        self._line = QLineF()
        tail.links.append(self)
        head.links.append(self)
        self.adjust()

    def adjust(self) -> None:
        """Run between the cards where they are now."""
        self.prepareGeometryChange()
        self._line = QLineF(self._tail.sceneBoundingRect().center(), self._head.sceneBoundingRect().center())

    @override
    def boundingRect(self) -> QRectF:
        return QRectF(self._line.p1(), self._line.p2()).normalized().adjusted(-2, -2, 2, 2)

    @override
    def shape(self) -> QPainterPath:
        path = QPainterPath(self._line.p1())
        path.lineTo(self._line.p2())
        return path

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setPen(self._pen)
        painter.drawLine(self._line)


def naive_view(case: Case, board: str, theme: Theme) -> tuple[QGraphicsView, dict[str, CardItem]]:
    """A view of a board, and its cards by item."""
    scene = QGraphicsScene()
    cards = {
        item: CardItem(case, case.items[item], placement, theme)
        for item, placement in case.on_board(board).items()
    }
    for card in cards.values():
        scene.addItem(card)
    for link in case.links.values():
        if link.from_id in cards and link.to_id in cards:
            scene.addItem(LinkItem(case, link, cards[link.from_id], cards[link.to_id], theme))
    view = QGraphicsView(scene)
    scene.setParent(view)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setBackgroundBrush(theme.colour("canvas"))
    policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    view.setHorizontalScrollBarPolicy(policy)
    view.setVerticalScrollBarPolicy(policy)
    return view, cards
