"""Pictures of a board: as a file, on the clipboard, and the little one on the start page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from board.redacting import redacted
from board.text import one_line, shortened
from ui import render
from ui.dialogs import picture_file
from ui.dialogs.frame import Dialog
from ui.dialogs.paths import ask_save
from ui.evidence import badges_in
from ui.panels.controls import Check, Choice, Number
from ui.style import dressed
from ui.widgets import PlainLabel
from ui.worker import Refused

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SCALES = (1, 2, 3, 4)
THUMBNAIL = 480
MOST_IN_THUMBNAIL = 600
"""Cards up to which the picture for the start page is drawn anew; larger boards keep their old one."""


class ExportDialog(Dialog):
    """How large, in which look, and with what around it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, window.look, QCoreApplication.translate("ExportDialog", "Export board"), 480)
        self._window = window
        assert window.workspace is not None
        self._chosen = window.workspace.board.selection.items
        self._frames = window.workspace.board.selection.frames
        board = window.document.case.boards[window.board_id]
        self._kept: dict[tuple[bool, bool], render.Request] = {}
        self._title = shortened(one_line(board.title), 120)
        self._build_form()
        self._build_foot()
        self.what.currentIndexChanged.connect(self._on_changed)
        self.size_choice.currentIndexChanged.connect(self._on_changed)
        self.width_field.valueChanged.connect(self._on_changed)
        self.margin.valueChanged.connect(self._on_changed)
        for toggled in (self.date, self.legend, self.redact):
            toggled.toggled.connect(self._on_changed)
        self._on_changed()

    def _build_form(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(self.look.px(10))
        form.setHorizontalSpacing(self.look.px(16))
        what = [(self.tr("The whole board"), False)]
        if self._chosen:
            what.insert(0, (self.tr("The {count} selected cards").format(count=len(self._chosen)), True))
        self.what = self._choice([(text, value) for text, value in what])
        form.addRow(self._named(self.tr("What"), self.what), self.what)
        sizes: list[tuple[str, object]] = [
            (self.tr("{scale} times").format(scale=scale), scale) for scale in SCALES
        ]
        self.size_choice = self._choice([*sizes, (self.tr("By width in pixels"), 0)])
        self.size_choice.setCurrentIndex(1)
        form.addRow(self._named(self.tr("Size"), self.size_choice), self.size_choice)
        self.width_field = Number(self, self.look, 16, render.MOST_SIDE, " px")
        self.width_field.setValue(3000)
        form.addRow(self._named(self.tr("Width"), self.width_field), self.width_field)
        looks: list[tuple[str, object]] = [
            (self.tr("Paper"), "light"),
            (self.tr("Slate (dark)"), "dark"),
            (self.tr("Print (white)"), "print"),
        ]
        self.theme = self._choice(looks)
        form.addRow(self._named(self.tr("Look"), self.theme), self.theme)
        self.margin = Number(self, self.look, 0, 400, " px")
        self.margin.setValue(48)
        form.addRow(self._named(self.tr("Margin"), self.margin), self.margin)
        self.heading = QLineEdit(self._title, self)
        self.heading.setMaxLength(300)
        form.addRow(self._named(self.tr("Title above it"), self.heading), self.heading)
        self.body.addLayout(form)

    def _build_foot(self) -> None:
        self.date = Check(self.tr("Put the date beside the title"), self, self.look)
        self.legend = Check(self.tr("Add a legend of the lines"), self, self.look)
        self.clear = Check(self.tr("Transparent background"), self, self.look)
        self.redact = Check(self.tr("Leave out what is marked confidential"), self, self.look)
        self.redact.setChecked(True)
        for box in (self.date, self.legend, self.clear, self.redact):
            self.body.addWidget(box)
        self.tally = dressed(PlainLabel("", self), "muted")
        self.tally.setWordWrap(True)
        self.body.addWidget(self.tally)
        self.add_words(
            self.tr("The file holds the picture and nothing else: no name, no path, no time."), "faint"
        )
        self.add_button(self.tr("Cancel"), self.reject)
        self.save = self.add_button(self.tr("Export…"), self._on_save, primary=True)

    def wanted(self) -> render.Request:
        """The picture as the dialog stands, but for the bytes of pictures. Raises Refused."""
        window = self._window
        scale = int(self.size_choice.currentData())
        now = window.files.clock()
        day = QLocale().toString(QDate(now.year, now.month, now.day), QLocale.FormatType.LongFormat)
        look = render.Look(
            theme=str(self.theme.currentData()),
            is_transparent=self.clear.isChecked(),
            margin=self.margin.value(),
            title=self.heading.text(),
            date=day if self.date.isChecked() else "",
            has_legend=self.legend.isChecked(),
        )
        width = 0 if scale else self.width_field.value()
        return replace(self._measured(), look=look, scale=float(scale or 1), width=width)

    def _measured(self) -> render.Request:
        """What is to be seen, measured: on a large board that takes long, so once for each answer."""
        part, bare = bool(self.what.currentData()), self.redact.isChecked()
        if (part, bare) not in self._kept:
            window = self._window
            case = redacted(window.document.case) if bare else window.document.case
            wanted = render.request(
                case,
                window.board_id,
                render.Look(),
                only=self._chosen if part else None,
                frames=self._frames if part else (),
                badge_of=badges_in(case),
            )
            self._kept[part, bare] = render.measured(wanted)
        return self._kept[part, bare]

    def _choice(self, choices: list[tuple[str, object]]) -> Choice:
        box = Choice(self, self.look, "")
        for text, value in choices:
            box.addItem(text, value)
        return box

    def _named(self, text: str, widget: QWidget) -> PlainLabel:
        label = PlainLabel(text, self)
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        return label

    def _on_changed(self) -> None:
        self.width_field.setEnabled(not self.size_choice.currentData())
        try:
            wide, high = render.size_of(self.wanted())
        except Refused as error:
            self.tally.setText(str(error))
            self.save.setEnabled(False)
            return
        locale = QLocale()
        size = self.tr("{width} by {height} pixels").format(
            width=locale.toString(wide), height=locale.toString(high)
        )
        fits = max(wide, high) <= render.MOST_SIDE and wide * high <= render.MOST_PIXELS
        self.tally.setText(
            size if fits else self.tr("{size}: too large, choose a smaller size").format(size=size)
        )
        self.save.setEnabled(fits)

    def _on_save(self) -> None:
        window = self._window
        name = (file_name(self._title) or "board") + ".png"
        path = ask_save(window, window.settings, self.windowTitle(), name, self.tr("Pictures (*.png)"))
        if path is None:
            return
        path = path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png")
        export_to(window, render.with_pictures(self.wanted(), _pictures(window)), path)
        self.accept()


def export_to(window: MainWindow, wanted: render.Request, path: Path, words: str = "") -> None:
    """Write a picture in the background and say when it is there."""
    verb = QCoreApplication.translate("Export", "Drawing the board")
    job = window.follow(
        window.jobs.run(picture_file.export_png, wanted, str(path), known=(Refused, OSError)), verb
    )

    def done(size: tuple[int, int]) -> None:
        board = QCoreApplication.translate("Export", "Board saved as {name}, {width} by {height}")
        show = QCoreApplication.translate("Export", "Show file")
        folder = QUrl.fromLocalFile(str(path.parent))
        said = (words or board).format(name=path.name, width=size[0], height=size[1])
        window.toasts.say(said, "undo", "check", ((show, partial(QDesktopServices.openUrl, folder)),))

    job.finished.connect(done)


def copy_picture(window: MainWindow) -> None:
    """Put the board, or what is selected, on the clipboard, without what is confidential."""
    if window.workspace is None:
        return
    selection = window.workspace.board.selection
    look = render.Look(theme=window.look.theme.name)
    only = selection.items or None
    case = redacted(window.document.case)
    try:
        wanted = render.request(
            case,
            window.board_id,
            look,
            scale=2.0,
            only=only,
            frames=selection.frames,
            pictures=_pictures(window),
            badge_of=badges_in(case),
        )
    except Refused as error:
        window.deeds.say_failed(str(error))
        return
    job = window.follow(
        window.jobs.run(render.png_bytes, wanted, known=(Refused, OSError)),
        QCoreApplication.translate("Export", "Drawing the board"),
    )

    def done(data: bytes) -> None:
        render.copy_to_clipboard(data)
        window.toasts.say(QCoreApplication.translate("Export", "Picture copied"), "ok", "copy")

    job.finished.connect(done)


def keep_thumbnail(window: MainWindow) -> None:
    """Keep a little picture of the board in front, where recent cases are listed."""
    from storage import CaseError, replacing

    current = window.files.current
    if current is None or not window.settings.keeps_recent:
        return
    case, board = current.document.case, window.board_id
    if not 0 < len(case.on_board(board)) <= MOST_IN_THUMBNAIL:
        return
    file = window.files.thumbnail_path(str(current.path))
    try:
        case = redacted(case)
        look = render.Look(margin=24)
        wanted = render.request(case, board, look, width=THUMBNAIL, badge_of=badges_in(case))
        data = render.png_bytes(wanted, _silently)
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as stream:
            stream.write(data)
    except (CaseError, Refused, OSError):
        return


def _silently(verb: str, done: int, total: int) -> None:
    """Nobody watches a thumbnail being drawn."""


def _pictures(window: MainWindow) -> dict[str, bytes]:
    current = window.files.current
    assert current is not None
    found = {}
    for attachment in render.pictures_on(current.document.case, window.board_id):
        try:
            found[attachment] = current.picture(attachment)
        except OSError:
            continue
    return found


def file_name(title: str) -> str:
    """A title as the name of a file."""
    kept = "".join(char if char.isalnum() or char in " -_." else " " for char in title)
    return " ".join(kept.split()).strip(". ")[:80]
