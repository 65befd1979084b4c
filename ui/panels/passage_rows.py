"""The words that one item was read off, each with the document it stands in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board.case import Case
from board.edits.passages import remove_passages
from board.kinds import item_kind
from board.records import Item, Passage
from board.text import displayed, one_line, shortened
from ui.panels.form import Desk, Section, cleared
from ui.reader.marks import cut_out_name, passages_of
from ui.style import Look, dressed
from ui.widgets import PlainLabel

MOST = 30
_LINES = 6
_LINE = 1.5
_CUT_MOST = 160
"""How high a part of a page is shown at most."""
_LOOK_AGAIN = 120


class PassageRows(Section):
    """A quote in serif with a bar in the kind's colour; press it to read on."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look, QCoreApplication.translate("PassageRows", "Passages"))
        self._desk = desk
        self.count = dressed(PlainLabel("", self), "muted")
        self.head.insertWidget(1, self.count)
        box = QWidget(self)
        self._rows = QVBoxLayout(box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.px(8))
        self.column.addWidget(box)
        self.quotes: list[Quote] = []
        self._shown: object = None

    def show_item(self, item: Item | None) -> None:
        """Show the passages of an item, its own and those of its reports."""
        case = self._desk.document.case
        found = passages_of(case, item.id) if item is not None else []
        self.setVisible(bool(found))
        pictures = item.pictures if item else ()
        shown = (item.kind if item else "", pictures, found, self._desk.is_editable, self._look.theme.name)
        if shown == self._shown or item is None:
            return
        self._shown = shown
        self.count.setText(str(len(found)))
        cleared(self._rows)
        self.quotes = []
        for passage in found[:MOST]:
            self._add(case, item, passage)

    def _add(self, case: Case, item: Item, passage: Passage) -> None:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(2))
        colour = item_kind(case, item.kind)
        place = where(case, passage)
        if passage.quote:
            quote = Quote(box, self._look, passage.quote, place, colour.colour)
        else:
            name = cut_out_name(passage)
            cut = next((one for one in item.pictures if _is_named(case, one, name)), "")
            quote = CutOut(box, self._look, self._desk, cut, place, colour.colour)
        quote.clicked.connect(partial(self._on_pressed, passage.id))
        row.addWidget(quote, 1)
        remove = self._look.tool(box, "x", self.tr("Remove this passage"), "text3", 14)
        remove.setEnabled(self._desk.is_editable)
        remove.clicked.connect(partial(self._on_remove, passage.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(box)
        self.quotes.append(quote)

    def _on_pressed(self, passage: str, _checked: bool = False) -> None:
        self._desk.show_passage(passage)

    def _on_remove(self, passage: str, _checked: bool = False) -> None:
        document = self._desk.document
        if passage in document.case.passages:
            document.do(remove_passages(document.case, passage))


def where(case: Case, passage: Passage) -> str:
    """The document a passage stands in, and the page."""
    source, file = case.items.get(passage.source), case.attachments.get(passage.attachment)
    named = source.title if source and source.title else Path(file.name).stem if file else ""
    words = shortened(one_line(named), 80) or QCoreApplication.translate("PassageRows", "Unnamed document")
    if passage.page:
        page = QCoreApplication.translate("PassageRows", "page {page}").format(page=passage.page)
        return f"{words}, {page}"
    return words


def _is_named(case: Case, attachment: str, name: str) -> bool:
    return attachment in case.attachments and case.attachments[attachment].name == name


class Quote(QAbstractButton):
    """Words out of a document, some lines of them, with where they stand below."""

    def __init__(self, parent: QWidget, look: Look, words: str, place: str, colour: str) -> None:
        super().__init__(parent)
        self._look, self._place, self._colour = look, place, colour
        self._words = shortened(one_line(displayed(words[:4000])), 600)
        self.setAccessibleName(f"{self._words}. {place}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return round(self._high(width - self._look.px(12))) + self._look.px(22)

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), self._look.px(200))
        return QSize(self._look.px(200), self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(80), self._look.px(40))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, px = self._look.theme, self._look.px
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            painter.fillRect(self.rect(), theme.colour("accentSoft" if self.hasFocus() else "sunken"))
        painter.fillRect(QRect(0, 0, px(3), self.height()), theme.token(self._colour).ink)
        high = self._draw(painter, self.width() - px(12))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("text2"))
        below = QRect(px(10), round(high), self.width() - px(12), px(20))
        words = painter.fontMetrics().elidedText(self._place, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _high(self, width: int) -> float:
        """How high what is quoted is at a width."""
        return min(self._laid(width).lineCount(), _LINES) * self._line()

    def _draw(self, painter: QPainter, width: int) -> float:
        """Draw what is quoted, and tell how high it is."""
        layout = self._laid(width)
        painter.setPen(self._look.theme.colour("text"))
        for at in range(min(layout.lineCount(), _LINES)):
            layout.lineAt(at).draw(painter, QPointF(self._look.px(10), 0))
        return self._high(width)

    def _line(self) -> float:
        return self._look.theme.font("quote").pixelSize() * _LINE

    def _laid(self, width: int) -> QTextLayout:
        layout = QTextLayout(self._words, self._look.theme.font("quote"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 40))
            line.setPosition(QPointF(0, (layout.lineCount() - 1) * self._line()))
        layout.endLayout()
        return layout


class CutOut(Quote):
    """A part of a page, as a picture."""

    def __init__(
        self, parent: QWidget, look: Look, desk: Desk, picture: str, place: str, colour: str
    ) -> None:
        super().__init__(
            parent, look, QCoreApplication.translate("PassageRows", "A part of a page"), place, colour
        )
        self._desk, self._attachment = desk, picture
        self._picture: QImage | None = None
        self._waiting = QTimer(self)
        self._waiting.setInterval(_LOOK_AGAIN)
        self._waiting.timeout.connect(self._on_look)
        if picture:
            self._waiting.start()
            self._on_look()

    @override
    def _high(self, width: int) -> float:
        if self._picture is None or self._picture.isNull():
            return super()._high(width)
        share = min(width / self._picture.width(), 1.0 / self.devicePixelRatioF())
        return min(self._picture.height() * share, self._look.px(_CUT_MOST))

    @override
    def _draw(self, painter: QPainter, width: int) -> float:
        high = self._high(width)
        if self._picture is None or self._picture.isNull():
            return super()._draw(painter, width)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = self._picture.width() * high / self._picture.height()
        painter.drawImage(QRectF(self._look.px(10), 0, min(wide, width), high), self._picture)
        return high

    def _on_look(self) -> None:
        self._picture = self._desk.picture(self._attachment)
        if self._picture is not None:
            self._waiting.stop()
            self.updateGeometry()
            self.update()
