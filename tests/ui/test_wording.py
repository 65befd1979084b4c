"""Whatever the window says has been through translation; what has not is listed here, with the reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import astuple
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer, QTranslator
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_extensions import override

from board.analysis.filters import Condition
from board.case import Case
from board.dates import SEASONS, parse
from board.evidence.independence import GROUNDS
from board.evidence.measures import Counts
from board.evidence.sentence import HINTS, SourceLine, badge_words, range_words, source_line
from board.evidence.support import Support
from board.grading import CREDIBILITY, RELIABILITY
from board.kinds import ITEM_KINDS, LINK_KINDS, spoken
from board.records import ItemKind, LinkKind
from storage import CaseError, DiskFull, NewerCase
from storage.exchange.incoming import NotReadable
from storage.extract import Unreadable, reading
from ui import faults, pictures, verbs, wording, worker
from ui.actions import ROWS
from ui.canvas.cards import CardSource
from ui.dialogs.messages import CrashDialog
from ui.dialogs.password import ask_password
from ui.filter_words import ASKABLE
from ui.jobs import Jobs, Lane
from ui.main_window import MainWindow
from ui.panels.inspector import Inspector
from ui.style import Look
from ui.worker import Report

OPEN, SHUT = "⟦", "⟧"

EXCEPTIONS: dict[str, str] = {
    r"Caseboard": "the name of the program",
    r"Esc": "the name of a key",
    r"American English": "languages are named in themselves",
    r"Letter": "the name of a size of paper",
}
"""What may stand untranslated, as patterns for the whole text, and why; grades and keys are no words."""

_LEAST = 5
"""Letters from which the user's own words count as theirs inside a longer text."""


class Marking(QTranslator):
    """A language in which every word stands between marks."""

    @override
    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        return f"{OPEN}{sourceText}{SHUT}"

    @override
    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def marking(qapp: QApplication) -> Iterator[Marking]:
    found = Marking()
    qapp.installTranslator(found)
    yield found
    qapp.removeTranslator(found)


@pytest.fixture
def quay(marking: Marking, window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """The window on the Quay 9 sample, in that language."""
    window.files.open_sample("quay-9", path)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.isVisible())
    return window


def test_every_built_in_word_is_there_for_lupdate() -> None:
    link_kinds = [*LINK_KINDS.values(), spoken(LINK_KINDS["reports"], "person")]
    assert wording.MARKS["ItemKind"] == {kind.name for kind in ITEM_KINDS.values()}
    assert wording.MARKS["LinkKind"] == {name for kind in link_kinds for name in (kind.name, kind.reverse)}
    assert wording.MARKS["Grades"] == {*RELIABILITY.values(), *CREDIBILITY.values()}
    assert wording.MARKS["Hints"] == set(HINTS.values())


def test_every_colour_is_there_for_lupdate(look: Look) -> None:
    assert wording.MARKS["Colours"] == {token.replace("_", " ") for token in look.theme.tokens}


def test_every_part_of_a_badge_is_there_for_lupdate() -> None:
    asked: set[str] = set()

    def ask(words: str) -> str:
        asked.add(words)
        return words

    for number in range(2):
        for known in range(3):
            for unknown in range(3):
                badge_words(Counts(number + 1, known, unknown, 0, 0, (), (), ()), ask)
    assert asked == wording.MARKS["Badges"]


def test_every_part_of_a_range_is_there_for_lupdate() -> None:
    asked: set[str] = set()

    def ask(words: str) -> str:
        asked.add(words)
        return words

    ends = (0.0, 0.2, 0.5, 1.0)
    for low, high in combinations_with_replacement(ends, 2):
        range_words(Support(low, high), 2, ask)
    assert asked == wording.MARKS["Support"]


def test_every_part_of_the_source_sentence_is_there_for_lupdate() -> None:
    asked: set[str] = set()

    def ask(words: str) -> str:
        asked.add(words)
        return words

    names = ("Ann", "Bo")
    for voices, known, unknown, against in product(range(3), repeat=4):
        counts = Counts(voices, known, unknown, 0, 0, (), (), ())
        for is_fallen in (False, True):
            line = SourceLine(counts, (names,), (names,), names, against, Support(0.0, 0.5), is_fallen)
            source_line(line, ask)
    assert asked == wording.MARKS["SourceLine"]


