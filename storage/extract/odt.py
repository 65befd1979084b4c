"""OpenDocument texts (.odt): paragraphs, headings, lists, tables, notes and comments, in their order.

A footnote's number stands in the text as [1], its words right after the paragraph.
"""

from __future__ import annotations

from storage.extract.extracted import Extracted, Paragraphs, Report, Unreadable, line
from storage.extract.markup import Event, events
from storage.extract.web_page import edtf
from storage.extract.zipped import Zipped

EXTRACTOR = "odt 1"
_SKIPPED = frozenset(
    ("tracked-changes", "note-citation", "variable-decls", "sequence-decls", "forms", "binary-data")
)
_FACTS = (("date", "Changed"), ("generator", "Made with"), ("subject", "Subject"))


def read(data: bytes, report: Report) -> Extracted:
    """The text of an OpenDocument text."""
    zipped = Zipped(data)
    if "content.xml" not in zipped:
        raise Unreadable("The file is damaged: it is an OpenDocument package without its text.")
    if "META-INF/manifest.xml" in zipped and _is_locked(zipped.read("META-INF/manifest.xml")):
        raise Unreadable("The document is protected by a password; save it without one to have it read.")
    walk = _Walk()
    for number, event in enumerate(events(zipped.read("content.xml"))):
        if number % 5000 == 0:
            report("Reading document", 0, 0)
        walk.take(event)
    about = _about(zipped)
    made = about.get("creation-date", "")[:16]
    return Extracted(
        walk.out.text(),
        EXTRACTOR,
        line(about.get("title", "")),
        edtf(made),
        line(about.get("initial-creator", "") or about.get("creator", "")),
        language=about.get("language", "")[:35],
        outline=tuple(walk.out.outline),
        facts=tuple((label, line(about[key])) for key, label in _FACTS if about.get(key)),
        notes=("Text deleted under “track changes” is left out.",) if walk.has_deleted else (),
    )


class _Walk:
    """A document while it is walked."""

    def __init__(self) -> None:
        self.out = Paragraphs()
        self.stack: list[list[str]] = []
        self.level: list[int] = []
        self.prefix = ""
        self.skipping = 0
        self.has_deleted = False
        self.notes = 0
        self.waiting: list[str] = []
        """Notes that come after the paragraph that is open."""

    def take(self, event: Event) -> None:
        """Take in the next event."""
        if event.kind == "start":
            self._start(event.name, event.given)
        elif event.kind == "end":
            self._end(event.name)
        elif self.stack and not self.skipping:
            self.stack[-1].append(event.name)

    def _start(self, name: str, given: dict[str, str]) -> None:
        if self.skipping or name in _SKIPPED:
            self.has_deleted |= name == "deletion"
            self.skipping += 1
            return
        match name:
            case "p" | "h":
                self.stack.append([self.prefix])
                self.prefix = ""
                level = given.get("outline-level", "1")
                self.level.append(min(int(level), 9) if name == "h" and level.isdigit() else 0)
            case "note":
                self.notes += 1
                if self.stack:
                    self.stack[-1].append(f"[{self.notes}]")
                self.prefix = f"[Footnote {self.notes}] "
            case "annotation":
                self.prefix = "[Comment] "
            case "s" if self.stack:
                count = given.get("c", "1")
                self.stack[-1].append(" " * (min(int(count), 100) if count.isdigit() else 1))
            case "tab" if self.stack:
                self.stack[-1].append("\t")
            case "line-break" if self.stack:
                self.stack[-1].append("\n")

    def _end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
        elif name in ("p", "h") and self.stack:
            text, level = "".join(self.stack.pop()), self.level.pop()
            if self.stack:
                self.waiting.append(text)
                return
            self.out.add(text, level)
            for note in self.waiting:
                self.out.add(note)
            self.waiting.clear()


def _is_locked(manifest: bytes) -> bool:
    return any(event.kind == "start" and event.name == "encryption-data" for event in events(manifest))


def _about(zipped: Zipped) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for event in events(zipped.read("meta.xml")) if "meta.xml" in zipped else ():
        if event.kind == "text":
            found[name] = found.get(name, "") + event.name
        else:
            name = event.name if event.kind == "start" else ""
    return found
