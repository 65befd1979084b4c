"""An array with some rows of its own, laid over another that it leaves alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


class Patched:
    """The rows of an array, of which those that were set are kept apart.

    To copy an array of a hundred thousand links takes longer than a frame; a gesture moves a few.
    """

    def __init__(self, base: NDArray[Any]) -> None:
        self._base = base
        self._own: NDArray[np.int32] = np.full(len(base), -1, np.int32)
        """Of each row, which of `_rows` stands for it; -1 for none."""
        self._rows = base[:0].copy()

    @property
    def shape(self) -> tuple[int, ...]:
        """That of the array."""
        return self._base.shape

    def __len__(self) -> int:
        return len(self._base)

    def __getitem__(self, key: Any) -> NDArray[Any]:
        first, rest = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
        own = self._own[first]
        if np.ndim(own) == 0:
            row: NDArray[Any] = (self._rows[own] if own >= 0 else self._base[first])[rest]
            return row
        if any(np.ndim(index) for index in rest):
            mixed = np.array(self._base[key])
            mine = own >= 0
            mixed[mine] = self._rows[(own[mine], *(index[mine] for index in rest))]
            return mixed
        rows = np.array(self._base[first])
        mine = own >= 0
        rows[mine] = self._rows[own[mine]]
        return rows[(slice(None), *rest)] if rest else rows

    def __setitem__(self, key: Any, values: Any) -> None:
        first, rest = (key[0], key[1:]) if isinstance(key, tuple) else (key, ())
        rows = np.atleast_1d(first)
        fresh = np.unique(rows[self._own[rows] < 0])
        if len(fresh):
            self._own[fresh] = np.arange(len(self._rows), len(self._rows) + len(fresh))
            self._rows = np.concatenate([self._rows, self._base[fresh]])
        self._rows[(self._own[rows], *rest)] = values
