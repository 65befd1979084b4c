"""An array with some rows of its own, laid over another that it leaves alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ui.canvas.geometry import Floats


class Patched:
    """The rows of an array, of which those that were set are kept apart.

    To copy an array of a hundred thousand links takes longer than a frame; a gesture moves a few.
    """

    def __init__(self, base: Floats) -> None:
        self._base = base
        self._own: NDArray[np.int32] = np.full(len(base), -1, np.int32)
        """Of each row, which of `_rows` stands for it; -1 for none."""
        self._rows: Floats = np.zeros((0, *base.shape[1:]), base.dtype)

    @property
    def shape(self) -> tuple[int, ...]:
        """That of the array."""
        return self._base.shape

    def __len__(self) -> int:
        return len(self._base)

    def __getitem__(self, key: Any) -> Floats:
        first, rest = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
        own = self._own[first]
        if np.ndim(own) == 0:
            row: Floats = (self._rows[own] if own >= 0 else self._base[first])[rest]
            return row
        rows = np.array(self._base[first])
        mine = own >= 0
        rows[mine] = self._rows[own[mine]]
        return rows[(slice(None), *rest)] if rest else rows

    def __setitem__(self, rows: Any, values: Floats) -> None:
        rows = np.atleast_1d(rows)
        fresh = rows[self._own[rows] < 0]
        self._own[fresh] = np.arange(len(self._rows), len(self._rows) + len(fresh))
        self._rows = np.concatenate([self._rows, np.zeros((len(fresh), *self.shape[1:]), self._base.dtype)])
        self._rows[self._own[rows]] = values
