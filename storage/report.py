"""What a check, a recovery or an adoption found, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

GOOD, DAMAGED, NOT_A_CASE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, one sentence each, and how bad they are."""

    status: int = GOOD
    """As the command line's exit status: 0 good, 1 damaged, 2 not a case."""
    findings: Sequence[str] = field(default=())
    """What is wrong or missing; empty when nothing is."""
    counts: Sequence[tuple[str, int]] = field(default=())
    """How many records of each table were read or kept."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return self.status == GOOD

    @property
    def tally(self) -> str:
        """The counts in words; that every case has a title and a note of its own is not news."""
        counts = ((name.replace("_", " "), count) for name, count in self.counts if name != "info")
        return ", ".join(number(count, name, f"{name}s") for name, count in counts) or "nothing"


def number(count: int, one: str, several: str) -> str:
    """A count and its noun."""
    return f"{count} {one if count == 1 else several}"
