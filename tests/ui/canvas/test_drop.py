"""Dropping, copying and pasting: what comes in, where, and that nothing is fetched."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.records import Attachment
from tests.ui.canvas.desk import NONE, Desk, make_desk
from ui.canvas import drop
from ui.canvas.clipping import FRAGMENT
from ui.canvas.commands import COMMANDS

COPY = Qt.DropAction.CopyAction
BUTTON = Qt.MouseButton.LeftButton


def of_kind(kind: str) -> QMimeData:
    data = QMimeData()
    data.setData(drop.KIND, kind.encode())
    return data


def drag_in(desk: Desk, data: QMimeData, x: float, y: float) -> None:
    point = desk.at(x, y)
    QApplication.sendEvent(desk.board, QDragEnterEvent(point, COPY, data, BUTTON, NONE))
    QApplication.sendEvent(desk.board, QDragMoveEvent(point, COPY, data, BUTTON, NONE))


def drop_at(desk: Desk, data: QMimeData, x: float, y: float) -> None:
    drag_in(desk, data, x, y)
    event = QDropEvent(QPointF(desk.at(x, y)), COPY, data, BUTTON, NONE)
    QApplication.sendEvent(desk.board, event)


def keeper(desk: Desk) -> Callable[[Sequence[drop.Incoming], Callable[[Sequence[Attachment]], None]], None]:
    """Keeps files in the store at once, as the window does in a thread."""

    def keep(incoming: Sequence[drop.Incoming], done: Callable[[Sequence[Attachment]], None]) -> None:
        kept = []
        for one in incoming:
            name, raw = (one.name, one.read_bytes()) if isinstance(one, Path) else one
            kept.append(Attachment(hashlib.sha256(raw).hexdigest(), name, size=len(raw)))
        done(kept)

    return keep


@pytest.fixture
def keeping(desk: Desk) -> Desk:
    desk.board.keep_files = keeper(desk)
    return desk


def test_a_kind_is_shown_as_a_ghost_and_dropped_as_a_card(desk: Desk) -> None:
    before = set(desk.case.records())
    drag_in(desk, of_kind("claim"), 800, 500)
    assert desk.board.preview.ghost is not None
    QApplication.sendEvent(desk.board, QDragLeaveEvent())
    assert desk.board.preview.ghost is None
    assert set(desk.case.records()) == before
    drop_at(desk, of_kind("claim"), 800, 500)
    desk.type("Dropped")
    desk.key(Qt.Key.Key_Return)
    (made,) = [one for one in desk.case.items.values() if one.title == "Dropped"]
    assert made.kind == "claim"
    assert desk.board.preview.ghost is None
    desk.document.undo()
    assert set(desk.case.records()) == before


def test_a_kind_nobody_knows_is_not_taken(desk: Desk) -> None:
    steps = desk.steps
    drop_at(desk, of_kind("spell\x00"), 800, 500)
    assert desk.steps == steps


def test_files_become_sources_with_the_file_kept(keeping: Desk, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.txt"):
        (tmp_path / name).write_bytes(name.encode())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.pdf", "b.txt")])
    steps = keeping.steps
    drop_at(keeping, data, 800, 300)
    made = [one for one in keeping.case.items.values() if one.title in ("a.pdf", "b.txt")]
    assert [one.kind for one in made] == ["source", "source"]
    assert all(one.files and one.held for one in made)
    assert keeping.place(made[0].id)[1] < keeping.place(made[1].id)[1]
    assert keeping.steps == steps + 1


def test_files_that_took_long_lie_where_they_were_dropped(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    later: list[Callable[[Sequence[Attachment]], None]] = []
    desk.board.keep_files = lambda incoming, done: later.append(done)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    drop_at(desk, data, 800, 500)
    desk.board.set_board("b2")
    later[0]([Attachment("ab" * 32, "a.pdf", size=1)])
    (made,) = [one.id for one in desk.case.items.values() if one.title == "a.pdf"]
    assert desk.case.boards_of(made) == {"b1"}
    assert not desk.board.selection


def test_a_picture_dropped_on_a_card_is_its_picture(keeping: Desk, tmp_path: Path) -> None:
    (tmp_path / "face.png").write_bytes(b"png")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "face.png"))])
    drag_in(keeping, data, 170, 135)
    assert keeping.board.preview.drop_target == "p01"
    drop_at(keeping, data, 170, 135)
    assert len(keeping.case.items["p01"].pictures) == 1
    keeping.document.undo()
    assert not keeping.case.items["p01"].pictures
    assert not keeping.case.attachments


def test_a_picture_on_the_empty_board_is_a_card_of_its_own(keeping: Desk) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    drop_at(keeping, data, 800, 500)
    (made,) = [one for one in keeping.case.items.values() if one.pictures]
    assert made.kind == "file"


def test_a_picture_is_pasted_on_the_selected_card(keeping: Desk) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    QGuiApplication.clipboard().setImage(image)
    keeping.board.selection.set(items=["o01"])
    keeping.shortcut("Ctrl+V")
    assert keeping.case.items["o01"].pictures


def test_without_a_keeper_files_are_not_taken(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"a")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf"))])
    steps = desk.steps
    drop_at(desk, data, 800, 500)
    assert desk.steps == steps


@pytest.mark.parametrize("as_url", [True, False])
def test_an_address_becomes_a_source_that_keeps_it(desk: Desk, as_url: bool) -> None:
    address = "https://example.org/news/letter?id=4"
    data = QMimeData()
    if as_url:
        data.setUrls([QUrl(address)])
    else:
        data.setText(address)
    drop_at(desk, data, 800, 500)
    (made,) = [one for one in desk.case.items.values() if one.fields]
    assert (made.kind, made.title, made.fields) == (
        "source",
        "example.org/news/letter",
        (("url", address),),
    )


@pytest.mark.parametrize(("digit", "kind"), [(Qt.Key.Key_1, "claim"), (Qt.Key.Key_2, "note")])
def test_text_asks_once_what_it_is(desk: Desk, digit: Qt.Key, kind: str) -> None:
    text = "It was weighed again.\nNobody had seen that done. \u202ereversed"
    data = QMimeData()
    data.setText(text)
    data.setHtml("<b>It was weighed</b>")
    drop_at(desk, data, 800, 500)
    desk.key(digit)
    (made,) = [one for one in desk.case.items.values() if one.title == "It was weighed again."]
    assert made.kind == kind
    assert made.text == text.replace("\u202e", "")


def test_esc_takes_no_text(desk: Desk) -> None:
    steps = desk.steps
    data = QMimeData()
    data.setText("words")
    drop_at(desk, data, 800, 500)
    desk.key(Qt.Key.Key_Escape)
    assert desk.steps == steps


def test_copy_and_paste_on_the_same_board_makes_new_records(desk: Desk) -> None:
    desk.board.selection.set(items=["c01", "s01"])
    desk.shortcut("Ctrl+C")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasFormat(FRAGMENT)
    assert data.text() == "Claim: Weighed again\nSource: Harbour Gazette"
    steps = desk.steps
    desk.hover(desk.at(800, 500))
    desk.shortcut("Ctrl+V")
    assert len(desk.case.items) == 6
    assert len(desk.case.links) == 2
    assert desk.steps == steps + 1


@pytest.mark.parametrize(("digit", "count"), [(Qt.Key.Key_1, 4), (Qt.Key.Key_2, 5)])
def test_paste_on_another_board_asks_whether_it_is_the_same(desk: Desk, digit: Qt.Key, count: int) -> None:
    desk.board.selection.set(items=["c01"])
    desk.shortcut("Ctrl+C")
    desk.board.set_board("b2")
    desk.shortcut("Ctrl+V")
    desk.key(digit)
    assert len(desk.case.items) == count
    assert len(desk.case.on_board("b2")) == 2


def test_cut_takes_off_and_paste_brings_back(desk: Desk) -> None:
    desk.board.selection.set(items=["c01"])
    desk.shortcut("Ctrl+X")
    assert ("b1", "c01") not in desk.case.placements
    desk.shortcut("Ctrl+V")
    desk.key(Qt.Key.Key_Return)
    assert ("b1", "c01") in desk.case.placements


def test_paste_into_another_case(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    desk.board.selection.set(items=["c01", "s01"])
    desk.shortcut("Ctrl+C")
    (tmp_path / "other").mkdir()
    other = make_desk(qtbot, tmp_path / "other", [*desk.case.boards.values()])
    assert COMMANDS["edit.paste"](other.board)
    assert {item.title for item in other.case.items.values()} == {"Weighed again", "Harbour Gazette"}
    assert len(other.case.links) == 1
    other.board.close()
    other.store.close()


def test_what_is_no_piece_of_a_case_is_refused(desk: Desk) -> None:
    steps = desk.steps
    data = QMimeData()
    data.setData(FRAGMENT, b'{"format": "caseboard-fragment", "version": 1, "items": [{"id": 5}]}')
    drop_at(desk, data, 800, 500)
    assert desk.steps == steps
    assert not desk.asks
