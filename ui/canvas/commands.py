"""What a row of the table of actions does to a board.

Plain functions over a board widget. Each answers whether it did something, and says what in one
sentence (`board.reported`), which the window shows with an Undo beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from board import query
from board.change import Change, fold
from board.edits import boards, items, links, placing
from board.kinds import ITEM_KINDS, default_size
from ui.actions import marked
from ui.canvas import arranging, clipping, creating, drop, editing, linking
from ui.canvas.sentences import said
from ui.canvas.walking import clear_spot

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_ROOM = 12.0
"""Board units kept free round a new card."""
Command: TypeAlias = "Callable[[BoardWidget], bool]"


def delete_off_board(board: BoardWidget) -> bool:
    """Take the selected cards off this board; selected frames and links, which live here alone, go."""
    case, selection = board.document.case, board.selection
    count = len(selection)
    if not count or board.is_read_only:
        return False
    label = _label_of(board)
    gone = [
        links.delete_links(case, selection.links),
        boards.delete_frame(case, selection.frames),
        placing.take_off(case, board.board_id, selection.items),
    ]
    if selection.items:
        sentence = said(
            marked("Board", "1 card taken off this board"),
            marked("Board", "{0} cards taken off this board"),
            len(selection.items),
        )
    elif selection.frames and not selection.links:
        sentence = said(
            marked("Board", "1 frame removed"), marked("Board", "{0} frames removed"), len(selection.frames)
        )
    else:
        sentence = said(
            marked("Board", "1 link deleted"), marked("Board", "{0} links deleted"), len(selection.links)
        )
    return _do(board, _together(label, gone), sentence)


def _label_of(board: BoardWidget) -> str:
    selection = board.selection
    if selection.items:
        return "Take off board"
    return "Delete frame" if selection.frames and not selection.links else "Delete link"


def delete_from_case(board: BoardWidget) -> bool:
    """Delete the selected items and links from the case, wherever they lie."""
    case, selection = board.document.case, board.selection
    if not selection or board.is_read_only:
        return False
    gone_items = items.delete_items(case, selection.items)
    left = [link for link in selection.links if ("link", link) not in gone_items.pairs]
    changes = [links.delete_links(case, left), boards.delete_frame(case, selection.frames), gone_items]
    elsewhere = {there for item in selection.items for there in case.boards_of(item)} - {board.board_id}
    count = len(selection)
    sentence = said(
        marked("Board", "Deleted from the case"), marked("Board", "{0} things deleted from the case"), count
    )
    if elsewhere:
        more = said(
            marked("Board", "and from 1 other board"),
            marked("Board", "and from {0} other boards"),
            len(elsewhere),
        )
        sentence = f"{sentence}, {more}"
    return _do(board, _together("Delete", changes), sentence)


def _together(label: str, changes: list[Change]) -> Change:
    """Changes made from one state of the case, as one; where two touch a record, the first stands."""
    pairs = {key: pair for change in reversed(changes) for key, pair in change.pairs.items()}
    return fold(label, [Change(label, pairs)])


def link_selected(board: BoardWidget) -> bool:
    """Ask for the kind of a link between two selected cards, from the first on the board to the second."""
    chosen = board.selection.items
    if len(chosen) != 2 or board.is_read_only:
        board.reported.emit(QCoreApplication.translate("Board", "Select two cards to link them"))
        return False
    first, second = sorted(chosen, key=_likely_tail(board))
    linking.link_items(board, first, second)
    return True


def _likely_tail(board: BoardWidget) -> Callable[[str], tuple[int, float, float]]:
    """What speaks comes before what is said; of two alike, the left or upper one comes first."""
    case = board.document.case
    there = case.on_board(board.board_id)

    def order(item: str) -> tuple[int, float, float]:
        is_claim = case.items[item].kind in ("claim", "event", "place")
        return (int(is_claim), there[item].x, there[item].y)

    return order


def reverse_link(board: BoardWidget) -> bool:
    """Turn the selected links round."""
    chosen = board.selection.links
    return _do(
        board,
        links.reverse(board.document.case, chosen),
        said(marked("Board", "1 link reversed"), marked("Board", "{0} links reversed"), len(chosen)),
    )


def straighten_link(board: BoardWidget) -> bool:
    """Take the bend points out of the selected links."""
    case, here = board.document.case, board.board_id
    bent = [link for link in board.selection.links if (here, link) in case.routes]
    changes = [links.bend(case, here, link, ()) for link in bent]
    return _do(
        board,
        _together("Bend link", changes),
        said(marked("Board", "1 link straightened"), marked("Board", "{0} links straightened"), len(bent)),
    )


def choose_link_kind(board: BoardWidget) -> bool:
    """Ask for another kind of the selected link."""
    chosen = board.selection.links
    if len(chosen) != 1 or board.is_read_only:
        return False
    linking.choose_kind_of(board, next(iter(chosen)))
    return True


def edit(board: BoardWidget) -> bool:
    """Edit the words of the one selected thing in place."""
    return not board.is_read_only and editing.edit_selected(board)


def rename(board: BoardWidget) -> bool:
    """Type the title of the one selected thing."""
    return not board.is_read_only and editing.edit_selected(board, "title")


def select_all(board: BoardWidget) -> bool:
    """Select every card and frame."""
    board.selection.set(items=board.model.shown(), frames=[frame.id for frame in board.model.frames])
    return bool(board.selection)


def select_neighbours(board: BoardWidget) -> bool:
    """Select what the selected cards are linked to as well."""
    found = query.neighbours(board.document.case, board.selection.items, board.board_id)
    board.selection.add(items=board.model.shown(found))
    return bool(found)


def select_same_kind(board: BoardWidget) -> bool:
    """Select every card of the kinds that are selected."""
    if not board.selection.items:
        return False
    found = query.same_kind(board.document.case, board.selection.items, board.board_id)
    board.selection.set(items=board.model.shown(found))
    return True


def select_inverted(board: BoardWidget) -> bool:
    """Select the cards that are not selected."""
    board.selection.set(items=board.model.shown() - board.selection.items)
    return True


def add_at_pointer(kind: str, board: BoardWidget) -> bool:
    """Put a new card under the pointer, or in the middle when the pointer is elsewhere."""
    if board.is_read_only:
        return False
    _add_near(board, kind, board.where())
    return True


def _add_near(board: BoardWidget, kind: str, at: QPointF) -> None:
    """Put a new card at a point of the widget, or beside what is there."""
    point = board.view.to_board(at)
    size = default_size(kind)
    x, y = clear_spot(board.model.boxes, (point.x(), point.y()), size, _ROOM)
    creating.add_card(board, kind, QPointF(x, y))


def add_at_centre(board: BoardWidget, kind: str) -> bool:
    """Put a new card in the middle of what is seen."""
    if board.is_read_only:
        return False
    _add_near(board, kind, QPointF(board.rect().center()))
    return True


def fit_all(board: BoardWidget) -> bool:
    """Show the whole board."""
    board.zoom_to_fit()
    return True


def fit_selection(board: BoardWidget) -> bool:
    """Show the selection."""
    board.zoom_to_selection()
    return True


def use_tool(name: str, board: BoardWidget) -> bool:
    """Take a tool in the hand."""
    board.set_tool(name)
    board.setFocus(Qt.FocusReason.OtherFocusReason)
    return True


def _do(board: BoardWidget, change: Change, sentence: str) -> bool:
    if not change or board.is_read_only:
        return False
    board.document.do(change)
    board.reported.emit(sentence)
    return True


COMMANDS: dict[str, Command] = {
    "edit.cut": clipping.cut,
    "edit.copy": clipping.copy,
    "edit.paste": drop.paste,
    "edit.duplicate": clipping.duplicate,
    "edit.open": edit,
    "edit.rename": rename,
    "edit.delete": delete_off_board,
    "edit.erase": delete_from_case,
    "edit.select_all": select_all,
    "edit.select_neighbours": select_neighbours,
    "edit.select_same_kind": select_same_kind,
    "edit.select_invert": select_inverted,
    **{f"add.{kind}": partial(add_at_pointer, kind) for kind in ITEM_KINDS},
    "link.selected": link_selected,
    "link.kind": choose_link_kind,
    "link.reverse": reverse_link,
    "link.straighten": straighten_link,
    **{f"arrange.{edge}": partial(arranging.align, edge) for edge in arranging.EDGES},
    "arrange.across": partial(arranging.distribute, "horizontal"),
    "arrange.down": partial(arranging.distribute, "vertical"),
    "arrange.match_width": partial(arranging.match, width=True, height=False),
    "arrange.match_height": partial(arranging.match, width=False, height=True),
    "arrange.frame": arranging.frame,
    "arrange.pin": arranging.pin,
    "arrange.collapse": arranging.collapse,
    "arrange.colour": arranging.choose_colour,
    "arrange.raise": arranging.raise_,
    "arrange.lower": arranging.lower,
    "view.fit": fit_all,
    "view.fit_selection": fit_selection,
    **{f"tool.{name}": partial(use_tool, name) for name in ("select", "hand", "link", "frame")},
}
"""Every command of the board by the id of its row in the table of actions."""
