"""What the board says it has done, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def said(one: str, many: str, count: int) -> str:
    """A `marked` sentence about one or about several; `{0}` stands for the number."""
    return QCoreApplication.translate("Board", one if count == 1 else many).format(count)
