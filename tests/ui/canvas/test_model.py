"""The arrays follow the case: after any edits they say what a model built afresh says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from board.case import Case
from board.change import Change, of
from board.records import Board, Frame, Item, Link, Placement, Route
from tests.board.strategies import cases, document_of, run
from ui.canvas import geometry
from ui.canvas.hit import Hit, hit
from ui.canvas.lifted import Lifted
from ui.canvas.model import BoardModel
from ui.canvas.preview import Preview


def follow(model: BoardModel, change: Change) -> None:
    model.update(change)


def said(model: BoardModel) -> dict[str, Any]:
    """Everything a model says, by id, so that the order of rows does not matter."""
    cards = {
        item: (
            model.boxes[row].tolist(),
            model.kind_ids[model.kinds[row]],
            int(model.z[row]),
            int(model.flags[row]),
            int(model.rank[row]),
            int(model.degree()[row]),
            sorted(model.link_ids[link] for link in model.links_of(row).tolist()),
        )
        for item, row in model.row.items()
    }
    links = {
        link: (
            model.ids[model.tails[row]],
            model.ids[model.heads[row]],
            model.link_kind_ids[model.link_kinds[row]],
            model.curves[row].tolist(),
            model.lines[row].tolist(),
            model.link_boxes[row].tolist(),
            model.bends.get(row),
            model.paths[row].tolist() if row in model.paths else None,
        )
        for link, row in model.link_row.items()
    }
    return {"cards": cards, "links": links, "frames": model.frames}


def finds(model: BoardModel) -> None:
    """What lies around a point is found as if all had been looked at: at each card and along each link."""
    boxes, lines, reach = model.boxes, model.lines, 6.0
    shown, runs = model.hiding.cards(model), model.hiding.runs(model)
    low, high = np.minimum(lines[:, 1:], lines[:, :-1]), np.maximum(lines[:, 1:], lines[:, :-1])
    for x, y in [*boxes[:, :2].tolist(), *lines[:, 8].tolist(), *lines[:, 0].tolist(), (0.5, 0.5)]:
        at = np.array([x, y])
        over = ((boxes[:, :2] <= at + reach) & (boxes[:, 2:] >= at - reach)).all(axis=1)
        assert np.sort(model.cards_around(x, y, reach)).tolist() == np.flatnonzero(over & shown).tolist()
        near = ((low <= at + reach) & (high >= at - reach)).all(axis=2).any(axis=1)
        assert set(np.flatnonzero(near & runs).tolist()) <= set(
            model.links_around(x, y, reach, reach).tolist()
        )


@settings(max_examples=80)
@given(st.data(), cases(max_items=8, max_links=12, max_boards=2))
def test_following_comes_to_the_same_as_building_anew(data: st.DataObject, case: Case) -> None:
    document = document_of(case)
    board = min(case.boards, default="b01")
    model = BoardModel(case, board)
    document.listen(lambda change: follow(model, change))
    for _ in range(3):
        run(data.draw, document, 4)
        assert said(model) == said(BoardModel(case, board))
        finds(model)
    model.hide(data.draw(st.sets(st.sampled_from(model.ids))) if model.ids else ())
    finds(model)
    document.go_to(0)
    assert said(model) == said(BoardModel(case, board))
    finds(model)


def small_case() -> Case:
    """Two claims side by side, one far below, three links, one of them bent, and a frame."""
    return Case(
        [
            Board("b1"),
            *(Item(f"c{n}", "claim", f"Claim {n}") for n in (1, 2, 3)),
            Placement("b1", "c1", 0, 0, 200, 100),
            Placement("b1", "c2", 400, 0, 200, 100),
            Placement("b1", "c3", 40, 600, 200, 100, z=2),
            Link("k1", "supports", "c1", "c2"),
            Link("k2", "contradicts", "c1", "c2"),
            Link("k3", "about", "c1", "c3"),
            Link("k4", "same_as", "c2", "c2"),
            Route("b1", "k3", ((-200.0, 300.0),)),
            Frame("g1", "b1", 380, -60, 260, 200, "Frame"),
        ]
    )


def test_links_leave_on_facing_sides_and_fan_out() -> None:
    model = BoardModel(small_case(), "b1")
    one, two = (model.curves[model.link_row[link]] for link in ("k1", "k2"))
    assert one[0, 0] == two[0, 0] == 200
    assert one[3, 0] == two[3, 0] == 400 - geometry.GAP
    assert abs(one[0, 1] - two[0, 1]) == geometry.SPACING
    # beside one another all the way: they do not cross
    assert np.sign(one[0, 1] - two[0, 1]) == np.sign(one[3, 1] - two[3, 1])


def test_a_link_alone_between_facing_cards_is_straight() -> None:
    case = Case(
        [
            Board("b1"),
            Item("c1", "claim"),
            Item("c2", "claim"),
            Placement("b1", "c1", 0, 0, 200, 100),
            Placement("b1", "c2", 400, 30, 200, 140),
            Link("k1", "supports", "c1", "c2"),
        ]
    )
    curve = BoardModel(case, "b1").curves[0]
    assert len(set(curve[:, 1].tolist())) == 1


def test_a_bent_link_runs_through_its_bend_points() -> None:
    model = BoardModel(small_case(), "b1")
    path = model.paths[model.link_row["k3"]]
    assert [-200.0, 300.0] in path[::3].tolist()


def test_what_lies_under_a_point() -> None:
    model = BoardModel(small_case(), "b1")
    assert hit(model, QPointF(100, 50), 1.0) == Hit("card", "c1")
    assert hit(model, QPointF(300, 42), 1.0).id in ("k1", "k2")
    assert hit(model, QPointF(-198, 300), 1.0) == Hit("link", "k3")
    assert hit(model, QPointF(-198, 300), 1.0, selected_links=["k3"]) == Hit("bend", "k3", "0")
    assert hit(model, QPointF(390, 130), 1.0) == Hit("frame", "g1")
    assert hit(model, QPointF(500, -50), 1.0) == Hit("frame", "g1", "title")
    assert hit(model, QPointF(380, 130), 1.0) == Hit("frame_edge", "g1", "left")
    assert hit(model, QPointF(200, 50), 1.0, hovered="c1") == Hit("dot", "c1", "right")
    assert hit(model, QPointF(0, 0), 1.0, selected=["c1"]) == Hit("resize", "c1", "top_left")
    assert hit(model, QPointF(900, 900), 1.0) == Hit("empty")


def test_the_upper_card_is_hit() -> None:
    case = small_case()
    document = document_of(case)
    model = BoardModel(case, "b1")
    document.listen(lambda change: follow(model, change))
    below = case.placements["b1", "c1"]
    document.do(of("Move", [below], [replace(below, x=60.0, y=620.0, z=1)]))
    assert hit(model, QPointF(150, 660), 1.0) == Hit("card", "c3")
    moved = case.placements["b1", "c1"]
    document.do(of("Raise", [moved], [replace(moved, z=9)]))
    assert hit(model, QPointF(150, 660), 1.0) == Hit("card", "c1")


@given(cases(max_items=8, max_links=10, max_boards=1), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_bands_hold_what_a_loop_over_cards_finds(case: Case, x: float, y: float) -> None:
    board = min(case.boards, default="b01")
    model, rect = BoardModel(case, board), QRectF(x, y, 5e5, 5e5)
    boxes = {item: model.box(item) for item in model.ids}
    whole = {item for item, box in boxes.items() if box is not None and rect.contains(box)}
    assert whole <= set(model.items_in(rect, whole=True)) <= set(model.items_in(rect))


def test_lifting_leaves_the_board_as_it_is() -> None:
    model = BoardModel(small_case(), "b1")
    before = said(model)
    lifted = Lifted(model, Preview(moved={"c1": (50.0, 400.0)}))
    assert said(model) == before
    box = lifted.model.box("c1")
    assert box is not None
    assert (box.x(), box.y()) == (50.0, 400.0)
    assert {"k1", "k2", "k3"} <= {model.link_ids[row] for row in lifted.links.tolist()}
    lifted.follow(Preview(moved={"c1": (0.0, 0.0)}))
    assert said(lifted.model)["links"] == before["links"]
