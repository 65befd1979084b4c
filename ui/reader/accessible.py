"""A document to a screen reader: its paragraphs, each with its words, and the one where the cursor is.

The pages paint their words themselves, so nothing is said of them unasked. Paragraphs are virtual
children, made when they are asked for and kept as long as the page.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from typing_extensions import override

from ui.accessible import PartAccessible
from ui.reader.paragraphs import ranges

if TYPE_CHECKING:
    from ui.reader.page import Page


class ParagraphAccessible(PartAccessible):
    """One paragraph of the document in front."""

    def __init__(self, page: PageAccessible, number: int) -> None:
        super().__init__(page)
        self._page = page
        self.number = number

    @override
    def isValid(self) -> bool:
        return self._page.isValid() and self.number < len(self._page.ranges())

    @override
    def text(self, t: QAccessible.Text) -> str:
        return self._page.words(self.number) if t == QAccessible.Text.Name and self.isValid() else ""

    @override
    def rect(self) -> QRect:
        page = self._page.page_of()
        if not self.isValid():
            return QRect()
        start, end = self._page.ranges()[self.number]
        top, foot = page.box_of(start), page.box_of(max(end - 1, start))
        wide = page.viewport().width()
        box = QRect(0, round(top.top()), wide, max(round(foot.bottom() - top.top()), 1))
        return QRect(page.viewport().mapToGlobal(box.topLeft()), box.size())

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Paragraph

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = state.focusable = state.multiLine = True
        state.focused = self._page.page_of().hasFocus() and self._page.current() == self.number
        state.invalid = not self.isValid()
        return state


class PageAccessible(QAccessibleWidget):
    """A document as its paragraphs."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, QAccessible.Role.Document)
        self._page = page
        self._paragraphs: dict[int, ParagraphAccessible] = {}
        self._text, self._ranges = "", [(0, 0)]
        self._told = -1
        page.selection_changed.connect(self._on_moved)

    def page_of(self) -> Page:
        """The page."""
        return self._page

    def ranges(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph that has words."""
        text = self._page.text
        if text is not self._text:
            self._text = text
            self._ranges = [(start, end) for start, end in ranges(text) if end > start] or [(0, 0)]
        return self._ranges

    def words(self, number: int) -> str:
        """What a paragraph says."""
        start, end = self.ranges()[number]
        return self._page.text[start:end]

    def current(self) -> int:
        """The paragraph where the cursor is."""
        return max(bisect_right(self.ranges(), (self._page.cursor_at, len(self._text))) - 1, 0)

    @override
    def childCount(self) -> int:
        return len(self.ranges())

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < len(self.ranges()):
            return None
        if index not in self._paragraphs:
            self._paragraphs[index] = ParagraphAccessible(self, index)
        return self._paragraphs[index]

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.number if isinstance(child, ParagraphAccessible) else -1

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        spot = QPointF(self._page.viewport().mapFromGlobal(QPoint(x, y)))
        place = self._page.place_under(spot)
        return self.child(max(bisect_right(self.ranges(), (place, len(self._text))) - 1, 0))

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return self.child(self.current())

    @override
    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Value:
            start, end = self._page.selection
            return self._page.text[start:end] if start < end else self.words(self.current())
        return super().text(t)

    def _on_moved(self) -> None:
        """Let a screen reader know which paragraph the cursor has come to."""
        if not QAccessible.isActive() or not self._page.hasFocus() or self.current() == self._told:
            return
        self._told = self.current()
        QAccessible.updateAccessibility(
            QAccessibleEvent(self.child(self._told), QAccessible.Event.Focus)  # type: ignore[arg-type]
        )


@cache
def install() -> None:
    """Make pages known to the accessibility bridge, once in the life of the program."""
    QAccessible.installFactory(_make)


def _make(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    from ui.reader.page import Page

    if not isinstance(thing, Page):
        return None
    made = PageAccessible(thing)
    thing.accessible = made
    return made
