"""Words dragged out of a document onto the board: a card is born that knows where it was read.

The passage comes with its quote and its place, as JSON under a type of its own. Nobody else's data is
trusted: it must name a document of this case, and everything in it has to be what a passage holds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData, QPointF, Qt

from board import kinds
from board.case import Case
from board.change import Change
from board.edits import passages
from board.records import Passage
from board.text import displayed, one_line, shortened
from ui.canvas import creating
from ui.canvas.cards import Card
from ui.wording import kind_name

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

PASSAGE = "application/x-caseboard-passage"
_WORDS = ("attachment", "source", "quote", "prefix", "suffix", "text_sha256", "extractor")
_NUMBERS = ("start", "end", "page")
_MOST = 400_000


def packed(passage: Passage) -> QMimeData:
    """A passage to be dragged or copied: for this program, and as text for any other."""
    fields: dict[str, Any] = {name: getattr(passage, name) for name in (*_WORDS, *_NUMBERS, "rects")}
    data = QMimeData()
    data.setText(passage.quote)
    data.setData(PASSAGE, QByteArray(json.dumps(fields).encode()))
    return data


def unpacked(case: Case, data: QMimeData) -> Passage | None:
    """The passage that data holds, or None when it holds none of this case."""
    if not data.hasFormat(PASSAGE):
        return None
    raw = bytes(data.data(PASSAGE).data())
    if len(raw) > _MOST:
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not _is_sound(found):
        return None
    if found["attachment"] not in case.attachments:
        return None
    source = found["source"] if found["source"] in case.items else ""
    rects = tuple(tuple(map(float, rect)) for rect in found["rects"])
    return Passage("", **(found | {"source": source, "rects": rects}))


def _is_sound(found: dict[str, object]) -> bool:
    rects = found.get("rects")
    return (
        found.keys() == {*_WORDS, *_NUMBERS, "rects"}
        and all(isinstance(found[name], str) for name in _WORDS)
        and all(type(found[name]) is int for name in _NUMBERS)
        and isinstance(rects, list)
        and all(
            isinstance(rect, list) and len(rect) == 5 and all(type(n) in (int, float) for n in rect)
            for rect in rects
        )
        and bool(str(found["quote"]).strip() or rects)
    )


def kind_for(keys: Qt.KeyboardModifier) -> str:
    """What a drop makes: a claim, or with Alt a note."""
    return "note" if keys & Qt.KeyboardModifier.AltModifier else "claim"


def show(board: BoardWidget, passage: Passage, point: QPointF, onto: str, keys: Qt.KeyboardModifier) -> None:
    """A ghost of the card to be, with the words in it, or the mark of the card that would take them."""
    preview = board.preview
    preview.drop_target = onto
    preview.ghost = preview.ghost_at = None
    if onto:
        preview.hint = _tr("Drop to add the words to this card")
    else:
        kind = kinds.item_kind(board.document.case, kind_for(keys))
        width, height = kinds.default_size(kind.id)
        preview.ghost = Card(
            kind,
            width,
            height,
            kind_line=_title_line(kind_name(kind), passage.page),
            body=shortened(one_line(passage.quote[:2000]), 300) or _tr("A part of a page"),
            is_quote=True,
            is_lasting=False,
        )
        preview.ghost_at = QPointF(*creating.corner_of(kind.id, point))
        preview.hint = (
            _tr("Drop for a note") if kind.id == "note" else _tr("Drop for a claim, hold Alt for a note")
        )
    board.preview_changed()


def take(board: BoardWidget, passage: Passage, at: QPointF, onto: str, kind: str) -> bool:
    """Put a passage on a card, or make a card of it; one step."""
    if onto:
        add_to_card(board, passage, onto)
    else:
        make_card(board, passage, at, kind)
    return True


def take_passage(board: BoardWidget, data: QMimeData, at: QPointF, onto: str) -> bool:
    """Take in a passage that was pasted."""
    passage = unpacked(board.document.case, data)
    return passage is not None and take(board, passage, at, onto, "claim")


def make_card(board: BoardWidget, passage: Passage, middle: QPointF, kind: str, **more: Any) -> str:
    """A card of a passage with its middle at a board point, tied to the passage's source."""
    document = board.document
    corner = creating.corner_of(kind, middle)
    if not passage.quote:
        more.setdefault("title", _area_title(document.case, passage))
    change, item = passages.item_from_passage(
        document.case, kind, passage, board=board.board_id, at=corner, **more
    )
    document.end_merge()
    step = f"passage {document.history.position}"
    document.do(change, merge=step)
    document.end_merge()
    _tell(board, change, item, step)
    board.selection.set(items=[item])
    board.set_focused(item, is_shown=False)
    board.show_items([item])
    for key, (_, link) in change.pairs.items():
        if key[0] == "link" and link is not None:
            board.linked.emit(key[1])
    return item


def add_to_card(board: BoardWidget, passage: Passage, item: str) -> None:
    """Put a passage on a card that is there."""
    document = board.document
    document.end_merge()
    step = f"passage {document.history.position}"
    change, _ = passages.add_passage(document.case, item, passage)
    document.do(change, merge=step)
    document.end_merge()
    _tell(board, change, item, step)
    board.selection.set(items=[item])
    title = shortened(one_line(displayed(document.case.items[item].title)), 60)
    board.reported.emit(_tr("The words are now on “{title}”").format(title=title))


def _tell(board: BoardWidget, change: Change, item: str, step: str) -> None:
    """Say that a part of a page is on a card now, for whoever cuts it out."""
    for _, new in change.pairs.values():
        if isinstance(new, Passage) and not new.quote:
            board.area_taken.emit(item, new.id, step)


def _area_title(case: Case, passage: Passage) -> str:
    """What a card is called that was made of a part of a page."""
    file = case.attachments[passage.attachment]
    name = shortened(displayed(Path(file.name).stem), 80)
    if file.media_type.startswith("image/"):
        return _tr("Part of {name}").format(name=name)
    return _tr("Part of {name}, page {page}").format(name=name, page=passage.page)


def _title_line(kind: str, page: int) -> str:
    if page:
        return _tr("New {kind} from page {page}").format(kind=kind.lower(), page=page)
    return _tr("New {kind}").format(kind=kind.lower())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Board", text)
