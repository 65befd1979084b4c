"""A large case is read while the window goes on; whatever happens meanwhile, its file is let go."""

from __future__ import annotations

import os
import threading
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from board.document import Document
from board.edits import files, items
from storage import create_case, open_case
from ui.clearance import clear_view
from ui.dialogs import messages
from ui.files import local_now
from ui.files.cases import LARGE
from ui.main_window import MainWindow
from ui.worker import Report


@pytest.fixture
def large(window: MainWindow, tmp_path: Path) -> Path:
    """A case of one's own that is large because of a file in it."""
    path = tmp_path / "large.caseboard"
    with create_case(path, "Large") as store:
        case, history = store.load()
        document = Document(case, store, history, local_now)
        change, item = items.add_item(case, "file", title="Scan")
        document.do(change)
        kept = store.add_file(BytesIO(os.urandom(2 * LARGE)), "scan.bin")
        document.do(files.attach(document.case, item, [kept], "files"))
        window.settings.take_as_own(store.case_id, path)
    return path


def test_the_window_goes_on_while_a_large_case_is_read(window: MainWindow, large: Path, qtbot: QtBot) -> None:
    go_on = threading.Event()
    window.jobs.run_in_thread(lambda _: go_on.wait(20))
    assert window.deeds.open_path(large)
    assert window.files.current is None
    assert window.start.isVisible()
    go_on.set()
    with qtbot.waitSignal(window.files.opened, timeout=10_000):
        pass
    assert window.document.case.info.title == "Large"
    assert window.workspace is not None
    assert window.workspace.board.model.board == window.board_id
    change, made = items.add_item(window.document.case, "person", title="Ilse", board=window.board_id)
    window.document.do(change)
    assert made in window.workspace.board.model.row


def test_a_large_case_that_is_damaged_is_said_so_and_the_open_one_stays(
    opened: MainWindow, large: Path, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(large.read_bytes())
    data[4096:40960] = b"\x5a" * 36864
    large.write_bytes(data)
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda *args: said.append(args[3]) or 1)
    opened.deeds.open_path(large)
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert "large.caseboard" in said[-1]
    assert opened.files.current is not None
    assert opened.files.current.path == path


def test_a_window_that_is_closed_meanwhile_lets_the_file_go(
    window: MainWindow, large: Path, qtbot: QtBot
) -> None:
    window.deeds.open_path(large)
    window.close()
    with open_case(large) as store:
        assert store.load()[0].info.title == "Large"


def test_another_case_that_is_opened_meanwhile_wins(
    window: MainWindow, large: Path, path: Path, qtbot: QtBot
) -> None:
    held, go_on = threading.Event(), threading.Event()

    def hold(_: Report) -> None:
        held.set()
        go_on.wait(20)

    window.jobs.run_in_thread(hold)
    assert held.wait(10)
    window.deeds.open_path(large)
    go_on.set()
    window.files.create(path, "Small")
    assert window.document.case.info.title == "Small"
    qtbot.wait(300)
    assert window.document.case.info.title == "Small"
    with open_case(large):
        pass


def test_a_crowd_of_cards_is_kept_clear_of_what_floats_over_it() -> None:
    import numpy as np

    at = np.random.default_rng(4).uniform(0, 9000, (2000, 2))
    boxes = np.hstack([at, at + np.array([200.0, 100.0])])
    boxes = boxes[(boxes[:, 0] > 2000) | (boxes[:, 1] > 2000)]
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    bounds = QRectF(low[0], low[1], *(high - low))
    panel = QRectF(0, 0, 150, 100)
    found = clear_view(bounds, boxes, QRectF(0, 0, 1200, 900), [panel])
    seen = boxes * found.scale + (found.dx, found.dy, found.dx, found.dy)
    assert not ((seen[:, 0] < panel.right()) & (seen[:, 1] < panel.bottom())).any()
    assert found.scale > 0.08
