"""Everything the board draws, as functions over plain data that work on any painter.

The window's sprites, exported pictures and print all go through these, so that what is exported is
what was seen.
"""

from ui.canvas.draw.cards import draw_card, draw_strike
from ui.canvas.draw.frames import draw_frame
from ui.canvas.draw.links import LinkLook, draw_label, draw_link, draw_link_sample
from ui.canvas.draw.marks import draw_badge, draw_grade, draw_mark
from ui.canvas.draw.style import Style

__all__ = [
    "LinkLook",
    "Style",
    "draw_badge",
    "draw_card",
    "draw_frame",
    "draw_grade",
    "draw_label",
    "draw_link",
    "draw_link_sample",
    "draw_mark",
    "draw_strike",
]
