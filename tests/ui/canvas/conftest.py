"""The desk that the board's tests sit at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from board.case import Case
from tests.ui.canvas.desk import Desk, make_desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """A board on a real case file; at the end the file still says what memory says, and undoes to nothing."""
    made = make_desk(qtbot, tmp_path)
    yield made
    made.board.finish_editing()
    assert made.store.load()[0] == made.case
    made.document.go_to(0)
    assert made.case == Case([made.case.info])
    made.board.close()
    made.store.close()
