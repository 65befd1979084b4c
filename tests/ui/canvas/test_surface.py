"""The board as it is seen: every tier painted without complaint, what is kept equal to what is drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.case import Case
from board.change import of
from board.document import Document
from board.edits import placing
from board.records import Attachment, Board, Frame, Item, Link, Placement, Record, Route
from tests.board.strategies import document_of
from ui import theme
from ui.canvas import links_layer
from ui.canvas.board_widget import BoardWidget
from ui.canvas.cards import Badge
from ui.canvas.draw import Style
from ui.canvas.minimap import Minimap
from ui.canvas.model import BoardModel
from ui.canvas.pictures import Pictures, decoded
from ui.canvas.preview import Guide, PendingLink, Preview
from ui.canvas.scenery import Emphasis
from ui.canvas.sprites import Sprites
from ui.canvas.view import View
from ui.pictures import Pixels

SCALES = (0.02, 0.1, 0.2, 0.4, 0.6, 1.0, 2.0)


def case() -> Case:
    """A board with every kind of link, a frame, notes, and words of many scripts."""
    kinds = ["claim", "source", "person", "note", "event", "place", "file", "organisation", "own kind"]
    words = [
        "Weighed again after it was sealed",
        "Независимая газета",
        "שלום עולם",
        "国家安全保障会議",
        "👩‍👩‍👧 🇯🇵",
    ]
    items = [Item(f"x{n:02}", kinds[n % 9], words[n % 5], "Some words", credibility=n % 7) for n in range(40)]
    spots = [
        Placement("b1", item.id, n % 8 * 260.0, n // 8 * 180.0, 200.0, 100.0, pinned=n % 9 == 0)
        for n, item in enumerate(items)
    ]
    links = [
        Link(
            f"k{n:02}", ["reports", "supports", "contradicts", "about", "met"][n % 5], f"x{n:02}", f"x{m:02}"
        )
        for n in range(40)
        for m in [(n * 7 + 3) % 40]
    ]
    links[3] = replace(links[3], label="a label", stance="denies")
    return Case(
        [
            Board("b1"),
            Board("b2"),
            *items,
            *spots,
            *links,
            Route("b1", "k05", ((300.0, 600.0), (500.0, 650.0))),
            Frame("g1", "b1", -40, -60, 560, 340, "Echo: one origin", "note"),
        ]
    )


@pytest.fixture
def document(qapp: QApplication) -> Document:
    return document_of(case())


Show = Callable[[Document], BoardWidget]


@pytest.fixture
def board(qtbot: QtBot, document: Document) -> BoardWidget:
    made = BoardWidget(document, "b1", theme.load("light"))
    made.motion.is_reduced = True
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.zoom_to_fit()
    return made


def look(board: BoardWidget) -> QImage:
    return board.grab().toImage()


@pytest.mark.parametrize("name", ["light", "dark", "print"])
@pytest.mark.parametrize("scale", SCALES)
def test_every_tier_is_painted(board: BoardWidget, name: str, scale: float) -> None:
    board.set_theme(theme.load(name))
    board.set_view(View(scale).centred(board.model.bounds().center(), QSizeF(board.size())))
    empty = QImage(board.size(), QImage.Format.Format_RGB32)
    empty.fill(board.theme.colour("canvas"))
    assert look(board) != empty


@pytest.mark.parametrize("scale", [0.1, 0.3, 0.6, 1.0])
def test_panning_shows_what_painting_anew_shows(board: BoardWidget, scale: float) -> None:
    board.set_view(View(scale).centred(board.model.bounds().center(), QSizeF(board.size())))
    look(board)
    for dx, dy in ((37, 0), (-11, 23), (3, -60), (-400, 90)):
        board.pan_by(dx, dy)
        panned = look(board)
        board.set_emphasis(Emphasis(dimmed=frozenset({"nobody"})))
        board.set_emphasis(Emphasis())
        assert _differing(panned, look(board)) < 0.002


def _differing(one: QImage, other: QImage, beyond: int = 60) -> float:
    """The share of pixels that differ visibly: dashes are phased by where a long link is cut."""
    a, b = (
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8)
        for image in (one, other)
    )
    return float((np.abs(a.astype(np.int16) - b) > beyond).mean())


def same(one: QImage, other: QImage) -> bool:
    """Whether two pictures are alike but for what rounding makes of a clipped curve."""
    return _differing(one, other, beyond=6) == 0


@pytest.mark.parametrize("scale", [0.3, 0.6, 1.0, 2.0])
def test_the_window_paints_links_as_pictures_have_them(document: Document, scale: float) -> None:
    model, sprites = BoardModel(document.case, "b1"), Sprites(Style(theme.load("light")))
    view, rows = View(scale, 60, 60), np.arange(len(model.link_ids))
    made = []
    for is_window in (True, False):
        image = QImage(900, 700, QImage.Format.Format_RGB32)
        image.fill(sprites.style.colour("canvas"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_window:
            links_layer.paint(painter, model, view, rows, sprites, Emphasis(), QRectF(image.rect()))
        else:
            painter.translate(view.dx, view.dy)
            painter.scale(scale, scale)
            links_layer.paint_curves(painter, model, view, rows, sprites.style, Emphasis())
        painter.end()
        made.append(image)
    # signs stand on whole pixels in the window, and dashes are measured along pieces
    assert _differing(made[0], made[1], beyond=100) < 0.005


@pytest.mark.parametrize("scale", [0.1, 0.3, 0.6, 1.0])
def test_what_comes_bit_by_bit_is_what_is_painted_at_once(
    qtbot: QtBot, document: Document, scale: float
) -> None:
    board = BoardWidget(document, "b1", theme.load("light"))
    qtbot.addWidget(board)
    board.resize(900, 600)
    with qtbot.waitExposed(board):
        board.show()
    board.set_view(View(scale * 0.8).centred(board.model.bounds().center(), QSizeF(board.size())))
    painted(board)
    # a zoom, a pan within what is painted and one beyond it, an edit
    board.set_view(View(scale).centred(board.model.bounds().center(), QSizeF(board.size())))
    for dx, dy in ((0, 0), (31, -17), (-260, 140)):
        board.pan_by(dx, dy)
        shown = painted(board)
        assert _differing(shown, look(board)) < 0.002
    document.do(placing.move_by(document.case, "b1", ["x10", "x11"], 150, -40))
    shown = painted(board)
    board.set_emphasis(Emphasis(dimmed=frozenset({"nobody"})))
    assert _differing(shown, look(board)) < 0.002


def painted(board: BoardWidget) -> QImage:
    """What stands in the window once all is painted."""
    board.motion.is_moving = False
    board.repaint()
    while not board.is_at_rest:
        board.repaint()
    image = board.backingStore().paintDevice()
    assert isinstance(image, QImage)
    return image.copy()


def test_states_and_previews_are_painted(board: BoardWidget) -> None:
    board.set_scale(1.0)
    plain = look(board)
    board.selection.set(items=["x00", "x01"], links=["k05"], frames=["g1"])
    assert look(board) != plain
    board.set_badges(lambda item: Badge("6 > 1", "6 voices, 1 origin", is_echo=True, has_unknown=True))
    board.set_emphasis(
        Emphasis(frozenset({"x02"}), frozenset({"x03"}), frozenset({"x04"}), frozenset({"k01"}))
    )
    for scale in SCALES:
        board.set_scale(scale)
        look(board)
    board.set_scale(0.7)
    board.preview = Preview(
        moved={"x00": (40.0, 30.0)},
        boxes={"x09": (0.0, 200.0, 260.0, 180.0)},
        moved_frames={"g1": (5.0, 5.0)},
        bends={"k07": [(100.0, 100.0)]},
        pending_link=PendingLink("x02", "", QPointF(300, 300), link="k02"),
        guides=[Guide(0, 0, 0, 500), Guide(0, 50, 300, 50, is_gap=True)],
        drop_target="x12",
        ghost=board.card("x05"),
        ghost_at=QPointF(50, 50),
    )
    board.preview_changed()
    shown = look(board)
    board.clear_preview()
    assert look(board) != shown


def test_a_gesture_over_shows_the_board_as_it_was(board: BoardWidget) -> None:
    before = look(board)
    board.preview.moved = {"x00": (300.0, 100.0)}
    board.preview_changed()
    assert look(board) != before
    board.clear_preview()
    assert same(look(board), before)


def test_the_board_follows_the_document(board: BoardWidget, document: Document) -> None:
    before = look(board)
    document.do(placing.move_by(document.case, "b1", ["x00"], 300, 40))
    moved = look(board)
    assert moved != before
    document.undo()
    assert same(look(board), before)
    document.redo()
    assert same(look(board), moved)


def test_what_is_gone_is_no_longer_selected(board: BoardWidget, document: Document) -> None:
    board.selection.set(items=["x00", "x01"])
    document.do(placing.take_off(document.case, "b1", ["x00"]))
    assert board.selection.items == {"x01"}


def test_an_empty_board_and_back(board: BoardWidget) -> None:
    full = look(board)
    board.set_board("b2")
    assert look(board) != full
    board.zoom_to_fit()
    board.set_board("b1")
    board.zoom_to_fit()
    assert same(look(board), full)


def wheel(board: BoardWidget, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a point of the board."""
    at = QPointF(200, 150)
    event = QWheelEvent(
        at,
        board.mapToGlobal(at),
        QPoint(),
        QPoint(0, notches * 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(board, event)


def test_the_wheel_zooms_about_the_pointer_or_pans(board: BoardWidget) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    held, scale = board.view.to_board(QPointF(200, 150)), board.view.scale
    wheel(board, 2, Qt.KeyboardModifier.ControlModifier)
    assert board.view.scale > scale
    after = board.view.to_screen(held)
    assert abs(after.x() - 200) <= 1
    assert abs(after.y() - 150) <= 1
    board.wheel = "trackpad"
    view = board.view
    wheel(board, 1, plain)
    assert (board.view.scale, board.view.dx) == (view.scale, view.dx)
    assert board.view.dy > view.dy
    wheel(board, 1, Qt.KeyboardModifier.ShiftModifier)
    assert board.view.dx > view.dx
    board.wheel = "mouse"
    wheel(board, -1, plain)
    assert board.view.scale < view.scale


def test_space_and_the_middle_button_drag_the_board(board: BoardWidget) -> None:
    board.setFocus()
    view = board.view
    QTest.mousePress(board, Qt.MouseButton.MiddleButton, pos=QPoint(100, 100))
    QTest.mouseMove(board, QPoint(160, 130))
    QTest.mouseRelease(board, Qt.MouseButton.MiddleButton, pos=QPoint(160, 130))
    assert (board.view.dx - view.dx, board.view.dy - view.dy) == (60, 30)
    assert not board.selection


def test_a_flight_ends_where_it_is_going(board: BoardWidget, qtbot: QtBot) -> None:
    board.motion.is_reduced = False
    board.set_scale(1.0)
    board.zoom_to_items(["x00"])
    qtbot.waitUntil(lambda: not board.motion.is_flying)
    box = board.model.box("x00")
    assert box is not None
    assert board.visible_rect().contains(box)


def test_dragging_in_the_minimap_moves_the_view(board: BoardWidget, qtbot: QtBot) -> None:
    minimap = Minimap(board)
    qtbot.addWidget(minimap)
    minimap.resize(160, 112)
    minimap.show()
    board.set_scale(2.0)
    minimap.grab()
    QTest.mousePress(minimap, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    first = board.visible_rect().center()
    QTest.mouseMove(minimap, QPoint(120, 90))
    QTest.mouseRelease(minimap, Qt.MouseButton.LeftButton, pos=QPoint(120, 90))
    second = board.visible_rect().center()
    assert second.x() > first.x()
    assert second.y() > first.y()


@pytest.mark.parametrize("size", [(160, 108), (60, 40), (700, 500)])
def test_the_minimap_shows_what_the_board_does(
    board: BoardWidget, qtbot: QtBot, size: tuple[int, int]
) -> None:
    minimap = Minimap(board)
    qtbot.addWidget(minimap)
    minimap.resize(*size)
    minimap.show()
    with qtbot.waitExposed(board):
        board.show()
    pictures = []
    changes: list[Callable[[], None]] = [
        lambda: None,
        lambda: board.set_emphasis(Emphasis(dimmed=frozenset(board.model.row))),
        lambda: board.set_emphasis(Emphasis()),
        lambda: board.set_hidden(list(board.model.row)[:20]),
    ]
    for change in changes:
        change()
        qtbot.waitUntil(lambda: board.is_at_rest)
        while not board.paint_ahead():
            pass
        pictures.append(minimap.grab().toImage())
    whole, dimmed, again, part = pictures
    # the part in sight is shown by one wash: more colours come from the board alone
    colours = {whole.pixel(x, y) for x in range(whole.width()) for y in range(whole.height())}
    assert len(colours) > 100
    assert whole == again
    assert whole not in (dimmed, part)


def png(width: int, height: int) -> bytes:
    """A picture as a file."""
    image = QImage(width, height, QImage.Format.Format_Mono)
    image.fill(1)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    return bytes(buffer.data().data())


def test_pictures_are_bounded_and_bombs_refused(qapp: QApplication) -> None:
    assert decoded(b"no picture") == "broken"
    assert decoded(b"") == "broken"
    assert decoded(png(9000, 8000)) == "refused"
    small = decoded(png(3000, 1000))
    assert isinstance(small, Pixels)
    assert small.width == 1024
    assert decoded(b"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/hostname'/></svg>") == "broken"


def test_dropped_pictures_are_shown_small_until_they_are_loaded_again(qtbot: QtBot) -> None:
    data, seen = png(1000, 500), list[str]()
    pictures = Pictures(lambda _: data, most_bytes=5 * 2**20)
    pictures.loaded.connect(seen.append)

    def widths(names: str) -> list[int]:
        found = [pictures.picture(name) for name in names]
        return [image.width() if isinstance(image, QImage) else 0 for image in found]

    assert widths("abcd") == [0, 0, 0, 0]
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert widths("dcba") == [1000, 1000, 256, 256]
    qtbot.waitUntil(lambda: len(seen) == 6)
    assert widths("ab") == [1000, 1000]
    pictures.close()


def test_a_picture_appears_on_its_card(qtbot: QtBot) -> None:
    sha = "f" * 64
    records: list[Record] = [
        Board("b1"),
        Item("p1", "person", "Ilse Marren", pictures=(sha,)),
        Attachment(sha, "face.png"),
        Placement("b1", "p1", 0, 0, 184, 200),
    ]
    image = QImage(80, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 200, 30))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    data = bytes(buffer.data().data())
    board = BoardWidget(document_of(Case(records)), "b1", theme.load("light"), lambda _: data)
    board.motion.is_reduced = True
    qtbot.addWidget(board)
    board.resize(400, 300)
    board.show()
    board.set_view(View(1.0, 20, 20))

    def shown() -> bool:
        return look(board).pixelColor(110, 60) == QColor(10, 200, 30)

    qtbot.waitUntil(shown)


def test_a_change_while_cards_are_lifted(board: BoardWidget, document: Document) -> None:
    board.preview.moved = {"x00": (30.0, 0.0), "x01": (30.0, 0.0)}
    board.preview_changed()
    placed = document.case.placements["b1", "x00"]
    document.do(of("Take off", [placed], []))
    look(board)
    board.clear_preview()
    assert "x00" not in board.model.row
