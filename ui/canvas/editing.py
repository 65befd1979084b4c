"""Which words are edited in place, where they stand, and what becomes of them.

Titles of cards and frames and labels of links are one line; a note's words may run over several.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeAlias

from PySide6.QtCore import QCoreApplication, QPointF, QRectF

from board.change import Change
from board.edits import boards, items, links, placing
from board.records import Item
from board.text import displayed, one_line
from ui.canvas.draw.cards import compact_title, title_block
from ui.canvas.editor import InPlaceEditor
from ui.canvas.view import Tier

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_SMALL = QRectF(0, 0, 170, 22)
"""Where the words are not drawn at this zoom, the field has this size, in screen px."""
_MOST_LINES = 10
"""A new card grows no higher than for this many lines."""
Words: TypeAlias = Literal["title", "text"]
_COMPACT = 12.0
"""The size in screen px that words keep below the full zoom."""


def edit_item(board: BoardWidget, item: str, words: Words | None = None) -> None:
    """Type a card's words: those named, else the ones that it shows first."""
    document = board.document
    record = document.case.items[item]
    words = words or words_of(record)

    def done(text: str) -> None:
        if item in document.case.items:
            document.do(items.set_fields(document.case, item, **{words: _clean(text, words)}))

    _open(board, lambda: _title_place(board, item), getattr(record, words), done, words)


def edit_new(board: BoardWidget, item: str, step: str, link: str = "") -> None:
    """Type the words of a card that has just been put down; they join the step that made the card.

    Esc takes the card back. `link` is the one that came with it; `board.linked` tells of it at the end.
    """
    document = board.document
    words = words_of(document.case.items[item])

    def done(text: str) -> None:
        last = document.history.last
        if item in document.case.items and last is not None and last.merge == step:
            typed = items.set_fields(document.case, item, **{words: _clean(text, words)})
            document.do(typed.labelled(last.label), merge=step, resumes=True)
            document.do(_grown(board, item).labelled(last.label), merge=step, resumes=True)
        if link in document.case.links:
            # what is answered about the link joins the step as well
            board.linked.emit(link)
        else:
            document.end_merge()

    def dropped() -> None:
        last = document.history.last
        if last is not None and last.merge == step:
            document.undo()

    _open(board, lambda: _title_place(board, item), "", done, words, dropped)


def _grown(board: BoardWidget, item: str) -> Change:
    """The card made high enough for the words that were typed on it; nothing else gives way."""
    card, style = board.card(item), board.style_of_cards
    block = title_block(card, style)
    font = style.font(block.role, block.weight, block.size)
    words = card.title or card.body
    lines = len(style.fit(words, font, block.fitted.width, _MOST_LINES).lines)
    more = max(0, lines - len(block.fitted.lines)) * block.line
    there = board.document.case.placements[board.board_id, item]
    box = (there.x, there.y, there.width, there.height + more)
    return placing.set_boxes(board.document.case, board.board_id, {item: box})


def words_of(record: Item) -> Words:
    """Which words of an item its card shows first: a note may do without a title."""
    return "text" if record.kind == "note" and not record.title else "title"


def _clean(text: str, words: Words) -> str:
    return one_line(text) if words == "title" else displayed(text).strip()


def edit_link(board: BoardWidget, link: str) -> None:
    """Type a link's label."""
    document = board.document

    def place() -> QRectF:
        row = board.model.link_row.get(link)
        if row is None:
            return QRectF()
        x, y = board.model.lines[row, board.model.lines.shape[1] // 2]
        return _round(board.view.to_screen(QPointF(x, y)))

    def done(text: str) -> None:
        if link in document.case.links:
            document.do(links.set_link(document.case, link, label=one_line(text)))

    _open(board, place, document.case.links[link].label, done, "label", font="caption")


def edit_frame(board: BoardWidget, frame: str, *, step: str = "") -> None:
    """Type a frame's title; with a step it joins the one that drew the frame."""
    document = board.document

    def place() -> QRectF:
        record = board.model.frame(frame)
        if record is None:
            return QRectF()
        corner = board.view.to_screen(QPointF(record.x + 12, record.y + 6))
        return QRectF(corner.x(), corner.y(), max(120.0, record.width * board.view.scale - 32), 20)

    def done(text: str) -> None:
        if frame in document.case.frames:
            change = boards.set_frame(document.case, frame, title=one_line(text))
            last = document.history.last
            if step and last is not None and last.merge == step:
                document.do(change.labelled(last.label), merge=step, resumes=True)
            else:
                document.do(change)
        document.end_merge()

    _open(board, place, document.case.frames[frame].title, done, "frame", font="small")


def edit_selected(board: BoardWidget, words: Words | None = None) -> bool:
    """Type the words of the one thing that is selected."""
    selection = board.selection
    if len(selection) != 1:
        return False
    for item in selection.items:
        edit_item(board, item, words)
    for ids, edit in (
        (selection.links, edit_link),
        (selection.frames, edit_frame),
    ):
        for id_ in ids:
            edit(board, id_)
    return True


def _open(
    board: BoardWidget,
    place: Callable[[], QRectF],
    text: str,
    done: Callable[[str], None],
    words: str,
    dropped: Callable[[], None] | None = None,
    *,
    font: str = "",
) -> None:
    """Lay a field over the words, and keep it there while the board is panned or zoomed under it.

    What was typed and could not be written stays in the field, so that it is not lost.
    """
    board.finish_editing()
    if board.editor is not None:
        return
    has_lines = words == "text"
    editor = InPlaceEditor(board, board.theme, text, has_lines=has_lines, name=_named(words))
    face = board.theme.board_font(font or ("body" if has_lines else "cardTitle"))

    def size() -> float:
        full = board.view.tier == Tier.FULL
        return face.pixelSize() * board.view.scale if full else _COMPACT

    def follow() -> None:
        editor.follow(place(), size())

    board.viewport_changed.connect(follow)

    def over() -> None:
        board.viewport_changed.disconnect(follow)
        board.editor = None

    def committed(typed: str) -> None:
        try:
            done(typed)
        except Exception:
            _open(board, place, typed, done, words, dropped, font=font)
            raise

    editor.committed.connect(over)
    editor.cancelled.connect(over)
    editor.committed.connect(committed)
    if dropped is not None:
        editor.cancelled.connect(dropped)
    board.editor = editor
    editor.open_over(place(), face, size())


def _title_place(board: BoardWidget, item: str) -> QRectF:
    """Where a card's title stands on the screen."""
    box = board.model.box(item)
    if box is None:
        return QRectF()
    corner, scale = board.view.to_screen(box.topLeft()), board.view.scale
    card = board.card(item)
    style = board.style_of_cards
    if board.view.tier == Tier.FULL:
        block = title_block(card, style)
        unit = scale
    elif board.view.tier == Tier.COMPACT:
        block = compact_title(card, style, scale)
        unit = 1.0
    else:
        return _round(board.view.rect_to_screen(box).center())
    lines = max(1, len(block.fitted.lines))
    place = QRectF(block.left, block.top, block.fitted.width, block.line * lines)
    return QRectF(corner + place.topLeft() * unit, place.size() * unit)


def _round(centre: QPointF) -> QRectF:
    small = QRectF(_SMALL)
    small.moveCenter(centre)
    return small


def _named(words: str) -> str:
    """What a screen reader calls the field."""
    names = {
        "title": QCoreApplication.translate("Board", "Title"),
        "text": QCoreApplication.translate("Board", "Text"),
        "label": QCoreApplication.translate("Board", "Label of the link"),
        "frame": QCoreApplication.translate("Board", "Title of the frame"),
    }
    return names[words]
