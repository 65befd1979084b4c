"""Word documents (.docx): the body with its text boxes and tables, then notes, comments and margins.

Every run of text in every part is walked, since readers that ask for "paragraphs" miss text boxes,
footnotes and whole inserted documents. A footnote's number stands in the text as [1], its words after
the body. Text that was deleted under "track changes" is left out, and a note says that there is some.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TypeAlias

from storage.extract.extracted import Extracted, Paragraphs, Report, Unreadable, line
from storage.extract.markup import events
from storage.extract.web_page import edtf
from storage.extract.zipped import Zipped

EXTRACTOR = "docx 1"
Inner: TypeAlias = Callable[[bytes, Report], Extracted]
"""Reads a document that was inserted whole."""

_LEVEL = re.compile(r"heading ([1-9])")
_SKIPPED = frozenset(("Fallback", "instrText", "delText", "delInstrText", "fldData", "binData"))
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}


def read(data: bytes, report: Report, inner: Inner | None = None) -> Extracted:
    """The text of a Word document; `inner` reads the documents that were inserted whole."""
    zipped = Zipped(data)
    main = _main_part(zipped)
    levels = _levels(zipped, posixpath.join(posixpath.dirname(main), "styles.xml"))
    folder = posixpath.dirname(main)
    walk = _Walk(levels, _targets(zipped, main), report)
    walk.zipped, walk.inner = zipped, inner
    walk.part(zipped.read(main))
    for part, label in (("footnotes", "Footnote"), ("endnotes", "Endnote"), ("comments", "Comment")):
        path = posixpath.join(folder, part + ".xml")
        if path in zipped:
            walk.label = label
            walk.part(zipped.read(path))
    for part in ("header", "footer"):
        for path in zipped.names(posixpath.join(folder, part), ".xml"):
            walk.label = part.capitalize()
            walk.part(zipped.read(path))
    facts = _core(zipped)
    embedded = len(zipped.names(posixpath.join(folder, "embeddings/")))
    notes = [f"{embedded} embedded files are not read."] if embedded > 1 else []
    notes += ["An embedded file is not read."] if embedded == 1 else []
    notes += ["Text deleted under “track changes” is left out."] if walk.has_deleted else []
    notes += walk.notes
    made = facts.pop("created", "") or facts.pop("modified", "")
    return Extracted(
        walk.out.text(),
        EXTRACTOR,
        line(facts.pop("title", "")),
        edtf(made) if made else "",
        line(facts.pop("creator", "")),
        language=facts.pop("language", "")[:35],
        outline=tuple(walk.out.outline),
        facts=tuple((name, line(facts[key])) for key, name in _FACTS if facts.get(key)),
        notes=tuple(notes),
    )


_FACTS = (("modified", "Changed"), ("lastModifiedBy", "Changed by"), ("subject", "Subject"))


class _Walk:
    """The parts of one document while they are walked."""

    zipped: Zipped
    inner: Inner | None

    def __init__(self, levels: dict[str, int], targets: dict[str, str], report: Report) -> None:
        self.out = Paragraphs()
        self.levels = levels
        self.targets = targets
        self.report = report
        self.label = ""
        self.prefix = ""
        self.stack: list[list[str]] = []
        """Paragraphs that are open: a text box is a paragraph within one."""
        self.level: list[int] = []
        self.skipping = 0
        self.has_deleted = False
        self.notes: list[str] = []
        self.rows = 0
        self.row: list[str] = []

    def part(self, data: bytes) -> None:
        """Walk one part."""
        self.prefix = f"{self.label}: " if self.label in ("Header", "Footer") else ""
        for number, event in enumerate(events(data)):
            if number % 5000 == 0:
                self.report("Reading document", 0, 0)
            match event.kind:
                case "start":
                    self._start(event.name, event.given)
                case "end":
                    self._end(event.name)
                case _:
                    if self.stack and not self.skipping and self.is_text:
                        self.stack[-1].append(event.name)
        self.stack.clear()
        self.level.clear()

    is_text = False

    def _start(self, name: str, given: dict[str, str]) -> None:
        if self.skipping or name in _SKIPPED:
            self.has_deleted |= name == "delText"
            self.skipping += 1
            return
        match name:
            case "p":
                self.stack.append([])
                self.level.append(0)
            case "t":
                self.is_text = True
            case "pStyle" if self.level:
                self.level[-1] = self.levels.get(given.get("val", ""), 0)
            case "outlineLvl" if self.level and given.get("val", "").isdigit():
                self.level[-1] = (int(given["val"]) + 1) % 10
            case "footnoteReference" | "endnoteReference" if self.stack:
                self.stack[-1].append(f"[{given.get('id', '')}]")
            case "footnote" | "endnote" | "comment":
                self.prefix = self._note_prefix(given)
            case "tr":
                self.rows += 1
            case "altChunk":
                self._inserted(given.get("id", ""))
            case _ if name in _BREAKS and self.stack:
                self.stack[-1].append(_BREAKS[name])

    def _end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        if name == "t":
            self.is_text = False
        elif name == "p" and self.stack:
            text, level = "".join(self.stack.pop()), self.level.pop()
            if self.prefix and text.strip():
                text, self.prefix = self.prefix + text, ""
            if self.rows and not level:
                self.row.append(text)
            else:
                self.out.add(text, level)
        elif name == "tc":
            self.row.append("\t")
        elif name == "tr":
            self.rows = max(0, self.rows - 1)
            self.out.add("".join(_cells(self.row)))
            self.row.clear()

    def _note_prefix(self, given: dict[str, str]) -> str:
        if given.get("type", "") in ("separator", "continuationSeparator", "continuationNotice"):
            return ""
        who = f" by {given['author']}" if given.get("author") else ""
        when = f", {given['date'][:10]}" if given.get("date") else ""
        number = f" {given.get('id', '')}" if self.label != "Comment" else ""
        return f"[{self.label}{number}{who}{when}] "

    def _inserted(self, relation: str) -> None:
        path = self.targets.get(relation, "")
        if path not in self.zipped or self.inner is None:
            self.notes.append("A document that was inserted is not read.")
            return
        try:
            self.out.extend(self.inner(self.zipped.read(path), self.report))
        except Unreadable as error:
            self.notes.append(f"A document that was inserted cannot be read: {error}")


def _cells(row: list[str]) -> list[str]:
    """A table row's paragraphs and cell marks as one line."""
    return [piece if piece == "\t" else piece.replace("\n", " ") + " " for piece in row[:-1]]


