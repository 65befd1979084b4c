"""What is painted and no widget, to a screen reader: a part of a widget, with no parts of its own."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override


class PartAccessible(QAccessibleInterface):
    """A virtual child of a widget that paints everything itself; it is not renamed through the bridge."""

    def __init__(self, whole: QAccessibleWidget) -> None:
        super().__init__()
        self._whole = whole

    @override
    def object(self) -> QObject | None:  # type: ignore[override]  # a virtual child has none
        return None

    @override
    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._whole.window()

    @override
    def parent(self) -> QAccessibleInterface:
        return self._whole

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    @override
    def childCount(self) -> int:
        return 0

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        pass
