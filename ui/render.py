"""Boards as pictures, drawn by the functions that draw the window, and written in bands.

A picture is asked for by a Request: plain records and numbers that cross to the worker process, with
nothing in them that is not to be seen. So what is left out is not in the file either. The picture
holds pixels and its resolution, and no word on who made it, when, where or with what.
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from math import ceil
from typing import BinaryIO

import numpy as np
from PySide6.QtCore import QCoreApplication, QRect, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from board.case import Case
from board.dates import Date
from board.kinds import all_item_kinds, all_link_kinds
from board.layout.axis import time_axis
from board.records import (
    Board,
    Frame,
    Info,
    Item,
    ItemKind,
    Link,
    LinkKind,
    Placement,
    Record,
    Route,
)
from ui import pictures as decoding
from ui import png
from ui.canvas.cards import BadgeOf, Card, CardSource
from ui.canvas.draw.axis import AxisLayer, moments_of
from ui.canvas.draw.chain import ChainDrawing
from ui.drawing import Drawing, Tell, WordPainter
from ui.paper import Page
from ui.render_layers import Layer
from ui.wording import date_words, kind_name, link_kind_name
from ui.worker import Refused, Report

MOST_SIDE = 16_000
MOST_PIXELS = 400_000_000
MAX_PICTURE_BYTES = decoding.MAX_BYTES
BAND_BYTES = 192_000_000
"""Memory for one band. Dashes that go on in the next one are dear, so a picture has as few as it can."""
_STRIP = 256
"""Rows of a band that are packed at a time."""
DOTS_PER_INCH = 96.0
_SPARE = 8
_PICTURE_SIDE = 1200
"""Pictures on cards are decoded no larger than any card shows them."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture of a board looks."""

    theme: str = "light"
    """light (paper), dark (slate), print or corkboard."""
    is_transparent: bool = False
    margin: int = 48
    """Around everything, in px at 100 %."""
    title: str = ""
    date: str = ""
    has_legend: bool = False


@dataclass(frozen=True, slots=True)
class Request:
    """A picture that is wanted: only what is to be seen in it, and how large."""

    records: tuple[Record, ...]
    board: str
    look: Look
    scale: float = 1.0
    width: int = 0
    """In pixels; 0 goes by `scale`."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The files of pictures on cards, by attachment."""
    cards: Mapping[str, Card] = field(default_factory=dict)
    """The cards as the window shows them."""
    chain: ChainDrawing | None = None
    """The chain of a claim, in place of a board."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the legend calls each kind, in the user's language, which the worker does not speak."""
    extent: tuple[float, float, float, float] | None = None
    """Left, top, width and height of the board, where it has been measured."""
    dimmed: frozenset[str] = frozenset()
    """Cards that a filter lets stand back."""
    dimmed_links: frozenset[str] = frozenset()
    heat: Layer | None = None
    """What was measured on the board, with its legend."""
    axis: Layer | None = None
    """The axis of time."""
    read_as: float = 0.0
    """The scale for which cards are laid out, where it is not the one they are drawn at."""
    page: Page = field(default_factory=Page)
    """Of a PDF or print: the paper and how the picture lies on it."""


def request(
    case: Case,
    board: str,
    look: Look,
    *,
    scale: float = 1.0,
    width: int = 0,
    only: Collection[str] | None = None,
    frames: Collection[str] = (),
    pictures: Mapping[str, bytes] | None = None,
    badge_of: BadgeOf | None = None,
    without_links: Collection[str] = (),
    dimmed: Collection[str] = (),
    dimmed_links: Collection[str] = (),
    heat: Layer | None = None,
    axis: Layer | None = None,
) -> Request:
    """Ask for a picture of a board, or of `only` some items and `frames`, `without_links` that are hidden.

    Raises Refused when the numbers are out of range.
    """
    if width and not 16 <= width <= MOST_SIDE:
        raise Refused("A picture is between 16 and {most} pixels wide.", most=f"{MOST_SIDE:,}")
    if not 0.05 <= scale <= 8 or not 0 <= look.margin <= 2000:
        raise Refused("A picture is drawn at a scale between 0.05 and 8, with a margin up to 2000.")
    hidden = frozenset(without_links)
    seen = _seen(case, board, only, frames)
    records = tuple(
        record for record in seen if not (isinstance(record, Link | Route) and _link(record) in hidden)
    )
    source = CardSource(case, board, badge_of)
    cards = {record.item: source.card(record.item) for record in records if isinstance(record, Placement)}
    shown = frozenset(dimmed) & cards.keys()
    axis = axis or _axis(case, board, cards)
    wanted = Request(
        records,
        board,
        look,
        scale,
        width,
        {},
        cards,
        names=_names(case),
        dimmed=shown,
        dimmed_links=frozenset(dimmed_links),
        heat=heat,
        axis=axis,
    )
    return with_pictures(wanted, pictures or {})