def _main_part(zipped: Zipped) -> str:
    for name in ("word/document.xml", *zipped.names("word/document", ".xml")):
        if name in zipped:
            return name
    raise Unreadable("The file is damaged: it is a Word package without its text.")


def _levels(zipped: Zipped, path: str) -> dict[str, int]:
    """Heading levels by style; styles are named in the user's language, but know what they stand for."""
    levels: dict[str, int] = {}
    if path not in zipped:
        return levels
    style = ""
    for event in events(zipped.read(path)):
        if event.kind != "start":
            continue
        if event.name == "style":
            style = event.given.get("styleId", "")
        elif event.name == "name" and (found := _LEVEL.fullmatch(event.given.get("val", "").lower())):
            levels[style] = int(found[1])
        elif event.name == "name" and event.given.get("val", "").lower() == "title":
            levels[style] = 1
    return levels


def _targets(zipped: Zipped, main: str) -> dict[str, str]:
    """Paths of the parts a document refers to; those outside the file are left out."""
    folder, name = posixpath.split(main)
    path = posixpath.join(folder, "_rels", name + ".rels")
    found: dict[str, str] = {}
    for event in events(zipped.read(path)) if path in zipped else ():
        if event.name == "Relationship" and event.given.get("TargetMode", "") != "External":
            target = posixpath.join("/" + folder, event.given.get("Target", ""))
            found[event.given.get("Id", "")] = posixpath.normpath(target).lstrip("/")
    return found


def _core(zipped: Zipped) -> dict[str, str]:
    """What the file states of its title, author and dates."""
    found: dict[str, str] = {}
    name = ""
    for event in events(zipped.read("docProps/core.xml")) if "docProps/core.xml" in zipped else ():
        if event.kind == "start":
            name = event.name
        elif event.kind == "end":
            name = ""
        elif name:
            found[name] = found.get(name, "") + event.name
    return found