def test_every_part_of_a_date_is_there_for_lupdate() -> None:
    asked: set[str] = set()

    def ask(words: str) -> str:
        asked.add(words)
        return words

    written = [f"2020-{month:02}" for month in (*range(1, 13), *SEASONS)]
    written += ["199X", "19XX", "-0100", "2004-XX", "2004-XX-XX", "2004-06-XX", "2004-06-11T10:10"]
    written += ["2004~", "2004?", "2004/..", "../2004", "2004/2005", "2004/"]
    for text in written:
        date = parse(text)
        assert date is not None, text
        date.words(ask)
    assert asked == wording.MARKS["Dates"]


def test_every_ground_is_there_for_lupdate() -> None:
    assert wording.MARKS["Grounds"] == set(GROUNDS)


def test_every_sentence_of_an_error_is_there_for_lupdate() -> None:
    def kinds(kind: type[CaseError]) -> Iterator[type[CaseError]]:
        yield kind
        for lower in kind.__subclasses__():
            yield from kinds(lower)

    assert {kind.sentence for kind in kinds(CaseError)} <= faults.MARKS
    assert {worker.NO_MEMORY, worker.BROKEN, worker.BROKE_OFF, worker.TOO_LONG} <= faults.MARKS
    assert pictures.TOO_MANY in faults.MARKS


def _calls(room: str, *names: str) -> Iterator[ast.Call]:
    """Calls by one of these names in the source of a room."""
    for file in (Path(wording.__file__).parents[1] / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                yield node


def test_everything_that_keeps_a_file_from_being_read_is_there_for_lupdate() -> None:
    calls = list(_calls("storage", "Unreadable", "NotReadable", "NeedsPassword"))
    assert not [ast.unparse(call) for call in calls if call.args and isinstance(call.args[0], ast.JoinedStr)]
    told = {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}
    assert told | {reading.NO_TEXT, reading.PACKED} <= faults.READING
    damaged = Unreadable("Page {page} is damaged and cannot be shown.", page=7)
    assert str(damaged) == faults.said(damaged) == "Page 7 is damaged and cannot be shown."


def test_every_verb_of_a_job_is_there_for_lupdate() -> None:
    calls = (call for room in ("board", "storage", "ui") for call in _calls(room, "report"))
    told = {call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)}
    assert told == verbs.MARKS


def test_errors_are_said_in_the_users_language(marking: Marking, qtbot: QtBot) -> None:
    assert faults.said(NewerCase("a.caseboard", version=9)).startswith("⟦“a.caseboard” was made by")
    assert faults.said(NotReadable("The {file} is no case.")) == "⟦The {file} is no case.⟧"
    assert faults.said(ValueError("{}")) == "⟦{}⟧"
    jobs, told = Jobs(), list[str]()
    jobs.run_in_thread(_failing, known=(CaseError,)).failed.connect(told.append)
    jobs.run(_failing, known=(CaseError,), lane=Lane.QUICK).failed.connect(told.append)
    jobs.run(pictures.decode, b"x" * 20, 100, lane=Lane.QUICK).failed.connect(told.append)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=20_000)
    jobs.close()
    assert [words.startswith("⟦The disk with “a.caseboard”") for words in told].count(True) == 2
    assert "⟦This is no PNG, JPEG, GIF or WebP picture.⟧" in told


def _failing(report: Report) -> None:
    raise DiskFull("a.caseboard")


