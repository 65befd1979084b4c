"""Laws of what lies beside the code: the locks name no place, and the documents speak of what is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def pins(lock: str) -> dict[str, str]:
    """What a lock pins, by requirement line without its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.findall(r"^([\w.-]+)==(\S+)([^\n]*)", text, re.MULTILINE)
    return {f"{name} {version}": rest for name, version, rest in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_place(lock: str) -> None:
    assert len(pins(lock)) > 5
    assert all("--hash=sha256:" in rest for rest in pins(lock).values())
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    assert "--only-binary :all:" in text


def test_the_tests_run_on_what_users_run_on() -> None:
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[^\w-]", each)[0].lower().replace("_", "-") for each in project["dependencies"]}
    assert wanted <= {pin.split()[0] for pin in pins("requirements.txt")}


def test_the_changelog_knows_the_version_or_what_comes_next() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{project['version']}]" in text or "## [Unreleased]" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_point_at_what_is_there(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (document.parent / target).exists()]


def test_code_that_documents_name_is_there() -> None:
    named = re.findall(
        r"`((?:board|storage|ui|assets|tests|docs)/[\w/.]+)`",
        "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS),
    )
    assert not [name for name in named if not (ROOT / name).exists()]
