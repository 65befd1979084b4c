"""A board that can be seen: the view on it, its painting, and its following of the document.

What a person does to it is added by `board_widget`. A view that only shows - a chain, a preview - is
a surface too.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board.case import Case
from board.change import Change
from board.document import Document
from board.layout.axis import TimeAxis, time_axis
from ui.canvas import hit as hits
from ui.canvas.cards import BadgeOf, Card, CardSource
from ui.canvas.draw import Style
from ui.canvas.draw.axis import extent_of
from ui.canvas.gliding import Glide
from ui.canvas.hit import Hit
from ui.canvas.model import BoardModel
from ui.canvas.painting import MANY_LINKS, Painting
from ui.canvas.pictures import OpenPicture
from ui.canvas.preview import Preview
from ui.canvas.scenery import Emphasis
from ui.theme import Theme

_MANY = 1500
"""An edit of more cards than this paints all anew."""


class Surface(Painting):
    """One board of a document, painted."""

    board_changed = Signal()
    """Another board is shown."""
    content_changed = Signal()
    """The board shown has followed a Change."""

    def __init__(
        self,
        document: Document,
        board_id: str,
        theme: Theme,
        open_picture: OpenPicture | None = None,
        parent: QWidget | None = None,
        model: BoardModel | None = None,
    ) -> None:
        super().__init__(
            model if model is not None else BoardModel(document.case, board_id),
            CardSource(document.case, board_id),
            theme,
            open_picture,
            parent,
        )
        self.document = document
        self.board_id = board_id
        self._badge_of: BadgeOf | None = None
        self._set_axis(time_axis(document.case, board_id))
        self.glide = Glide(self)
        self._stop_listening = document.listen(self._on_changed)
        self.destroyed.connect(self._stop_listening)

    # -- what is shown ---------------------------------------------------------------------------

    def set_board(self, board_id: str) -> None:
        """Show another board of the case."""
        self.glide.stop()
        self.board_id = board_id
        self.is_supposing = False
        self.model = BoardModel(self.document.case, board_id)
        self._set_axis(time_axis(self.document.case, board_id))
        self._cards = CardSource(self.document.case, board_id, self._badge_of)
        self._scenery.cards = self._cards
        self.selection.clear()
        self.focused_item = ""
        self.hovered = None
        self.preview = Preview()
        self._begin_anew()
        self.board_changed.emit()

    @property
    def has_axis(self) -> bool:
        """Whether a time axis is drawn."""
        return self._axis is not None

    @override
    def extent(self) -> QRectF:
        found = super().extent()
        if self._axis is not None and not found.isEmpty():  # with its dates
            found.setTop(min(found.top(), extent_of(self._axis).top()))
        return found

    def suppose(self, case: Case | None) -> None:
        """Show the board as it is in another state of the case, to be looked at; None: as it is."""
        self.is_supposing = case is not None
        self._show_case(self.document.case if case is None else case)

    def _show_case(self, case: Case) -> None:
        hiding = self.model.hiding
        self.model = BoardModel(case, self.board_id)
        self.model.hide(hiding.items, hiding.links)
        self._set_axis(time_axis(case, self.board_id))
        self.selection.keep(self.model.row, self.model.link_row, {f.id for f in self.model.frames})
        self.hovered = None
        self.preview = Preview()
        # what was painted shows cards where they are no more: it must not stand in, stretched
        self._begin_anew()
        self.content_changed.emit()

    def _set_axis(self, axis: TimeAxis | None) -> None:
        if axis != self._axis:
            self._axis = self._scenery.axis = axis
            self._repaint_all()

    def set_theme(self, theme: Theme) -> None:
        """Look different."""
        self.theme = theme
        self._make_scenery()
        self._repaint_all()

    def set_badges(self, badge_of: BadgeOf | None) -> None:
        """Show on claims what they rest on."""
        self._badge_of = badge_of
        self._cards.set_badges(badge_of)
        self._repaint_all()

    def refresh_cards(self, items: Iterable[str]) -> None:
        """Make these cards anew, as when their badges have changed."""
        known = [item for item in items if item in self.model.row]
        self._cards.forget(known)
        self._invalidate(self.model.boxes[[self.model.row[item] for item in known]], ())

    @property
    def emphasis(self) -> Emphasis:
        """What stands out or back at the moment."""
        return self._emphasis

    def set_emphasis(self, emphasis: Emphasis) -> None:
        """Dim, strike through or mark cards; sprites stay as they are."""
        if emphasis != self._emphasis:
            self._emphasis = self._scenery.emphasis = emphasis
            self._repaint_all()

    def set_hidden(self, items: Iterable[str], links: Iterable[str] = ()) -> None:
        """Leave cards and links out of sight; nothing hidden stays selected."""
        hidden, hidden_links = frozenset(items), frozenset(links)
        hiding = self.model.hiding
        if (hidden, hidden_links) == (hiding.items, hiding.links):
            return
        self.model.hide(hidden, hidden_links)
        chosen = self.selection
        runs, row = self.model.hiding.runs(self.model), self.model.link_row
        seen_links = [link for link in chosen.links if link in row and runs[row[link]]]
        chosen.set(chosen.items - hidden, seen_links, chosen.frames)
        if self.focused_item in hidden:
            self.focused_item = ""
        self.hovered = None
        self._repaint_all()
        self.content_changed.emit()

    @property
    def is_measured(self) -> bool:
        """Whether a measure is shown around the cards."""
        return self._emphasis.measured is not None

    def card(self, item: str) -> Card:
        """What the card of an item on this board shows."""
        return self._cards.card(item)

    @property
    def style_of_cards(self) -> Style:
        """The style that the board draws with."""
        return self._scenery.style

    def set_hovered(self, hit: Hit | None) -> None:
        """Take note of what lies under the pointer."""
        shown = hit if hit is not None and hit.kind != "empty" else None
        if shown == self.hovered:
            return
        same_card = shown is not None and self.hovered is not None and shown.id == self.hovered.id
        self.hovered = shown
        if not same_card and shown is not None and shown.kind in ("card", "dot"):
            self._dots.stop()
            if self.motion.may_animate():
                self._dots.start()
        self.update()

    def set_focused(self, item: str, *, is_shown: bool = True) -> None:
        """Put the keyboard on a card."""
        self.focused_item = item
        self.shows_focus = is_shown and bool(item)
        self.update()

    def hit(self, pos: QPointF) -> Hit:
        """What lies under a point of the widget."""
        editable = not self.is_read_only
        return hits.hit(
            self.model,
            self.view.to_board(pos),
            self.view.scale,
            hovered=self.hovered.id
            if editable and self.hovered and self.hovered.kind in ("card", "dot")
            else "",
            selected=self.selection.items if editable and len(self.selection.items) == 1 else (),
            selected_links=self.selection.links if editable and len(self.selection.links) == 1 else (),
        )

    # -- following -------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        started = perf_counter()
        self.glide.stop()
        self._cards.follow(change)
        if self.is_supposing:  # what was supposed has lost its ground
            self.suppose(None)
            return
        self._set_axis(time_axis(self.document.case, self.board_id))
        touched = self.model.update(change)
        if touched:
            self.selection.keep(self.model.row, self.model.link_row, {f.id for f in self.model.frames})
            if self.focused_item not in self.model.row:
                self.focused_item = ""
            self._put_back()
            many = len(touched.boxes) > _MANY or sum(map(len, touched.lines)) > 2 * MANY_LINKS
            if touched.whole or many:
                self._repaint_all()
            else:
                self._invalidate(np.array(touched.boxes).reshape(-1, 4), touched.lines)
            self._spent += perf_counter() - started
            self.content_changed.emit()