def test_names_of_the_users_own_stay_as_they_are(marking: Marking) -> None:
    assert wording.kind_name(ITEM_KINDS["person"]) == "⟦Person⟧"
    assert wording.kind_name(ItemKind("ship", "Person", "user", "person", "circle")) == "Person"
    assert wording.kind_name(ItemKind("person", "Suspect", "user", "person", "circle")) == "Suspect"
    reports, own = LINK_KINDS["reports"], LinkKind("knows", "reports", reverse="known to")
    assert wording.link_name(reports, "person", backwards=True) == "⟦said by⟧"
    assert wording.link_name(own) == "reports"
    assert wording.grade_words("A") == "⟦Completely reliable⟧"
    assert wording.grade_words(None) == ""


def test_the_analysis_is_translated(marking: Marking, quay: MainWindow, qtbot: QtBot) -> None:
    assert quay.workspace is not None
    workspace, theirs = quay.workspace, _own_words(quay.document.case)
    wrong: set[str] = set()
    for page in ("ranks", "structure", "compare"):
        quay.actions_table[f"analysis.{page}"].trigger()
        measuring, panel = workspace.measuring, workspace.analysis
        assert measuring is not None
        assert panel is not None
        panel.counts.setChecked(True)
        qtbot.waitUntil(lambda measuring=measuring: not measuring.is_busy, timeout=20_000)
        measuring.show(True)
        if page != "compare":
            qtbot.waitUntil(lambda: workspace.board.is_measured)
        wrong |= _untranslated(quay, theirs)
        if page == "structure":
            assert all(OPEN in row.text for row in panel.model.rows if row.is_head)
        elif page == "ranks":
            assert workspace.area.key is not None
            assert all(OPEN in part for part in workspace.area.key.accessibleName().split("; "))
    assert sorted(wrong) == []


def test_everything_on_the_screen_is_translated(marking: Marking, quay: MainWindow, qtbot: QtBot) -> None:
    assert quay.workspace is not None
    workspace, case = quay.workspace, quay.document.case
    inspector, board = workspace.inspector, workspace.board
    theirs = _own_words(case)
    actions = (quay.actions_table[row.id] for row in ROWS)
    wrong = {action.text() for action in actions if not _is_fine(action.text(), theirs)}
    wrong |= _untranslated(quay, theirs)
    placed = sorted(case.on_board(quay.board_id))
    for kind in ITEM_KINDS:
        if chosen := [item for item in placed if case.items[item].kind == kind][:1]:
            _select(inspector, board.selection.set, qtbot, items=chosen)
            wrong |= _untranslated(quay, theirs)
    for kind in ("reports", "published_by", "about"):
        if picked := [link for link in sorted(case.links) if case.links[link].kind == kind][:1]:
            _select(inspector, board.selection.set, qtbot, links=picked)
            wrong |= _untranslated(quay, theirs)
    assert sorted(wrong) == []


def test_every_dialog_is_translated(marking: Marking, quay: MainWindow, qtbot: QtBot) -> None:
    """Every action is done, and what comes up is read and closed: dialogs, panels, menus, messages."""
    assert quay.workspace is not None
    board, case = quay.workspace.board, quay.document.case
    theirs, wrong, seen = _own_words(case), set[str](), set[str]()

    def read() -> None:
        modal = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if modal is None:
            return
        if not isinstance(modal, QFileDialog | QPrintDialog):
            seen.add(type(modal).__name__)
            wrong.update(f"{modal.windowTitle()}: {words}" for words in _untranslated(modal, theirs))
        modal.close()

    reading = QTimer()
    reading.timeout.connect(read)
    reading.start(20)
    placed = sorted(case.on_board(quay.board_id))
    claims = [item for item in placed if case.items[item].kind == "claim"]
    for row in ROWS:
        if row.id in ("app.quit", "case.close", "view.full_screen", "case.open", "case.new"):
            continue
        for items in (claims[:1], placed[:2]):
            board.selection.set(items=items)
            quay.actions_table[row.id].trigger()
            qtbot.wait(45)
            wrong.update(f"{row.id}: {words}" for words in _untranslated(quay, theirs | _own_words(case)))
            if case.links and quay.files.current is not None and quay.document.history.position:
                quay.document.go_to(0)
    CrashDialog(quay, quay.look, "KeyError\n  a.py:1").open()
    qtbot.waitUntil(lambda: "CrashDialog" in seen)
    ask_password(quay, quay.look, "a.pdf")  # `read` shuts it, or else `answers`
    reading.stop()
    assert {"ExportDialog", "PreferencesDialog", "ShortcutsDialog", "AboutDialog", "PasswordDialog"} <= seen
    assert not wrong, "\n".join(sorted(wrong))


