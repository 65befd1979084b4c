"""What every edit asks of what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any


def one_or_many(ids: str | Iterable[str]) -> list[str]:
    """Ids each once, in the order given; a single id may stand for a list of one."""
    return [ids] if isinstance(ids, str) else list(dict.fromkeys(ids))


def plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Field values as records hold them: tuples instead of lists, all the way down."""
    return {name: _tuples(value) for name, value in fields.items()}


def require_finite(*numbers: float) -> None:
    """Raise ValueError unless every number is one that can be drawn and stored."""
    if not all(map(isfinite, numbers)):
        raise ValueError("a place or size is not a finite number")


def _tuples(value: Any) -> Any:
    return tuple(_tuples(part) for part in value) if isinstance(value, list | tuple) else value
