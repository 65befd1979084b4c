"""A case that is open, what can go wrong with one, and what its file is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from board.document import Document
from board.query import FoldedWords

if TYPE_CHECKING:
    from storage import Store

ENDING = ".caseboard"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is open: where it is kept, and what is in it."""

    store: Store
    document: Document
    clock: Callable[[], datetime]
    folded: FoldedWords = field(default_factory=FoldedWords)
    """Its items as a search compares them, for everybody who finds as somebody types."""
    is_scratch: bool = False
    """Whether it is a copy that is gone when it is closed."""

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.store.path

    @property
    def is_editable(self) -> bool:
        """Whether Changes can be made."""
        return not self.store.read_only

    def picture(self, attachment: str) -> bytes:
        """The bytes of a picture, for the board to decode. Raises OSError where there are none."""
        try:
            with self.store.open_file(attachment) as stream:
                return stream.read()
        except known_errors() as error:
            raise FileNotFoundError from error


def known_errors() -> tuple[type[Exception], ...]:
    """What can go wrong with files and has a sentence of its own."""
    from storage import CaseError

    return (CaseError,)


def remedy_for(error: Exception) -> str:
    """What can be offered when a case does not open: a "copy", to "recover" it, or nothing."""
    from storage import DamagedCase, LockedCase

    match error:
        case LockedCase():
            return "copy"
        case DamagedCase():
            return "recover"
        case _:
            return ""


def local_now() -> datetime:
    """The time on this computer, with its zone."""
    return datetime.now().astimezone()


def with_ending(path: Path) -> Path:
    """The path of a case, with the ending that cases have."""
    return path if path.suffix == ENDING else path.with_name(path.name + ENDING)


def free_path(folder: Path, name: str) -> Path:
    """A path for a new case that takes no other file's place."""
    path, number = folder / f"{name}{ENDING}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} {number}{ENDING}"
    return path
