"""What the reader's actions do: opening documents, showing passages, going from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from board.passages import Found
from board.records import Attachment, Passage
from board.text import displayed, shortened
from ui.marking import Marking
from ui.reader.marks import documents, marks_in, owners
from ui.reader.walking import word_at

if TYPE_CHECKING:
    from ui.anchoring import Anchoring
    from ui.cut_outs import CutOuts
    from ui.main_window import MainWindow
    from ui.offering import Offering
    from ui.page_feed import PageFeed
    from ui.reader.reader import Reader
    from ui.reading import Shelf
    from ui.workspace import Workspace

OPENED = ("http", "https", "mailto")


class ReaderDeeds(QObject):
    """Handlers that concern documents."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._shelf: Shelf | None = None
        self._wanted = ""
        """The document that is to come to the front when it is ready."""
        self._then: Callable[[], None] = _nothing
        self._feed: PageFeed | None = None
        self._cut_outs: CutOuts | None = None
        self._offering: Offering | None = None
        self.marking = Marking(window)
        self._anchoring: Anchoring | None = None
        window.files.closing.connect(self._on_closing)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {
            "read.show": self.toggle,
            "read.item": self.open_selected,
            "read.find": self.find,
            "read.lost": self.list_astray,
            "read.next": partial(self.step, 1),
            "read.previous": partial(self.step, -1),
        }

    def conditions(self) -> Iterator[str]:
        """The conditions of documents that hold now, for `Actions.refresh`."""
        workspace = self._window.workspace
        if workspace is None:
            return
        if self._documents():
            yield "documents"
        items = self._window.document.case.items
        chosen = [items[item] for item in workspace.board.selection.items if item in items]
        if any(item.files or item.pictures for item in chosen):
            yield "document"

    # -- opening ---------------------------------------------------------------------------------

    def open_document(self, attachment: str, then: Callable[[], None] | None = None) -> None:
        """Bring a document to the front of the reader, and do something when it is there."""
        file = self._window.document.case.attachments.get(attachment)
        if file is None or self._window.workspace is None:
            return
        reader = self._reader()
        self._window.workspace.show_reader(True)
        self._wanted, self._then = attachment, then or _nothing
        if self._shelves().paper(attachment) is None:
            reader.say_busy(self.tr("Opening {name} …").format(name=shortened(displayed(file.name), 80)))
        self._shelves().want(file)

    def show_passage(self, passage: str) -> None:
        """Open the reader at a passage."""
        record = self._window.document.case.passages.get(passage)
        if record is not None:
            self.open_document(record.attachment, partial(self._go_to_passage, record))

    def show_place(self, attachment: str, start: int) -> None:
        """Open the reader at a place in a document, with the word there selected."""
        self.open_document(attachment, partial(self._go_to_word, start))

    def open_item(self, item: str) -> None:
        """Open the first document of an item."""
        record = self._window.document.case.items.get(item)
        files = self._window.document.case.attachments
        for attachment in (*record.files, *record.pictures) if record else ():
            if attachment in files:
                self.open_document(attachment)
                return

    def open_selected(self) -> None:
        """Open the document of the card that is selected."""
        workspace = self._window.workspace
        for item in sorted(workspace.board.selection.items) if workspace is not None else ():
            self.open_item(item)

    @property
    def has_focus(self) -> bool:
        """Whether somebody is reading just now."""
        workspace = self._window.workspace
        reader = workspace.reader if workspace is not None else None
        return reader is not None and reader.isAncestorOf(QApplication.focusWidget() or self._window)

    def toggle(self) -> None:
        """Show or hide the reader."""
        workspace = self._window.workspace
        if workspace is None:
            return
        reader = workspace.reader
        if reader is not None and reader.isVisible():
            workspace.show_reader(False)
            workspace.board.setFocus(Qt.FocusReason.OtherFocusReason)
        elif reader is not None and reader.paper is not None:
            workspace.show_reader(True)
            reader.page.setFocus(Qt.FocusReason.OtherFocusReason)
        elif found := self._documents():
            self.open_document(found[0])

    def find(self) -> None:
        """Find in the document in front."""
        workspace = self._window.workspace
        if workspace is not None and workspace.reader is not None and workspace.reader.paper is not None:
            workspace.show_reader(True)
            workspace.reader.open_find()

    def list_astray(self) -> None:
        """List the passages of the whole case that moved or are lost."""
        from ui.astray import Astray

        if self._window.workspace is not None:
            Astray(self._window).start()

    def zoom(self, way: int) -> None:
        """Show the document in front a step larger or smaller, or with 0 as it was."""
        if (workspace := self._window.workspace) is not None and workspace.reader is not None:
            workspace.reader.zoom_by(way)

    def step(self, way: int) -> None:
        """The next or the previous document of the case."""
        found, reader = self._documents(), self._reader()
        if found:
            here = reader.paper.attachment if reader.paper is not None else ""
            at = found.index(here) + way if here in found else 0
            self.open_document(found[at % len(found)])

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        workspace.board.document_asked.connect(self.open_item)
        workspace.board.area_taken.connect(self._on_area)

    def read(self, attachment: str) -> None:
        """Open a document, with the keys in it."""
        self.open_document(attachment)
        if (workspace := self._window.workspace) is not None and workspace.reader is not None:
            workspace.reader.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the case says now."""
        workspace = self._window.workspace
        if workspace is None or workspace.reader is None or workspace.reader.paper is None:
            return
        case, paper = self._window.document.case, workspace.reader.paper
        if paper.attachment not in case.attachments:
            had_keys = self.has_focus
            workspace.show_reader(False)
            if had_keys:
                self._on_left()
            return
        if paper.is_partial:
            return
        places: dict[str, tuple[int, int, bool]] = {}
        moved: list[tuple[Passage, Found]] = []
        lost: list[Passage] = []
        for passage in case.passages.values():
            if passage.attachment != paper.attachment or not passage.quote:
                continue  # a part of a page stands where it stands
            found = self._shelves().found(paper.attachment, passage.id)
            if found is None or found.how == "lost":
                lost.append(passage)
                continue
            places[passage.id] = (found.start, found.end, found.how == "moved")
            if found.how == "moved":
                moved.append((passage, found))
        marks = marks_in(case, paper.attachment, self._window.board_id, places)
        workspace.reader.show_marks(marks)
        if self._anchoring is not None:
            self._anchoring.show(moved, lost)
        if self._offering is not None:
            self._offering.refresh()

    def _on_left(self) -> None:
        """Give the keys back to the board; the document stays."""
        if (workspace := self._window.workspace) is not None:
            workspace.board.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- parts -----------------------------------------------------------------------------------

    def _documents(self) -> list[str]:
        case = self._window.document.case
        return documents(case)

    def read_on(self, file: Attachment) -> None:
        """Read the rest of a long document in the background; who opens it meanwhile waits for the same."""
        if file.id in self._window.document.case.attachments:
            self._shelves().want(file)

    def _shelves(self) -> Shelf:
        if self._shelf is None:
            from ui.reading import Shelf

            self._shelf = Shelf(self, self._window.files)
            self._shelf.ready.connect(self._on_ready)
            self._shelf.failed.connect(self._on_failed)
            self._shelf.locked.connect(self._on_locked)
            self._shelf.started.connect(self._on_started)
        return self._shelf

    def _reader(self) -> Reader:
        workspace = self._window.workspace
        assert workspace is not None
        if workspace.reader is None:
            from ui.anchoring import Anchoring
            from ui.offering import Offering
            from ui.reader.reader import Reader

            reader = Reader(workspace, self._window.look)
            reader.document_wanted.connect(self.open_document)
            reader.neighbour_wanted.connect(self.step)
            reader.hidden.connect(self.toggle)
            for page in (reader.texts, reader.sheets):
                page.mark_pressed.connect(self._on_mark)
                page.drag_wanted.connect(self.marking.drag)
                page.link_pressed.connect(self._on_link)
                page.key_typed.connect(self.marking.take_key)
                page.left.connect(self._on_left)
            self._attend_pages(reader)
            self._offering = self.marking.offering = Offering(self._window, reader)
            self._anchoring = Anchoring(self._window, reader)
            workspace.add_reader(reader)
            return reader
        return workspace.reader

    def _attend_pages(self, reader: Reader) -> None:
        """Let the pages of a PDF have their pictures."""
        from ui.cut_outs import CutOuts
        from ui.page_feed import PageFeed

        self._feed = feed = PageFeed(reader, self._window.files)
        reader.sheets.wanted.connect(feed.want)
        feed.drawn.connect(reader.sheets.put_image)
        feed.lettered.connect(reader.sheets.put_letters)
        feed.failed.connect(reader.say_busy)
        self._window.files.closing.connect(feed.close)
        self._cut_outs = CutOuts(self._window, feed)

    def _on_ready(self, attachment: str) -> None:
        workspace = self._window.workspace
        if workspace is None or workspace.reader is None:
            return
        reader, paper = workspace.reader, self._shelves().paper(attachment)
        is_in_front = reader.paper is not None and reader.paper.attachment == attachment
        if paper is None or not (attachment == self._wanted or is_in_front):
            return
        if paper.sizes and paper.picture is None and self._feed is not None:
            self._feed.open(attachment, self._shelves().password(attachment))
        reader.show_paper(paper)
        self.refresh()
        if self._offering is not None:
            self._offering.look_through(paper)
        if attachment == self._wanted and not paper.is_partial:
            then, self._wanted, self._then = self._then, "", _nothing
            then()

    def _on_failed(self, attachment: str, sentence: str) -> None:
        workspace = self._window.workspace
        if attachment == self._wanted and workspace is not None and workspace.reader is not None:
            self._wanted = ""
            workspace.reader.say_busy(sentence)

    def _on_locked(self, attachment: str, was_wrong: bool) -> None:
        """Ask for the password of a document that somebody wants to read."""
        from ui.dialogs.password import ask_password

        file = self._window.document.case.attachments.get(attachment)
        if file is None or attachment != self._wanted:
            return
        password = ask_password(self._window, self._window.look, file.name, was_wrong=was_wrong)
        if password:
            self._shelves().unlock(file, password)
        else:
            self._on_failed(attachment, self.tr("This document opens only with its password."))

    def _on_started(self, job: object) -> None:
        from ui.jobs import Job

        if isinstance(job, Job):
            job.progressed.connect(self._window.status.show_work)
            for signal in (job.finished, job.failed, job.cancelled):
                signal.connect(self._on_over)

    def _on_over(self) -> None:
        self._window.show_work()

    def _on_closing(self) -> None:
        """Forget everything about the documents of the case that is being closed."""
        if self._shelf is not None:
            self._shelf.clear()
        self._wanted, self._then = "", _nothing

    def _on_mark(self, passage: str) -> None:
        held = owners(self._window.document.case).get(passage, [])
        here = self._window.document.case.on_board(self._window.board_id)
        if held:
            self._window.reveal(next((item for item in held if item in here), held[0]))

    def _on_area(self, item: str, passage: str, step: str) -> None:
        record = self._window.document.case.passages.get(passage)
        if record is not None and self._cut_outs is not None:
            self._cut_outs.put_on(item, record, step)

    def _go_to_passage(self, passage: Passage) -> None:
        if not passage.quote and passage.rects:
            self._reader().show_area(passage.rects[0])
            return
        found = self._shelves().found(passage.attachment, passage.id)
        if found is not None and found.how != "lost":
            self._go_to(found.start, found.end)

    def _go_to(self, start: int, end: int) -> None:
        reader = self._reader()
        reader.page.select(start, end)
        reader.page.go_to(start)

    def _go_to_word(self, place: int) -> None:
        self._go_to(*word_at(self._reader().page.text, place))

    def _on_link(self, address: str) -> None:
        """Show where a link leads; it is opened only when somebody says so, and by the browser."""
        from ui.dialogs.messages import ask

        window, url = self._window, QUrl(address, QUrl.ParsingMode.StrictMode)
        if not url.isValid() or url.scheme().lower() not in OPENED:
            return
        title = self.tr("Open this address in the browser?")
        target = shortened(displayed(bytes(url.toEncoded().data()).decode("ascii", "replace")), 1000)
        warning = self.tr("Whoever runs it learns that somebody opened it, and from where.")
        answers = [self.tr("Do not open"), self.tr("Open in the browser")]
        if ask(window, window.look, title, f"{target}\n\n{warning}", answers) == 1:
            QDesktopServices.openUrl(url)


def _nothing() -> None:
    """What is done when there is nothing more to do."""
