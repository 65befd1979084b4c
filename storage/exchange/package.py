"""A case as a file for others: JSON alone, JSON with a folder beside it, or a zip of both.

`case.json` beside `case.files/`, or a zip that holds `case.json` and `files/`. A file is known by
the SHA-256 of its bytes: what is not what the case says it is does not come in. From a zip only
those two names are ever read, nothing is unpacked to disk, and bytes are counted as they come.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

import assets
from board.case import Case
from board.change import Change
from board.document import Document
from board.edits.importing import import_records
from board.records import Attachment, Record
from storage import errors
from storage.exchange.case_json import MAX_BYTES, read, write
from storage.exchange.incoming import Incoming, NotReadable
from storage.store import Store, create_case, now
from storage.whole import replacing

IMPORTS = ("json", "zip")
EXPORTS = ("json", "zip")
MAX_ENTRIES = 100_000
MAX_UNPACKED = 8 * 1024**3
MAX_RATIO = 200
"""A zip that unpacks to more times its size than this is a bomb, or as good as one."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time every file in a zip of ours carries: when it was packed is nobody's business."""
_PIECE = 1 << 20

Open = Callable[[], BinaryIO]


class NotKnown(NotReadable):
    """A format that cannot be read or written, or not yet."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a file brings along, and how to get at the bytes of its attachments."""

    incoming: Incoming
    files: Mapping[str, Open]
    """By SHA-256, those that are there."""


def format_of(path: Path, known: tuple[str, ...], named: str = "") -> str:
    """The format that is meant: the one named, else by the file's ending."""
    found = (named or path.suffix.removeprefix(".")).lower()
    if found not in known:
        what = f"“{found}”" if found else "A file without an ending"
        raise NotKnown(f"{what} is no format that is known yet; those known are {', '.join(known)}.")
    return found


def incoming_of(path: Path, _report: object = None) -> Incoming:
    """What an importable file holds, apart from its attachments' bytes: a job for another process."""
    with opened(path) as package:
        return package.incoming


@contextmanager
def opened(path: Path, named: str = "", incoming: Incoming | None = None) -> Iterator[Package]:
    """What an importable file holds; its attachments can be read within the block.

    `incoming` is what was read from it before, if it was.
    """
    kind = format_of(path, IMPORTS, named)
    if not path.is_file():  # a pipe would be waited for without end
        raise NotReadable("“{name}” cannot be read: it is not there, or it is no file.", name=path.name)
    try:
        if kind == "json":
            yield _beside(path, incoming or read(_bytes(path)))
            return
        with zipfile.ZipFile(path) as packed:
            yield _packed(packed, incoming)
    except zipfile.BadZipFile:
        raise NotReadable("The file is no zip, or it is damaged.") from None
    except OSError:
        raise NotReadable("“{name}” cannot be read.", name=path.name) from None


def import_package(
    store: Store,
    case: Case,
    package: Package,
    board: str = "",
    seen: Callable[[int, int], None] | None = None,
) -> tuple[Change, tuple[str, ...]]:
    """Put a package's files into the store and return the Change that brings in the rest.

    Also returns a sentence on everything that was left out. `seen` is told how many files are in.
    """
    records, skipped = keep_files(store, case, package, seen)
    return import_records(case, records, package.incoming.info, board), skipped


def keep_files(
    store: Store, case: Case, package: Package, seen: Callable[[int, int], None] | None = None
) -> tuple[list[Record], tuple[str, ...]]:
    """Put a package's files into the store; the records that can come in, and what was left out and why."""
    incoming = package.incoming
    skipped = list(incoming.skipped)
    records: list[Record] = []
    wanted = [record for record in incoming.records if isinstance(record, Attachment)]
    arrived = 0
    for record in incoming.records:
        if isinstance(record, Attachment) and case.get(record.key) is None:
            arrived += 1
            if seen is not None:
                seen(arrived, len(wanted))
            kept, fault = _taken(store, package, record)
            if kept is None:
                skipped.append(f"The file “{record.name or record.id[:12]}” {fault}.")
                continue
            record = kept
        records.append(record)
    return records, tuple(skipped)


def create_from(path: Path, source: Path, named: str = "") -> tuple[Store, tuple[str, ...]]:
    """A new case with everything an importable file holds; nothing is left behind when it fails.

    It begins with nothing to undo: before it came to be there was no case to go back to.
    """
    with opened(source, named) as package:
        store = create_case(path)
        try:
            case, history = store.load()
            change, skipped = import_package(store, case, package)
            Document(case, store, history, now).do(change.labelled("New case"))
            store.purge_history()
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise
    return store, skipped


def samples() -> dict[str, Path]:
    """The sample cases that come with the program, by name."""
    return {path.stem: path for path in sorted(assets.path("samples").glob("*.json"))}


