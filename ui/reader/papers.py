"""A document as the reader holds it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage

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
    is_partial: bool = False
    """Only its pages are known so far; the text is on its way."""
    picture: QImage | None = None
    """The one page of a document that is a picture."""

    @property
    def is_scan(self) -> bool:
        """Whether there is nothing to be selected but parts of pages."""
        return bool(self.sizes) and not self.is_partial and not self.reading.text.strip()