def _axis(case: Case, board: str, shown: Collection[str]) -> Layer | None:
    """The time axis of the cards that are to be seen, if the board has one."""
    axis = time_axis(case, board, shown)
    if axis is None:
        return None
    words = {moment: date_words(Date(moment)) for moment in moments_of(axis)}
    return AxisLayer(axis, words, QCoreApplication.translate("Board", "Without a date"))


def with_pictures(wanted: Request, pictures: Mapping[str, bytes]) -> Request:
    """The same request with the files of the pictures that are to be seen, and of no others."""
    shown = {card.picture for card in wanted.cards.values()}
    return replace(wanted, pictures={name: data for name, data in pictures.items() if name in shown})


def _link(record: Link | Route) -> str:
    return record.id if isinstance(record, Link) else record.link


def _names(case: Case) -> dict[str, str]:
    named = {kind.id: kind_name(kind) for kind in all_item_kinds(case)}
    return named | {kind.id: link_kind_name(kind) for kind in all_link_kinds(case)}


def chain_request(chain: ChainDrawing, look: Look, *, scale: float = 1.0, width: int = 0) -> Request:
    """Ask for a picture of the chain of a claim."""
    return Request((), "", look, scale, width, chain=chain)


def pictures_on(case: Case, board: str) -> list[str]:
    """Attachments of the pictures that cards on a board show."""
    shown = (case.items[item].pictures for item in case.on_board(board))
    return sorted({pictures[0] for pictures in shown if pictures and pictures[0] in case.attachments})


def write_png(wanted: Request, stream: BinaryIO, report: Report) -> tuple[int, int]:
    """Draw the picture band by band into a stream; returns its width and height."""
    application()
    report("Drawing", 0, 0)
    bands = _Bands(wanted)
    png.write(stream, bands.width, bands.height, bands.drawn(report), DOTS_PER_INCH * bands.scale)
    return bands.width, bands.height


def png_bytes(wanted: Request, report: Report) -> bytes:
    """The picture as a PNG in memory, for the clipboard or a thumbnail."""
    stream = io.BytesIO()
    write_png(wanted, stream, report)
    return stream.getvalue()


def size_of(wanted: Request) -> tuple[int, int]:
    """Width and height in pixels that the picture will have."""
    width, height, _ = pixels_of(wanted, drawing_of(wanted))
    return width, height


def measured(wanted: Request, drawing: Drawing) -> Request:
    """The same request with the board measured, which takes long and is the same for every look and size."""
    board = drawing.board
    return replace(wanted, extent=(board.x(), board.y(), board.width(), board.height()))


def drawing_of(wanted: Request, *, is_vector: bool = False) -> Drawing:
    """The picture laid out, with the pictures on its cards decoded."""
    pictures = {name: _decoded(data) for name, data in wanted.pictures.items()}
    return Drawing(wanted, pictures, is_vector=is_vector)


def pixels_of(wanted: Request, drawing: Drawing) -> tuple[int, int, float]:
    """Width and height in pixels, and the scale. Raises Refused for a picture too large to be written."""
    scale = wanted.width / drawing.width if wanted.width else wanted.scale
    width = wanted.width or max(ceil(drawing.width * scale), 1)
    height = max(ceil(drawing.height * scale), 1)
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        raise Refused(
            "The picture would be {width} by {height} pixels; "
            "at most {most} either way can be written. Choose a smaller size.",
            width=f"{width:,}",
            height=f"{height:,}",
            most=f"{MOST_SIDE:,}",
        )
    return width, height, scale


