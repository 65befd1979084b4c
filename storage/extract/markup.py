"""XML from strangers as a run of events, read in pieces.

A document type declaration is refused outright: no office file has one, and every known attack on
XML readers (entities that grow, entities that open files) needs one. Nothing is ever resolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from storage.extract.extracted import Unreadable

MAX_DEPTH = 1000
_SEPARATOR = " "
_PIECE = 1 << 16


class Event(NamedTuple):
    """An opening tag, a closing tag or text."""

    kind: str
    """start, end or text."""
    name: str
    """The element's name without its namespace, or the text."""
    given: dict[str, str]
    """An opening tag's attributes by name without namespace."""


def events(data: bytes) -> Iterator[Event]:
    """The document's events in order; raises Unreadable for what is no sound XML or has a DTD."""
    found: list[Event] = []
    depth = 0

    def on_start(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Unreadable("The document is nested too deeply to be read.")
        found.append(Event("start", _local(name), {_local(key): value for key, value in given.items()}))

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        found.append(Event("end", _local(name), {}))

    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = lambda text: found.append(Event("text", text, {}))
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    for piece, is_last in _pieces(data):
        try:
            parser.Parse(piece, is_last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Unreadable("The document is damaged: its inner parts are not sound XML.") from error
        yield from found
        found.clear()


def _pieces(data: bytes) -> Iterable[tuple[bytes, bool]]:
    for start in range(0, max(len(data), 1), _PIECE):
        yield data[start : start + _PIECE], start + _PIECE >= len(data)


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]


def _refuse(*_: object) -> int:
    raise Unreadable("The document holds a declaration that could make it harmful, so it is not read.")
