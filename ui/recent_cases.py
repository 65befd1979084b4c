"""Recent cases on the start page: the last few with their pictures, the others in lines.

What is shown of them is read from the settings, not from the cases: nothing is opened to draw it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board.text import fold, one_line, shortened
from ui.files import Files, local_now
from ui.start_pictures import Scene
from ui.style import Look, dressed
from ui.widgets import PlainLabel

TALL_CARDS = 3


class CaseCard(QFrame):
    """A recent case with its picture; press it, or Enter, to open it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, look: Look, row: dict[str, str], picture: QPixmap | None) -> None:
        super().__init__(parent)
        dressed(self, "card")
        self._path = row["path"]
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, look.px(10))
        column.setSpacing(look.px(2))
        scene = Scene(self, look, abs(hash_of(row["path"])) % 5, lambda: picture)
        scene.setFixedHeight(look.px(130))
        column.addWidget(scene)
        title = shortened(one_line(row.get("title", "")) or Path(row["path"]).stem, 80)
        self.setAccessibleName(self.tr("Open {title}").format(title=title))
        head = dressed(PlainLabel(title, self, elides=True), "strong")
        head.setContentsMargins(look.px(12), look.px(8), look.px(12), 0)
        column.addWidget(head)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(12), 0, look.px(12), 0)
        foot.addWidget(dressed(PlainLabel(card_words(row), self), "muted"), 1)
        foot.addWidget(dressed(PlainLabel(when_words(row.get("when", "")), self), "muted"))
        column.addLayout(foot)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._path)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._path)
        else:
            super().keyPressEvent(event)


class RecentCases(QWidget):
    """The cases that were open lately, the latest first."""

    path_chosen = Signal(str)
    locate_asked = Signal(str)
    forget_asked = Signal(str)

    def __init__(self, parent: QWidget, look: Look, files: Files) -> None:
        super().__init__(parent)
        self._look, self._files = look, files
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(look.px(16))

    def show_rows(self, recent: list[dict[str, str]], words: str) -> list[dict[str, str]]:
        """Show those that have these words in their title or path; which they are."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        wanted = fold(words)
        rows = [row for row in recent if wanted in fold(f"{row.get('title')} {row['path']}")]
        there = [row for row in rows if Path(row["path"]).is_file()]
        tall = there[:TALL_CARDS]
        for at, row in enumerate(tall):
            card = CaseCard(self, self._look, row, self._picture(row["path"]))
            card.chosen.connect(self.path_chosen)
            self._grid.addWidget(card, 0, at)
        for at in range(TALL_CARDS):
            self._grid.setColumnStretch(at, 1)
        rest = [row for row in rows if row not in tall]
        if rest:
            self._grid.addWidget(self._made_list(rest), 1, 0, 1, TALL_CARDS)
        return rows

    def _made_list(self, rows: list[dict[str, str]]) -> QWidget:
        look, px = self._look, self._look.px
        box = dressed(QFrame(self), "card")
        column = QVBoxLayout(box)
        column.setContentsMargins(px(12), px(4), px(12), px(4))
        column.setSpacing(0)
        for row in rows:
            column.addWidget(self._made_line(box, row, look))
        return box

    def _made_line(self, parent: QWidget, row: dict[str, str], look: Look) -> QWidget:
        px, path = look.px, row["path"]
        there = Path(path).is_file()
        mood = "muted" if there else "warnText"
        box = QWidget(parent)
        line = QHBoxLayout(box)
        line.setContentsMargins(0, px(6), 0, px(6))
        mark = look.tool(
            box, "clock" if there else "triangle-alert", "", "text2" if there else "warnText", 16
        )
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.addWidget(mark)
        title = shortened(one_line(row.get("title", "")) or Path(path).stem, 80)
        if there:
            name = look.push(box, title.replace("&", "&&"), "quiet")
            name.clicked.connect(self._on_line)
            name.setProperty("path", path)
            line.addWidget(name, 3, Qt.AlignmentFlag.AlignLeft)
        else:
            line.addWidget(dressed(PlainLabel(title, box, elides=True), mood), 3)
        line.addWidget(dressed(PlainLabel(card_words(row), box), mood), 1)
        line.addWidget(dressed(PlainLabel(when_words(row.get("when", "")), box), mood), 1)
        where = shortened(path, 200) if there else self.tr("Not there any more")
        line.addWidget(dressed(PlainLabel(where, box, elides=True), mood), 4)
        if not there:
            locate = look.push(box, self.tr("Locate"), "link")
            locate.setAccessibleName(self.tr("Locate {title}").format(title=title))
            locate.setProperty("path", path)
            locate.clicked.connect(self._on_locate)
            line.addWidget(locate)
        remove = look.tool(box, "x", self.tr("Take {title} off this list").format(title=title), "text3", 14)
        remove.setToolTip(self.tr("Take off this list"))
        remove.setProperty("path", path)
        remove.clicked.connect(self._on_forget)
        line.addWidget(remove)
        return box

    def _picture(self, path: str) -> QPixmap | None:
        file = self._files.thumbnail_path(path)
        return loaded(file) if file.is_file() else None

    def _on_line(self) -> None:
        self.path_chosen.emit(self._asked("path"))

    def _on_locate(self) -> None:
        self.locate_asked.emit(self._asked("path"))

    def _on_forget(self) -> None:
        self.forget_asked.emit(self._asked("path"))

    def _asked(self, name: str) -> str:
        return str(self.sender().property(name))


def card_words(row: dict[str, str]) -> str:
    """How many cards a recent case had."""
    cards = row.get("cards", "")
    return QCoreApplication.translate("StartPage", "{count} cards").format(count=cards) if cards else ""


def when_words(at: str) -> str:
    """When a case was last open, in words of a calendar."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return ""
    today = local_now().date()
    if then.date() == today:
        return QCoreApplication.translate("StartPage", "Today, {time}").format(time=then.strftime("%H:%M"))
    if then.date() == today - timedelta(days=1):
        return QCoreApplication.translate("StartPage", "Yesterday, {time}").format(
            time=then.strftime("%H:%M")
        )
    day = QDate(then.year, then.month, then.day)
    return QLocale().toString(day, "d MMMM" if then.year == today.year else "d MMMM yyyy")


def hash_of(text: str) -> int:
    """A number that is the same for the same text on every run."""
    return sum(ord(char) * (at + 1) for at, char in enumerate(text))


def loaded(file: Path) -> QPixmap | None:
    """A picture of our own making."""
    picture = QImage.fromData(file.read_bytes(), "png")  # type: ignore[arg-type]
    return None if picture.isNull() else QPixmap.fromImage(picture)
