"""What is dropped or pasted on the board, and what becomes of it.

A kind out of the palette becomes a card, a piece of a case its cards, a file a source (or, when it is a
picture, a picture on the card below), an address a source that keeps it - nothing is ever fetched - and
text a claim or a note, whichever the user says. `TAKERS` are asked in turn; the first that knows what to
do with the data does it. Bytes are kept by whom the window names (`board.keep_files`), off this thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QMimeData, QPointF, QRectF, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
)

from board import kinds
from board.edits import files, items
from board.records import Attachment
from board.text import displayed, one_line, shortened
from ui.canvas import arranging, clipping, creating, quoting
from ui.canvas.cards import Card
from ui.canvas.chooser import Choice, Chooser
from ui.canvas.hit import card_hit
from ui.wording import kind_name

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

KIND = "application/x-caseboard-kind"
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".avif"})
_TITLE = 140
_GAP = 20.0

Incoming: TypeAlias = "Path | tuple[str, bytes]"
"""A file to keep: where it lies, or its name and bytes."""
Keeper: TypeAlias = Callable[[Sequence[Incoming], Callable[[Sequence[Attachment]], None]], None]
"""Keeps files and calls back with their records, in the order given, those that failed left out."""
Taker: TypeAlias = "Callable[[BoardWidget, QMimeData, QPointF, str], bool]"


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a file beside its bytes, once it has been read."""

    fields: Mapping[str, Any]
    """Title, date and the like of the item that stands for it."""
    files: tuple[Attachment, ...] = ()
    """What came along with it."""


def paste(board: BoardWidget) -> bool:
    """Put what is on the clipboard on the board, under the pointer or in the middle."""
    data = QGuiApplication.clipboard().mimeData()
    if board.is_read_only or data is None:
        return False
    chosen = board.selection.items
    onto = next(iter(chosen)) if len(chosen) == 1 else ""
    taken = take_in(board, data, board.view.to_board(board.where()), onto)
    if not taken:
        board.reported.emit(QCoreApplication.translate("Board", "There is nothing on the clipboard to paste"))
    return taken


def take_in(board: BoardWidget, data: QMimeData, at: QPointF, onto: str = "") -> bool:
    """Take data in at a board point, or with the card `onto`; False when nobody knows what it is."""
    return any(taker(board, data, at, onto) for taker in TAKERS)


def drag_enter(board: BoardWidget, event: QDragEnterEvent) -> None:
    """Say whether what comes in may be dropped."""
    if board.is_read_only or not _is_known(event.mimeData()):
        event.ignore()
        return
    event.acceptProposedAction()
    _show(board, event)


def drag_move(board: BoardWidget, event: QDragMoveEvent) -> None:
    """Show what a drop here would make."""
    event.acceptProposedAction()
    _show(board, event)


def drag_leave(board: BoardWidget) -> None:
    """Forget what was shown."""
    board.clear_preview()


def dropped(board: BoardWidget, event: QDropEvent) -> None:
    """Take in what was dropped."""
    board.clear_preview()
    point = board.view.to_board(event.position())
    passage = quoting.unpacked(board.document.case, event.mimeData())
    below = _card_below(board, point)
    if (
        quoting.take(board, passage, point, below, quoting.kind_for(event.modifiers()))
        if passage is not None
        else take_in(board, event.mimeData(), point, below)
    ):
        event.acceptProposedAction()
        board.activateWindow()
    else:
        event.ignore()


def _is_known(data: QMimeData) -> bool:
    return (
        data.hasFormat(KIND)
        or data.hasFormat(clipping.FRAGMENT)
        or data.hasFormat(quoting.PASSAGE)
        or any((data.hasUrls(), data.hasText(), data.hasImage()))
    )


