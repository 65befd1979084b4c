"""The command line: what people and scripts get to see, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage

from main import main

ROOT = Path(__file__).resolve().parents[1]
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def case(tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "quay.caseboard"
    assert main(["new", str(path), "--sample", "quay-9"]) == 0
    capsys.readouterr()
    return path


def fails(capsys: Capture, *words: object) -> str:
    """The one sentence with which a command fails."""
    assert main([str(word) for word in words]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.endswith((".\n", ").\n"))
    assert "Traceback" not in err
    return err


def outside(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own, without a display."""
    bare = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *map(str, words)],
        capture_output=True,
        text=True,
        env=bare | environment,
        timeout=60,
        check=False,
    )


def test_export_import_export_is_the_same_byte_for_byte(tmp_path: Path, capsys: Capture) -> None:
    for sample in ("moscow-rumours", "quay-9"):
        one, two, three = (tmp_path / f"{sample}-{number}.caseboard" for number in (1, 2, 3))
        first, second, third = (tmp_path / f"{sample}-{number}.json" for number in (1, 2, 3))
        assert main(["new", str(one), "--sample", sample]) == 0
        assert main(["export", str(one), str(first)]) == 0
        assert main(["new", str(two), "--from", str(first)]) == 0
        assert main(["export", str(two), str(second)]) == 0
        assert main(["new", str(three)]) == 0
        assert main(["import", str(three), str(second)]) == 0
        assert main(["export", str(three), str(third)]) == 0
        assert first.read_bytes() == second.read_bytes() == third.read_bytes()


def test_an_import_says_what_came_in_and_what_did_not(case: Path, tmp_path: Path, capsys: Capture) -> None:
    links = [{"from": "a", "to": "gone"} for _ in range(30)]
    found = {"format": "caseboard-case", "version": 1, "items": [{"id": "a", "title": "A"}], "links": links}
    (tmp_path / "x.json").write_text(json.dumps(found))
    assert main(["import", str(case), str(tmp_path / "x.json"), "--board", "Main board"]) == 0
    out = capsys.readouterr().out
    assert "1 items, 0 links" in out
    assert "Link 1 ends at an item that is not in the file" in out
    assert "… and 10 more." in out


def test_when_one_file_cannot_be_read_none_comes_in(case: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "good.json").write_text('{"format": "caseboard-case", "items": [{"id": "zz"}]}')
    (tmp_path / "bad.json").write_text("{")
    before = case.read_bytes()
    fails(capsys, "import", case, tmp_path / "good.json", tmp_path / "bad.json")
    assert case.read_bytes() == before


def test_a_picture_needs_no_display(case: Path, tmp_path: Path) -> None:
    done = outside("export", case, tmp_path / "out.png", "--width", 700, "--theme", "slate", "--legend")
    assert (done.returncode, done.stderr) == (0, "")
    assert QImage(str(tmp_path / "out.png")).width() == 700
    done = outside("export", case, tmp_path / "two.png", "--board", "Timeline", "--scale", 1, "--redact")
    assert (done.returncode, done.stderr) == (0, "")


def test_lines_and_words_need_no_display_either(case: Path, tmp_path: Path, capsys: Capture) -> None:
    done = outside("export", case, tmp_path / "out.svg", "--theme", "corkboard", "--legend")
    assert (done.returncode, done.stderr) == (0, "")
    assert b"<text" in (tmp_path / "out.svg").read_bytes()
    done = outside("export", case, tmp_path / "out.pdf", "--page", "A4", "--landscape", "--across", 2)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 6
    assert "sheets across" in fails(
        capsys, "export", case, tmp_path / "x.pdf", "--page", "A4", "--across", 99
    )
    assert not (tmp_path / "x.pdf").exists()


def test_redacted_exports_do_not_know_the_confidential(case: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["export", str(case), str(tmp_path / "all.json")]) == 0
    assert main(["export", str(case), str(tmp_path / "some.json"), "--redact"]) == 0
    assert b"p03" in (tmp_path / "all.json").read_bytes()
    assert b"p03" not in (tmp_path / "some.json").read_bytes()


