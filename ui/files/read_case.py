"""A case read off its file and not open yet; large ones are read in a thread, with the board in front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from board.case import Case
from board.history import History

if TYPE_CHECKING:
    from storage import Store
    from ui.canvas.model import BoardModel


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case that has been read and is not open yet; its file is held."""

    store: Store
    case: Case
    history: History
    model: BoardModel | None = None
    """The arrays of the board that will be in front, where there was time to make them."""


def read_case(store: Store) -> ReadCase:
    """A case and the board that was in front, read off its file. Raises CaseError; then it is closed."""
    import ui.workspace  # noqa: F401  # what shows the case is loaded meanwhile
    from ui.canvas.model import BoardModel

    case, history = loaded(store)
    try:
        board = board_in_front(case, store.view_state())
        return ReadCase(store, case, history, BoardModel(case, board) if board else None)
    except BaseException:
        store.close()
        raise


def board_in_front(case: Case, state: Mapping[str, object]) -> str:
    """The board to begin with: the one that was in front, or the first, or "" where there is none."""
    boards = [board.id for board in case.boards_in_order()]
    wanted = str(state.get("board", ""))
    return wanted if wanted in boards else boards[0] if boards else ""


def loaded(store: Store) -> tuple[Case, History]:
    """A case and its history. Raises CaseError; then its file is closed."""
    try:
        return store.load()
    except BaseException:
        store.close()
        raise