def _show(board: BoardWidget, event: QDragMoveEvent) -> None:
    """A ghost of the card to be, or the mark of the card that would take the picture or the words."""
    data, point = event.mimeData(), board.view.to_board(event.position())
    passage = quoting.unpacked(board.document.case, data)
    if passage is not None:
        quoting.show(board, passage, point, _card_below(board, point), event.modifiers())
        return
    preview = board.preview
    preview.drop_target = _card_below(board, point) if _is_picture(data) else ""
    kind, title = _to_be(data)
    if preview.drop_target or not kind:
        preview.ghost = preview.ghost_at = None
    else:
        shape = kinds.item_kind(board.document.case, kind)
        width, height = kinds.default_size(kind)
        line = kind_name(shape)
        preview.ghost = Card(shape, width, height, kind_line=line, title=title or line, is_lasting=False)
        preview.ghost_at = QPointF(*creating.corner_of(kind, point))
    board.preview_changed()


def _to_be(data: QMimeData) -> tuple[str, str]:
    """Kind and title of the card that data would become."""
    if data.hasFormat(KIND):
        return bytes(data.data(KIND).data()).decode("utf-8", "replace"), ""
    if data.hasFormat(clipping.FRAGMENT):
        return "", ""
    if data.hasUrls():
        first = data.urls()[0]
        return "source", one_line(first.fileName() if first.isLocalFile() else first.host())
    return ("note", shortened(one_line(data.text()), 80)) if data.hasText() else ("file", "")


def _is_picture(data: QMimeData) -> bool:
    paths = _local_files(data)
    if paths:
        return all(path.suffix.lower() in PICTURES for path in paths)
    return data.hasImage() and not data.hasUrls()


def _card_below(board: BoardWidget, point: QPointF) -> str:
    found = card_hit(board.model, point, board.view.scale)
    return found.id if found is not None else ""


# -- takers ----------------------------------------------------------------------------------------


def _take_kind(board: BoardWidget, data: QMimeData, at: QPointF, _onto: str) -> bool:
    if not data.hasFormat(KIND):
        return False
    kind = bytes(data.data(KIND).data()).decode("utf-8", "replace")
    if kind not in {known.id for known in kinds.all_item_kinds(board.document.case)}:
        return False
    creating.add_card(board, kind, at)
    return True


def _take_piece(board: BoardWidget, data: QMimeData, at: QPointF, _onto: str) -> bool:
    return data.hasFormat(clipping.FRAGMENT) and clipping.take_piece(board, data, at)


def _take_files(board: BoardWidget, data: QMimeData, at: QPointF, onto: str) -> bool:
    paths = _local_files(data)
    if not paths:
        return _refuse_folders(board, data)
    return _keep(board, paths, at, onto if _is_picture(data) else "")


def _refuse_folders(board: BoardWidget, data: QMimeData) -> bool:
    """Say that only files are taken, where what came is local and no file."""
    if not data.hasUrls() or not all(url.isLocalFile() for url in data.urls()):
        return False
    board.reported.emit(QCoreApplication.translate("Board", "Folders are not taken in: drop the files"))
    return True


def _take_picture(board: BoardWidget, data: QMimeData, at: QPointF, onto: str) -> bool:
    if not data.hasImage() or data.hasUrls():
        return False
    image = data.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return False
    name = QCoreApplication.translate("Board", "Pasted picture") + ".png"
    return _keep(board, [(name, _png(image))], at, onto)


def _take_address(board: BoardWidget, data: QMimeData, at: QPointF, _onto: str) -> bool:
    urls = [url.toString() for url in data.urls() if url.scheme() in ("http", "https")]
    if not urls and data.hasText() and _is_address(data.text().strip()):
        urls = [data.text().strip()]
    if not urls:
        return False
    add_address(board, urls[0], at)
    return True


def _take_text(board: BoardWidget, data: QMimeData, at: QPointF, _onto: str) -> bool:
    text = displayed(data.text()).strip() if data.hasText() else ""
    if not text:
        return False
    wanted = [kinds.item_kind(board.document.case, kind) for kind in ("claim", "note", "source")]
    choices = [Choice(kind.id, kind_name(kind), creating.mark(kind, board.theme)) for kind in wanted]
    chooser = Chooser(board, board.theme, QCoreApplication.translate("Board", "Paste text as"), choices)
    board.ask(chooser)
    chooser.chosen.connect(lambda kind: add_text(board, kind, text, at))
    spot = board.view.to_screen(at)
    chooser.open_beside([QRectF(spot, spot)])
    return True


