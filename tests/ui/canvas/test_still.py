"""Whatever has happened before, a board at rest looks as if it had just been opened and painted at once."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from board.document import Document
from board.edits import items as edits
from board.edits import links, placing
from tests.board.strategies import document_of
from tests.ui.canvas.test_surface import case
from ui import theme
from ui.canvas.board_widget import BoardWidget
from ui.canvas.emphasis import Emphasis
from ui.canvas.places import as_rect
from ui.canvas.sprites import MARGIN
from ui.canvas.view import View

_CARDS = [f"x{n:02}" for n in range(40)]
_STEPS = st.one_of(
    st.tuples(st.just("pan"), st.integers(-700, 700), st.integers(-500, 500)),
    st.tuples(st.just("glide"), st.integers(-40, 40), st.integers(-30, 30)),
    st.tuples(st.just("zoom"), st.sampled_from((0.03, 0.1, 0.2, 0.34, 0.6, 1.0, 1.7)), st.integers(0, 900)),
    st.tuples(st.just("move"), st.integers(0, 39), st.integers(-300, 300)),
    st.tuples(st.just("move all"), st.integers(-200, 200), st.integers(-200, 200)),
    st.tuples(st.just("rename"), st.integers(0, 39), st.integers(0, 9)),
    st.tuples(st.just("link"), st.integers(0, 39), st.integers(0, 39)),
    st.tuples(st.just("delete"), st.integers(0, 39), st.just(0)),
    st.tuples(st.just("dim"), st.integers(0, 39), st.just(0)),
    st.tuples(st.just("hide"), st.integers(0, 39), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("drag"), st.integers(0, 39), st.integers(-90, 90)),
    st.tuples(st.just("frames"), st.integers(1, 12), st.just(0)),
)


def shown(board: BoardWidget) -> QImage:
    """What stands in the window once it has come to rest, painted bit by bit."""
    board.motion.is_moving = False
    board.repaint()
    while not board.is_at_rest:
        board.repaint()
    # nothing more is painted for this: it takes what stands there
    device = board.backingStore().paintDevice()
    assert isinstance(device, QImage)
    return device.copy()


def anew(document: Document, board: BoardWidget, qtbot: QtBot) -> QImage:
    """The same in a widget that has painted nothing else."""
    fresh = BoardWidget(document, "b1", board.theme)
    fresh.motion.is_reduced = True
    qtbot.addWidget(fresh)
    fresh.resize(board.size())
    fresh.set_hidden(board.model.hiding.items)
    fresh.set_emphasis(board._emphasis)
    fresh.set_view(board.view)
    return fresh.grab().toImage()


def differing(one: QImage, other: QImage) -> float:
    """The share of colour values that differ visibly."""
    # kept, for the arrays are but views of their pixels
    images = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other)]
    a, b = (np.frombuffer(image.constBits(), np.uint8) for image in images)
    assert len(a) == len(b)
    return float((np.abs(a.astype(np.int16) - b) > 40).mean())


def _look(board: BoardWidget, what: str, a: float, b: float) -> None:
    match what:
        case "pan":
            board.pan_by(a, b)
        case "glide":
            for _ in range(8):
                board.pan_by(a, b)
                board.repaint()
        case "zoom":
            board.set_scale(a, QPointF(b, 300))
            board.motion.is_moving = True
            board.repaint()
        case "frames":
            for _ in range(int(a)):
                board.repaint()


def _edit(document: Document, board: BoardWidget, what: str, a: int, b: int) -> None:
    held, item = document.case, _CARDS[a]
    match what:
        case "move":
            document.do(placing.move_by(held, "b1", [item], b, b / 2))
        case "rename":
            document.do(edits.set_fields(held, [item], title="Renamed " * b))
        case "link" if _CARDS[b] in board.model.row and a != b:
            document.do(links.add_link(held, "about", item, _CARDS[b])[0])
        case "delete":
            document.do(edits.delete_items(held, [item]))
        case "drag":
            for n in range(4):
                board.preview.moved = {item: (n * b, n * 7.0)}
                board.preview_changed()
                board.repaint()
            board.clear_preview()


def take(step: tuple[str, int, int], document: Document, board: BoardWidget) -> None:
    what, a, b = step
    match what:
        case "move all":
            document.do(placing.move_by(document.case, "b1", list(board.model.row), a, b))
        case "dim":
            board.set_emphasis(Emphasis(dimmed=frozenset(_CARDS[a:])))
        case "hide":
            board.set_hidden(_CARDS[a : a + 5])
        case "undo":
            document.undo()
        case "pan" | "glide" | "zoom" | "frames":
            _look(board, what, a, b)
        case _ if _CARDS[a] in board.model.row:
            _edit(document, board, what, a, b)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_STEPS, min_size=3, max_size=9))
# rows that a half painted band went by are no more
@example([("zoom", 1.0, 637), ("delete", 6, 0), ("delete", 12, 0), ("drag", 1, 21)])
@example(
    [
        ("hide", 14, 0),
        ("zoom", 1.0, 581),
        ("zoom", 1.0, 637),
        ("delete", 6, 0),
        ("delete", 12, 0),
        ("drag", 1, 21),
    ]
)
@example([("move", 0, 1), ("undo", 0, 0), ("zoom", 0.1, 0)])
@example([("delete", 0, 0), ("glide", 0, 0), ("zoom", 1.0, 0)])
def test_at_rest_a_board_looks_as_if_painted_from_scratch(
    qtbot: QtBot, steps: list[tuple[str, int, int]]
) -> None:
    document = document_of(case())
    board = BoardWidget(document, "b1", theme.load("light"))
    board.motion.is_reduced = True
    qtbot.addWidget(board)
    board.resize(900, 600)
    with qtbot.waitExposed(board):
        board.show()
    board.zoom_to_fit()
    for step in steps:
        take(step, document, board)
    assert differing(shown(board), anew(document, board, qtbot)) < 0.001
    board.close()


@pytest.mark.parametrize("scale", [0.03, 0.1, 0.16, 0.25, 0.5, 1.0, 2.0])
@pytest.mark.parametrize("name", ["light", "dark"])
def test_a_board_that_was_panned_and_zoomed_there_is_crisp(qtbot: QtBot, scale: float, name: str) -> None:
    document = document_of(case())
    board = BoardWidget(document, "b1", theme.load(name))
    board.motion.is_reduced = True
    qtbot.addWidget(board)
    board.resize(900, 600)
    with qtbot.waitExposed(board):
        board.show()
    board.zoom_to_fit()
    while not board.paint_ahead():
        pass
    for n in range(6):
        board.set_scale(scale * (0.4 + n / 10), QPointF(450, 300))
        board.motion.is_moving = True
        board.repaint()
    board.set_view(View(scale).centred(board.model.bounds().center(), QSizeF(board.size())))
    for _ in range(9):
        board.pan_by(-24, -16)
        board.repaint()
    assert differing(shown(board), anew(document, board, qtbot)) < 0.001


@pytest.mark.parametrize("scale", [0.5, 0.83, 1.0, 1.7])
def test_cards_stand_on_whole_device_pixels(qtbot: QtBot, scale: float) -> None:
    board = BoardWidget(document_of(case()), "b1", theme.load("light"))
    board.motion.is_reduced = True
    qtbot.addWidget(board)
    board.resize(900, 600)
    board.set_view(View(scale).centred(board.model.bounds().center(), QSizeF(board.size())))
    shown, ratio = board.grab().toImage(), board.devicePixelRatioF()
    seen = board.visible_rect()
    inside = [item for item, row in board.model.row.items() if seen.contains(as_rect(board.model.boxes[row]))]
    assert inside
    for item in inside:
        box = board.model.box(item)
        assert box is not None
        sprite = board._scenery.sprites.card(board.card(item), scale, ratio)
        edge = QPointF(MARGIN, MARGIN) * scale
        corner = (board.view.to_screen(box.topLeft()) - edge) * ratio
        # a strip through the title, without the rounded corners and what other cards may cover
        strip = QRectF(edge + QPointF(8, 8) * scale, box.size() * scale - QSizeF(16, 16) * scale)
        part = QRectF(strip.topLeft() * ratio, strip.size() * ratio).toAlignedRect()
        drawn = sprite.pixmap.toImage().copy(part)
        found = [
            differing(shown.copy(part.translated(round(corner.x()) + dx, round(corner.y()) + dy)), drawn)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        ]
        assert min(found) < 0.005  # half a pixel beside it are 0.05
    board.close()


@pytest.mark.parametrize("ratio", ["1.5", "2"])
@pytest.mark.skipif("QT_SCALE_FACTOR" in os.environ, reason="it is the one that is run anew")
def test_all_of_it_holds_where_a_pixel_is_smaller(ratio: str) -> None:
    run = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-k", "not dark", __file__]
    ended = subprocess.run(
        run, env={**os.environ, "QT_SCALE_FACTOR": ratio}, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout
