"""What a filter, a search or *without this voice* says about cards and links; view state."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ui.canvas.cards import CardState
from ui.canvas.measured import Measured

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Emphasis:
    """The cards and links that are to stand out or back; sprites know nothing of it."""

    dimmed: AbstractSet[str] = _NONE
    dimmed_links: AbstractSet[str] = _NONE
    """Links that stand back though neither end does; those of dimmed cards do anyway."""
    fallen: AbstractSet[str] = _NONE
    hits: AbstractSet[str] = _NONE
    thin_links: AbstractSet[str] = _NONE
    measured: Measured | None = None
    """What a measure says of the cards, drawn around them."""
    _masks: dict[int, tuple[int, NDArray[np.bool_]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, item: str) -> CardState:
        """The state it puts a card in."""
        state = CardState.REST
        if item in self.dimmed:
            state |= CardState.DIMMED
        if item in self.fallen:
            state |= CardState.FALLEN
        return state | CardState.HIT if item in self.hits else state

    def mask(self, names: AbstractSet[str], rows: Mapping[str, int], version: int) -> NDArray[np.bool_]:
        """One of its sets by row, worked out once for each state of the board."""
        kept = self._masks.get(id(names))
        if kept is None or kept[0] != version or len(kept[1]) != len(rows):
            mask = np.zeros(len(rows), bool)
            mask[[rows[name] for name in names if name in rows]] = True
            kept = self._masks[id(names)] = (version, mask)
        return kept[1]
