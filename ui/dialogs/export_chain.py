"""The chain of a claim as a picture, written like a board: in the background, whole or not at all.

It is worked out anew from what may be shown to others, so that a confidential voice is neither drawn
nor counted in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from board.evidence.analysis import Analysis
from board.evidence.measures import counts
from board.evidence.sentence import full_name
from board.redacting import redacted
from board.text import shortened
from ui import render
from ui.canvas.draw.chain import chain_drawing
from ui.dialogs.export import export_to, file_name
from ui.dialogs.paths import ask_save

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SCALE = 2.0
MARGIN = 32


def chain_picture(window: MainWindow, claim: str, stance: str) -> render.Request | None:
    """The picture of a chain in the look of the window; None where there is nothing to show."""
    case = redacted(window.document.case)
    if claim not in case.items:
        return None
    graph = Analysis(case).graph(claim, stance)
    if not graph.stands:
        return None
    title = shortened(full_name(case, claim), 200)
    look = render.Look(theme=window.look.theme.name, margin=MARGIN, title=title)
    return render.chain_request(chain_drawing(case, graph, counts(graph)), look, scale=SCALE)


def export_chain(window: MainWindow, claim: str, stance: str) -> None:
    """Ask where to, and write the picture of a chain there."""
    wanted = chain_picture(window, claim, stance)
    if wanted is None:
        window.deeds.say_failed(
            QCoreApplication.translate(
                "Export", "Without what is confidential, no chain is left to be drawn."
            )
        )
        return
    title = QCoreApplication.translate("Export", "Export the chain")
    kinds = QCoreApplication.translate("Export", "Pictures (*.png)")
    name = (file_name(wanted.look.title) or "chain") + ".png"
    path = ask_save(window, window.settings, title, name, kinds)
    if path is not None:
        words = QCoreApplication.translate("Export", "Chain saved as {name}, {width} by {height}")
        export_to(
            window,
            wanted,
            path if path.suffix.lower() == ".png" else path.with_name(path.name + ".png"),
            words,
        )
