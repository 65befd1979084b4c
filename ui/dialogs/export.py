"""Pictures of a board or a chain: as a file, on paper, on the clipboard.

The dialog opens at once and asks nothing of the case by itself: a thread makes ready what is to be seen,
and the worker process draws the preview, so that a board of ten thousand cards keeps nobody waiting.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from ui import render
from ui.dialogs import picture_file
from ui.dialogs.export_form import ExportForm
from ui.dialogs.export_preview import PreviewPane
from ui.dialogs.export_subject import BoardSubject, ChainSubject, Subject
from ui.dialogs.export_wish import Wish, remembered
from ui.dialogs.frame import Dialog
from ui.dialogs.parcel import Parcel, prepared
from ui.dialogs.paths import ask_save
from ui.dialogs.picture_file import Preview
from ui.jobs import Job, Lane
from ui.style import dressed
from ui.widgets import PlainLabel
from ui.worker import Refused

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_PAUSE = 160
"""Milliseconds without a change before the preview is drawn anew."""
FIRST_WIDTH = 8_000
"""Of a board that is too large for the size it would have."""
_MOST_SHOWN = 8_000_000
"""Bytes of pictures up to which the preview shows them."""


class ExportDialog(Dialog):
    """What, as what, how large, in which look, and what it will look like."""

    def __init__(self, window: MainWindow, subject: Subject | None = None, format_: str = "") -> None:
        self._subject = subject if subject is not None else BoardSubject(window)
        prints = QCoreApplication.translate("ExportDialog", "Print board")
        heading = prints if format_ == "printer" else self._subject.heading
        super().__init__(window, window.look, heading, 900)
        self._window = window
        self._prepared: dict[tuple[str, str], Parcel] = {}
        self._preparing: Job | None = None
        self._drawing: Job | None = None
        self._is_stale = False
        self._last: Preview | None = None
        wish = remembered(window.settings.export)
        self.form = ExportForm(self, self.look, self._subject, wish, format_)
        self.preview = PreviewPane(self, self.look)
        self.tally = dressed(PlainLabel("", self), "muted")
        self.tally.setWordWrap(True)
        sides = QHBoxLayout()
        sides.setSpacing(self.look.px(24))
        left = QVBoxLayout()
        left.addWidget(self.preview, 1)
        left.addWidget(self.tally)
        sides.addLayout(left, 1)
        sides.addWidget(self.form)
        self.body.addLayout(sides, 1)
        self._promise = self.add_words(
            self.tr("The file holds the picture and nothing else: no name, no path, no time."), "faint"
        )
        self.add_button(self.tr("Cancel"), self.reject)
        self.save = self.add_button(self.tr("Export…"), self._on_save, primary=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._refresh)
        self.form.changed.connect(self._on_changed)
        self._on_changed()

    @override
    def done(self, result: int) -> None:
        self._timer.stop()
        for job in (self._preparing, self._drawing):
            if job is not None:
                job.cancel()
        super().done(result)

    @property
    def is_busy(self) -> bool:
        """Whether the preview is not yet that of what is chosen."""
        return self._timer.isActive() or self._preparing is not None or self._drawing is not None

    @property
    def wanted(self) -> Parcel | None:
        """The picture as the dialog stands, once it is ready."""
        wish = self.form.wish()
        ready = self._prepared.get((wish.part, wish.confidential))
        return None if ready is None else wish.asked(ready, self._day())

    def _day(self) -> str:
        now = self._window.files.clock()
        return QLocale().toString(QDate(now.year, now.month, now.day), QLocale.FormatType.LongFormat)

    def _on_changed(self) -> None:
        prints = self.form.wish().format == "printer"
        self._promise.setVisible(not prints)
        self.save.setText(self.tr("Print…") if prints else self.tr("Export…"))
        self.save.setEnabled(self.wanted is not None and not self._refusal())
        self._say()
        self._timer.start(0 if self._last is None else _PAUSE)

    def _refresh(self) -> None:
        """Make ready what is not, then draw it."""
        wish = self.form.wish()
        key = (wish.part, wish.confidential)
        if key in self._prepared:
            self._draw()
        elif self._preparing is None:
            job = self._window.jobs.run_in_thread(prepared, self._subject, *key, known=(Refused, OSError))
            self._preparing = job
            job.finished.connect(partial(self._on_prepared, key))
            job.failed.connect(self._on_failed)

    def _on_prepared(self, key: tuple[str, str], parcel: Parcel) -> None:
        self._preparing = None
        self._prepared[key] = parcel
        self._on_changed()
        self._refresh()

    def _on_failed(self, sentence: str) -> None:
        self._preparing = self._drawing = None
        self.preview.show_words("")
        self.tally.setText(sentence)
        self.save.setEnabled(False)

    def _draw(self) -> None:
        wanted = self.wanted
        if self._drawing is not None or wanted is None:
            self._is_stale = True
            return
        self._is_stale = False
        if wanted.picture_bytes > _MOST_SHOWN:
            wanted = replace(wanted, has_pictures=False)
        job = self._window.jobs.run(
            picture_file.preview, wanted, self.preview.room(), known=(Refused,), lane=Lane.QUICK
        )
        self._drawing = job
        wish = self.form.wish()
        job.finished.connect(partial(self._on_drawn, (wish.part, wish.confidential)))
        job.failed.connect(self._on_failed)

    def _on_drawn(self, key: tuple[str, str], made: Preview) -> None:
        is_first = self._last is None
        self._drawing, self._last = None, made
        self._prepared[key] = replace(self._prepared[key], extent=made.extent)
        self.preview.show_picture(made.png)
        if is_first and self._refusal():
            # a board too large for the size that was wanted last starts with one that can be read
            self.form.go_by_width(FIRST_WIDTH)
        self.save.setEnabled(not self._refusal())
        self._say()
        if self._is_stale:
            self._draw()

    def _pixels(self, wish: Wish) -> tuple[int, int] | None:
        if self._last is None:
            return None
        scale = wish.scale or wish.width / self._last.width
        return round(self._last.width * scale), round(self._last.height * scale)

    def _refusal(self) -> str:
        """Why it cannot be exported as it stands, or nothing."""
        wish = self.form.wish()
        size = self._pixels(wish)
        if wish.format != "png" or size is None:
            return ""
        if max(size) <= render.MOST_SIDE and size[0] * size[1] <= render.MOST_PIXELS:
            return ""
        words = self.tr("{width} by {height} pixels are too many: choose a smaller size.")
        return words.format(width=QLocale().toString(size[0]), height=QLocale().toString(size[1]))

    def _say(self) -> None:
        """What will come of it, in words."""
        wish, last = self.form.wish(), self._last
        size = self._pixels(wish)
        if last is None or size is None:
            self.tally.setText(self.tr("Drawing…"))
            return
        across, down = last.spread.columns, last.spread.rows
        if refusal := self._refusal():
            self.tally.setText(refusal)
        elif wish.page().paper and across * down > 1:
            words = self.tr(
                "{count} sheets, {across} across and {down} down, to be cut and glued at the marks."
            )
            self.tally.setText(words.format(count=across * down, across=across, down=down))
        elif wish.page().paper:
            self.tally.setText(
                self.tr("One sheet; at {percent} % of the size on the screen.").format(
                    percent=round(last.spread.scale / (25.4 / 96) * 100)
                )
            )
        elif wish.format == "pdf":
            words = self.tr("A page of {width} by {height} mm")
            self.tally.setText(
                words.format(width=round(last.spread.size[0]), height=round(last.spread.size[1]))
            )
        else:
            words = self.tr("{width} by {height} pixels")
            locale = QLocale()
            self.tally.setText(words.format(width=locale.toString(size[0]), height=locale.toString(size[1])))

    def _on_save(self) -> None:
        window, wanted, wish = self._window, self.wanted, self.form.wish()
        if wanted is None:
            return
        if wish.format == "printer":
            from ui.dialogs.printing import ask_printer

            window.settings.export = wish.text()
            self.accept()
            ask_printer(window, wanted)
            return
        kinds = {
            "png": self.tr("Pictures (*.png)"),
            "svg": self.tr("Drawings (*.svg)"),
            "pdf": self.tr("PDF documents (*.pdf)"),
        }
        name = f"{file_name(self._subject.title) or 'board'}.{wish.format}"
        path = ask_save(window, window.settings, self.windowTitle(), name, kinds[wish.format])
        if path is None:
            return
        window.settings.export = wish.text()
        export_to(window, wanted, wish.format, path)
        self.accept()


def export_to(window: MainWindow, wanted: Parcel, kind: str, path: Path) -> None:
    """Write a picture in the background and say when it is there."""
    verb = QCoreApplication.translate("Export", "Drawing the picture")
    work = window.jobs.run(picture_file.export_parcel, wanted, kind, str(path), known=(Refused, OSError))
    job = window.follow(work, verb)

    def done(size: tuple[int, int]) -> None:
        if wanted.page.paper and size[0] * size[1] > 1:
            said = QCoreApplication.translate("Export", "Saved as {name}, {count} sheets")
        elif kind == "pdf":
            said = QCoreApplication.translate("Export", "Saved as {name}")
        else:
            said = QCoreApplication.translate("Export", "Saved as {name}, {width} by {height}")
        words = said.format(name=path.name, width=size[0], height=size[1], count=size[0] * size[1])
        show = QCoreApplication.translate("Export", "Show file")
        folder = QUrl.fromLocalFile(str(path.parent))
        window.toasts.say(words, "undo", "check", ((show, partial(QDesktopServices.openUrl, folder)),))

    job.finished.connect(done)


def export_chain(window: MainWindow, claim: str, stance: str) -> None:
    """Ask how, and write the chain of a claim."""
    ExportDialog(window, ChainSubject(window, claim, stance)).open()


def file_name(title: str) -> str:
    """A title as the name of a file."""
    kept = "".join(char if char.isalnum() or char in " -_." else " " for char in title)
    return " ".join(kept.split()).strip(". ")[:80]
