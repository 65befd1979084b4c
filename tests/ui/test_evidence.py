"""What a person sees of chains: badges, the inspector, the chain view, silent voices, lists, independence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from board.edits import items, links
from board.evidence.chain_layout import Node
from storage import open_case
from ui.canvas.accessible import spoken_name
from ui.canvas.board_widget import BoardWidget
from ui.canvas.cards import Badge
from ui.canvas.hit import Hit
from ui.canvas.menus import menu_for
from ui.dialogs import picture_file
from ui.dialogs.export_subject import ChainSubject
from ui.dialogs.ranges import RangesDialog
from ui.evidence import Evidence, badges_in
from ui.main_window import MainWindow
from ui.panels.case_lists import CaseListsPanel
from ui.panels.evidence_marks import EvidenceRow
from ui.panels.list_rows import Row
from ui.panels.reason import ReasonPanel
from ui.widgets import PlainLabel
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _board(window: MainWindow) -> BoardWidget:
    return _space(window).board


def _evidence(window: MainWindow) -> Evidence:
    return _space(window).evidence


def _select(window: MainWindow, *chosen: str) -> None:
    board = _board(window)
    board.selection.set(items=chosen)
    board.setFocus()
    window.refresh()


def _badge(window: MainWindow, claim: str) -> Badge:
    found = badges_in(window.document.case)(claim)
    assert found is not None
    return found


def _report(window: MainWindow, source: str, claim: str, **how: object) -> str:
    change, link = links.add_link(window.document.case, "reports", source, claim, **how)
    window.document.do(change)
    return link


def _added(window: MainWindow, kind: str, title: str) -> str:
    change, item = items.add_item(window.document.case, kind, title=title, board=window.board_id)
    window.document.do(change)
    return item


def _words(panel: QWidget) -> str:
    """Everything that a panel says."""
    return " ".join(label.text() for label in panel.findChildren(PlainLabel) if label.isVisible())


def _listed(panel: CaseListsPanel, section: str) -> list[Row]:
    return [row for row in panel.model._all if row.section == section and not row.is_head]


# -- badges ----------------------------------------------------------------------------------------


def test_cards_of_the_sample_say_what_they_rest_on(sample: MainWindow) -> None:
    card = _board(sample).card("c01")
    assert card.badge == _badge(sample, "c01")
    assert card.badge is not None
    assert (card.badge.short, card.badge.words, card.badge.is_echo) == ("6 > 1", "6 voices, 1 origin", True)
    assert card.badge.is_contradicted
    assert not card.badge.has_unknown
    dark = _badge(sample, "c22")
    assert (dark.short, dark.has_unknown) == ("2 > 0+1", True)


def test_badges_follow_every_edit_and_its_undo(opened: MainWindow) -> None:
    claim, paper = _added(opened, "claim", "So"), _added(opened, "source", "Gazette")
    board = _board(opened)
    assert board.card(claim).badge is None
    _report(opened, paper, claim, basis="own")
    assert board.card(claim).badge == Badge("1 > 1", "1 voice, 1 origin")
    second = _added(opened, "source", "Courier")
    link = _report(opened, second, claim)
    badge = board.card(claim).badge
    assert badge is not None
    assert (badge.short, badge.has_unknown, badge.is_echo) == ("2 > 1+1", True, False)
    opened.document.do(links.set_link(opened.document.case, link, basis="relay", via=(paper,)))
    badge = board.card(claim).badge
    assert badge is not None
    assert (badge.short, badge.is_echo) == ("2 > 1", True)
    opened.document.do(items.set_fields(opened.document.case, claim, credibility=1))
    badge = board.card(claim).badge
    assert badge is not None
    assert badge.has_hint
    for _ in range(3):
        opened.document.undo()
    assert board.card(claim).badge == Badge("1 > 1", "1 voice, 1 origin")


def test_many_badges_come_in_turns(sample: MainWindow, qtbot: QtBot) -> None:
    evidence = _evidence(sample)
    evidence._badges.clear()
    evidence._spent = 1.0
    assert evidence.badge("c01") is None
    with qtbot.waitSignal(evidence.badges_changed) as came:
        pass
    assert came.args == [{"c01"}]
    assert evidence.badge("c01") is not None


def test_a_screen_reader_hears_the_sentence(sample: MainWindow) -> None:
    case, line = sample.document.case, _board(sample).source_line("c01")
    assert line.startswith("6 voices, 1 known origin; every chain runs through Anonymous FSB officer")
    assert line.rstrip(".") in spoken_name(case, case.items["c01"], line)
    assert _board(sample).source_line("s01") == ""


# -- the inspector ---------------------------------------------------------------------------------


def test_the_inspector_shows_where_a_claim_comes_from(sample: MainWindow, qtbot: QtBot) -> None:
    _select(sample, "c01")
    form = _space(sample).inspector.items
    qtbot.waitUntil(form.claim.isVisible)
    assert form.claim.sentence.text() == _evidence(sample).source_line("c01")
    assert form.claim.picture._spots[0].name == "Anonymous FSB officer"
    rows = form.claim.findChildren(EvidenceRow)
    assert any("(tension)" in row.accessibleName() for row in rows)
    assert form.claim.bar.accessibleName() == "at most moderate"
    assert "The Times: B, 0.70" in form.claim.bar.toolTip()
    letters = next(row for row in rows if row.accessibleName() == "The eleven letters")
    qtbot.mouseClick(letters, LEFT)
    assert _board(sample).selection.items == {"s05"}


def test_a_picture_of_the_chain_leads_to_its_voices(sample: MainWindow, qtbot: QtBot) -> None:
    _select(sample, "c01")
    picture = _space(sample).inspector.items.claim.picture
    qtbot.waitUntil(picture.isVisible)
    picture.setFocus()
    for _ in range(3):
        qtbot.keyClick(picture, Qt.Key.Key_Down)
    qtbot.keyClick(picture, Qt.Key.Key_Return)
    assert _board(sample).selection.items == {"s04"}


def test_three_that_repeat_one_are_drawn_as_an_echo(opened: MainWindow, qtbot: QtBot) -> None:
    claim, origin = _added(opened, "claim", "So"), _added(opened, "source", "Dock worker")
    _report(opened, origin, claim, basis="own")
    for name in ("Gazette", "Radio", "Union"):
        _report(opened, _added(opened, "source", name), claim, basis="relay", via=(origin,))
    _select(opened, claim)
    picture = _space(opened).inspector.items.claim.picture
    qtbot.waitUntil(picture.isVisible)
    assert picture._is_star
    assert [spot.name for spot in picture._spots] == ["Gazette", "Radio", "Union", "Dock worker"]


def test_hints_follow_the_grade(sample: MainWindow, qtbot: QtBot) -> None:
    _select(sample, "c22")
    form = _space(sample).inspector.items
    digit = next(one for one in form.credibility.findChildren(QToolButton) if one.text() == "1")
    qtbot.mouseClick(digit, LEFT)
    finding = _evidence(sample).finding("c22")
    assert finding is not None
    assert set(finding.hints) == {"one_chain", "no_known_origin"}
    assert _badge(sample, "c22").has_hint
    qtbot.waitUntil(lambda: "no origin is known" in _words(form.claim))


def test_claims_that_hang_on_a_voice(sample: MainWindow, qtbot: QtBot) -> None:
    _select(sample, "s04")
    voice = _space(sample).inspector.items.voice
    qtbot.waitUntil(voice.isVisible)
    assert voice._title.text() == "9 claims hang on it alone"
    qtbot.mouseClick(voice.without, LEFT)
    assert _evidence(sample).silent == ("s04",)
    assert voice.without.isChecked()


# -- without this voice ----------------------------------------------------------------------------


def test_without_osechkin_nine_claims_fall(sample: MainWindow, qtbot: QtBot) -> None:
    _select(sample, "s04")
    steps = sample.document.history.position
    QTest.keyClick(_board(sample), Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    bar = _space(sample).without
    assert bar.isVisible()
    assert bar.words.text() == "Without Osechkin: 9 claims fall"
    emphasis = _board(sample)._emphasis
    assert len(emphasis.fallen) == 9
    assert "s04" in emphasis.dimmed
    assert sample.document.case.links_at("s04") <= emphasis.thin_links
    qtbot.mouseClick(bar.back, LEFT)
    assert not bar.isVisible()
    assert not _board(sample)._emphasis.fallen
    assert sample.document.history.position == steps


def test_a_person_takes_the_sources_along(sample: MainWindow) -> None:
    evidence = _evidence(sample)
    evidence.set_silent(["p02"])
    assert "s04" in evidence.all_silent()
    assert len(evidence.fallen) == 9


def test_silence_survives_edits(sample: MainWindow) -> None:
    evidence = _evidence(sample)
    evidence.set_silent(["s04", "s03"])
    assert "Osechkin and The Times" in _space(sample).without.words.text()
    before = set(evidence.fallen)
    insider = _added(sample, "source", "Insider")
    sample.document.do(items.set_fields(sample.document.case, insider, held=True))
    _report(sample, insider, "c01", basis="own")
    assert set(evidence.fallen) == before - {"c01"}
    assert "c01" not in _board(sample)._emphasis.fallen
    sample.document.do(items.delete_items(sample.document.case, "s03"))
    assert evidence.silent == ("s04",)
    sample.document.undo()
    assert evidence.silent == ("s04",)


def test_search_hits_and_fallen_claims_live_side_by_side(sample: MainWindow) -> None:
    _evidence(sample).set_silent(["s04"])
    _space(sample).mark(hits=frozenset({"c14"}))
    assert _board(sample)._emphasis.hits == {"c14"}
    assert len(_board(sample)._emphasis.fallen) == 9


# -- the chain view --------------------------------------------------------------------------------


def _at(window: MainWindow, node: Node) -> QPoint:
    canvas = _space(window).area.chain.canvas
    assert canvas.drawing is not None
    box = canvas.drawing.layout.boxes[node]
    centre = canvas.view.to_screen(QPointF(box.x + box.width / 2, box.middle))
    return centre.toPoint()


def test_the_chain_comes_up_and_leads_back(sample: MainWindow, qtbot: QtBot) -> None:
    _select(sample, "c01")
    QTest.keyClick(_board(sample), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    chain = _space(sample).area.chain
    assert chain.isVisible()
    assert chain.canvas.drawing is not None
    assert sum(marks.is_single_point for marks in chain.canvas.drawing.marks.values()) == 6
    qtbot.keyClick(chain.canvas, Qt.Key.Key_Escape)
    assert not chain.isVisible()
    assert _board(sample).hasFocus()
    sample.show_chain("c01")
    qtbot.mouseClick(chain.canvas, LEFT, pos=_at(sample, ("voice", "s03")))
    assert not chain.isVisible()
    assert _board(sample).selection.items == {"s03"}


def test_the_chain_is_walked_by_keys(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_chain("c34")
    canvas = _space(sample).area.chain.canvas
    for _ in range(3):
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.marked == ("voice", "s02")
    assert "every chain runs through it" in canvas.accessibleDescription()
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert _board(sample).selection.items == {"s02"}


def test_the_chain_follows_edits_and_goes_with_its_claim(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_chain("c22")
    chain = _space(sample).area.chain
    assert chain.canvas.drawing is not None
    assert any(node[0] == "unknown" for node in chain.canvas.drawing.layout.boxes)
    insider = _added(sample, "source", "Insider")
    _report(sample, insider, "c22", basis="own")
    qtbot.waitUntil(lambda: ("voice", insider) in chain.canvas.drawing.layout.boxes)
    sample.document.do(items.delete_items(sample.document.case, "c22"))
    qtbot.waitUntil(lambda: not chain.isVisible())


def test_denials_have_a_chain_of_their_own(opened: MainWindow, qtbot: QtBot) -> None:
    claim = _added(opened, "claim", "So")
    yes, no = _added(opened, "source", "Yes"), _added(opened, "source", "No")
    _report(opened, yes, claim, basis="own")
    _report(opened, no, claim, basis="own", stance="denies")
    opened.show_chain(claim)
    chain = _space(opened).area.chain
    assert chain.stance.isVisible()
    against = next(one for one in chain.stance.findChildren(QToolButton) if one.text() == "Against")
    qtbot.mouseClick(against, LEFT)
    assert chain.canvas.drawing is not None
    assert ("voice", no) in chain.canvas.drawing.layout.boxes
    assert ("voice", yes) not in chain.canvas.drawing.layout.boxes


@pytest.mark.parametrize("claim", ["c01", "c22", "c34"])
def test_a_chain_is_exported_like_a_board(sample: MainWindow, claim: str, tmp_path: Path) -> None:
    wanted = ChainSubject(sample, claim, "affirms").prepared("", "out", lambda *_: None)
    size = picture_file.export_png(wanted, str(tmp_path / "chain.png"), lambda *_: None)
    image = QImage(str(tmp_path / "chain.png"))
    assert (image.width(), image.height()) == size
    assert len({image.pixel(x, image.height() // 2) for x in range(0, image.width(), 7)}) > 5


def test_a_confidential_voice_is_neither_drawn_nor_counted(sample: MainWindow) -> None:
    sample.document.do(items.set_fields(sample.document.case, "s06", confidential=True))
    wanted = ChainSubject(sample, "c01", "affirms").prepared("", "out", lambda *_: None)
    assert wanted.chain is not None
    assert ("voice", "s06") not in wanted.chain.layout.boxes


# -- lists of the case -----------------------------------------------------------------------------


@pytest.fixture
def lists(sample: MainWindow, qtbot: QtBot) -> CaseListsPanel:
    sample.refresh()
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    QTest.keyClick(sample, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    panel = _space(sample).lists
    assert panel.isVisible()
    qtbot.waitUntil(lambda: bool(panel.model.rows))
    return panel


def test_the_lists_of_the_sample(lists: CaseListsPanel) -> None:
    assert [(row.text, row.count) for row in lists.model.rows if row.is_head] == [
        ("Bottlenecks", "16"),
        ("Circular reporting", "0"),
        ("No known origin", "15"),
        ("Contradictions", "9"),
        ("Grade these first", "0"),
        ("Get next", "15"),
        ("Perhaps not independent", "4"),
    ]
    assert [(row.text, row.count) for row in _listed(lists, "bottlenecks")[2:4]] == [
        ("The Times", "9 claims"),
        ("Osechkin", "9 claims"),
    ]


def test_rows_jump_also_to_another_board(sample: MainWindow, lists: CaseListsPanel, qtbot: QtBot) -> None:
    here = sample.board_id
    heads = [at for at, row in enumerate(lists.model.rows) if row.is_head]
    lists.list.setCurrentIndex(lists.model.index(heads[2]))
    qtbot.keyClick(lists.list, Qt.Key.Key_Right)
    case = sample.document.case
    at, row = next(
        (at, row)
        for at, row in enumerate(lists.model.rows)
        if row.section == "dark" and not row.is_head and here not in case.boards_of(row.item)
    )
    lists.list.scrollTo(lists.model.index(at))
    spot = lists.list.visualRect(lists.model.index(at)).center()
    qtbot.mouseClick(lists.list.viewport(), LEFT, pos=spot)
    assert sample.board_id in case.boards_of(row.item)
    assert _board(sample).selection.items == {row.item}
    qtbot.keyClick(lists.list, Qt.Key.Key_Escape)
    assert not _space(sample).has_lists


def test_the_lists_follow_edits(sample: MainWindow, lists: CaseListsPanel, qtbot: QtBot) -> None:
    insider = _added(sample, "source", "Insider")
    _report(sample, insider, "c22", basis="own")
    qtbot.waitUntil(lambda: len(_listed(lists, "dark")) == 14)
    assert [row.text for row in _listed(lists, "grade")] == ["Insider"]


def test_a_large_case_goes_to_the_worker(
    sample: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.survey.LARGE", 10)
    survey = _evidence(sample).survey
    qtbot.waitUntil(lambda: survey.is_ready)
    sample.document.do(items.set_fields(sample.document.case, "s01", held=False))
    with qtbot.waitSignal(survey.finished, timeout=20_000):
        survey.begin()
    assert survey.lists is not None
    assert dict(survey.lists.bottlenecks)["s01"] == 39
    assert len(survey.findings) == 39


# -- independence ----------------------------------------------------------------------------------


def test_a_suggestion_is_taken_or_turned_down(
    sample: MainWindow, lists: CaseListsPanel, qtbot: QtBot
) -> None:
    lists.model.fold("pairs")
    at = next(at for at, row in enumerate(lists.model.rows) if row.suggestion is not None)
    lists.list.setCurrentIndex(lists.model.index(at))
    qtbot.keyClick(lists.list, Qt.Key.Key_Return)
    assert "Do The eleven letters and Anonymous FSB officer count as one voice?" in lists.question.text()
    qtbot.mouseClick(lists.accept, LEFT)
    (link,) = [one for one in sample.document.case.links.values() if one.kind == "not_independent"]
    assert {link.from_id, link.to_id} == {"s05", "s06"}
    assert link.note == "same person behind: Anonymous FSB officer"
    qtbot.waitUntil(lambda: len(_listed(lists, "pairs")) == 3)
    at = next(at for at, row in enumerate(lists.model.rows) if row.suggestion is not None)
    lists.list.setCurrentIndex(lists.model.index(at))
    qtbot.keyClick(lists.list, Qt.Key.Key_Return)
    steps = sample.document.history.position
    qtbot.mouseClick(lists.decline, LEFT)
    qtbot.waitUntil(lambda: len(_listed(lists, "pairs")) == 2)
    assert sample.document.history.position == steps


def test_two_selected_voices_are_declared_one(opened: MainWindow, path: Path, qtbot: QtBot) -> None:
    claim = _added(opened, "claim", "So")
    one, other = _added(opened, "source", "Daily"), _added(opened, "source", "Sunday")
    for source in (one, other):
        _report(opened, source, claim, basis="own")
    assert _badge(opened, claim).short == "2 > 2"
    _select(opened, one, other)
    assert "evidence.not_independent" in menu_for(_board(opened), Hit("card", one))
    opened.actions_table["evidence.not_independent"].trigger()
    (panel,) = opened.findChildren(ReasonPanel)
    qtbot.keyClicks(panel.line, "Same newsroom")
    qtbot.keyClick(panel.line, Qt.Key.Key_Return)
    assert _badge(opened, claim).short == "2 > 1"
    opened.files.close()
    with open_case(path, read_only=True) as store:
        links_kept = store.load()[0].links.values()
        assert [link.note for link in links_kept if link.kind == "not_independent"] == ["Same newsroom"]


def test_the_voice_behind_a_source_is_one_step(opened: MainWindow) -> None:
    source, person = _added(opened, "source", "Blog"), _added(opened, "person", "Ilse")
    _select(opened, source, person)
    opened.actions_table["evidence.voice_of"].trigger()
    (link,) = opened.document.case.links.values()
    assert (link.kind, link.from_id, link.to_id) == ("voice_of", person, source)
    _select(opened, source)
    assert not opened.actions_table["evidence.voice_of"].isEnabled()


# -- grading scales --------------------------------------------------------------------------------


def test_ranges_are_changed_for_this_case(sample: MainWindow) -> None:
    before = _evidence(sample).finding("c01")
    assert before is not None
    sample.actions_table["evidence.ranges"].trigger()
    (dialog,) = sample.findChildren(RangesDialog)
    low, high = dialog.fields["C"]
    high.setValue(1.0)
    after = _evidence(sample).finding("c01")
    assert after is not None
    assert after.support.high > before.support.high
    low.setValue(0.8)
    assert sample.document.case.info.ranges == (("C", 0.8, 1.0),)
    high.setValue(0.5)
    assert sample.document.case.info.ranges == (("C", 0.5, 0.5),)
    assert not any(field.isEnabled() for field in dialog.fields["F"])
    dialog.reset.click()
    assert sample.document.case.info.ranges == ()
    dialog.close()
