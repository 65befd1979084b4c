"""Defining a kind of card of the user's own: name, shape, icon, colour and fields."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QFormLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

import assets
from board.case import Case
from board.change import Change
from board.edits import kinds as kind_edits
from board.kinds import SILHOUETTES
from board.records import ItemKind
from ui.dialogs.frame import Dialog
from ui.icons import kind_pixmap
from ui.panels.controls import Choice
from ui.panels.form import Swatches
from ui.style import Look
from ui.widgets import PlainLabel

_FALLBACK = ("car", "phone", "banknote", "mail", "key", "ship", "plane", "camera", "hash", "globe", "house")


class KindEditor(Dialog):
    """The dialog; `change` is what came of it, None when it was dropped."""

    def __init__(self, parent: QWidget, look: Look, case: Case, kind: ItemKind | None = None) -> None:
        title = (
            QCoreApplication.translate("KindEditor", "New kind of card")
            if kind is None
            else QCoreApplication.translate("KindEditor", "Change this kind")
        )
        super().__init__(parent, look, title, 480)
        self._case, self._old = case, kind
        self._colour = kind.colour if kind else "stone"
        self.change: Change | None = None
        self.kind_id = kind.id if kind else ""
        self.add_button(self.tr("Cancel"), self.reject)
        self.save = self.add_button(self.tr("Keep"), self._on_save, primary=True)
        form = QFormLayout()
        form.setVerticalSpacing(look.px(10))
        self.name = QLineEdit(kind.name if kind else "", self)
        self.name.setMaxLength(60)
        self.name.setPlaceholderText(self.tr("Vehicle, phone number, account …"))
        form.addRow(self._named(self.tr("Name"), self.name), self.name)
        self.shape = Choice(self, self.look, "")
        for shape in SILHOUETTES:
            self.shape.addItem(self.tr(shape), shape)
        self.shape.setCurrentIndex(self.shape.findData(kind.silhouette if kind else "square"))
        form.addRow(self._named(self.tr("Shape"), self.shape), self.shape)
        self.colours = Swatches(self, look, self.tr("Colour"))
        for token, button in self.colours.buttons.items():
            button.setVisible(bool(token))
            button.clicked.connect(partial(self._on_colour, token))
        form.addRow(self._named(self.tr("Colour"), self.colours), self.colours)
        self.icons = self._made_icons(kind.icon if kind else "")
        form.addRow(self._named(self.tr("Icon"), self.icons), self.icons)
        self.fields = QLineEdit(", ".join(kind.fields) if kind else "", self)
        self.fields.setMaxLength(400)
        self.fields.setPlaceholderText(self.tr("Number plate, owner …"))
        form.addRow(self._named(self.tr("Fields, with commas between"), self.fields), self.fields)
        self.body.addLayout(form)
        self._sample = PlainLabel("", self)
        self.body.addWidget(self._sample, 0, Qt.AlignmentFlag.AlignHCenter)
        for said in (self.name.textChanged, self.shape.currentIndexChanged, self.icons.currentItemChanged):
            said.connect(self._on_changed)
        self._on_changed()

    def _made_icons(self, chosen: str) -> QListWidget:
        metrics = json.loads(assets.path("themes", "metrics.json").read_text("utf-8"))
        names = [
            name
            for name in metrics.get("kindIcons", _FALLBACK)
            if assets.path("icons", f"{name}.svg").is_file()
        ]
        if chosen and chosen not in names:
            names.insert(0, chosen)
        grid = QListWidget(self)
        grid.setViewMode(QListWidget.ViewMode.IconMode)
        grid.setResizeMode(QListWidget.ResizeMode.Adjust)
        grid.setMovement(QListWidget.Movement.Static)
        grid.setIconSize(QSize(20, 20))
        grid.setGridSize(QSize(36, 36))
        grid.setFixedHeight(self.look.px(130))
        for name in names:
            row = QListWidgetItem(self.look.icon(name, "text", 20), "")
            row.setData(Qt.ItemDataRole.UserRole, name)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, name.replace("-", " "))
            row.setToolTip(name.replace("-", " "))
            grid.addItem(row)
            if name == (chosen or names[0]):
                grid.setCurrentItem(row)
        return grid

    def _named(self, text: str, widget: QWidget) -> PlainLabel:
        label = PlainLabel(text, self)
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        return label

    def _made(self) -> ItemKind:
        row = self.icons.currentItem()
        fields = tuple(dict.fromkeys(name.strip() for name in self.fields.text().split(",") if name.strip()))
        return ItemKind(
            self.kind_id,
            self.name.text().strip(),
            str(row.data(Qt.ItemDataRole.UserRole)),
            self._colour,
            str(self.shape.currentData()),
            fields,
        )

    def _on_colour(self, token: str) -> None:
        self._colour = token
        self._on_changed()

    def _on_changed(self) -> None:
        made = self._made()
        self.colours.set_value(self._colour)
        self.save.setEnabled(bool(made.name))
        self._sample.setPixmap(kind_pixmap(made, self.look.px(48), self.look.theme, self.devicePixelRatio()))

    def _on_save(self) -> None:
        made = self._made()
        if self._old is None:
            self.change, self.kind_id = kind_edits.define_item_kind(
                self._case, made.name, made.icon, made.colour, made.silhouette, made.fields
            )
        else:
            self.change = kind_edits.set_item_kind(
                self._case,
                made.id,
                name=made.name,
                icon=made.icon,
                colour=made.colour,
                silhouette=made.silhouette,
                fields=made.fields,
            )
        self.accept()
