"""How the window's widgets get their look: one style sheet, filled with the roles of the theme.

`Look` is what every panel is given: the theme of the moment and buttons whose icons follow it. It turns
with the system (or the user's choice) while the program runs; nothing has to be opened again.
"""

from __future__ import annotations

import re
from typing import TypeVar

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QPushButton, QToolButton, QWidget

import assets
from ui import icons
from ui.settings import Settings
from ui.theme import Theme, load
from ui.widgets import tip

W = TypeVar("W", bound=QWidget)
_COLOUR = re.compile(r"\$(\w+)")
_LENGTH = re.compile(r"@(\d+)")


def style_sheet(template: str, theme: Theme, scale: float) -> str:
    """The template with roles and lengths put in."""
    coloured = _COLOUR.sub(lambda found: _css(theme.colour(found[1])), template)
    return _LENGTH.sub(lambda found: f"{max(1, round(int(found[1]) * scale))}px", coloured)


def palette_of(theme: Theme) -> QPalette:
    """The palette for what the style sheet leaves to the base style."""
    palette = QPalette()
    role = QPalette.ColorRole
    for name, use in {
        role.Window: "panel",
        role.WindowText: "text",
        role.Base: "raised",
        role.AlternateBase: "panel",
        role.Text: "text",
        role.Button: "raised",
        role.ButtonText: "text",
        role.BrightText: "onAccent",
        role.Highlight: "accent",
        role.HighlightedText: "onAccent",
        role.ToolTipBase: "text",
        role.ToolTipText: "panel",
        role.PlaceholderText: "text3",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Accent: "accent",
        role.Light: "raised",
        role.Midlight: "border",
        role.Mid: "borderControl",
        role.Dark: "borderControl",
        role.Shadow: "text",
    }.items():
        palette.setColor(name, theme.colour(use))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, theme.colour("text3"))
    return palette


class Look(QObject):
    """The theme of the moment, and what is made to follow it."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._template = assets.path("themes", "window.qss").read_text(encoding="utf-8")
        self.theme = self._wanted()
        self._applied = ("", 0)
        settings.changed.connect(self._on_setting)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system)
        self.apply()

    @property
    def scale(self) -> float:
        """The interface scale as a factor."""
        return self.settings.scale / 100

    def px(self, length: float) -> int:
        """A length at the interface scale."""
        return round(length * self.scale)

    def apply(self) -> None:
        """Dress the application in the theme of the moment."""
        wanted = (self.theme.name, self.settings.scale)
        app = QApplication.instance()
        if wanted == self._applied or not isinstance(app, QApplication):
            return
        self._applied = wanted
        app.setPalette(palette_of(self.theme))
        app.setFont(QFont(self.theme.font("body")))
        app.setStyleSheet(style_sheet(self._template, self.theme, self.scale))
        self.changed.emit()

    def toggle(self) -> None:
        """The other of light and dark; from now on the user's own choice."""
        self.settings.theme = "dark" if self.theme.name == "light" else "light"

    def icon(self, name: str, role: str = "text", size: int = 16) -> QIcon:
        """A bundled icon in a role's colour."""
        return icons.icon(name, self.theme, role, size)

    def follow(
        self, button: QAbstractButton | QAction, name: str, role: str = "text", size: int = 16
    ) -> None:
        """Give a button an icon that turns with the theme."""
        follower = _IconFollower(button, self, name, role, size)
        follower.show()

    def tool(
        self, parent: QWidget, name: str, text: str, role: str = "text2", size: int = 18, keys: str = ""
    ) -> QToolButton:
        """A button that is an icon, with a name for those who do not see it."""
        button = QToolButton(parent)
        button.setAccessibleName(text)
        button.setToolTip(tip(f"{text} ({keys})" if keys else text))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumSize(self.px(28), self.px(28))
        self.follow(button, name, role, size)
        return button

    def push(self, parent: QWidget, text: str, look: str = "outline", icon: str = "") -> QPushButton:
        """A button with words."""
        button = QPushButton(f" {text}" if icon and text else text, parent)
        if text:
            button.setAccessibleName(text)
        button.setProperty("look", look)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if icon:
            self.follow(button, icon, "onAccent" if look in ("primary", "bigPrimary") else "text")
        return button

    def _wanted(self) -> Theme:
        chosen = self.settings.theme
        if chosen == "auto":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
            chosen = "dark" if dark else "light"
        return load(chosen, self.scale)

    def _on_setting(self, key: str) -> None:
        if key in ("look/theme", "look/scale"):
            self._on_system()

    def _on_system(self) -> None:
        self.theme = self._wanted()
        self.apply()


class _IconFollower(QObject):
    """Keeps the icon of one button in the theme's colour."""

    def __init__(
        self, button: QAbstractButton | QAction, look: Look, name: str, role: str, size: int
    ) -> None:
        super().__init__(button)
        self._button, self._look, self._name, self._role, self._size = button, look, name, role, size
        look.changed.connect(self.show)

    def show(self) -> None:
        self._button.setIcon(self._look.icon(self._name, self._role, self._size))
        if isinstance(self._button, QAbstractButton):
            side = self._look.px(self._size)
            self._button.setIconSize(QSize(side, side))


def dressed(widget: W, look: str) -> W:
    """The widget with the look that the style sheet knows it by."""
    widget.setProperty("look", look)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    return widget


def redress(widget: QWidget, **properties: object) -> None:
    """Set properties the style sheet looks at, and have it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def line(parent: QWidget, upright: bool = False) -> QFrame:
    """A hairline between two parts."""
    rule = dressed(QFrame(parent), "line")
    if upright:
        rule.setFixedWidth(1)
    else:
        rule.setFixedHeight(1)
    return rule


def _css(colour: QColor) -> str:
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"
