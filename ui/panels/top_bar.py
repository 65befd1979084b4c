"""The bar at the top: which case this is, undo, the one search field, and what a board can be made into."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget
from typing_extensions import override

import assets
from board.text import one_line, shortened
from ui.actions import Actions, native
from ui.style import Look, dressed, line
from ui.widgets import PlainLabel

CASE_MENU = (
    "case.details", "", "case.new", "case.open", "", "case.add_files", "read.show", "", "case.import",
    "case.export", "case.copy", "", "edit.history", "case.forget", "",
    "app.preferences", "", "case.close", "app.quit",
)  # fmt: skip
ARRANGE_MENU = (
    "layout.tidy", "", "layout.force", "layout.layered", "layout.timeline", "layout.radial",
    "layout.kind", "layout.grid", "", "layout.routes", "layout.axis", "",
    "arrange.left", "arrange.centre", "arrange.right", "", "arrange.top", "arrange.middle",
    "arrange.bottom", "", "arrange.across", "arrange.down", "", "arrange.frame", "arrange.pin",
)  # fmt: skip
ANALYSE_MENU = (
    "analysis.ranks", "analysis.structure", "analysis.compare", "analysis.shown", "",
    "evidence.lists", "evidence.chain", "", "evidence.without", "evidence.everybody", "",
    "evidence.not_independent", "evidence.voice_of", "", "evidence.ranges", "", "trace.ways", "trace.around",
    "trace.shared", "", "filter.add", "filter.hide", "filter.clear", "",
    "views.show", "views.save",
)  # fmt: skip
HELP_MENU = ("help.shortcuts", "help.about", "", "view.full_screen")
FIELD = (220, 420)
"""Least and greatest width of the search field."""


def filled_menu(parent: QWidget, actions: Actions, ids: tuple[str, ...] | list[str]) -> QMenu:
    """A menu of rows of the action table; an empty id is a separator."""
    menu = QMenu(parent)
    for id_ in ids:
        if id_:
            menu.addAction(actions[id_])
        else:
            menu.addSeparator()
    return menu


class TopBar(QWidget):
    """Case title, undo and redo, search, Arrange, Export, theme and help."""

    asked = Signal()
    """The search field was pressed."""

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        dressed(self, "rail")
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        row.setSpacing(look.px(6))
        row.addWidget(self._made_mark(), 0)
        self.case_button = self._made_menu("", "case", "")
        # only the button is turned round, for an arrow behind its words; not the menu
        self.case_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu = filled_menu(self.case_button, actions, CASE_MENU)
        menu.setLayoutDirection(self.layoutDirection())
        self.case_button.setMenu(menu)
        look.follow(self.case_button, "chevron-down", "text2", 14)
        row.addWidget(self.case_button)
        row.addWidget(_upright(self, look))
        for id_, icon in (("edit.undo", "undo-2"), ("edit.redo", "redo-2")):
            row.addWidget(self._made_tool(actions, id_, icon))
        row.addStretch(1)
        self.search = self._made_search(actions)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        self.arrange = self._made_menu(self.tr("Arrange"), "", "layout-grid")
        self.arrange.setMenu(filled_menu(self.arrange, actions, ARRANGE_MENU))
        row.addWidget(self.arrange)
        self.analyse = self._made_menu(self.tr("Analyse"), "", "git-merge")
        self.analyse.setMenu(filled_menu(self.analyse, actions, ANALYSE_MENU))
        row.addWidget(self.analyse)
        self.export = look.push(self, self.tr("Export board"), "outline", "image")
        self.export.setToolTip(native(actions.row_of["export.board"].keys))
        self.export.clicked.connect(actions["export.board"].trigger)
        row.addWidget(self.export)
        self.theme = self._made_tool(actions, "view.theme", "moon")
        row.addWidget(self.theme)
        self.help = self._made_tool(actions, "help.shortcuts", "circle-help")
        self.help.setMenu(filled_menu(self.help, actions, HELP_MENU))
        self.help.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self.help)
        self.setFixedHeight(look.px(48))
        look.changed.connect(self._on_theme)
        self._on_theme()

    def set_case(self, title: str) -> None:
        """Show which case is open."""
        shown = one_line(title) or self.tr("Untitled case")
        self.case_button.setText(shortened(shown, 44).replace("&", "&&"))
        self.case_button.setAccessibleName(self.tr("Case: {title}").format(title=shortened(shown, 200)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.case_button.setMaximumWidth(max(120, self.width() // 4))
        self.search.setMaximumWidth(self._look.px(FIELD[1]))

    def _made_mark(self) -> QToolButton:
        mark = QToolButton(self)
        mark.setIcon(QIcon(str(assets.path("app", "caseboard.svg"))))
        mark.setIconSize(QSize(self._look.px(24), self._look.px(24)))
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mark.setAccessibleName("Caseboard")
        return mark

    def _made_menu(self, text: str, look: str, icon: str) -> QPushButton:
        button = self._look.push(self, text, look, icon)
        if text:
            button.setAccessibleName(text)
        return button

    def _made_tool(self, actions: Actions, id_: str, icon: str) -> QToolButton:
        action = actions[id_]
        keys = native(actions.row_of[id_].keys[:1])
        button = self._look.tool(self, icon, action.text(), "text2", 18, keys)
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _made_search(self, actions: Actions) -> QPushButton:
        words = self.tr("Search cards and documents, or run a command")
        button = SearchButton(self, words, native(actions.row_of["find.anything"].keys[:1]), self._look)
        button.clicked.connect(self.asked)
        button.setMinimumWidth(self._look.px(FIELD[0]))
        return button

    def _on_theme(self) -> None:
        """The theme button shows what it would turn to."""
        self.theme.setIcon(self._look.icon("sun" if self._look.theme.is_dark else "moon", "text2", 18))


class SearchButton(QPushButton):
    """A field to press: it opens the search over the whole case."""

    def __init__(self, parent: QWidget, words: str, keys: str, look: Look) -> None:
        super().__init__(parent)
        self._words = words
        dressed(self, "search")
        self.setAccessibleName(words)
        self.setMinimumHeight(look.px(32))
        look.follow(self, "search", "text2", 16)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, look.px(8), 0)
        row.addStretch(1)
        key = dressed(PlainLabel(keys, self), "key")
        key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        self._key = key

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self._key.sizeHint().width() - 64
        text = " " + self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 20))
        if text != self.text():
            self.setText(text)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())


def _upright(parent: QWidget, look: Look) -> QWidget:
    rule = line(parent, upright=True)
    rule.setFixedHeight(look.px(20))
    return rule
