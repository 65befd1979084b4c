"""What is in sight on the board: its filter, and what is being traced; view state, never a Change.

Filters are kept board by board. What a filter leaves out is dimmed or hidden, what is traced - a way, a
neighbourhood - stands out from all the rest, hidden or not. Nothing is lost under a filter: what is made,
edited or looked for while it holds stays in sight until the filter is next altered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from board.analysis.conditions import RULES, Ground
from board.analysis.filters import (
    EVERYTHING,
    All,
    AnyOf,
    Filter,
    NotAFilter,
    as_json,
    conditions,
    from_json,
    picked,
)
from board.change import Change
from board.document import Document
from board.query import FoldedWords
from ui.canvas.board_widget import BoardWidget
from ui.jobs import Job, Jobs, Lane

if TYPE_CHECKING:
    from board.analysis.asked import Outcome

SETTLED = 150
"""Time in ms without a Change before a filter is asked again."""
_NONE: frozenset[str] = frozenset()
_BEARING = ("item", "link", "placement")


@dataclass(frozen=True, slots=True)
class Sieve:
    """A filter as its chips stand: parts of which all, or any, must hold."""

    parts: tuple[Filter, ...] = ()
    is_any: bool = False
    hides: bool = False
    """What does not pass is hidden, and not only dimmed."""

    @property
    def wanted(self) -> Filter:
        """The filter that the parts make."""
        if not self.parts:
            return EVERYTHING
        if len(self.parts) == 1:
            return self.parts[0]
        return AnyOf(self.parts) if self.is_any else All(self.parts)

    @classmethod
    def of(cls, wanted: Filter, hides: bool) -> Sieve:
        """The chips of a filter; what chips cannot show part by part is one of them."""
        match wanted:
            case All(parts):
                return cls(parts, False, hides)
            case AnyOf(parts):
                return cls(parts, True, hides)
        return cls((wanted,), False, hides)


class Sight(QObject):
    """The filter of every board and what is traced, shown on the board in front."""

    changed = Signal()
    """Another filter holds, or other cards pass it."""
    marked = Signal(object, object)
    """The cards and links that are to stand back."""
    working = Signal(object)
    """Groups are being worked out: the Job."""

    def __init__(
        self, document: Document, board: BoardWidget, jobs: Jobs, folded: FoldedWords, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._board, self._jobs, self._folded = document, board, jobs, folded
        self._sieves: dict[str, Sieve] = {}
        self._spared: dict[str, set[str]] = {}
        """Cards by board that stay in sight though the filter would leave them out."""
        self._passing, self._passing_links = _NONE, _NONE
        self._out, self._out_links = _NONE, _NONE
        """What the filter leaves out of the board, when it was last asked."""
        self.traced: tuple[frozenset[str], frozenset[str]] | None = None
        """Items and links that stand out from the rest."""
        self.groups: Mapping[str, int] = {}
        self._groups_of = ""
        self._grouping: Job | None = None
        self._are_groups_stale = True
        self._soon = QTimer(self, singleShot=True, interval=SETTLED)
        self._soon.timeout.connect(self._ask_again)
        board.board_changed.connect(self._on_board)
        self._stop_listening = document.listen(self._on_change)
        self.destroyed.connect(self._stop_listening)

    # -- the filter ------------------------------------------------------------------------------

    @property
    def sieve(self) -> Sieve:
        """The filter of the board in front."""
        return self._sieves.get(self._board.board_id, Sieve())

    def set_sieve(self, sieve: Sieve) -> None:
        """Filter the board in front."""
        self._sieves[self._board.board_id] = sieve
        self._spared.pop(self._board.board_id, None)
        self._ask()

    def exchange(self, old: Filter | None, new: Filter | None) -> None:
        """Another part in the place of one; None stands for no part."""
        parts = list(self.sieve.parts)
        at = parts.index(old) if old is not None and old in parts else len(parts)
        parts[at : at + 1] = [new] if new is not None else []
        self.set_sieve(replace(self.sieve, parts=tuple(parts)))

    def clear(self) -> None:
        """Let everything pass again."""
        self.set_sieve(Sieve(hides=self.sieve.hides))

    def set_any(self, is_any: bool) -> None:
        """Ask for any of the parts, or for all."""
        self.set_sieve(replace(self.sieve, is_any=is_any))

    def set_hides(self, hides: bool) -> None:
        """Hide what does not pass, or only dim it."""
        self.set_sieve(replace(self.sieve, hides=hides))

    @property
    def total(self) -> int:
        """Cards on the board."""
        return len(self._document.case.on_board(self._board.board_id))

    @property
    def passing(self) -> int:
        """Cards on the board that the filter leaves in sight."""
        return self.total - len(self._out)

    def is_hidden(self, item: str) -> bool:
        """Whether a card lies on the board and is hidden."""
        return item in self._board.model.hiding.items and item in self._board.model.row

    def spare(self, items: Iterable[str]) -> bool:
        """Keep cards in sight whatever the filter says; whether any of them was hidden."""
        found = {item for item in items if self.is_hidden(item)}
        if found:
            self._spared.setdefault(self._board.board_id, set()).update(found)
            self._sift()
            self._show()
        return bool(found)

    def seen(self) -> tuple[frozenset[str], frozenset[str]]:
        """The cards and links of the board that the filter lets pass."""
        model = self._board.model
        return frozenset(model.row.keys() - self._out), frozenset(model.link_row.keys() - self._out_links)

    # -- what is traced --------------------------------------------------------------------------

    def trace(self, items: Iterable[str], links: Iterable[str]) -> None:
        """Let these stand out by dimming everything else."""
        self.traced = (frozenset(items), frozenset(links))
        self._board.is_traced = True
        self._show()

    def end_trace(self) -> None:
        """Show everything as the filter has it."""
        if self.traced is not None:
            self.traced, self._board.is_traced = None, False
            self._show()

    # -- kept for the next time ------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """The filters by board, as they are kept with the file's view state."""
        boards = self._document.case.boards
        return {
            board: {"filter": as_json(sieve.wanted), "hides": sieve.hides}
            for board, sieve in self._sieves.items()
            if sieve.parts and board in boards
        }

    def restore(self, state: object) -> None:
        """Take on the filters of the last time, as far as they can be read."""
        for board, kept in (state if isinstance(state, dict) else {}).items():
            match kept:
                case {"filter": str(text), "hides": bool(hides)}:
                    try:
                        self._sieves[str(board)] = Sieve.of(from_json(text), hides)
                    except NotAFilter:
                        continue
        self._ask()

    # -- groups ----------------------------------------------------------------------------------

    def want_groups(self) -> None:
        """Have it worked out who belongs together; `changed` tells when it is known."""
        board = self._board.board_id
        if not self._are_groups_stale and self._groups_of == board:
            return
        if self._grouping is not None:
            return
        self._are_groups_stale = False
        self._groups_of = board
        # what only groups need is read when they are asked for
        from board.analysis.asked import outline, worked_out
        from board.analysis.lens import Lens

        case = self._document.case
        seen = Lens(items=frozenset(case.on_board(board)))
        drawn = outline(case)
        self._grouping = self._jobs.run(worked_out, drawn, seen, ["community"], True, False, lane=Lane.QUICK)
        self._grouping.finished.connect(self._on_groups)
        for ended in (self._grouping.failed, self._grouping.cancelled):
            ended.connect(self._on_groups_given_up)
        self.working.emit(self._grouping)

    @property
    def has_groups(self) -> bool:
        """Whether it is known who belongs together on this board."""
        return bool(self.groups) and self._groups_of == self._board.board_id

    def _on_groups(self, found: Outcome) -> None:
        self._grouping = None
        if self._groups_of == self._board.board_id:
            values = found.answers["community"].values
            self.groups = {item: int(group) for item, group in values.items()}
        else:
            self._are_groups_stale = True
        self._ask()

    def _on_groups_given_up(self) -> None:
        self._grouping = None
        self._groups_of = ""

    def _needs_groups(self) -> bool:
        return any(one.what == "community" for one in conditions(self.sieve.wanted))

    # -- showing it ------------------------------------------------------------------------------

    def _ask(self) -> None:
        """Find out who passes, and show it."""
        self._soon.stop()
        wanted = self.sieve.wanted
        if self._needs_groups():
            self.want_groups()
        if self.sieve.parts:
            ground = Ground(self._document.case, self._board.board_id, lambda: self.groups, self._folded)
            found = picked(ground, wanted)
            self._passing, self._passing_links = found.items, found.links
        self._sift()
        self._show()
        self.changed.emit()

    def _ask_again(self) -> None:
        """After an edit: what is in the user's hands stays."""
        if self.sieve.parts:
            spared = self._spared.setdefault(self._board.board_id, set())
            spared |= self._board.selection.items
            self._ask()

    def _sift(self) -> None:
        """Note the cards and links of the board that do not pass."""
        self._out, self._out_links = _NONE, _NONE
        if not self.sieve.parts:
            return
        model, passing = self._board.model, self._passing
        spared = self._spared.get(self._board.board_id, set())
        self._out = frozenset(model.row.keys() - passing - spared)
        if any(RULES[one.what].speaks_of_links for one in conditions(self.sieve.wanted)):
            links = self._document.case.links
            self._out_links = frozenset(
                link
                for link in model.link_row.keys() - self._passing_links
                if links[link].from_id in passing and links[link].to_id in passing
            )

    def _show(self) -> None:
        out, out_links = self._out, self._out_links
        items, links = self.traced or (_NONE, _NONE)
        if self.sieve.hides:
            self._board.set_hidden(out - items, out_links - links)
            out, out_links = _NONE, _NONE
        else:
            self._board.set_hidden(())
        if self.traced is not None:
            model = self._board.model
            out = frozenset(model.row.keys() - items)
            out_links = frozenset(model.link_row.keys() - links)
        self.marked.emit(out, out_links)

    def _on_board(self) -> None:
        self.traced, self._board.is_traced = None, False
        self._ask()

    def _on_change(self, change: Change) -> None:
        if not any(key[0] in _BEARING for key in change.pairs):
            return
        self._are_groups_stale = True
        here = self._board.board_id
        fresh = _placed(change, here)
        if self.sieve.parts:
            self._spared.setdefault(here, set()).update(fresh)
            self._soon.start()
        elif fresh:
            self.changed.emit()


def _placed(change: Change, board: str) -> set[str]:
    """The items that a Change lays on a board."""
    return {
        str(key[2])
        for key, (before, after) in change.pairs.items()
        if key[:2] == ("placement", board) and before is None and after is not None
    }
