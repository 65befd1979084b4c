"""Strangers' pictures: four formats by their first bytes, and a sentence for everything else."""

from __future__ import annotations

import struct
import threading
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from board.edits import items
from ui import pictures
from ui.main_window import MainWindow
from ui.worker import Refused


def silent(_verb: str, _done: int, _total: int) -> None:
    """Nobody looks."""


def encoded(width: int, height: int, kind: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 40, 20))
    image.setText("Comment", "CANARY")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_comes_back_as_pixels_no_larger_than_asked(kind: str) -> None:
    data = encoded(300, 150, kind)
    found = pictures.decode(data, 100, silent)
    assert (found.width, found.height, found.full_width, found.full_height) == (100, 50, 300, 150)
    assert len(found.rgba) == 100 * 50 * 4
    image = pictures.image_of(found)
    assert image.textKeys() == []
    assert abs(image.pixelColor(50, 25).red() - 200) < 12
    assert pictures.decode(data, 1000, silent).width == 300


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"BM" + bytes(100),
        b"%PDF-1.4",
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"\xff\xd8\xff" + bytes(50),
        b"GIF89a",
        b"RIFF\0\0\0\0WEBPVP8 ",
        encoded(20, 20, "png")[:60],
        claiming(60_000, 60_000),
        claiming(2**31 - 1, 2**31 - 1),
        claiming(0, 5),
    ],
    ids=lambda data: repr(data[:12]),
)
@pytest.mark.qt_log_ignore("JPEG")
def test_what_is_no_picture_or_a_bomb_gets_a_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        pictures.decode(data, 100, silent)


def test_too_many_pixels_are_counted_in_the_sentence() -> None:
    with pytest.raises(Refused, match="100 million pixels"):
        pictures.decode(claiming(10_000, 10_000), 100, silent)


def test_pictures_of_cards_are_decoded_in_the_worker(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    image = QImage(600, 400, QImage.Format.Format_RGB32)
    image.fill(QColor(10, 200, 30))
    file = tmp_path / "face.png"
    assert image.save(str(file))
    change, item = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    opened.deeds.files.keep_files([file], lambda kept: opened.files.put_on_item(item, list(kept), True))
    qtbot.waitUntil(lambda: bool(opened.document.case.attachments))
    assert opened.workspace is not None
    board = opened.workspace.board
    attachment = next(iter(opened.document.case.attachments))
    assert board.picture(attachment) is None
    qtbot.waitUntil(lambda: isinstance(board.picture(attachment), QImage), timeout=20_000)
    assert "worker-quick" in {thread.name for thread in threading.enumerate()}
