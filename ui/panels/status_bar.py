"""The line at the foot: how much there is, what is being worked on, and that it is safe."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from ui.style import Look, dressed
from ui.widgets import PlainLabel


class StatusBar(QWidget):
    """Counts, work in progress with Cancel, when it was saved, and that nothing leaves this computer."""

    cancelled = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "rail")
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        row.setSpacing(look.px(8))
        self.counts = dressed(PlainLabel("", self, elides=True), "muted")
        row.addWidget(self.counts, 1)
        self.work = dressed(PlainLabel("", self), "muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(look.px(110))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.cancel = look.push(self, self.tr("Cancel"), "link")
        self.cancel.clicked.connect(self.cancelled)
        for widget in (self.work, self.bar, self.cancel):
            row.addWidget(widget)
            widget.hide()
        self._saved_mark = self._mark("check")
        row.addWidget(self._saved_mark)
        self.saved = dressed(PlainLabel("", self), "muted")
        row.addWidget(self.saved)
        row.addSpacing(look.px(8))
        self._lock = self._mark("lock")
        row.addWidget(self._lock)
        row.addWidget(dressed(PlainLabel(self.tr("Offline. Nothing leaves this computer"), self), "muted"))
        self.setFixedHeight(look.px(28))
        look.changed.connect(self._on_theme)
        self._on_theme()

    def show_counts(self, cards: int, links: int, chosen: int) -> None:
        """Say how much lies on the board, and how much of it is selected."""
        locale = QLocale()
        on_board = self.tr("{count} card") if cards == 1 else self.tr("{count} cards")
        between = self.tr("{count} link") if links == 1 else self.tr("{count} links")
        text = self.tr("{cards}, {links}").format(
            cards=on_board.format(count=locale.toString(cards)),
            links=between.format(count=locale.toString(links)),
        )
        if chosen:
            text += self.tr(", {chosen} selected").format(chosen=locale.toString(chosen))
        self.counts.setText(text)

    def show_saved(self, at: datetime | None, read_only: bool = False) -> None:
        """Say when the last Change was on disk; it is said only after it was."""
        if read_only:
            self.saved.setText(self.tr("Read-only"))
        elif at is None:
            self.saved.setText(self.tr("All saved"))
        else:
            self.saved.setText(self.tr("Saved {time}").format(time=at.strftime("%H:%M")))

    def show_work(self, words: str, done: int = 0, total: int = 0) -> None:
        """Show work that takes a while; without words there is none."""
        for widget in (self.work, self.bar, self.cancel):
            widget.setVisible(bool(words))
        self.work.setText(words)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _mark(self, name: str) -> PlainLabel:
        mark = PlainLabel("", self)
        mark.setProperty("icon", name)
        return mark

    def _on_theme(self) -> None:
        side = self._look.px(14)
        for mark in (self._saved_mark, self._lock):
            icon = self._look.icon(str(mark.property("icon")), "text2", side)
            mark.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatio()))
