"""What the program brings along: themes, fonts, icons, licences and sample cases, as plain files."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Where an asset lies, in a checkout and when installed: `path("themes", "light.json")`."""
    return _ROOT.joinpath(*parts)
