"""The pictures and files kept with one item."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget

from board.edits import items as item_edits
from board.records import Item
from board.text import one_line, shortened
from ui.panels.chips import Flow
from ui.panels.form import Desk, Section
from ui.style import Look, dressed
from ui.widgets import PlainLabel

MOST = 40


class FileRows(Section):
    """A row for each kept file, with buttons to save it elsewhere or take it off the item."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look, QCoreApplication.translate("FileRows", "Pictures and files"))
        self._desk = desk
        self._shown: tuple[str, tuple[str, ...], tuple[str, ...], bool] | None = None
        self._rows: list[QWidget] = []
        box = QWidget(self)
        buttons = Flow(box)
        self.picture = look.push(self, self.tr("Add picture…"), "", "image")
        self.picture.clicked.connect(self._on_picture)
        self.file = look.push(self, self.tr("Add file…"), "", "paperclip")
        self.file.clicked.connect(self._on_file)
        buttons.addWidget(self.picture)
        buttons.addWidget(self.file)
        self.column.addWidget(box)
        self._item = ""

    def show_item(self, item: Item | None) -> None:
        """Show what is kept with an item."""
        self.setVisible(item is not None)
        if item is None:
            return
        shown = (item.id, item.pictures, item.files, self._desk.is_editable)
        if shown == self._shown:
            return
        self._shown, self._item = shown, item.id
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for field in ("pictures", "files"):
            for id_ in getattr(item, field)[:MOST]:
                self._insert(field, id_)
        for button in (self.picture, self.file):
            button.setEnabled(self._desk.is_editable)

    def _insert(self, field: str, id_: str) -> None:
        attachment = self._desk.document.case.attachments.get(id_)
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(4))
        name = shortened(one_line(attachment.name), 200) if attachment else self.tr("not in this case")
        label = PlainLabel(name or self.tr("unnamed"), box, elides=True)
        label.setToolTip("")
        row.addWidget(label, 1)
        if attachment:
            size = QLocale().formattedDataSize(attachment.size, 0)
            row.addWidget(dressed(PlainLabel(size, box), "faint"))
        read = self._look.tool(box, "book-open", self.tr("Read {name}").format(name=name), "text2", 14)
        read.setEnabled(attachment is not None)
        read.clicked.connect(self._on_read)
        save = self._look.tool(box, "download", self.tr("Save {name} as…").format(name=name), "text2", 14)
        save.setEnabled(attachment is not None)
        save.clicked.connect(self._on_save)
        remove = self._look.tool(box, "x", self.tr("Take {name} off").format(name=name), "text3", 14)
        remove.setEnabled(self._desk.is_editable)
        remove.clicked.connect(self._on_remove)
        for button in (read, save, remove):
            button.setToolTip("")
            button.setProperty("attachment", id_)
            button.setProperty("field", field)
            row.addWidget(button)
        self.column.insertWidget(1 + len(self._rows), box)
        self._rows.append(box)

    def _on_picture(self) -> None:
        self._desk.add_pictures(self._item)

    def _on_file(self) -> None:
        self._desk.add_files(self._item)

    def _on_read(self) -> None:
        sender = self.sender()
        assert sender is not None
        self._desk.open_document(str(sender.property("attachment")))

    def _on_save(self) -> None:
        sender = self.sender()
        assert sender is not None
        self._desk.save_file(str(sender.property("attachment")))

    def _on_remove(self) -> None:
        sender = self.sender()
        assert sender is not None
        field, id_ = str(sender.property("field")), str(sender.property("attachment"))
        document = self._desk.document
        document.do(item_edits.remove_values(document.case, self._item, field, id_))
