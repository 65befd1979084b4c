"""The little picture of a board that the start page shows of a recent case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from board.redacting import redacted
from ui import render
from ui.evidence import badges_in
from ui.worker import Refused

if TYPE_CHECKING:
    from ui.main_window import MainWindow

THUMBNAIL = 480
MOST_IN_THUMBNAIL = 600
"""Cards up to which the picture is drawn anew; larger boards keep their old one."""


def keep_thumbnail(window: MainWindow) -> None:
    """Keep a little picture of the board in front, where recent cases are listed."""
    from storage import CaseError, replacing

    current = window.files.current
    if current is None or not window.settings.keeps_recent:
        return
    case, board = current.document.case, window.board_id
    if not 0 < len(case.on_board(board)) <= MOST_IN_THUMBNAIL:
        return
    file = window.files.thumbnail_path(str(current.path))
    try:
        case = redacted(case)
        look = render.Look(margin=24)
        wanted = render.request(case, board, look, width=THUMBNAIL, badge_of=badges_in(case))
        data = render.png_bytes(wanted, _silently)
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as stream:
            stream.write(data)
    except (CaseError, Refused, OSError):
        return


def _silently(verb: str, done: int, total: int) -> None:
    """Nobody watches a thumbnail being drawn."""
