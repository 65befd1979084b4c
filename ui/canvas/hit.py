"""What lies under a point of the board, found by array operations.

Cards come before links and links before frames, as they are drawn; the dots and corners of a card
that is hovered or selected lie above everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from ui.canvas import geometry
from ui.canvas.model import BoardModel
from ui.canvas.places import LABEL_REACH

HitKind: TypeAlias = Literal[
    "card", "link", "link_end", "link_label", "bend", "frame", "frame_edge", "dot", "resize", "empty"
]

DOT_REACH = 9.0
"""How near, in screen px, a pointer takes hold of a dot, an end or a bend point."""
LINK_REACH = 6.0
EDGE_REACH = 6.0
FRAME_TITLE = 28.0
"""Height of a frame's title bar in board units: there it is taken hold of."""
CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing under the pointer and the part of it.

    `part` is a side ("left", "top", "right", "bottom") for dots, a corner ("top_left" …) for resize,
    "tail" or "head" for link ends, the index for bends, an edge or corner for frame edges, "title" for
    the title of a frame.
    """

    kind: HitKind
    id: str = ""
    part: str = ""


EMPTY = Hit("empty")


def dots(box: QRectF) -> dict[str, QPointF]:
    """The four places on the edge of a card from which a link is drawn."""
    centre = box.center()
    return {
        "left": QPointF(box.left(), centre.y()),
        "top": QPointF(centre.x(), box.top()),
        "right": QPointF(box.right(), centre.y()),
        "bottom": QPointF(centre.x(), box.bottom()),
    }


def corners(box: QRectF) -> dict[str, QPointF]:
    """The four corners by which a card or frame is resized."""
    return dict(
        zip(CORNERS, (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()), strict=True)
    )


def hit(
    model: BoardModel,
    point: QPointF,
    scale: float,
    *,
    hovered: str = "",
    selected: Iterable[str] = (),
    selected_links: Iterable[str] = (),
) -> Hit:
    """What lies under a board point in a view of that scale."""
    chosen = tuple(selected)
    return (
        _handle_hit(model, point, scale, hovered, chosen)
        or _link_part_hit(model, point, scale, selected_links)
        or card_hit(model, point, scale)
        or _label_hit(model, point, scale)
        or _link_hit(model, point, scale)
        or _frame_hit(model, point, scale)
        or EMPTY
    )


def card_hit(model: BoardModel, point: QPointF, scale: float) -> Hit | None:
    """The topmost card under a point; far out its mark is easier to hit than its box."""
    grow = max(0.0, (10.0 / scale - 24.0) / 2)
    x, y = point.x(), point.y()
    rows = model.cards_around(x, y, grow)
    if len(rows) == 0:
        return None
    return Hit("card", model.ids[int(rows[np.argmax(model.rank[rows])])])


def _handle_hit(
    model: BoardModel, point: QPointF, scale: float, hovered: str, selected: tuple[str, ...]
) -> Hit | None:
    if scale < 0.18:
        return None
    if len(selected) == 1 and (box := model.box(selected[0])) is not None:
        for corner, place in corners(box).items():
            if _near(place, point, DOT_REACH / scale):
                return Hit("resize", selected[0], corner)
    for item in dict.fromkeys((hovered, *(selected if len(selected) == 1 else ()))):
        box = model.box(item) if item else None
        if box is None or box.height() * scale < 20:
            continue
        for side, place in dots(box).items():
            if _near(place, point, DOT_REACH / scale):
                return Hit("dot", item, side)
    return None


def _link_part_hit(
    model: BoardModel, point: QPointF, scale: float, selected_links: Iterable[str]
) -> Hit | None:
    reach = DOT_REACH / scale
    for link in selected_links:
        row = model.link_row.get(link)
        if row is None:
            continue
        for index, (x, y) in enumerate(model.bends.get(row, ())):
            if _near(QPointF(x, y), point, reach):
                return Hit("bend", link, str(index))
        for end, at in (("tail", 0), ("head", -1)):
            x, y = model.lines[row, at]
            if _near(QPointF(x, y), point, reach):
                return Hit("link_end", link, end)
    return None


def _label_hit(model: BoardModel, point: QPointF, scale: float) -> Hit | None:
    if scale < 0.45:
        return None
    x0, y0, x1, y1 = LABEL_REACH.tolist()
    near = model.links_around(point.x(), point.y(), x1 - x0, y1 - y0) if model.label_boxes else ()
    for row in near:
        found = model.label_boxes.get(int(row))
        if found is not None and found[1].contains(point):
            return Hit("link_label", model.link_ids[row])
    return None


def _link_hit(model: BoardModel, point: QPointF, scale: float) -> Hit | None:
    reach = LINK_REACH / scale
    x, y = point.x(), point.y()
    rows = model.links_around(x, y, reach, reach)
    if len(rows) == 0:
        return None
    lines = model.lines[rows]
    near = geometry.pieces_within(lines, (x - reach, y - reach), (x + reach, y + reach), bulge=0.0)
    link, piece = np.nonzero(near)
    if len(link) == 0:
        return None
    start = lines[link, piece]
    way, to_point = lines[link, piece + 1] - start, np.array([x, y]) - start
    length = np.maximum((way**2).sum(-1), 1e-9)
    part = np.clip((to_point * way).sum(-1) / length, 0, 1)
    gaps = np.hypot(*(to_point - way * part[:, None]).T)
    nearest = int(np.argmin(gaps))
    return Hit("link", model.link_ids[int(rows[link[nearest]])]) if gaps[nearest] <= reach else None


def _frame_hit(model: BoardModel, point: QPointF, scale: float) -> Hit | None:
    reach = EDGE_REACH / scale
    for frame in reversed(model.frames):
        box = QRectF(frame.x, frame.y, frame.width, frame.height)
        if not box.adjusted(-reach, -reach, reach, reach).contains(point):
            continue
        edge = frame_edge(box, point, reach)
        if edge:
            return Hit("frame_edge", frame.id, edge)
        if point.y() <= box.top() + max(FRAME_TITLE, 18.0 / scale):
            return Hit("frame", frame.id, "title")
        return Hit("frame", frame.id)
    return None


def frame_edge(box: QRectF, point: QPointF, reach: float) -> str:
    """The edge or corner of a rectangle that a point is on, or ""."""
    across = "left" if abs(point.x() - box.left()) <= reach else ""
    across = across or ("right" if abs(point.x() - box.right()) <= reach else "")
    along = "top" if abs(point.y() - box.top()) <= reach else ""
    along = along or ("bottom" if abs(point.y() - box.bottom()) <= reach else "")
    return "_".join(part for part in (along, across) if part)


def _near(place: QPointF, point: QPointF, reach: float) -> bool:
    return abs(place.x() - point.x()) <= reach and abs(place.y() - point.y()) <= reach