TAKERS: tuple[Taker, ...] = (
    _take_kind,
    _take_piece,
    quoting.take_passage,
    _take_files,
    _take_picture,
    _take_address,
    _take_text,
)
"""Asked in turn."""


def add_address(board: BoardWidget, address: str, at: QPointF) -> str:
    """A source that keeps an address; it is never fetched."""
    parts = urlsplit(address)
    title = shortened(one_line(f"{parts.hostname or address}{parts.path}".rstrip("/")), _TITLE)
    change, item = items.add_item(
        board.document.case,
        "source",
        title=title,
        board=board.board_id,
        at=creating.corner_of("source", at),
        fields=(("url", address),),
    )
    arranging.put_down(board, change)
    board.selection.set(items=[item])
    return item


def add_text(board: BoardWidget, kind: str, text: str, at: QPointF) -> str:
    """A card of pasted text: its first line is the title, and all of it is kept."""
    first = one_line(text.split("\n", 1)[0])
    title = shortened(first, _TITLE)
    change, item = items.add_item(
        board.document.case,
        kind,
        title=title,
        text=text if title != text else "",
        board=board.board_id,
        at=creating.corner_of(kind, at),
    )
    arranging.put_down(board, change)
    board.selection.set(items=[item])
    return item


def put_files(
    board: BoardWidget, kept: Sequence[Attachment], at: QPointF, below: str = "", board_id: str = ""
) -> None:
    """Cards for files that are kept now, one below the other; or pictures on the card they fell on.

    Keeping takes a while: the cards lie on the board that they were dropped on, shown or not.
    """
    case = board.document.case
    there = board_id if board_id in case.boards else board.board_id
    if not kept:
        return
    if below in case.items:
        board.document.do(files.attach(case, below, kept, "pictures").labelled("Add picture"))
        board.selection.set(items=[below])
        return
    step = f"files {board.document.history.position}"
    board.document.end_merge()
    made = []
    spot = QPointF(at)
    for file in kept:
        made.append(_add_file(board, file, spot, there, step))
        spot += QPointF(0, case.placements[there, made[-1]].height + _GAP)
    board.document.end_merge()
    if there == board.board_id:
        board.selection.set(items=made)


def _add_file(board: BoardWidget, file: Attachment, middle: QPointF, there: str, step: str) -> str:
    """One card for one file: pictures and other files show what they are, documents speak as sources."""
    is_picture = file.media_type.startswith("image/") or Path(file.name).suffix.lower() in PICTURES
    about = board.about_file(file.id)
    kind = "file" if is_picture else "source"
    size = (220.0, 180.0) if is_picture else kinds.default_size(kind)
    at = (round(middle.x() - size[0] / 2), round(middle.y() - size[1] / 2))
    document = board.document
    made = {"title": one_line(Path(file.name).stem if is_picture else file.name), **about.fields}
    added, item = items.add_item(document.case, kind, board=there, at=at, size=size, held=True, **made)
    document.do(added, merge=step, resumes=True)
    attached = files.attach(document.case, item, [file, *about.files], "pictures" if is_picture else "files")
    document.do(attached.labelled(added.label), merge=step, resumes=True)
    return item


def _keep(board: BoardWidget, incoming: Sequence[Incoming], at: QPointF, below: str) -> bool:
    if board.keep_files is None:
        board.reported.emit(QCoreApplication.translate("Board", "Files cannot be kept here"))
    else:
        here = board.board_id
        board.keep_files(incoming, lambda kept: put_files(board, kept, at, below, here))
    return True


def _local_files(data: QMimeData) -> list[Path]:
    urls: list[QUrl] = data.urls() if data.hasUrls() else []
    return [path for url in urls if url.isLocalFile() and (path := Path(url.toLocalFile())).is_file()]


def _is_address(text: str) -> bool:
    if len(text) > 4000 or any(char.isspace() for char in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _png(image: QImage) -> bytes:
    raw = QByteArray()
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(raw.data())
