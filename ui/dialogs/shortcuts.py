"""Every action and its keys, to be searched; in the preferences, to be changed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from board.text import fold
from ui.actions import ROW, ROWS, keys_of, native, spoken
from ui.dialogs.frame import Dialog
from ui.settings import Settings
from ui.style import Look, dressed
from ui.widgets import PlainLabel

translate = QCoreApplication.translate


def gestures() -> tuple[tuple[str, str], ...]:
    """What is done with the mouse, and keys that are no actions."""
    return (
        (
            translate("Shortcuts", "Move the view"),
            translate("Shortcuts", "Space + drag, middle-button drag, two fingers"),
        ),
        (translate("Shortcuts", "Zoom about the pointer"), translate("Shortcuts", "Ctrl + wheel, pinch")),
        (
            translate("Shortcuts", "New card where you point"),
            translate("Shortcuts", "Double-click an empty place"),
        ),
        (
            translate("Shortcuts", "Link two cards"),
            translate("Shortcuts", "Drag from a dot on the edge of a card"),
        ),
        (translate("Shortcuts", "Select several"), translate("Shortcuts", "Drag a box, or Shift + click")),
        (
            translate("Shortcuts", "Select by a drawn line"),
            translate("Shortcuts", "Alt + drag an empty place"),
        ),
        (translate("Shortcuts", "Duplicate by dragging"), translate("Shortcuts", "Alt + drag a card")),
        (translate("Shortcuts", "Move by 1 or 10"), translate("Shortcuts", "Arrows, Shift + arrows")),
        (translate("Shortcuts", "Walk to a neighbour"), translate("Shortcuts", "Alt + arrows")),
        (translate("Shortcuts", "Add a linked card on a side"), translate("Shortcuts", "Ctrl + arrows")),
        (
            translate("Shortcuts", "Walk the cards in reading order"),
            translate("Shortcuts", "Tab, Shift + Tab"),
        ),
        (translate("Shortcuts", "End an edit, then clear the selection"), translate("Shortcuts", "Esc")),
    )


class KeyTable(QWidget):
    """The actions by group, with a filter and, if wished, a field to give one other keys."""

    def __init__(self, parent: QWidget, look: Look, settings: Settings, can_change: bool) -> None:
        super().__init__(parent)
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Search by what it does or by key"))
        self.filter.setAccessibleName(self.tr("Search the shortcuts"))
        self.filter.textChanged.connect(self.refresh)
        column.addWidget(self.filter)
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(look.px(12))
        self.tree.setAccessibleName(self.tr("Actions and their keys"))
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(False)
        self.tree.setMinimumHeight(look.px(300))
        column.addWidget(self.tree, 1)
        self._can_change = can_change
        if can_change:
            column.addLayout(self._made_changer(look))
        self.refresh()

    def refresh(self) -> None:
        """Show the rows that match."""
        wanted = fold(self.filter.text())
        chosen = self.chosen
        self.tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for row in ROWS:
            keys = native(keys_of(row, self._settings))
            if (keys or self._can_change) and wanted in fold(f"{spoken(row.text)} {keys}"):
                line = QTreeWidgetItem([spoken(row.text).rstrip("…"), keys])
                line.setData(0, Qt.ItemDataRole.UserRole, row.id)
                self._group(groups, spoken(row.group)).addChild(line)
                line.setSelected(row.id == chosen)
        if not self._can_change:
            for words, keys in gestures():
                if wanted in fold(f"{words} {keys}"):
                    self._group(groups, self.tr("By mouse and hand")).addChild(QTreeWidgetItem([words, keys]))
        self.tree.expandAll()

    @property
    def chosen(self) -> str:
        """Id of the action that is selected, or nothing."""
        rows = self.tree.selectedItems()
        return str(rows[0].data(0, Qt.ItemDataRole.UserRole) or "") if rows else ""

    def set_keys(self, id_: str, keys: list[str]) -> str:
        """Give an action keys, unless another has them; a sentence if so."""
        for row in ROWS:
            if row.id != id_ and set(keys) & set(keys_of(row, self._settings)):
                return self.tr("{keys} already does: {action}").format(
                    keys=native(keys), action=spoken(row.text)
                )
        self._settings.set_keys(id_, None if tuple(keys) == ROW[id_].keys else keys)
        self.refresh()
        return ""

    def _group(self, groups: dict[str, QTreeWidgetItem], name: str) -> QTreeWidgetItem:
        if name not in groups:
            head = QTreeWidgetItem([name])
            font = head.font(0)
            font.setBold(True)
            head.setFont(0, font)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.tree.addTopLevelItem(head)
            groups[name] = head
        return groups[name]

    def _made_changer(self, look: Look) -> QHBoxLayout:
        row = QHBoxLayout()
        self.keys = QKeySequenceEdit(self)
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.setAccessibleName(self.tr("New keys for the selected action"))
        row.addWidget(self.keys, 1)
        apply = look.push(self, self.tr("Use these keys"))
        apply.setAutoDefault(False)
        apply.clicked.connect(self._on_apply)
        row.addWidget(apply)
        back = look.push(self, self.tr("As it was"))
        back.setAutoDefault(False)
        back.clicked.connect(self._on_back)
        row.addWidget(back)
        self.answer = dressed(PlainLabel("", self), "warnText")
        row.addWidget(self.answer)
        return row

    def _on_apply(self) -> None:
        portable = QKeySequence.SequenceFormat.PortableText
        keys = self.keys.keySequence().toString(portable)
        if self.chosen:
            self.answer.setText(self.set_keys(self.chosen, [keys] if keys else []))

    def _on_back(self) -> None:
        if self.chosen:
            self._settings.set_keys(self.chosen, None)
            self.refresh()


class ShortcutsDialog(Dialog):
    """The sheet behind F1."""

    def __init__(self, parent: QWidget, look: Look, settings: Settings) -> None:
        super().__init__(
            parent, look, QCoreApplication.translate("ShortcutsDialog", "Keyboard shortcuts"), 560
        )
        self.table = KeyTable(self, look, settings, can_change=False)
        self.body.addWidget(self.table, 1)
        self.add_words(
            self.tr("Single letters act while the board has the focus. Keys are changed in the preferences.")
        )
        self.add_button(self.tr("Close"), self.accept, primary=True)
        self.resize(look.px(580), min(look.px(640), self.screen().availableGeometry().height() - 80))
        self.table.filter.setFocus()
