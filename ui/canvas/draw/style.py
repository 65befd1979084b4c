"""A theme made ready for the board: fonts with their measures, shadows as patches, laid-out text.

Drawing the same words again must not lay them out again; a Style keeps what it has fitted, bounded.
One Style serves one theme in one thread; `ui.render` makes its own.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPen

from board.records import ItemKind, LinkKind
from ui.canvas.cards import Card
from ui.canvas.draw.shadow import Patch, patch_of
from ui.canvas.draw.text import Fitted, Measure, fit, whole_words
from ui.theme import Theme

_MOST_KEPT = 6000
RINGS = 4
_T = TypeVar("_T")

PictureOf = Callable[[str], "QImage | str | None"]
"""The picture of an attachment, a mark why there is none ("refused", "broken"), or None while it loads."""


class Style:
    """How cards, links and frames are drawn in one theme."""

    def __init__(self, theme: Theme, picture_of: PictureOf | None = None, *, is_vector: bool = False) -> None:
        self.theme = theme
        self.is_vector = is_vector
        self.rings = RINGS if is_vector else 0
        """Of how many see-through shapes a shadow is made; 0 is a soft one, for pixels."""
        self.band: tuple[float, float] | None = None
        """Top and bottom of what is drawn of a picture made of bands, over whose seams dashes go on."""
        self.picture_of = picture_of
        self._pens: dict[tuple[int, float, int], tuple[LinkKind, QPen]] = {}
        self._fonts: dict[tuple[str, int, int], QFont] = {}
        self._measures: dict[int, Measure] = {}
        self._kept: OrderedDict[Hashable, object] = OrderedDict()

    def colour(self, role: str) -> QColor:
        """The theme's colour of a role."""
        return self.theme.colour(role)

    def font(self, role: str, weight: int = 0, size: int = 0) -> QFont:
        """A font of the type scale in board units, in another weight or size where given."""
        found = self._fonts.get((role, weight, size))
        if found is None:
            found = self._fonts[role, weight, size] = self._font(role, weight, size)
        return found

    def measure(self, font: QFont) -> Measure:
        """The measures of one of these fonts."""
        found = self._measures.get(id(font))
        if found is None:
            # it keeps the font, so that its number stays its own
            found = self._measures[id(font)] = Measure(font)
        return found

    def fit(self, text: str, font: QFont, width: float, lines: int) -> Fitted:
        """A text broken into at most so many lines, the last ending in an ellipsis when it must."""
        key = ("fit", text, id(font), width, lines)
        return self._keep(key, lambda: fit(text, self.measure(font), width, lines))

    def whole_words(self, text: str, font: QFont, width: float) -> str:
        """A text in which no word is wider than a line."""
        return self._keep(
            ("words", text, id(font), width), lambda: whole_words(text, self.measure(font), width)
        )

    def shadow(self, state: str, ratio: float) -> Patch | None:
        """The shadow of a card as a patch that stretches, or None where the theme has none."""
        layers = self.theme.shadow(state)
        if not layers:
            return None
        radius = self.theme.metrics["radius"]["card"]
        return self._keep(("shadow", state, ratio), lambda: patch_of(layers, radius, ratio))

    def link_pen(self, kind: LinkKind, width: float, colour: QColor) -> QPen:
        """The pen of a link, dashed as its kind is."""
        key = (id(kind), width, colour.rgba())
        found = self._pens.get(key)
        if found is None:
            pen = QPen(
                colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin
            )
            if kind.dash:
                dashes = kind.dash if len(kind.dash) % 2 == 0 else kind.dash * 2
                # Qt counts dashes in pen widths
                pen.setDashPattern([max(part / width, 0.05) for part in dashes])
            # the kind is kept, so that its number stays its own
            found = self._pens[key] = (kind, pen)
        return found[1]

    def is_cut(self, top: float, bottom: float) -> bool:
        """Whether what reaches from `top` to `bottom` goes on in another band."""
        return self.band is not None and (top < self.band[0] or bottom > self.band[1])

    @property
    def has_links_on_top(self) -> bool:
        """Whether links lie over the cards, as string does on a cork board."""
        return self.theme.finish == "cork"

    def ink(self, card: Card) -> QColor:
        """The colour of a card's kind."""
        return self.kind_ink(card.kind)

    def kind_ink(self, kind: ItemKind) -> QColor:
        """The colour of a kind."""
        return self.theme.kind_colour(kind)

    def _font(self, role: str, weight: int, size: int) -> QFont:
        font = self.theme.board_font(role)
        if weight:
            font.setWeight(QFont.Weight(weight))
        if size:
            font.setPixelSize(size)
        if self.is_vector:
            # glyphs that stand for letters only in certain places are no letters when they are read back
            font.clearFeatures()
            font.setFeature(QFont.Tag("calt"), 0)
        return font

    def _keep(self, key: Hashable, make: Callable[[], _T]) -> _T:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(key)
        return found  # type: ignore[return-value]  # every key belongs to one maker
