"""What a measure says of cards, painted: around the card and not on it, never for what is hidden."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from board.case import Case
from board.records import Board, Item, Placement
from ui.canvas.draw.key import Key, KeyRow, draw_key, key_size
from ui.canvas.draw.style import Style
from ui.canvas.measured import REACH, Measured
from ui.canvas.model import BoardModel
from ui.canvas.view import View
from ui.theme import load

KEY = Key("halo", "Connects groups", "betweenness", "This board", (KeyRow("ramp6", 1.0, "", "58 %"),))
LOOKS = ("halo", "glow", "size", "group", "mark")


def _model() -> BoardModel:
    items = [Item(f"p0{number}", "person", title=f"Person {number}") for number in range(1, 4)]
    cards = [Placement("b1", item.id, 40 + 300.0 * number, 60, 200, 90) for number, item in enumerate(items)]
    return BoardModel(Case([*items, Board("b1", "Board"), *cards]), "b1")


def _measured(look: str = "halo") -> Measured:
    tones = {"p01": "ramp6", "p02": "ramp3"}
    return Measured(look, tones, {"p01": 1.0, "p02": 0.4}, {"p01": "1"}, KEY)


def _painted(measured: Measured, model: BoardModel, scale: float = 1.0) -> QImage:
    image = QImage(1000, 240, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    view = View(scale, 0, 0)
    style = Style(load("light"))
    measured.paint(painter, view.rect_to_board(QRectF(image.rect())), model, view, frozenset(), style)
    painter.end()
    return image


def _inked(image: QImage, box: QRectF) -> bool:
    """Whether there is anything in a part of a picture."""
    part = image.copy(box.toRect())
    nothing = QImage(part.size(), part.format())
    nothing.fill(QColor(0, 0, 0, 0))
    return part != nothing


def test_every_look_lies_around_its_card_and_nowhere_else(qapp: object) -> None:
    for look in LOOKS:
        for scale in (1.0, 0.6, 0.3, 0.1):
            model = _model()
            image = _painted(_measured(look), model, scale)
            for item, is_marked in (("p01", True), ("p02", True), ("p03", False)):
                box = model.box(item)
                assert box is not None
                near = View(scale, 0, 0).rect_to_screen(box).adjusted(-REACH, -REACH, REACH, REACH)
                alone = near.intersected(QRectF(image.rect()))
                assert not is_marked or _inked(image, alone), (look, scale, item)
            free = QRectF(0, 200, 1000, 40) if scale == 1.0 else QRectF(700, 0, 300, 240)
            assert not _inked(image, free), (look, scale)


def test_a_card_that_is_hidden_or_taken_up_leaves_nothing(qapp: object) -> None:
    model, measured = _model(), _measured()
    whole = _painted(measured, model)
    model.hide(["p01", "p02"])
    assert not _inked(_painted(measured, model), QRectF(whole.rect()))
    model.hide([])
    assert _painted(measured, model) == whole


def test_the_key_has_room_for_its_words(qapp: object) -> None:
    style = Style(load("dark"))
    size = key_size(KEY, style)
    image = QImage(size.toSize(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    draw_key(painter, KEY, style, QPointF(0, 0), size.width())
    painter.end()
    assert _inked(image, QRectF(0, 0, size.width(), 20))
    assert "58 %" in KEY.sentence()
