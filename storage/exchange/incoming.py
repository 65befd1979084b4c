"""What a file of another program, or of another case, brings along."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from board.records import Info, Record
from storage.errors import CaseError


class NotReadable(CaseError):
    """A file of which nothing can be used; the sentence says why."""

    def __init__(self, sentence: str, **values: object) -> None:
        Exception.__init__(self, sentence.format(**values) if values else sentence)
        self.sentence, self.values = sentence, values  # type: ignore[misc]  # each has its own


@dataclass(frozen=True, slots=True)
class Incoming:
    """The records in a file, and a plain sentence on everything that had to be left out."""

    info: Info
    records: tuple[Record, ...]
    skipped: tuple[str, ...] = ()

    def counts(self) -> Counter[str]:
        """How many records of each kind came in: `{"Item": 126, "Link": 240}`."""
        return Counter(type(record).__name__ for record in self.records)
