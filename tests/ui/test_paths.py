"""Whether a file may be replaced is asked about the name that it gets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.paths import ask_new, ask_save
from ui.settings import Settings

CASES = "Cases (*.caseboard);;All files (*)"
EXPORTS = "Case with its files (*.zip);;Case in JSON (*.json)"


class Answers:
    """A person at the system's dialog: what is typed, one dialog after another, and what was shown."""

    def __init__(self, *answers: tuple[str, str]) -> None:
        self.answers = list(answers)
        self.shown: list[tuple[str, str]] = []

    def __call__(
        self, _parent: QWidget, title: str, start: str, _kinds: str, *_options: object
    ) -> tuple[str, str]:
        self.shown.append((title, Path(start).name))
        return self.answers.pop(0)


def asked(
    answers: Answers, settings: Settings, kinds: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Path | None:
    monkeypatch.setattr("ui.dialogs.paths.QFileDialog.getSaveFileName", answers)
    parent = QWidget()
    qtbot.addWidget(parent)
    return ask_save(parent, settings, "Where", "Untitled", kinds)


@pytest.mark.parametrize(
    ("typed", "kind", "kinds", "name"),
    [
        ("Mine", "", CASES, "Mine.caseboard"),
        ("Mine", "All files (*)", CASES, "Mine.caseboard"),
        ("Mine.v2", "Cases (*.caseboard)", CASES, "Mine.v2.caseboard"),
        ("Mine.caseboard", "", CASES, "Mine.caseboard"),
        ("Mine.CaseBoard", "", CASES, "Mine.caseboard"),
        ("out", "Case in JSON (*.json)", EXPORTS, "out.json"),
        ("out.json", "Case with its files (*.zip)", EXPORTS, "out.json"),
        ("letter", "", "", "letter"),
    ],
)
def test_a_name_gets_the_ending_of_its_kind(
    typed: str,
    kind: str,
    kinds: str,
    name: str,
    tmp_path: Path,
    settings: Settings,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = Answers((str(tmp_path / typed), kind))
    assert asked(answers, settings, kinds, qtbot, monkeypatch) == tmp_path / name


def test_a_file_that_only_the_ending_hits_is_asked_about_by_its_name(
    tmp_path: Path, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "Mine.caseboard"
    taken.touch()
    typed, said_yes, gave_up = (str(tmp_path / "Mine"), ""), (str(taken), ""), ("", "")
    answers = Answers(typed, said_yes)
    assert asked(answers, settings, CASES, qtbot, monkeypatch) == taken
    assert answers.shown[0] == ("Where", "Untitled")
    assert "Mine.caseboard" in answers.shown[1][0]
    assert answers.shown[1][1] == "Mine.caseboard"
    assert asked(Answers(typed, gave_up), settings, CASES, qtbot, monkeypatch) is None


def test_a_name_too_long_for_the_disk_is_left_to_the_writer(
    tmp_path: Path, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers((str(tmp_path / ("x" * 250)), ""))
    found = asked(answers, settings, CASES, qtbot, monkeypatch)
    assert found == tmp_path / ("x" * 250 + ".caseboard")


def test_a_new_case_never_takes_the_place_of_a_file(
    tmp_path: Path, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "Old.caseboard"
    old.write_bytes(b"kept")
    answers = Answers((str(old), ""), (str(tmp_path / "Old"), ""), (str(tmp_path / "New"), ""))
    monkeypatch.setattr("ui.dialogs.paths.QFileDialog.getSaveFileName", answers)
    parent = QWidget()
    qtbot.addWidget(parent)
    assert ask_new(parent, settings, "New case", "Untitled", CASES) == tmp_path / "New.caseboard"
    assert "already there" in answers.shown[1][0]
    assert "already there" in answers.shown[2][0]
    assert old.read_bytes() == b"kept"
