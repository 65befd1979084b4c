"""The columns beside the board: where a window is too narrow for both, the one opened last stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from ui.style import Look

if TYPE_CHECKING:
    from ui.workspace import Workspace

LEAST_READER, MOST_READER = 260, 900


class Columns(QObject):
    """What is open left and right of the board of a workspace, which keeps its least width."""

    def __init__(self, workspace: Workspace, look: Look) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._look = look
        self._gave_way = False
        """The column at the right would be open if there were room."""
        workspace.installEventFilter(self)

    def turned_left(self, shown: bool) -> None:
        """The reader or the analysis was opened or closed: the details make room, or come back."""
        if shown:
            self._make_room()
        elif self._gave_way and not self._left():
            self._bring_back()

    def turned_right(self, shown: bool) -> None:
        """The column at the right was opened or closed: what is open at the left makes room."""
        self._gave_way = False
        if shown and self._left() and self._lacks_room():
            self._workspace.show_reader(False)
            self._workspace.show_analysis(False)

    def widen_reader(self, width: int) -> None:
        """Give the reader a width, as far as the board keeps its own."""
        workspace, look = self._workspace, self._look
        if workspace.reader is not None:
            side = workspace.side.isVisible() * workspace.side.width()
            room = workspace.width() - workspace.rail.width() - side
            most = max(min(room - workspace.area.minimumWidth(), look.px(MOST_READER)), 1)
            width = min(max(width, look.px(LEAST_READER)), most)
            workspace.reader.setFixedWidth(width)
            look.settings.reader_width = round(width / look.scale)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            side = self._workspace.side
            if self._gave_way and not self._lacks_room(side.width()):
                self._bring_back()
            else:
                self._make_room()
        return False

    def _make_room(self) -> None:
        if self._left() and not self._workspace.side.isHidden() and self._lacks_room():
            self._workspace.show_side(False)
            self._gave_way = True

    def _bring_back(self) -> None:
        self._gave_way = False
        self._workspace.show_side(True)

    def _lacks_room(self, more: int = 0) -> bool:
        workspace = self._workspace
        right = 0 if workspace.side.isHidden() else workspace.side.width()
        taken = workspace.rail.width() + self._left() + right + more
        return workspace.width() - taken < workspace.area.minimumWidth()

    def _left(self) -> int:
        """The width of what is open at the left."""
        panes = (self._workspace.reader, self._workspace.analysis)
        return sum(pane.width() for pane in panes if pane is not None and not pane.isHidden())
