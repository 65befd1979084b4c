"""What a right click offers, by what lies under the pointer.

Only ids of rows in the table of actions stand here; the table says what they are called, which keys
they have and when they can be used. An empty id is a separator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget
    from ui.canvas.hit import Hit

_CLIPBOARD = ("edit.cut", "edit.copy", "edit.duplicate")
_ORDER = ("arrange.raise", "arrange.lower")
_CHAINS = (
    "trace.avoid",
    "evidence.chain",
    "evidence.without",
    "evidence.not_independent",
    "evidence.voice_of",
)
_GONE = ("edit.delete", "edit.erase")
_SELECT = ("edit.select_neighbours", "edit.select_same_kind")
_TRACE = ("trace.ways", "trace.around")

CARD = (
    *("edit.open", "edit.rename", "read.item", ""),
    *_CLIPBOARD,
    "",
    *("arrange.pin", "arrange.collapse", "arrange.colour"),
    *_ORDER,
    *("arrange.frame", ""),
    *_SELECT,
    *_TRACE,
    "",
    *_GONE,
)
ARRANGE = (
    *("layout.tidy", "", "layout.force", "layout.layered", "layout.timeline", "layout.radial"),
    *("layout.kind", "layout.grid", "", "layout.routes"),
)
"""A menu of its own within that of cards and of the blank board."""
SEVERAL = (
    *("link.selected", "arrange.frame", ""),
    *_CLIPBOARD,
    "",
    *("arrange.left", "arrange.centre", "arrange.right", ""),
    *("arrange.top", "arrange.middle", "arrange.bottom", ""),
    *("arrange.across", "arrange.down", ""),
    *("arrange.match_width", "arrange.match_height", ""),
    *("arrange.pin", "arrange.collapse", "arrange.colour"),
    *_ORDER,
    "",
    *_SELECT,
    *_TRACE,
    "trace.shared",
    "",
    *_GONE,
)
LINK = ("evidence.know", "edit.rename", "link.kind", "link.reverse", "link.straighten", "", "edit.erase")
FRAME = ("edit.rename", "arrange.colour", *_ORDER, "", "edit.delete")
BLANK = (
    *("add.person", "add.organisation", "add.claim", "add.source", "add.event", "add.place"),
    *("add.note", "add.file", ""),
    *("edit.paste", "edit.select_all", ""),
    *("view.fit", "view.actual", "filter.add"),
)


def select_hit(board: BoardWidget, hit: Hit) -> None:
    """Make what is under the pointer the selection, unless it is part of it."""
    selection = board.selection
    if hit.kind in ("link", "link_end", "link_label", "bend"):
        if hit.id not in selection.links:
            selection.set(links=[hit.id])
    elif hit.kind in ("frame", "frame_edge"):
        if hit.id not in selection.frames:
            selection.set(frames=[hit.id])
    elif hit.kind == "empty":
        selection.clear()
    elif hit.id not in selection.items:
        selection.set(items=[hit.id])


def menu_for(board: BoardWidget, hit: Hit) -> tuple[str, ...]:
    """The ids of the actions for what is under the pointer; `select_hit` has made it the selection."""
    selection = board.selection
    if hit.kind in ("link", "link_end", "link_label", "bend"):
        return LINK
    if hit.kind in ("frame", "frame_edge"):
        return FRAME
    if hit.kind == "empty" or not hit.id:
        return BLANK
    return _with_chains(board, SEVERAL if len(selection.items) > 1 else CARD)


def _with_chains(board: BoardWidget, ids: tuple[str, ...]) -> tuple[str, ...]:
    """What chains offer for the cards selected comes first; what does not fit them is left out."""
    fitting = [own for own in _CHAINS if (action := board.actions_by_id.get(own)) and action.isEnabled()]
    return (*fitting, "", *ids) if fitting else ids


def menu_of(board: BoardWidget, hit: Hit) -> QMenu:
    """The menu for a hit, of the actions that the window gave the board; ids without one are left out."""
    menu = QMenu(board)
    _fill(menu, board, menu_for(board, hit))
    if hit.kind in ("card", "empty") or not hit.id:
        inner = QMenu(QCoreApplication.translate("Board", "Arrange"), menu)
        _fill(inner, board, ARRANGE)
        if not inner.isEmpty():
            menu.addSeparator()
            menu.addMenu(inner)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _fill(menu: QMenu, board: BoardWidget, ids: tuple[str, ...]) -> None:
    for action_id in ids:
        if not action_id:
            menu.addSeparator()
        elif (action := board.actions_by_id.get(action_id)) is not None:
            menu.addAction(action)


def open_menu(board: BoardWidget, hit: Hit, at: QPoint) -> None:
    """Show the menu for a hit at a point of the screen."""
    menu = menu_of(board, hit)
    if menu.isEmpty():
        menu.deleteLater()
    else:
        menu.popup(at)
