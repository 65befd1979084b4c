"""The table of actions is whole: every row has an icon that exists, keys of its own and a handler."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

import assets
from board.kinds import ITEM_KINDS
from ui.actions import ROWS, Row, keys_of, native, spoken
from ui.canvas.commands import COMMANDS
from ui.canvas.menus import BLANK, CARD, FRAME, LINK, SEVERAL
from ui.main_window import MainWindow
from ui.panels.top_bar import ARRANGE_MENU, CASE_MENU, HELP_MENU
from ui.settings import Settings


def test_ids_and_keys_are_given_once() -> None:
    assert not [id_ for id_, count in Counter(row.id for row in ROWS).items() if count > 1]
    assert not [key for key, count in Counter(key for row in ROWS for key in row.keys).items() if count > 1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_is_sound(row: Row) -> None:
    assert spoken(row.text)
    assert not row.icon or assets.path("icons", f"{row.icon}.svg").is_file()
    assert all(not QKeySequence.fromString(key).isEmpty() for key in row.keys)
    assert set(row.when.split()) <= {
        "case",
        "edit",
        "undo",
        "redo",
        "any",
        "items",
        "one",
        "alike",
        "two",
        "three",
        "link",
        "document",
        "documents",
        "claim",
        "voice",
        "pair",
        "behind",
        "report",
        "silent",
        "cards",
        "filtered",
        "tracing",
        "ways",
        "measured",
    }


def test_single_letters_act_on_the_board_only() -> None:
    assert [row.id for row in ROWS if row.scope == "window" and any(len(key) == 1 for key in row.keys)] == []


@pytest.mark.parametrize("menu", [BLANK, CARD, FRAME, LINK, SEVERAL, CASE_MENU, ARRANGE_MENU, HELP_MENU])
def test_menus_name_rows(menu: tuple[str, ...]) -> None:
    assert {id_ for id_ in menu if id_} <= {row.id for row in ROWS}


def test_every_command_of_the_board_is_a_row() -> None:
    assert set(COMMANDS) <= {row.id for row in ROWS}
    assert {f"add.{kind}" for kind in ITEM_KINDS} <= {row.id for row in ROWS}


def test_every_row_has_a_handler(window: MainWindow) -> None:
    own = set(window.deeds.handlers())
    assert own == {row.id for row in ROWS}
    known = {row.id for row in ROWS if row.id in COMMANDS}
    board = {row.id for row in ROWS if row.scope == "board"} - {"help.question"}
    # chains and documents are shown by the window, though these keys act on the board
    rooms = ("analysis.", "evidence.", "filter.", "layout.", "read.", "trace.", "views.")
    assert {id_ for id_ in board if not id_.startswith(rooms)} == known


def test_keys_can_be_changed_and_taken_back(settings: Settings, window: MainWindow) -> None:
    row = next(row for row in ROWS if row.id == "find.anything")
    settings.set_keys(row.id, ["Ctrl+J"])
    assert keys_of(row, settings) == ("Ctrl+J",)
    assert window.actions_table[row.id].shortcut() == QKeySequence("Ctrl+J")
    settings.set_keys(row.id, None)
    assert native(keys_of(row, settings)) == "Ctrl+K"


def test_without_a_case_little_can_be_done(window: MainWindow) -> None:
    able = {row.id for row in ROWS if window.actions_table[row.id].isEnabled()}
    assert {"case.new", "case.open", "help.about", "app.quit"} <= able
    assert not {"edit.undo", "add.claim", "board.new", "export.board", "case.copy"} & able
