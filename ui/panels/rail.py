"""The rail at the left: every kind of card, to be dragged onto the board or pressed."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFont, QFontMetrics, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.case import Case
from board.kinds import all_item_kinds
from board.records import ItemKind
from board.text import one_line
from ui.icons import kind_icon
from ui.style import Look, dressed, redress
from ui.widgets import PlainLabel
from ui.wording import kind_name

KIND_MIME = "application/x-caseboard-kind"
WIDTH = 84
ROOMY, TIGHT = ("kind", 52, 24), ("tightKind", 40, 20)
"""The look of a kind's button, its height and that of its mark; the second where the window is low."""


class KindButton(QToolButton):
    """A kind of card: press it for one in the middle of the board, drag it to where it belongs."""

    def __init__(self, parent: QWidget, kind: ItemKind, look: Look) -> None:
        super().__init__(parent)
        self.kind = kind
        self._look = look
        self._pressed_at = QPoint()
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name = one_line(kind_name(kind))
        font = look.theme.font("caption")
        self.setText(_elided(name, font, look.px(WIDTH - 8)).replace("&", "&&"))
        self.setAccessibleName(self.tr("Add {kind}").format(kind=name))
        self.setToolTip(self.tr("Drag onto the board, or press to add one"))
        self.show_in(ROOMY)

    def show_in(self, room: tuple[str, int, int]) -> None:
        """Take up so much room."""
        dress, height, self._side = room
        redress(self, look=dress)
        self.setFixedHeight(self._look.px(height))
        self.show_theme()

    def show_theme(self) -> None:
        """Draw the mark in the theme's colour."""
        side = self._look.px(self._side)
        self.setIcon(kind_icon(self.kind, self._look.theme, side))
        self.setIconSize(QSize(side, side))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        way = event.position().toPoint() - self._pressed_at
        far = way.manhattanLength() >= QApplication.startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and far and self.isEnabled():
            self.setDown(False)
            self._drag()
        else:
            super().mouseMoveEvent(event)

    def _drag(self) -> None:
        data = QMimeData()
        data.setData(KIND_MIME, self.kind.id.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        # the board shows the card that will be; a picture at the pointer would lie over it
        nothing = QPixmap(1, 1)
        nothing.fill(Qt.GlobalColor.transparent)
        drag.setPixmap(nothing)
        drag.exec(Qt.DropAction.CopyAction)


class Rail(QWidget):
    """Kinds of cards, the link tool and the settings."""

    kind_chosen = Signal(str)
    kind_wanted = Signal()
    kind_edited = Signal(str)
    link_chosen = Signal()
    views_chosen = Signal()
    settings_chosen = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "rail")
        self._look = look
        self.setFixedWidth(look.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(4), look.px(4), look.px(4), look.px(4))
        column.setSpacing(look.px(2))
        hint = dressed(PlainLabel(self.tr("Drag to add"), self, elides=True), "caption")
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)
        self._kinds = QWidget()
        self._kind_column = QVBoxLayout(self._kinds)
        self._kind_column.setContentsMargins(0, 0, 0, 0)
        self._kind_column.setSpacing(look.px(2))
        area = self._area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dressed(self._kinds, "rail")
        area.setWidget(self._kinds)
        column.addWidget(area, 1)
        self.link = self._foot(self.tr("Link"), "link")
        self.link.clicked.connect(self.link_chosen)
        column.addWidget(self.link)
        views = self._foot(self.tr("Views"), "bookmark")
        views.clicked.connect(self.views_chosen)
        column.addWidget(views)
        settings = self._foot(self.tr("Settings"), "settings")
        settings.clicked.connect(self.settings_chosen)
        column.addWidget(settings)
        self.buttons: dict[str, KindButton] = {}
        self._shown: list[ItemKind] = []
        self._room = ROOMY
        look.changed.connect(self._on_theme)

    def show_kinds(self, case: Case, editable: bool) -> None:
        """Show the kinds that the case knows."""
        kinds = all_item_kinds(case)
        if kinds != self._shown:
            self._fill(kinds, set(case.item_kinds))
        for button in self.buttons.values():
            button.setEnabled(editable)
        self.link.setEnabled(editable)
        self._more.setEnabled(editable)

    def _fill(self, kinds: list[ItemKind], own: set[str]) -> None:
        self._shown = kinds
        while item := self._kind_column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        for kind in kinds:
            button = KindButton(self._kinds, kind, self._look)
            button.clicked.connect(self._on_kind)
            if kind.id in own:
                button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
                button.customContextMenuRequested.connect(self._on_edit)
            self._kind_column.addWidget(button)
            self.buttons[kind.id] = button
        self._more = self._foot(self.tr("New kind"), "plus")
        self._more.clicked.connect(self.kind_wanted)
        self._kind_column.addWidget(self._more)
        self._kind_column.addStretch(1)
        self._room = ROOMY
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Draw the kinds smaller where that keeps all of them in sight."""
        if not self.buttons:
            return
        rest = self._more.height() + len(self.buttons) * self._kind_column.spacing()
        roomy = rest + len(self.buttons) * self._look.px(ROOMY[1])
        room = ROOMY if roomy <= self._area.viewport().height() else TIGHT
        if room != self._room:
            self._room = room
            for button in self.buttons.values():
                button.show_in(room)

    def _foot(self, text: str, icon: str) -> QToolButton:
        button = dressed(QToolButton(self), "kind")
        button.setText(_elided(text, self._look.theme.font("caption"), self._look.px(WIDTH - 8)))
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setFixedHeight(self._look.px(44))
        self._look.follow(button, icon, "text2", 18)
        return button

    def _on_kind(self) -> None:
        button = self.sender()
        assert isinstance(button, KindButton)
        self.kind_chosen.emit(button.kind.id)

    def _on_edit(self) -> None:
        button = self.sender()
        assert isinstance(button, KindButton)
        self.kind_edited.emit(button.kind.id)

    def _on_theme(self) -> None:
        for button in self.buttons.values():
            button.show_theme()


def _elided(text: str, font: QFont, width: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
