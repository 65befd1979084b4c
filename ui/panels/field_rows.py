"""The free fields of one item: names and values of the user's own, as a small table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from board.edits import items as item_edits
from board.kinds import item_kind
from board.records import Item, Scalar
from ui.panels.form import Desk, Section, show_line
from ui.style import Look

Pairs = tuple[tuple[str, Scalar], ...]
MOST = 60


class _Row(QWidget):
    """One field: its name, its value and a way to take it away."""

    def __init__(self, parent: FieldRows, look: Look, name: str) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        self.name = QLineEdit(name, self)
        self.name.setAccessibleName(self.tr("Name of the field"))
        self.name.setPlaceholderText(self.tr("Field"))
        self.value = QLineEdit(self)
        self.value.setAccessibleName(self.tr("Value of {name}").format(name=name))
        self.value.setPlaceholderText(self.tr("Value"))
        row.addWidget(self.name, 2)
        row.addWidget(self.value, 3)
        self.remove: QToolButton = look.tool(self, "x", self.tr("Remove this field"), "text3", 14)
        row.addWidget(self.remove)


class FieldRows(Section):
    """The rows, and a button for one more."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look)
        self._desk = desk
        self._item = ""
        self._rows: list[_Row] = []
        self.add_button = look.push(self, self.tr("Add field"), "", "plus")
        self.add_button.clicked.connect(self._on_add)
        self.column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_item(self, item: Item | None) -> None:
        """Show an item's fields, and the empty ones that its kind asks for."""
        self.setVisible(item is not None)
        if item is None:
            self._item = ""
            return
        kind = item_kind(self._desk.document.case, item.kind)
        have = [name for name, _ in item.fields]
        pairs: Pairs = (*item.fields, *((name, "") for name in kind.fields if name not in have))
        pairs = pairs[:MOST]
        names = [name for name, _ in pairs]
        if item.id != self._item or names != [row.name.property("was") for row in self._rows]:
            self._fill(names)
        self._item = item.id
        for row, (_, value) in zip(self._rows, pairs, strict=True):
            show_line(row.value, _written(value), False)
            for field in (row.name, row.value):
                field.setReadOnly(not self._desk.is_editable)
            row.remove.setEnabled(self._desk.is_editable)
        self.add_button.setEnabled(self._desk.is_editable)

    def _fill(self, names: list[str]) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for name in names:
            self._insert(name)

    def _insert(self, name: str) -> _Row:
        row = _Row(self, self._look, name)
        row.name.setProperty("was", name)
        row.name.editingFinished.connect(self._on_edited)
        row.value.textEdited.connect(self._on_typed)
        row.value.editingFinished.connect(self._on_left)
        row.remove.clicked.connect(self._on_removed)
        self.column.insertWidget(len(self._rows), row)
        self._rows.append(row)
        row.show()
        return row

    def _on_add(self) -> None:
        row = self._insert("")
        row.name.setFocus()

    def _on_typed(self) -> None:
        self._write(f"fields {self._item}")

    def _on_edited(self) -> None:
        self._write("")

    def _on_left(self) -> None:
        self._desk.end_typing()

    def _on_removed(self) -> None:
        gone = next(row for row in self._rows if row.remove is self.sender())
        self._rows.remove(gone)
        gone.hide()
        gone.deleteLater()
        self._write("")

    def _write(self, merge: str) -> None:
        document = self._desk.document
        item = document.case.items.get(self._item)
        if item is None:
            return
        old = dict(item.fields)
        pairs: dict[str, Scalar] = {}
        for row in self._rows:
            name, text = row.name.text().strip(), row.value.text()
            was = str(row.name.property("was"))
            if name and (text or was in old or name in old):
                pairs[name] = _read(text, old.get(was))
        fields = tuple(pairs.items())
        if fields != item.fields:
            document.do(item_edits.set_fields(document.case, self._item, fields=fields), merge)


def _written(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(text: str, old: Scalar | None) -> Scalar:
    """What was typed, as the type it had while it can still be read as that."""
    if isinstance(old, bool):
        return text == "true" if text in ("true", "false") else text
    if isinstance(old, int) and text.removeprefix("-").isdecimal() and len(text) < 18:
        return int(text)
    if isinstance(old, float):
        try:
            number = float(text)
        except ValueError:
            return text
        return number if abs(number) < 1e300 else text
    return text
