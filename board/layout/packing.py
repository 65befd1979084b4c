"""Rectangles set beside one another without overlapping, the whole shaped like a window."""

from __future__ import annotations

import math

import numpy as np

from board.layout.net import GAP, SHAPE, Floats, Ints

PART_GAP = 72.0
"""Between two parts of a board that have nothing to do with each other."""


def packed(sizes: Floats, gap: float = PART_GAP, shape: float = SHAPE) -> Floats:
    """The middles of rectangles on shelves, the highest first; low ones stand on each other in a column."""
    if not len(sizes):
        return np.zeros((0, 2))
    order = np.lexsort((np.arange(len(sizes)), -sizes[:, 0], -sizes[:, 1]))
    room = sizes[order] + gap
    least = float(room[:, 0].max())
    wish = math.sqrt(shape * float(room.prod(axis=1).sum()))
    tries = [max(least, wish * part) for part in (0.8, 0.9, 1.0, 1.1, 1.25, 1.5)]
    best = min((_shelved(room, width) for width in tries), key=lambda found: _window(found, room, shape))
    places = np.zeros_like(sizes)
    places[order] = best + room / 2
    return places


def in_rows(sizes: Floats, gap: float = GAP, shape: float = SHAPE, width: float = 0.0) -> Floats:
    """The middles of rectangles in the rows and columns of a table, in their order.

    It is as wide as `width`, or shaped like a window where that makes it wider.
    """
    count = len(sizes)
    if not count:
        return np.zeros((0, 2))
    wide, high = (sizes.mean(axis=0) + gap).tolist()
    columns = min(count, max(1, round(math.sqrt(count * shape * high / wide)), int((width + gap) / wide)))
    row, column = np.divmod(np.arange(count), columns)
    widths = np.zeros(columns)
    np.maximum.at(widths, column, sizes[:, 0])
    heights = np.zeros(int(row[-1]) + 1)
    np.maximum.at(heights, row, sizes[:, 1])
    left = np.concatenate([[0.0], np.cumsum(widths + gap)[:-1]])
    top = np.concatenate([[0.0], np.cumsum(heights + gap)[:-1]])
    return np.stack([left[column] + widths[column] / 2, top[row] + heights[row] / 2], axis=1)


def bounds(places: Floats, sizes: Floats) -> tuple[Floats, Floats]:
    """The top left and the bottom right corner of what encloses all boxes."""
    low: Floats = (places - sizes / 2).min(axis=0)
    high: Floats = (places + sizes / 2).max(axis=0)
    return low, high


def _shelved(room: Floats, width: float) -> Floats:
    """The top left corners on shelves of a width, of rectangles ordered by falling height."""
    corners = np.zeros_like(room)
    left: Ints = np.arange(len(room))
    top = 0.0
    boxes = room.tolist()
    todo = left.tolist()
    while todo:
        shelf = boxes[todo[0]][1]
        x, rest = 0.0, []
        column: tuple[float, float, float] | None = None  # left, width, filled to
        for number in todo:
            wide, high = boxes[number]
            if column is not None and wide <= column[1] and column[2] + high <= shelf:
                corners[number] = column[0], top + column[2]
                column = column[0], column[1], column[2] + high
            elif x + wide <= width + 1e-6 and high <= shelf:
                corners[number] = x, top
                column = x, wide, high
                x += wide
            else:
                rest.append(number)
        todo = rest
        top += shelf
    return corners


def _window(corners: Floats, room: Floats, shape: float) -> float:
    width, height = (corners + room).max(axis=0).tolist()
    return max(float(width), shape * float(height))
