"""A document as the reader holds it."""

from __future__ import annotations

from dataclasses import dataclass

from board.passages import Reading


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is open: its text, and what else is known of it."""

    attachment: str
    title: str
    reading: Reading
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page."""
    outline: tuple[tuple[str, int, int], ...] = ()
    """Title, place and level of each heading."""
    notes: tuple[str, ...] = ()
