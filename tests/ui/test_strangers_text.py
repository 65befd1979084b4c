"""Text from strangers is shown as text, everywhere, however long and whatever is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from board.edits import boards, info, items, links
from ui.main_window import MainWindow
from ui.widgets import PlainLabel, tip

TEXTS = {
    "markup": "<img src='/etc/hostname'><b>bold</b> &amp; <a href='http://x'>x</a>",
    "bidi": "evil\u202egnp.exe \u200f\u0634\u0647\u0631 a\x00b\x07c",
    "emoji": "👩‍👩‍👧‍👦🏴‍☠️ e\u0301 \ud800",
    "long": "Aktenzeichenzuordnungsverfahren" * 3300,
    "lines": "one\ntwo\r\nthree\u2028four",
    "ampersand": "R&D && &File",
}


@pytest.mark.parametrize("text", [text for name, text in TEXTS.items()], ids=list(TEXTS))
def test_it_is_only_text(text: str, opened: MainWindow, qtbot: QtBot) -> None:
    text = text.encode("utf-8", "replace").decode("utf-8")
    document, board = opened.document, opened.board_id
    change, item = items.add_item(
        document.case, "claim", title=text, board=board, text=text, note=text, aliases=(text,), tags=(text,),
        date=text[:200], status=text[:50], fields=((text[:100], text),),
    )  # fmt: skip
    document.do(change)
    document.do(info.set_title(document.case, text))
    document.do(boards.rename_board(document.case, board, text))
    assert opened.workspace is not None
    opened.workspace.board.selection.set(items=[item])
    form = opened.workspace.inspector.items
    qtbot.waitUntil(lambda: form.ids == (item,))
    opened.refresh()
    opened.actions_table["edit.history"].trigger()
    opened.search_from(text[:20])
    opened.grab()
    _all_plain(opened)
    opened.finder.close_up()
    opened.files.close()
    opened.start.refresh()
    opened.grab()
    _all_plain(opened)


def test_a_title_too_long_to_edit_is_not_cut_in_the_case(opened: MainWindow, qtbot: QtBot) -> None:
    title = TEXTS["long"]
    change, item = items.add_item(opened.document.case, "claim", title=title, board=opened.board_id)
    opened.document.do(change)
    assert opened.workspace is not None
    opened.workspace.board.selection.set(items=[item])
    form = opened.workspace.inspector.items
    qtbot.waitUntil(form.cut.isVisible)
    QTest.keyClicks(form.title, "x")
    assert opened.document.case.items[item].title == title


def test_tool_tips_are_text(opened: MainWindow, qtbot: QtBot) -> None:
    """Qt takes a tool tip with a tag in it for markup, and opens the files that it names."""
    document, board = opened.document, opened.board_id
    made = []
    for kind in ("source", "claim", "person"):
        change, item = items.add_item(document.case, kind, title=TEXTS["markup"], board=board)
        document.do(change)
        made.append(item)
    change, _ = links.add_link(document.case, "reports", made[0], made[1])
    document.do(change)
    assert opened.workspace is not None
    opened.workspace.board.selection.set(items=made[:1])
    qtbot.waitUntil(opened.actions_table["evidence.without"].isEnabled)
    opened.actions_table["evidence.without"].trigger()
    opened.workspace.board.selection.set(items=made[1:2])
    opened.refresh()
    qtbot.waitUntil(lambda: any("&lt;img" in widget.toolTip() for widget in opened.findChildren(QWidget)))
    _all_plain(opened)
    assert tip("one\n<b>two</b>") == "<qt>one<br>&lt;b&gt;two&lt;/b&gt;</qt>"
    assert tip("R&D, a < b \u202e") == "<qt>R&amp;D, a &lt; b </qt>"


def test_strangers_words_become_tool_tips_in_one_way_only() -> None:
    """Whatever is not a sentence of our own, or empty, goes through `tip`."""
    allowed = re.compile(r"setToolTip\((self\.tr\(|tip\(|\"\"|native\()")
    for path in (Path(__file__).resolve().parents[2] / "ui").rglob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            if "setToolTip(" in line:
                assert allowed.search(line) or path.name == "kind_editor.py", f"{path.name}: {line.strip()}"


def test_tool_tips_and_messages_are_plain(opened: MainWindow, tmp_path: Path) -> None:
    opened.toasts.say("<img src=x> moved", "ok")
    assert opened.toasts.texts == ["<img src=x> moved"]
    _all_plain(opened)


def _all_plain(root: QWidget) -> None:
    for label in root.findChildren(QLabel):
        if label.text():
            assert isinstance(label, PlainLabel), type(label)
            assert label.textFormat() == Qt.TextFormat.PlainText
    assert not root.findChildren(QTextEdit)
    for widget in root.findChildren(QWidget):
        assert "<img" not in widget.toolTip()