def test_info_in_words_and_as_json(case: Path, capsys: Capture) -> None:
    assert main(["info", str(case)]) == 0
    assert "37 items, 48 links, 4 boards" in capsys.readouterr().out
    assert main(["info", str(case), "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["kinds"]["claim"] == 7
    assert facts["boards"][0]["title"] == "Main board"


def test_check_tells_good_damaged_and_other_files(case: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["check", str(case)]) == 0
    assert "Good" in capsys.readouterr().out
    data = bytearray(case.read_bytes())
    data[8192:40960] = bytes(32768)
    (tmp_path / "broken.caseboard").write_bytes(data)
    assert main(["check", str(tmp_path / "broken.caseboard")]) == 1
    (tmp_path / "letter.txt").write_text("Dear Sir")
    assert main(["check", str(tmp_path / "letter.txt")]) == 2
    assert main(["check", str(tmp_path / "missing")]) == 2


def test_salvage_makes_a_new_case(case: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["salvage", str(case), str(tmp_path / "new.caseboard")]) == 0
    assert main(["check", str(tmp_path / "new.caseboard")]) == 0
    (tmp_path / "letter.txt").write_text("Dear Sir")
    capsys.readouterr()
    fails(capsys, "salvage", tmp_path / "letter.txt", tmp_path / "other.caseboard")


def test_every_failure_is_one_sentence(case: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    out = tmp_path / "out.json"
    assert "already" in fails(capsys, "new", case)
    assert "sample" in fails(capsys, "new", tmp_path / "n.caseboard", "--sample", "nothing")
    assert "known" in fails(capsys, "export", case, tmp_path / "x.gexf")
    assert "known" in fails(capsys, "import", case, tmp_path / "x.docx")
    assert "known" in fails(capsys, "export", case, tmp_path / "plain")
    assert "itself" in fails(capsys, "export", case, case, "--as", "json")
    assert "board" in fails(capsys, "export", case, tmp_path / "x.png", "--board", "Nowhere")
    assert "16,000" in fails(capsys, "export", case, tmp_path / "x.png", "--width", 99999)
    assert "not a Caseboard case" in fails(capsys, "info", tmp_path / "letter.txt")
    fails(capsys, "export", tmp_path / "missing.caseboard", out)
    fails(capsys, "import", tmp_path / "missing.caseboard", tmp_path / "x.json")
    for name in ("folder.json", "folder.zip", "folder.png"):
        assert "folder" in fails(capsys, "export", case, tmp_path / "no" / name).partition("could not")[2]
    if os.name == "posix":
        os.mkfifo(tmp_path / "pipe.json")
        assert "no file" in fails(capsys, "import", case, tmp_path / "pipe.json")
        (tmp_path / "loop.caseboard").symlink_to(tmp_path / "loop.caseboard")
        fails(capsys, "export", tmp_path / "loop.caseboard", out)
        assert "shorter" in fails(capsys, "new", tmp_path / ("n" * 240 + ".caseboard"))
    assert not out.exists()
    assert not (tmp_path / "n.caseboard").exists()


def test_a_newer_case_is_not_called_damaged(case: Path, capsys: Capture) -> None:
    data = bytearray(case.read_bytes())
    data[60:64] = (99).to_bytes(4, "big")  # where SQLite keeps user_version
    case.write_bytes(data)
    for words in (("check", case), ("info", case), ("export", case, case.with_name("x.json"))):
        assert "newer Caseboard" in fails(capsys, *words)


def test_text_without_end_is_left_out_and_the_rest_comes_in(tmp_path: Path, capsys: Capture) -> None:
    source, made = tmp_path / "long.json", tmp_path / "long.caseboard"
    items = [{"id": "a", "title": "x" * 50_000_000, "note": "kept"}, {"id": "b", "title": "fine"}]
    source.write_text(json.dumps({"format": "caseboard-case", "version": 1, "items": items}), "utf-8")
    assert main(["new", str(made), "--from", str(source)]) == 0
    out = capsys.readouterr().out
    assert "2 items" in out
    assert "“title” is not text of a length that a case can hold" in out
    assert made.stat().st_size < 1_000_000


def test_wrong_usage_ends_with_two(capsys: Capture) -> None:
    for words in (
        ["new"],
        ["export", "x"],
        ["--nonsense"],
        ["one", "two"],
        ["export", "a", "b", "--theme", "pink"],
    ):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2


def test_a_board_is_arranged_as_one_step(case: Path, capsys: Capture) -> None:
    main(["info", str(case), "--json"])
    before = json.loads(capsys.readouterr().out)["steps"]
    for way in ("force", "layered"):
        assert main(["layout", str(case), "--as", way, "--seed", "-3"]) == 0
        assert capsys.readouterr().out.endswith("moved.\n")
    main(["info", str(case), "--json"])
    assert json.loads(capsys.readouterr().out)["steps"] == before + 2
    assert "no board" in fails(capsys, "layout", case, "--as", "grid", "--board", "nowhere")


def test_help_names_the_commands() -> None:
    done = outside("--help")
    assert done.returncode == 0
    for word in ("new", "import", "export", "layout", "info", "check", "salvage", "analyse"):
        assert word in done.stdout


def test_as_a_process_it_fails_without_a_traceback(tmp_path: Path) -> None:
    done = outside("info", tmp_path / "nothing.caseboard")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_commands_without_pictures_load_no_window() -> None:
    code = (
        "import sys; from main import main; main(['info', 'nothing']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0


def test_the_window_comes_up_and_ends_in_order(case: Path) -> None:
    ended = outside("--exit-after-first-paint", str(case), QT_QPA_PLATFORM="offscreen")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("is_full", [False, True])
def test_the_clipboard_does_not_outlive_the_program(is_full: bool) -> None:
    """On a platform without a clipboard of its own, Qt would free too late what Python left there."""
    words = (
        "from PySide6.QtCore import QMimeData; from ui.app import let_go_of_clipboard, make_application\n"
        "app = make_application(['caseboard'])\n"
        f"if {is_full}: app.clipboard().setMimeData(QMimeData())\n"
        "let_go_of_clipboard()"
    )
    own = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", words], env=own, cwd=ROOT, capture_output=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