def create_sample(path: Path, name: str) -> Store:
    """A new case with a sample in it, its documents attached and searchable."""
    found = samples()
    if name not in found:
        raise NotKnown(f"There is no sample “{name}”; those there are: {', '.join(found)}.")
    store, _ = create_from(path, found[name])
    return store


def export(case: Case, path: Path, open_file: Callable[[str], BinaryIO], named: str = "") -> None:
    """Write a case and its files, whole or not at all."""
    if format_of(path, EXPORTS, named) == "zip":
        with replacing(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(_entry("case.json"), write(case), zipfile.ZIP_DEFLATED)
            for digest in sorted(case.attachments):
                entry = _entry(f"files/{digest}")
                entry.file_size = case.attachments[digest].size
                with open_file(digest) as source, packed.open(entry, "w", force_zip64=True) as target:
                    _copy(source, target)
        return
    folder = _folder(path)
    if case.attachments:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise errors.not_written(folder, error) from error
    for digest in sorted(case.attachments):
        with open_file(digest) as source, replacing(folder / digest) as target:
            _copy(source, target)
    with replacing(path) as stream:
        stream.write(write(case))


def _folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}.files")


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MAX_BYTES:
        raise NotReadable(
            "The file is larger than {size} MB, which no case in JSON is.", size=MAX_BYTES // 1_000_000
        )
    return path.read_bytes()


def _beside(path: Path, incoming: Incoming) -> Package:
    """A JSON file and the folder beside it, in which a file has its hash or its own name."""
    files: dict[str, Open] = {}
    for record in incoming.records:
        if isinstance(record, Attachment):
            names = [record.id, PurePath(record.name.replace("\\", "/")).name]
            for place in [_folder(path) / name for name in names if name not in ("", ".", "..")]:
                if record.id not in files and place.is_file() and not place.is_symlink():
                    files[record.id] = _opener(place)
    return Package(incoming, files)


def _opener(path: Path) -> Open:
    return lambda: path.open("rb")


def _packed(packed: zipfile.ZipFile, incoming: Incoming | None) -> Package:
    entries = packed.infolist()
    if len(entries) > MAX_ENTRIES:
        raise NotReadable("The zip holds too many files to be a case.")
    by_name = {entry.filename: entry for entry in entries}
    if "case.json" not in by_name:
        raise NotReadable("The zip holds no “case.json”, so it is no case.")
    known = {name for name in by_name if name == "case.json" or _is_file_name(name)}
    for entry in (by_name[name] for name in known):
        if entry.flag_bits & 1:
            raise NotReadable("The zip is locked with a password.")
        if entry.file_size > _PIECE and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise NotReadable("The zip unpacks to far more than it can hold, so it was not opened.")
    if sum(by_name[name].file_size for name in known) > MAX_UNPACKED or len(by_name) < len(entries):
        raise NotReadable("The zip is too large, or holds two files of one name.")
    if incoming is None:
        with packed.open("case.json") as stream:
            incoming = read(stream.read(MAX_BYTES + 1))
        others = len(by_name) - len(known) - sum(name.endswith("/") for name in by_name)
        if others:
            sentence = f"{others} files in the zip are no part of a case and were left out."
            incoming = replace(incoming, skipped=(*incoming.skipped, sentence))
    names = [name for name in known if name != "case.json"]
    return Package(incoming, {name.removeprefix("files/"): _zip_opener(packed, name) for name in names})


def _zip_opener(packed: zipfile.ZipFile, name: str) -> Open:
    return lambda: packed.open(name)  # type: ignore[return-value]  # reads like any binary stream


def _is_file_name(name: str) -> bool:
    digest = name.removeprefix("files/")
    return name.startswith("files/") and len(digest) == 64 and set(digest) <= set("0123456789abcdef")


def _taken(store: Store, package: Package, record: Attachment) -> tuple[Attachment | None, str]:
    """The attachment once its bytes are in the store, or what is wrong with them."""
    if record.id not in package.files:
        return None, "did not come along"
    with package.files[record.id]() as stream:
        if _hash(stream) != record.id:
            return None, "is not the file that the case speaks of, and was left out"
    with package.files[record.id]() as stream:
        kept = store.add_file(stream, record.name)
    media_type = record.media_type or kept.media_type
    return replace(record, size=kept.size, media_type=media_type, added=record.added or kept.added), ""


def _hash(stream: BinaryIO) -> str:
    digest, size = hashlib.sha256(), 0
    try:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > MAX_UNPACKED:
                return ""
            digest.update(piece)
    except (zipfile.BadZipFile, EOFError, OSError):
        return ""
    return digest.hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _copy(source: BinaryIO, target: object) -> None:
    while piece := source.read(_PIECE):
        target.write(piece)  # type: ignore[attr-defined]  # a zip's writer is typed as less than it is