def application() -> None:
    """Make sure that there is an application, which fonts and pixmaps need; one without a screen."""
    if QCoreApplication.instance() is None:
        _own_application()


@cache
def _own_application() -> QGuiApplication:
    """The worker's application, which lives as long as its process."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    return QGuiApplication(["caseboard"])


class _Bands:
    """A picture in pixels that is being drawn."""

    def __init__(self, wanted: Request) -> None:
        self._look = wanted.look
        self._drawing = drawing_of(wanted)
        self.width, self.height, self.scale = pixels_of(wanted, self._drawing)
        self._read_as = wanted.read_as or self.scale

    def drawn(self, report: Report) -> Iterator[png.Rows]:
        """The pixels from top to bottom."""
        height = max(BAND_BYTES // (self.width * 4), 16)
        self._drawing.has_bands = height < self.height
        for top in range(0, self.height, height):
            rows = min(height, self.height - top)
            yield from self._band(top, rows, partial(self._tell, report, top, rows))
        report("Drawing", self.height, self.height)

    def _tell(self, report: Report, top: int, rows: int, part: float) -> None:
        report("Drawing", top + int(part * rows), self.height)

    def _band(self, top: int, height: int, tell: Tell) -> Iterator[png.Rows]:
        # with some more above and below: Qt drops lines that only graze an edge
        above, rows = top - _SPARE, height + 2 * _SPARE
        image = QImage(self.width, rows, QImage.Format.Format_ARGB32_Premultiplied)
        clear = self._look.is_transparent
        image.fill(QColor(0, 0, 0, 0) if clear else self._drawing.style.colour("canvas"))
        painter = WordPainter(image)
        try:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.translate(0, -above)
            painter.scale(self.scale, self.scale)
            seen = QRectF(0, above / self.scale, self.width / self.scale, rows / self.scale)
            self._drawing.draw(painter, seen, self._read_as, tell)
        finally:
            # an image must not go while it is painted on, whatever happens
            painter.leave()
        form = QImage.Format.Format_RGBA8888 if clear else QImage.Format.Format_RGB888
        for start in range(_SPARE, rows - _SPARE, _STRIP):
            strip = QRect(0, start, self.width, min(_STRIP, rows - _SPARE - start))
            yield _pixels(image.copy(strip).convertToFormat(form))


def _seen(case: Case, board: str, only: Collection[str] | None, frames: Collection[str]) -> Iterator[Record]:
    """The records that are in the picture, bare of everything that is not drawn."""
    placed = case.on_board(board)
    items = set(placed) if only is None else set(only) & set(placed)
    kinds = {case.items[item].kind for item in items}
    links = {link for item in items for link in case.links_at(item)}
    links = {link for link in links if {case.links[link].from_id, case.links[link].to_id} <= items}
    yield Info()
    for record in case.records():
        match record:
            case Item() if record.id in items:
                yield Item(record.id, record.kind)
            case Link() if record.id in links:
                yield replace(record, note="", date="", via=(), passages=(), extra="")
            case Board() if record.id == board:
                yield replace(record, note="", extra="")
            case Placement() if record.board == board and record.item in items:
                yield record
            case Frame() if record.board == board and (only is None or record.id in frames):
                yield record
            case Route() if record.board == board and record.link in links:
                yield record
            case ItemKind() if record.id in kinds:
                yield record
            case LinkKind():
                yield record
            case _:
                pass


def _decoded(data: bytes) -> QImage | str:
    try:
        return decoding.image_of(decoding.decode(data, _PICTURE_SIDE, _silent))
    except Refused:
        return "refused"


def _silent(_verb: str, _done: int, _total: int) -> None:
    """A picture on a card is no step of its own."""


def _pixels(image: QImage) -> png.Rows:
    channels = image.depth() // 8
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width() * channels].reshape(image.height(), image.width(), channels).copy()
