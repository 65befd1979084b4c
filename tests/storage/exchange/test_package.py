"""A case as JSON with a folder, or as a zip: what goes in comes out, and nothing else comes in."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from board.records import Attachment, Item
from storage import Store, create_case
from storage.exchange import package
from storage.exchange.incoming import NotReadable

FILE = b"They brought it back to the weighbridge.\n"
DIGEST = hashlib.sha256(FILE).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with create_case(tmp_path / "case.caseboard") as found:
        yield found


def case_json(**more: object) -> bytes:
    items = [{"id": "f01", "kind": "file", "title": "Log", "files": [DIGEST]}]
    attachments = [{"id": DIGEST, "name": "log.txt"}]
    head = {"format": "caseboard-case", "version": 1, "items": items, "attachments": attachments}
    return json.dumps(head | more).encode()


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name.replace("__", "/"), data)
    return path


def brought(store: Store, path: Path) -> tuple[list[object], tuple[str, ...]]:
    case, _ = store.load()
    with package.opened(path) as found:
        change, skipped = package.import_package(store, case, found)
    return [after for _, after in change.pairs.values()], skipped


def test_the_samples_come_in_whole_and_go_out_the_same(tmp_path: Path) -> None:
    assert {"moscow-rumours", "quay-9"} <= set(package.samples())
    for name in package.samples():
        first, second = tmp_path / f"{name}.zip", tmp_path / f"{name}-2.zip"
        with package.create_sample(tmp_path / f"{name}.caseboard", name) as store:
            case, history = store.load()
            package.export(case, first, store.open_file)
        assert history.steps == []
        assert all(case.boards_of(item) for item in case.items)
        again, skipped = package.create_from(tmp_path / f"{name}-2.caseboard", first)
        assert skipped == ()
        with again:
            package.export(again.load()[0], second, again.open_file)
        assert first.read_bytes() == second.read_bytes()


def test_the_documents_of_a_sample_can_be_searched(tmp_path: Path) -> None:
    with package.create_sample(tmp_path / "quay.caseboard", "quay-9") as store:
        case, _ = store.load()
        assert [hit for hit in store.search("glove") if hit]
        for passage in case.passages.values():
            text = store.text_of(passage.attachment)
            assert text is not None
            assert text[passage.start : passage.end] == passage.quote
            assert hashlib.sha256(text.encode()).hexdigest() == passage.text_sha256


def test_json_has_its_files_in_a_folder_beside_it(tmp_path: Path, store: Store) -> None:
    attachment = store.add_file(_written(tmp_path / "log.txt"), "log.txt")
    case, _ = store.load()
    case.attachments[attachment.id] = attachment
    package.export(case, tmp_path / "out.json", store.open_file)
    assert (tmp_path / "out.files" / DIGEST).read_bytes() == FILE
    with create_case(tmp_path / "second.caseboard") as second:
        records, skipped = brought(second, tmp_path / "out.json")
        assert attachment in records
        assert skipped == ()


def test_a_file_that_is_not_what_the_case_says_stays_out(tmp_path: Path, store: Store) -> None:
    path = zipped(tmp_path / "x.zip", **{"case.json": case_json(), f"files__{DIGEST}": b"something else"})
    records, skipped = brought(store, path)
    assert not [record for record in records if isinstance(record, Attachment)]
    assert [record for record in records if isinstance(record, Item)]
    assert len(skipped) == 1


def test_a_file_that_did_not_come_along_is_named(tmp_path: Path, store: Store) -> None:
    _, skipped = brought(store, zipped(tmp_path / "x.zip", **{"case.json": case_json()}))
    assert skipped == ("The file “log.txt” did not come along.",)


def test_nothing_in_a_zip_has_a_path_of_its_own(tmp_path: Path, store: Store) -> None:
    files = {"case.json": case_json(), "..__evil": b"x", "__etc__passwd": b"x", f"files__{DIGEST}": FILE}
    records, skipped = brought(store, zipped(tmp_path / "x.zip", **files))
    assert [record for record in records if isinstance(record, Attachment)]
    assert skipped == ("2 files in the zip are no part of a case and were left out.",)
    assert not (tmp_path.parent / "evil").exists()


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path, store: Store) -> None:
    (tmp_path / "log.txt").write_bytes(FILE)
    (tmp_path / "x.files").mkdir()
    attachments = [{"id": DIGEST, "name": "../log.txt"}]
    (tmp_path / "x.json").write_bytes(case_json(attachments=attachments))
    records, _ = brought(store, tmp_path / "x.json")
    assert not [record for record in records if isinstance(record, Attachment)]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", b"no zip at all"),
        ("x.zip", b"PK\x03\x04 broken"),
        ("x.json", b"{"),
        ("x.docx", b""),
        ("x", b""),
    ],
)
def test_what_is_no_case_gets_a_sentence(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotReadable, match=r"\.$"), package.opened(tmp_path / name):
        pass


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", **{"case.json": case_json(), f"files__{DIGEST}": bytes(50_000_000)})
    with pytest.raises(NotReadable, match="far more"), package.opened(path):
        pass


def test_a_missing_file_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="cannot be read"), package.opened(tmp_path / "x.json"):
        pass


def test_a_case_that_could_not_be_filled_is_not_left_behind(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"{")
    with pytest.raises(NotReadable):
        package.create_from(tmp_path / "new.caseboard", tmp_path / "bad.json")
    assert not (tmp_path / "new.caseboard").exists()


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, store: Store) -> None:
    case, _ = store.load()
    case.attachments[DIGEST] = Attachment(DIGEST, "gone.txt")
    (tmp_path / "out.zip").write_bytes(b"old")
    with pytest.raises(Exception, match="missing"):
        package.export(case, tmp_path / "out.zip", store.open_file)
    assert (tmp_path / "out.zip").read_bytes() == b"old"
    assert not list(tmp_path.glob(".*"))


def _written(path: Path) -> Path:
    path.write_bytes(FILE)
    return path
