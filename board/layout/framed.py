"""Cards arranged inside their frames, which then fit what is in them.

A frame is an arrangement by hand, so as a rule it moves as one with all that lies in it. Where no card
lies outside the frames there would be little left to arrange: then what is in each is arranged, too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from board.change import Change, Pair, fold, of
from board.edits.boards import FRAME_HEADER, FRAME_PADDING
from board.layout.blocks import Block, Scene
from board.query import extent
from board.records import Frame, Key, Placement

LEAST_WIDTH = 240.0
"""A frame is made no narrower than this: its title wants to be read."""

Within = Callable[[tuple[str, ...]], Change]
"""An arrangement of some cards that lie in one frame."""


def is_all_framed(scene: Scene) -> bool:
    """Whether every card that may be arranged lies in a frame, and at least one does."""
    return bool(scene.blocks) and all(block.frames for block in scene.blocks if block.cards)


def within_frames(scene: Scene, label: str, arranged: Within, *, fits: bool) -> Change:
    """The cards of each frame arranged in it; with `fits` the frame is as large as they need then.

    Frames in frames, and frames with a pinned card, keep what is in them as it is. Frames that have grown
    may lie on one another until they are arranged themselves.
    """
    pairs: dict[Key, Pair] = {}
    for block in scene.blocks:
        if len(block.frames) != 1 or len(block.cards) < 2 or block.is_pinned:
            continue
        change = arranged(tuple(card.item for card in block.cards))
        if fits and change:
            change = fold(label, [change, _fitted(block, change)])
        pairs |= change.pairs  # what two have in common is a link between them, whose bends both drop
    return Change(label, pairs)


def _fitted(block: Block, change: Change) -> Change:
    """The frame of a block around where its cards have come."""
    cards, frame = [], block.frames[0]
    for card in block.cards:
        _, now = change.pairs.get(card.key, (card, card))
        assert isinstance(now, Placement)
        cards.append(now)
    _, grown = change.pairs.get(frame.key, (frame, frame))
    area = extent(cards)
    assert isinstance(grown, Frame)
    assert area is not None
    left, top, right, bottom = area
    x, y = left - FRAME_PADDING, top - FRAME_PADDING - FRAME_HEADER
    width = max(right + FRAME_PADDING - x, min(frame.width, LEAST_WIDTH))
    fitted = replace(grown, x=x, y=y, width=width, height=bottom + FRAME_PADDING - y)
    return of(change.label, [grown], [fitted])
