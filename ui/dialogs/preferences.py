"""What the user can set about the program; everything acts at once, so there is no Apply."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QFormLayout, QTabWidget, QVBoxLayout, QWidget

import assets
from ui.dialogs.frame import Dialog
from ui.dialogs.shortcuts import KeyTable
from ui.panels.controls import Check, Choice
from ui.settings import SCALES, Settings
from ui.style import Look
from ui.widgets import PlainLabel


def languages() -> list[str]:
    """Locale names that the program speaks besides English."""
    folder = assets.path("translations")
    return sorted(file.stem.removeprefix("caseboard_") for file in folder.glob("caseboard_*.qm"))


class PreferencesDialog(Dialog):
    """Look, board, privacy and keys."""

    def __init__(self, parent: QWidget, look: Look, settings: Settings) -> None:
        super().__init__(parent, look, QCoreApplication.translate("PreferencesDialog", "Preferences"), 560)
        self._settings = settings
        tabs = QTabWidget(self)
        tabs.addTab(self._made_general(), self.tr("General"))
        self.keys = KeyTable(self, look, settings, can_change=True)
        tabs.addTab(self.keys, self.tr("Keyboard"))
        self.body.addWidget(tabs, 1)
        self.add_button(self.tr("Close"), self.accept, primary=True)
        self.resize(look.px(600), min(look.px(560), self.screen().availableGeometry().height() - 80))

    def _made_general(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(0, self.look.px(12), 0, 0)
        form.setVerticalSpacing(self.look.px(10))
        form.setHorizontalSpacing(self.look.px(16))
        settings = self._settings
        self.theme = self._choice(
            (("auto", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))),
            settings.theme,
        )
        self.theme.activated.connect(self._on_theme)
        form.addRow(self._named(self.tr("Look"), self.theme), self.theme)
        scales = tuple((str(scale), f"{scale} %") for scale in SCALES)
        self.scale = self._choice(scales, str(settings.scale))
        self.scale.activated.connect(self._on_scale)
        form.addRow(self._named(self.tr("Size of the interface"), self.scale), self.scale)
        wheels = (
            ("auto", self.tr("Find out by itself")),
            ("mouse", self.tr("Zoom (mouse)")),
            ("trackpad", self.tr("Move the view (trackpad)")),
        )
        self.wheel = self._choice(wheels, settings.wheel)
        self.wheel.activated.connect(self._on_wheel)
        form.addRow(self._named(self.tr("Wheel on the board"), self.wheel), self.wheel)
        names = [("", self.tr("As the system"))]
        names += [(code, QLocale(code).nativeLanguageName()) for code in ["en", *languages()]]
        self.language = self._choice(tuple(names), settings.language)
        self.language.activated.connect(self._on_language)
        form.addRow(self._named(self.tr("Language (from the next start)"), self.language), self.language)
        boxes = QVBoxLayout()
        self.motion = Check(self.tr("Reduced motion: nothing slides or fades"), page, self.look)
        self.motion.setChecked(settings.reduced_motion)
        self.motion.toggled.connect(self._on_motion)
        self.recent = Check(self.tr("List recent cases on the start page"), page, self.look)
        self.recent.setChecked(settings.keeps_recent)
        self.recent.toggled.connect(self._on_recent)
        self.room = Check(self.tr("Cards make way for one that is dropped on them"), page, self.look)
        self.room.setChecked(settings.makes_room)
        self.room.toggled.connect(self._on_room)
        boxes.addWidget(self.room)
        boxes.addWidget(self.motion)
        boxes.addWidget(self.recent)
        form.addRow("", boxes)
        return page

    def _choice(self, choices: tuple[tuple[str, str], ...], value: str) -> Choice:
        box = Choice(self, self.look, "")
        for own, text in choices:
            box.addItem(text, own)
        box.setCurrentIndex(max(0, box.findData(value)))
        return box

    def _named(self, text: str, widget: QWidget) -> PlainLabel:
        label = PlainLabel(text, self)
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        return label

    def _on_theme(self) -> None:
        self._settings.theme = str(self.theme.currentData())

    def _on_scale(self) -> None:
        self._settings.scale = int(self.scale.currentData())

    def _on_wheel(self) -> None:
        self._settings.wheel = str(self.wheel.currentData())

    def _on_language(self) -> None:
        self._settings.language = str(self.language.currentData())

    def _on_room(self, value: bool) -> None:
        self._settings.makes_room = value

    def _on_motion(self, value: bool) -> None:
        self._settings.reduced_motion = value

    def _on_recent(self, value: bool) -> None:
        self._settings.keeps_recent = value
