"""How a board in the window is painted: content bit by bit, and over it what is under way.

The content stands in a picture that lasts from frame to frame (`backing`). What a gesture has lifted is
left out of it and painted over it, with all that is hovered, selected or focused (`overlay`). `surface`
says what of the case is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QBackingStore, QCursor, QImage, QPaintDevice, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import getCppPointer
from typing_extensions import override

from board.layout.axis import TimeAxis
from ui.canvas import geometry, trailing
from ui.canvas.backing import Backing
from ui.canvas.cards import CardSource
from ui.canvas.draw import Style
from ui.canvas.foresight import Foresight
from ui.canvas.geometry import Floats
from ui.canvas.hit import Hit
from ui.canvas.layer import Layer, Paint
from ui.canvas.lifted import Lifted, Names
from ui.canvas.model import BoardModel
from ui.canvas.overlay import Scene, paint_overlay
from ui.canvas.pictures import OpenPicture, Pictures
from ui.canvas.preview import Preview
from ui.canvas.runs import Rows
from ui.canvas.scenery import Emphasis, Left, Scenery
from ui.canvas.sprites import Sprites
from ui.canvas.steps import Steps
from ui.canvas.title_places import SWAY
from ui.canvas.view import Tier, View
from ui.canvas.viewport import Viewport
from ui.jobs import Jobs
from ui.theme import Theme

_NOTHING_LEFT = Left()
_NO_NAMES: Names = (frozenset(), frozenset(), frozenset())
_FRAME = 0.006
"""Seconds that a frame spends on content that is not painted yet."""
_ZOOMING = 0.002
"""The same while the board zooms, and nothing that is painted stands near enough for what is not."""
_LEAST = 0.001
"""The same at the least, when an edit has taken most of the frame."""
_SHORT = 64.0
"""A link no longer than this on the screen is painted anew in one piece."""
_AHEAD = 16
"""Milliseconds between moments in which tiles are painted."""
_TOGETHER = 40
"""Milliseconds for which pictures that have been loaded wait for others, to be painted at once."""
_REACH = 26.0
"""How far, in screen px, what belongs to a card or link reaches beyond it."""
MANY_LINKS = 300
"""When more links than this are lifted off or put down, all is painted anew."""


class Painting(Viewport):
    """A model of a board, painted, and what is just being done to it."""

    painted_ahead = Signal()
    """More of the board can be shown from afar, or shows what has changed."""

    def __init__(
        self,
        model: BoardModel,
        cards: CardSource,
        theme: Theme,
        open_picture: OpenPicture | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.theme = theme
        self.preview = Preview()
        self.hovered: Hit | None = None
        self.focused_item = ""
        """The card that the keyboard is on."""
        self.shows_focus = False
        """The keyboard moved last, so that its card is to be seen."""
        self.is_supposing = False
        """The board is shown as it would be after a Change that nobody has made."""
        self.clear_top = 0.0
        """How far down, in screen px, panels float over the board's upper edge."""
        self._is_read_only = False
        self._pictures = Pictures(open_picture, self) if open_picture is not None else None
        self._cards = cards
        self._emphasis = Emphasis()
        self._axis: TimeAxis | None = None
        self._make_scenery()
        self._backing = Backing()
        self._foresight = Foresight()
        self._lifted: Lifted | None = None
        self._dropped: tuple[Layer, View] | None = None
        """The picture of many cards that were just put down, and the view in which they lie right."""
        self._left = _NOTHING_LEFT
        self._names_left = _NO_NAMES
        self._stale: list[tuple[Floats, list[Floats]]] = []
        """Cards and lines whose surroundings the next frame that has time for content paints anew."""
        self._spent = 0.0
        """Seconds that edits have taken since the last frame."""
        self._has_moved = False
        """A gesture shows something else than in the last frame."""
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(self.update)
        self._ahead = QTimer(self, interval=_AHEAD)
        """While nothing else is to be painted, tiles are."""
        self._ahead.timeout.connect(self.paint_ahead)
        self._arrived: set[str] = set()
        """Pictures that were loaded and are on no card yet."""
        self._arrival = QTimer(self, singleShot=True, interval=_TOGETHER)
        self._dots = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=theme.motion("fast"))
        self._dots.valueChanged.connect(lambda _: self.update())
        self.selection.changed.connect(self.update)
        if self._pictures is not None:
            self._pictures.loaded.connect(self._on_picture_loaded)
            self._arrival.timeout.connect(self._on_pictures_arrived)
            self.destroyed.connect(self._pictures.close)
        self.setAutoFillBackground(False)
        # every frame paints the whole of it
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def decode_in(self, jobs: Jobs) -> None:
        """Have pictures decoded in the worker."""
        if self._pictures is not None:
            self._pictures.jobs = jobs

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be done to the board; so it is while it shows what is only supposed."""
        return self._is_read_only or self.is_supposing

    @is_read_only.setter
    def is_read_only(self, value: bool) -> None:
        self._is_read_only = value

    def preview_changed(self) -> None:
        """Show what a tool has put into `preview`."""
        self._has_moved = True
        self._take_preview()
        self.update()

    def clear_preview(self) -> None:
        """Show the board as the case has it."""
        self.preview = Preview()
        self.preview_changed()

    @override
    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        # a picture taken of the widget is whole; on the screen the content may come bit by bit
        in_bits = self._is_on_screen(painter)
        if self._lifted is None:
            self._take_preview()
        has_put_down = self._follow_left()
        seconds = self._time_for_content(in_bits=in_bits, has_put_down=has_put_down)
        is_whole = self._backing.show(
            painter,
            self.view,
            self.size(),
            self.devicePixelRatioF(),
            self._paint_in,
            self.theme.colour("canvas"),
            seconds=seconds,
            is_rough=in_bits and self.motion.is_moving,
        )
        self._scenery.in_motion = in_bits and self.motion.is_moving
        self._scenery.paint_above(painter, self.model, self.view, self._left)
        self._scenery.paint_dates(painter, self.view, QRectF(self.rect()), self.clear_top)
        paint_overlay(painter, self._scene(is_still=seconds > 0))
        self.paint_above(painter)
        painter.end()
        if is_whole:
            self._more.stop()
            if in_bits:
                self._ahead.start()
        else:
            self._more.start()
            self._ahead.stop()

    def paint_ahead(self) -> bool:
        """Get ready, for a moment, what is not in sight, by sprites and by tiles; True when all is."""
        is_done = self._lifted is not None or self.motion.is_moving
        until, ratio = perf_counter() + _FRAME / 2, self.devicePixelRatioF()
        window = QRectF(self.rect())
        if not is_done and self._foresight.go_on(self._scenery, self.model, self.view, window, ratio, until):
            self._backing.tiles.follow(self.model.bounds(), ratio, self.theme.colour("canvas"))
            middle = QPointF(self.width() / 2, self.height() / 2)
            focus = QPointF(self.mapFromGlobal(QCursor.pos())) if self.underMouse() else middle
            painted = self._backing.tiles.painted
            is_done = self._backing.tiles.fill(self._paint_in, self.view, QSizeF(self.size()), focus, until)
            if self._backing.tiles.painted > painted:
                self.painted_ahead.emit()
        if is_done:
            self._ahead.stop()
        return is_done

    def draw_overview(self, painter: QPainter, view: View, rect: QRectF) -> None:
        """Draw the board in a small view, as far as it has been painted ahead."""
        self._backing.tiles.draw(painter, view, rect, is_smooth=True)

    def _time_for_content(self, *, in_bits: bool, has_put_down: bool) -> float:
        """Seconds that this frame spends on content: none while cards are dragged, few while all moves."""
        is_dragged, self._has_moved = self._lifted is not None and self._has_moved, False
        if in_bits and (has_put_down or is_dragged):
            return 0.0
        self._void_stale()
        spent, self._spent = self._spent, 0.0
        if not in_bits:
            return inf
        if self._lifted is None and self.motion.is_moving:
            return _ZOOMING
        return max(_FRAME - spent, _LEAST)

    def _is_on_screen(self, painter: QPainter) -> bool:
        """Whether a painter's strokes go to the window rather than into a picture of it."""
        # there is none before the window is first shown
        store: QBackingStore | None = self.backingStore()
        shown: QPaintDevice | None = store.paintDevice() if store is not None else None
        device: QPaintDevice | None = painter.paintEngine().paintDevice()
        if shown is None or device is None:
            return False
        return getCppPointer(device) == getCppPointer(shown)

    @property
    def sprites_drawn(self) -> int:
        """How many pictures of cards have been drawn since the board was opened."""
        return self._scenery.sprites.made

    @property
    def is_at_rest(self) -> bool:
        """Whether all is painted, what lies around the part in sight included."""
        return not self._more.isActive()

    @property
    def is_painting(self) -> bool:
        """Whether some of what is in sight is still to be painted, in frames to come."""
        return bool(self._stale) or self._backing.is_behind(self.view)

    def paint_above(self, painter: QPainter) -> None:
        """Paint what a subclass shows over everything, in screen units."""

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport_changed.emit()

    def _paint_in(self, view: View) -> Paint:
        """What paints the content as seen in a view."""

        def paint(rect: QRectF, is_rough: bool) -> Steps:
            return self._scenery.steps(rect, self.model, view, self._left, is_rough=is_rough)

        return paint

    def _follow_left(self) -> bool:
        """Paint anew where cards have been lifted off or put down; these stand roughly at once, if any."""
        now = self._lifted.names if self._lifted is not None else _NO_NAMES
        before, self._names_left = self._names_left, now
        if before == now:
            return False
        model = self.model
        cards = np.array([model.row[item] for item in before[0] ^ now[0] if item in model.row], np.intp)
        links = np.array([model.link_row[k] for k in before[1] ^ now[1] if k in model.link_row], np.intp)
        if before[2] != now[2] or len(links) > MANY_LINKS:
            self._backing.invalidate()
        else:
            self._invalidate(model.boxes[cards], [model.lines[links]])
        down = model.in_order(
            np.array([row for row in cards.tolist() if row not in self._left.cards], np.intp)
        )
        picture, self._dropped = self._dropped, None
        if len(down):
            self._backing.paint_on(self.view, lambda painter: self._put_down(painter, down, links, picture))
        return len(down) > 0

    def _put_down(
        self, painter: QPainter, cards: Rows, links: Rows, picture: tuple[Layer, View] | None
    ) -> None:
        """Show cards and links roughly where they are now, until the content is painted."""
        self._scenery.in_motion = True
        if picture is not None:
            ends = np.isin(self.model.tails[links], cards), np.isin(self.model.heads[links], cards)
            links = links[ends[0] ^ ends[1]]
        kept = links[~np.isin(links, list(self._left.links))]
        trailing.paint(
            painter,
            self.model,
            self.view,
            kept,
            self._scenery.sprites,
            self._emphasis,
            QRectF(self.rect()),
            is_still=True,
        )
        if picture is None:
            self._scenery.paint_cards(painter, self.model, self.view, cards)
        else:
            # as it was dragged: links between these cards are in it as well
            picture[0].draw(painter, picture[1])

    def _invalidate(self, boxes: Floats, lines: Sequence[Floats]) -> None:
        """Paint the surroundings of cards and links anew."""
        self._stale.append((boxes, list(lines)))
        self._backing.break_off()
        self._foresight.forget()
        self.update()

    def _void_stale(self) -> None:
        """Have the content painted anew where it is stale."""
        if not self._stale:
            return
        started, (stale, self._stale) = perf_counter(), (self._stale, [])
        reach = np.array([-SWAY[0], -SWAY[1], *SWAY]) / self.view.scale * (self.view.tier == Tier.GLYPH)
        areas = [boxes + reach for boxes, _ in stale]
        areas += [geometry.boxes_along(a, _SHORT / self.view.scale) for _, lines in stale for a in lines]
        self._backing.invalidate(np.concatenate(areas), _REACH)
        self._spent += perf_counter() - started

    def _scene(self, *, is_still: bool) -> Scene:
        flying = self._dots.state() == QVariantAnimation.State.Running
        return Scene(
            model=self._lifted.model if self._lifted is not None else self.model,
            view=self.view,
            style=self._scenery.style,
            cards=self._cards,
            scenery=self._scenery,
            selection=self.selection,
            preview=self.preview,
            lifted=self._lifted,
            hovered=self.hovered,
            dot_opacity=float(self._dots.currentValue()) if flying else 1.0,
            is_still=is_still,
            focused=self.focused_item if self.shows_focus and self.hasFocus() else "",
            may_edit=not self.is_read_only,
        )

    def _take_preview(self) -> None:
        if self.preview.changes_cards():
            if self._lifted is None or not self._lifted.follows(self.preview):
                self._lifted = Lifted(self.model, self.preview)
            else:
                self._lifted.follow(self.preview)
            left = self._lifted.left
        else:
            self._lifted, left = None, _NOTHING_LEFT
        self._left = left

    def _make_scenery(self) -> None:
        style = Style(self.theme, self.picture)
        self._scenery = Scenery(Sprites(style), self._cards)
        self._scenery.emphasis = self._emphasis
        self._scenery.axis = self._axis

    def picture(self, attachment: str) -> QImage | str | None:
        """A kept picture at the size of a card, "refused" or "broken", or None while it is being loaded."""
        return self._pictures.picture(attachment) if self._pictures is not None else None

    def _repaint_all(self) -> None:
        self._backing.invalidate()
        self.update()

    def _put_back(self) -> None:
        """The board has another state than a gesture was lifted off; what it still shows is lifted again."""
        if self._lifted is not None:
            self._dropped = self._lifted.picture(self.view, self.devicePixelRatioF())
        self._lifted, self._left = None, _NOTHING_LEFT

    def _begin_anew(self) -> None:
        """Begin with an empty picture: nothing of what was painted is to be seen again."""
        self._lifted, self._left, self._names_left = None, _NOTHING_LEFT, _NO_NAMES
        self._backing.forget()
        self._take_preview()
        self.update()

    def _on_picture_loaded(self, attachment: str) -> None:
        self._arrived.add(attachment)
        if not self._arrival.isActive():
            self._arrival.start()

    def _on_pictures_arrived(self) -> None:
        """Draw the cards anew whose pictures have come since."""
        arrived, self._arrived = self._arrived, set()
        self._scenery.sprites.forget_pictures(arrived)
        items = self.model.case.items
        showing = [
            row for row, item in enumerate(self.model.ids) if not arrived.isdisjoint(items[item].pictures)
        ]
        if showing:
            self._invalidate(self.model.boxes[showing], ())