def test_filters_ways_and_views_are_translated(marking: Marking, quay: MainWindow, qtbot: QtBot) -> None:
    assert quay.workspace is not None
    space, case = quay.workspace, quay.document.case
    theirs = _own_words(case)
    bar, sight, deeds = space.area.filters, space.sight, quay.deeds
    wrong: set[str] = set()
    for what in ASKABLE:
        bar._on_wanted(what)
        wrong |= _untranslated(quay, theirs)
        if bar.editor is not None:
            bar.editor.close_up()
    values = {"kind": ("claim", "source"), "date": ("2021", "2022-03"), "grade": ("C",), "status": ("open",)}
    for what, chosen in values.items():
        sight.exchange(None, Condition(what, chosen))
    sight.set_hides(True)
    wrong |= _untranslated(quay, theirs)
    deeds.views.save("Zz 1")
    deeds.views.toggle()
    wrong |= _untranslated(quay, theirs | {"Zz 1"})
    sight.clear()
    placed = sorted(case.on_board(quay.board_id))
    for chosen in (placed[:1], placed[:2], [placed[0], placed[-1]]):
        space.board.selection.set(items=chosen)
        for act in (deeds.sight.trace_ways, deeds.sight.trace_around, deeds.sight.trace_shared):
            act()
            wrong |= _untranslated(quay, theirs | {"Zz 1"})
    assert sorted(wrong) == []


def test_cards_name_their_kinds_in_the_users_language(marking: Marking, quay: MainWindow) -> None:
    case = quay.document.case
    cards = CardSource(case, quay.board_id)
    for item in case.on_board(quay.board_id):
        assert cards.card(item).kind_line.startswith(OPEN)


def _select(inspector: Inspector, choose: Callable[..., None], qtbot: QtBot, **chosen: list[str]) -> None:
    choose(**chosen)
    wanted = set(chosen.get("items") or chosen.get("links") or ())
    qtbot.waitUntil(lambda: set(getattr(inspector.form, "ids", ())) == wanted)


def _untranslated(window: QWidget, theirs: set[str]) -> set[str]:
    return {
        f"{type(widget).__name__}: {text}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        for text in _words(widget)
        if not _is_fine(text, theirs)
    }


def _words(widget: QWidget) -> Iterator[str]:
    """Everything that a widget says, the contents of fields apart."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(tab) for tab in range(widget.count()))
    yield from (action.text() for action in widget.actions())


def _is_fine(text: str, theirs: set[str]) -> bool:
    """Whether a text is translated, the user's own, or no words at all."""
    if " ".join(text.split()) in theirs or any(re.fullmatch(pattern, text) for pattern in EXCEPTIONS):
        return True
    text = re.sub(f"{OPEN}[^{SHUT}]*…$", "", text.strip())
    while (less := re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", " ", text)) != text:
        text = less
    start = " ".join(text.removesuffix("…").split())
    if text.endswith("…") and any(own.startswith(start) for own in theirs):
        return True
    for own in sorted(theirs, key=len, reverse=True):
        if len(own) >= _LEAST:
            text = text.replace(own, "")
    return not re.search(r"[^\W\d_]{2}", re.sub(r"\b(Ctrl|Shift|Alt|Meta)\b", "", text))


def _own_words(case: Case) -> set[str]:
    """All that the user wrote."""
    records: list[Any] = [
        *case.items.values(),
        *case.links.values(),
        *case.boards.values(),
        *case.frames.values(),
    ]
    records += [*case.attachments.values(), *case.passages.values(), case.info]
    return {part for record in records for part in _strings(astuple(record))}


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, tuple | list | dict | frozenset):
        for part in value:
            yield from _strings(part)
