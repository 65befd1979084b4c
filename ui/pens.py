"""What the board's draw functions draw with: Qt's painter, or one that writes SVG.

A PDF, a printer, a picture and the window all take Qt's painter. Qt's own SVG writer repeats every
icon and forgets to clip, so that format has a pen of its own with the same calls (docs/adr/0011). The
type checker sees to it that whatever the draw functions call, both of them can do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from ui.svg_pen import SvgPen

Pen: TypeAlias = "QPainter | SvgPen"
