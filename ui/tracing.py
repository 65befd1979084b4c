"""How cards are connected, and who is around them: the question that is open, and its answer in rows.

Small boards are answered at once. A large one, or a search that turns out long, goes to the worker. What
answers is read when something is asked, for the window comes up without it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from board.case import Case
from board.change import Change
from board.document import Document
from board.kinds import link_kind
from board.records import Board, Placement
from board.text import one_line
from ui.jobs import Job, Jobs, Lane
from ui.sight import Sight
from ui.trace_words import cards_said, name, names, number, steps_said, ways_sentence
from ui.wording import link_kind_name
from ui.worker import Report

if TYPE_CHECKING:
    from board.analysis.asked import Outline
    from board.analysis.connections import Connection, Question
    from board.analysis.lens import Lens
    from board.analysis.ways import Way

AT_ONCE = 4_000
"""Links in the case up to which ways are looked for at once."""
BRIEF = 8_000
"""Steps that are tried at once; a longer search goes on in the worker."""
SETTLED = 200
"""Time in ms without a Change before it is asked again."""
MOST_STEPS = 5
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the answer: what it says, and what stands out while it is looked at."""

    title: str
    detail: str
    items: frozenset[str]
    links: frozenset[str]
    columns: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked; the fields that a mode does not use stay as they are."""

    mode: str = ""
    """ways, around, shared; empty while nothing is asked."""
    items: tuple[str, ...] = ()
    """The cards it is about; of ways the two ends."""
    steps: int = 1
    count: int = 0
    """So many ways; 0 is all shortest."""
    avoiding: tuple[str, ...] = ()
    scope: str = "seen"
    """seen, board or case."""
    kinds: frozenset[str] | None = None
    is_directed: bool = False


class Tracing(QObject):
    """The question that is open on the board in front."""

    changed = Signal()
    """Another question, or another answer."""
    working = Signal(object)
    """The worker has been called: its Job."""

    def __init__(self, document: Document, sight: Sight, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._sight, self._jobs = document, sight, jobs
        self.asked = Asked()
        self.board = ""
        self.rows: tuple[Found, ...] = ()
        """What was found; the first is everything, where there are several."""
        self.sentence = ""
        self.between: tuple[str, ...] = ()
        """What would have to be given up for a way."""
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=SETTLED)
        self._soon.timeout.connect(self.ask_again)
        self._sending = QTimer(self, singleShot=True, interval=0)
        self._sending.timeout.connect(self._send)
        self._stop_listening = document.listen(self._on_change)
        self.destroyed.connect(self._stop_listening)

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it, or about to be."""
        return self._job is not None or self._sending.isActive()

    def ask(self, asked: Asked, board: str) -> None:
        """Ask; an answer that is under way is not wanted any more."""
        self.asked, self.board = asked, board
        self.ask_again()

    def alter(self, **fields: object) -> None:
        """Ask the same otherwise."""
        self.ask(replace(self.asked, **fields), self.board)  # type: ignore[arg-type]

    def give_up(self) -> None:
        """Ask without what stands between."""
        limits = self.between
        asked = self.asked
        if "avoiding" in limits:
            asked = replace(asked, avoiding=())
        if "direction" in limits:
            asked = replace(asked, is_directed=False)
        if "links" in limits:
            asked = replace(asked, kinds=None)
        if "board" in limits:
            asked = replace(asked, scope="case")
        elif "filter" in limits:
            asked = replace(asked, scope="board")
        self.ask(asked, self.board)

    def end(self) -> None:
        """Ask nothing any more."""
        self._stop()
        if self.asked.mode:
            self.asked = Asked(scope=self.asked.scope)
            self.rows, self.sentence, self.between = (), "", ()
            self._sight.end_trace()
            self.changed.emit()

    def ask_again(self) -> None:
        """Find the answer as the case is now."""
        self._stop()
        case, asked = self._document.case, self.asked
        if not asked.mode:
            return
        if self.board not in case.boards or not all(item in case.items for item in asked.items):
            self.end()
            return
        self.rows, self.sentence, self.between = (), "", ()
        if asked.mode == "ways":
            self._ask_ways()
        elif asked.mode == "around":
            self._show_around()
        else:
            self._show_shared()

    def lens(self, near: Collection[str] | None = None) -> Lens:
        """What counts, among some cards near by where they are known."""
        from board.analysis.lens import Lens

        asked, sieve = self.asked, self._sight.sieve
        items = links = None
        if asked.scope == "seen" and sieve.parts:
            items, links = self._sight.seen()
            items |= set(asked.items)
        if near is not None:
            items = frozenset(near) if items is None else items & frozenset(near)
        board = "" if asked.scope == "case" else self.board
        return Lens(board, items, asked.kinds, asked.is_directed, links=links)

    # -- ways ------------------------------------------------------------------------------------

    def _ask_ways(self) -> None:
        if len(self.asked.items) < 2:
            self.sentence = _tr("Choose the other card: type its name, or press it on the board.")
            self._tell()
            return
        if len(self._document.case.links) <= AT_ONCE:
            from board.analysis.connections import connect

            found = connect(self._document.case, self._question(), patience=BRIEF)
            if not found.ways.is_tired:
                self._show_ways(found)
                return
        self.sentence = _tr("Looking for ways …")
        self._sending.start()  # in a turn of its own: what is asked stands there first
        self._tell()

    def _question(self) -> Question:
        from board.analysis.connections import Question

        asked = self.asked
        one, other = asked.items
        return Question(one, other, asked.count, frozenset(asked.avoiding), self.lens())

    def _send(self) -> None:
        """Have the worker look for ways, if all is still there."""
        from board.analysis.asked import outline

        case = self._document.case
        if not all(item in case.items for item in self.asked.items):
            self.end()
            return
        placed = tuple(case.on_board(self.board))
        job = self._job = self._jobs.run(connected, outline(case), placed, self._question(), lane=Lane.QUICK)
        job.finished.connect(partial(self._on_finished, job))
        for ended in (job.failed, job.cancelled):
            ended.connect(partial(self._on_ended, job))
        self.working.emit(job)

    def _show_ways(self, found: Connection) -> None:
        case, ways = self._document.case, found.ways.ways
        rows = [self._way(way) for way in ways]
        if len(rows) > 1:
            title = _tr("All {count} ways").format(count=number(len(rows)))
            rows.insert(
                0, Found(title, steps_said(ways), found.ways.items, found.ways.links, found.ways.columns)
            )
        self.rows, self.between = tuple(rows), found.between
        self.sentence = ways_sentence(case, self.asked, found)
        self._tell()

    def _way(self, way: Way) -> Found:
        from board.analysis.ways import weakest

        case = self._document.case
        names = " → ".join(name(case, item) for item in way.items)
        count = len(way.steps)
        detail = _tr("1 step") if count == 1 else _tr("{count} steps").format(count=count)
        weak = weakest(case, way)
        if weak is not None:
            words = _tr("weakest report: {who} ({grade})")
            who = name(case, weak.voice)
            detail += "; " + words.format(who=who, grade=weak.grade or _tr("no grade"))
        return Found(names, detail, frozenset(way.items), way.links, tuple((item,) for item in way.items))

    def _on_finished(self, job: Job, found: Connection) -> None:
        if job is self._job:
            self._job = None
            self._show_ways(found)

    def _on_ended(self, job: Job, _why: str = "") -> None:
        if job is not self._job:
            return
        self._job = None
        self.sentence = _tr("The search was given up.")
        self._tell()

    # -- around ----------------------------------------------------------------------------------

    def _show_around(self) -> None:
        from board.analysis.connections import around
        from board.analysis.lens import network
        from board.analysis.surroundings import neighbourhood

        case, asked = self._document.case, self.asked
        net = network(case, self.lens(around(case, asked.items, asked.steps)))
        found = neighbourhood(net, asked.items, asked.steps)
        rings = found.columns
        rows = []
        inside: set[str] = set(rings[0]) if rings else set()
        for steps, ring in enumerate(rings[1:], 1):
            inside |= set(ring)
            links = {link for link in found.links if _is_within(case, link, inside)}
            away = _tr("1 step away") if steps == 1 else _tr("{count} steps away").format(count=steps)
            title = _tr("{away}: {cards}").format(away=away, cards=cards_said(len(ring)))
            rows.append(
                Found(title, names(case, ring), frozenset(inside), frozenset(links), rings[: steps + 1])
            )
        self.rows = tuple(rows)
        count = len(found.items) - len(rings[0]) if rings else 0
        if count:
            words = (
                _tr("{cards} within 1 step.") if asked.steps == 1 else _tr("{cards} within {count} steps.")
            )
            self.sentence = words.format(cards=cards_said(count), count=asked.steps)
        else:
            self.sentence = _tr("Nobody is linked to it here.")
        self._tell()

    def _show_shared(self) -> None:
        from board.analysis.connections import around
        from board.analysis.lens import network
        from board.analysis.surroundings import common_neighbours

        case, asked = self._document.case, self.asked
        net = network(case, self.lens(around(case, asked.items, 1)))
        found = common_neighbours(net, asked.items)
        shared = found.columns[1] if len(found.columns) > 1 else ()
        rows = []
        for item in shared:
            links = sorted(link for link in found.links if item in _ends(case, link))
            kinds = dict.fromkeys(link_kind_name(link_kind(case, case.links[link].kind)) for link in links)
            detail = ", ".join(one_line(kind) for kind in kinds)
            columns = (tuple(found.columns[0]), (item,))
            among = frozenset({*found.columns[0], item})
            rows.append(Found(name(case, item), detail, among, frozenset(links), columns))
        if len(rows) > 1:
            title = _tr("All {count} of them").format(count=number(len(rows)))
            rows.insert(0, Found(title, names(case, shared), found.items, found.links, found.columns))
        self.rows = tuple(rows)
        words = _tr("1 card is linked to all of them.")
        if len(shared) != 1:
            words = _tr("{count} cards are linked to all of them.").format(count=number(len(shared)))
        self.sentence = words if shared else _tr("No card is linked to all of them here.")
        self._tell()

    # -- following -------------------------------------------------------------------------------

    def _tell(self) -> None:
        if self.rows:
            self._sight.trace(self.rows[_whole(self)].items, self.rows[_whole(self)].links)
        elif self.asked.mode:
            self._sight.trace(self.asked.items, ())
        self.changed.emit()

    def _stop(self) -> None:
        self._soon.stop()
        self._sending.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_change(self, change: Change) -> None:
        if self.asked.mode and any(key[0] in ("item", "link", "placement", "board") for key in change.pairs):
            self._soon.start()


def connected(drawn: Outline, placed: Iterable[str], question: Question, report: Report) -> Connection:
    """The ways between two cards of a case, some of which lie on a board: work for the worker process."""
    from board.analysis.asked import case_of
    from board.analysis.connections import connect

    board = question.seen.board or "b"
    cards = (Placement(board, item, 0, 0, 1, 1) for item in placed)
    case = Case((*case_of(drawn).records(), Board(board), *cards))
    return connect(case, question, report)


def _whole(tracing: Tracing) -> int:
    """The row that holds all others: of neighbourhoods the outermost, else the first."""
    return len(tracing.rows) - 1 if tracing.asked.mode == "around" else 0


def _ends(case: Case, link: str) -> tuple[str, str]:
    return case.links[link].from_id, case.links[link].to_id


def _is_within(case: Case, link: str, items: Collection[str]) -> bool:
    return all(end in items for end in _ends(case, link))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tracing", text)
