"""Who made what, under which licence, and what the program promises."""

from __future__ import annotations

import json
from importlib import metadata

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

import assets
from ui.dialogs.frame import Dialog
from ui.style import Look


def version() -> str:
    """The version of the program."""
    try:
        return metadata.version("caseboard")
    except metadata.PackageNotFoundError:
        return "from source"


class AboutDialog(Dialog):
    """Version, licence, and the licences of what is inside."""

    def __init__(self, parent: QWidget | None, look: Look) -> None:
        super().__init__(parent, look, "Caseboard", 600)
        self.add_words(
            self.tr("Version {version}. Free software under the Apache License 2.0.").format(
                version=version()
            )
        )
        self.add_words(
            self.tr("Works offline: it opens no connection, has no account and counts nothing."), ""
        )
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("What is inside"))
        self.list.setMaximumHeight(look.px(150))
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Licence"))
        self.text.setMinimumHeight(look.px(160))
        for entry in json.loads(assets.path("licences", "licences.json").read_text("utf-8")):
            row = QListWidgetItem(f"{entry['name']}: {entry['what']} ({entry['licence']})")
            row.setData(256, entry)
            self.list.addItem(row)
        self.list.currentItemChanged.connect(self._on_row)
        self.body.addWidget(self.list)
        self.body.addWidget(self.text, 1)
        self.list.setCurrentRow(0)
        self.add_button(self.tr("Close"), self.accept, primary=True)

    def _on_row(self, row: QListWidgetItem | None) -> None:
        if row is None:
            return
        entry = row.data(256)
        file = assets.path("licences", entry["file"]) if entry["file"] else None
        text = file.read_text("utf-8") if file is not None and file.is_file() else entry["licence"]
        self.text.setPlainText(f"{entry['home']}\n\n{text}")
