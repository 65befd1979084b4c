"""`caseboard analyse` on the sample case, as scripts and people use it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from main import main


@pytest.fixture
def case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "moscow.caseboard"
    assert main(["new", str(path), "--sample", "moscow-rumours"]) == 0
    capsys.readouterr()
    return path


def test_json_is_all_there_is_on_stdout(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(case), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    lists = ["bottlenecks", "loops", "no_known_origin", "contradictions"]
    assert list(answer) == ["claims", *lists, "centrality"]
    assert len(answer["claims"]) == 39
    assert answer["claims"]["c01"]["voices"] == 6
    assert answer["bottlenecks"][:3] == [["s01", 39], ["s02", 39], ["s03", 9]]


def test_json_holds_the_centrality_of_every_item(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(case), "--json"]) == 0
    centrality = json.loads(capsys.readouterr().out)["centrality"]
    assert len(centrality) == 126
    assert centrality["s02"]["degree"] == pytest.approx(41 / 125)
    assert max(centrality, key=lambda item: centrality[item]["betweenness"]) == "s02"


def test_one_claim_without_some_voices(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["analyse", str(case), "--json", "--claim", "c34", "--without", "s13", "--without", "p12"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert list(answer["claims"]) == ["c34"]
    assert answer["claims"]["c34"]["origins_known"] == 0
    assert "c34" in answer["falls"]


def test_text(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(case), "--without", "p02"]) == 0
    text = capsys.readouterr().out
    assert "Without Vladimir Osechkin: 9 claims would fall." in text


def test_an_unknown_id_is_one_sentence_on_stderr(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", str(case), "--json", "--claim", "p02"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "There is no claim p02 in this case.\n"
