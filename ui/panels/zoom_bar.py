"""The bar at the foot of the board: tools at the left, how near one looks at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from ui.actions import Actions, native
from ui.style import Look, dressed, line

TOOLS = ("tool.select", "tool.hand", "tool.link", "tool.frame")


class ZoomBar(QFrame):
    """Select, hand, link and frame tools; zoom out, per cent, in, and fit."""

    actual_asked = Signal()

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        dressed(self, "raised")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(6), look.px(4), look.px(6), look.px(4))
        row.setSpacing(look.px(3))
        self.tools: dict[str, QToolButton] = {}
        for id_ in TOOLS:
            button = self._made(look, actions, id_, 34)
            button.setCheckable(True)
            row.addWidget(button)
            self.tools[id_.removeprefix("tool.")] = button
        rule = line(self, upright=True)
        rule.setFixedHeight(look.px(20))
        row.addWidget(rule)
        row.addWidget(self._made(look, actions, "view.zoom_out", 28, "minus"))
        self.percent = QPushButton("100 %", self)
        self.percent.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.percent.setToolTip(self.tr("Zoom to 100 %"))
        self.percent.setAccessibleName(self.tr("Zoom"))
        self.percent.setFixedWidth(look.px(64))
        self.percent.clicked.connect(self.actual_asked)
        row.addWidget(self.percent)
        row.addWidget(self._made(look, actions, "view.zoom_in", 28, "plus"))
        row.addWidget(self._made(look, actions, "view.fit", 34, "expand"))
        self.show_tool("select")

    def show_scale(self, scale: float) -> None:
        """Show the zoom in per cent."""
        self.percent.setText(f"{scale * 100:.0f} %" if scale >= 0.1 else f"{scale * 100:.1f} %")

    def show_tool(self, name: str) -> None:
        """Show which tool is in hand."""
        for own, button in self.tools.items():
            button.setChecked(own == name)

    def _made(self, look: Look, actions: Actions, id_: str, side: int, icon: str = "") -> QToolButton:
        row, action = actions.row_of[id_], actions[id_]
        button = look.tool(self, icon or row.icon, action.text(), "text2", 18, native(row.keys[:1]))
        button.setFixedSize(look.px(side), look.px(side))
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button
