"""Tools: what the mouse and the keys mean on the board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.canvas.tools.frame import FrameTool
from ui.canvas.tools.hand import HandTool
from ui.canvas.tools.link import LinkTool
from ui.canvas.tools.select import SelectTool
from ui.canvas.tools.tool import Tool

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_TOOLS: dict[str, type[Tool]] = {tool.name: tool for tool in (SelectTool, HandTool, LinkTool, FrameTool)}


def tool_of(name: str, board: BoardWidget) -> Tool:
    """A tool by its name. Raises KeyError for one that there is not."""
    return _TOOLS[name](board)
