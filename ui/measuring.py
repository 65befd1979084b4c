"""What is asked of the network of the open case, and the answers, kept for everything that shows them.

The worker does the counting; here is only what was chosen, what came back, and when to ask again: a quarter
of a second after the last Change that can alter an answer. Estimates come first where the exact numbers take
long, and those follow by themselves. Nothing here alters the case.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from board.analysis.asked import Outcome, outline, worked_out
from board.analysis.compare import Comparison, compare
from board.analysis.lens import Lens
from board.analysis.measures import EXACT_UP_TO, Answer
from board.analysis.structure import Structure
from board.change import Change
from board.document import Document
from board.records import Item, Link, Record
from ui.jobs import Job, Jobs, Lane

SETTLED = 250
"""Time in ms without a Change before the worker is asked again."""
BESIDE = "degree"
"""The question that is answered along with every other: it costs nothing."""
OF_STRUCTURE = ("community", "core", "falls_apart")
RANKS, STRUCTURE, COMPARISON = "ranks", "structure", "comparison"
"""What the panel, and the board, can show."""


@dataclass(frozen=True, slots=True)
class Counting:
    """What counts, as it was chosen."""

    scope: str = "board"
    """board, case or selection."""
    items: frozenset[str] = frozenset()
    """The cards that were selected when the selection was chosen."""
    link_kinds: frozenset[str] | None = None
    is_directed: bool = False
    collapses_relays: bool = True
    merges_same: bool = True


@dataclass(slots=True)
class _Known:
    """What was worked out for one state of the case."""

    answers: dict[str, Answer] = field(default_factory=dict)
    structure: Structure | None = None
    nodes: int = 0
    ties: int = 0


class Measuring(QObject):
    """The questions and answers of one open case."""

    changed = Signal()
    """There is something else to show; once a turn at most."""
    started = Signal(object)
    """Work has begun that takes long enough to be followed: its Job."""

    def __init__(
        self, document: Document, jobs: Jobs, board_of: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document, self._jobs, self._board_of = document, jobs, board_of
        self.page = RANKS
        self.question = "betweenness"
        self.look = "halo"
        self.counting = Counting()
        self.is_open = False
        """The panel is open."""
        self.is_shown = False
        """The board shows it."""
        self.trouble = ""
        """Why there is no answer, in a sentence."""
        self.was_stopped = False
        """The user has stopped the work; nothing is asked until he says so."""
        self.pair = ("", "")
        """The boards that are compared, the earlier first."""
        self.comparison: Comparison | None = None
        self._known = _Known()
        self._job: Job | None = None
        self._exact: Job | None = None
        self._is_stale = True
        self._is_left_sampled = False
        self._settled = self._timer(SETTLED, self.ask)
        self._soon = self._timer(0, self.changed.emit)
        self._stop_listening = document.listen(self._on_change)

    # -- answers ---------------------------------------------------------------------------------

    @property
    def in_view(self) -> str:
        """The question that the board shows the answer to, as a saved view names it; none while comparing."""
        return {RANKS: self.question, STRUCTURE: "community"}.get(self.page, "")

    @property
    def answer(self) -> Answer | None:
        """The answer to the question in view, as far as it is known."""
        return self._known.answers.get(self.question)

    def answer_to(self, question: str) -> Answer | None:
        """The answer to a question, if it was asked."""
        return self._known.answers.get(question)

    @property
    def structure(self) -> Structure | None:
        """Where the network breaks, if that was asked."""
        return self._known.structure

    @property
    def nodes(self) -> int:
        """How many cards were measured."""
        return self._known.nodes

    @property
    def ties(self) -> int:
        """How many ties there are between them."""
        return self._known.ties

    @property
    def board_in_front(self) -> str:
        """The board that is looked at."""
        return self._board_of()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is on its way that is not there yet."""
        is_waiting = self._is_stale and self._is_wanted and not self.was_stopped
        return self._job is not None or (is_waiting and self.page != COMPARISON)

    @property
    def is_refining(self) -> bool:
        """Whether exact numbers are on their way that will take the place of an estimate."""
        return self._exact is not None

    # -- choosing --------------------------------------------------------------------------------

    def open(self, shown: bool) -> None:
        """The panel was opened or closed."""
        self.is_open = shown
        self._go_on()

    def show(self, shown: bool) -> None:
        """Show it on the board, or no more."""
        self.is_shown = shown
        self._go_on()

    def turn_to(self, page: str) -> None:
        """Show the ranks, the structure or the comparison."""
        self.page = page
        self._go_on()

    def choose(self, question: str) -> None:
        """Ask another question."""
        self.question = question
        self._go_on()

    def wear(self, look: str) -> None:
        """Show values on the board in another way; an empty look shows nothing."""
        self.look = look or self.look
        self.is_shown = bool(look)
        self._go_on()

    def count(self, counting: Counting) -> None:
        """Let other things count."""
        if counting != self.counting:
            self.counting = counting
            self._forget()
            self._go_on()

    def compare_with(self, board: str) -> None:
        """Compare the board in front with an earlier one; an empty id ends it."""
        self.pair = (board, self._board_of()) if board else ("", "")
        self._compare()
        self._go_on()

    def refine(self) -> None:
        """Work out exactly what was estimated."""
        self._is_left_sampled = False
        if (
            self._exact is None
            and self._job is None
            and (answer := self.answer) is not None
            and answer.sampled
        ):
            job = self._exact = self._run([self.question], True, Lane.LONG)
            job.finished.connect(lambda found: self._on_exact(job, found))
            for ended in (job.failed, job.cancelled):
                ended.connect(lambda *_: self._on_exact_ended(job))
            self.started.emit(job)
            self._soon.start()

    def begin_again(self) -> None:
        """Ask once more, after the work was stopped or has failed; exactly, where there is an estimate."""
        self.was_stopped, self.trouble, self._is_left_sampled = False, "", False
        self.ask()

    @property
    def may_refine(self) -> bool:
        """Whether an estimate is all there is, and nobody is working out more."""
        answer = self.answer
        return self._is_left_sampled and answer is not None and bool(answer.sampled)

    def board_changed(self) -> None:
        """Another board is in front."""
        if self.counting.scope == "board":
            self._forget()
        if self.pair[0] and self._board_of() not in self.pair:
            self.pair = (self.pair[0], self._board_of())
            self._compare()
        self._go_on()

    def close(self) -> None:
        """The case is being closed: hear and say nothing any more."""
        self._stop_listening()
        self.blockSignals(True)
        self._settled.stop()
        self._soon.stop()
        self._stop_work()

    # -- asking ----------------------------------------------------------------------------------

    def ask(self) -> None:
        """Have the worker answer what is in view and not known."""
        if not self._is_wanted or self.was_stopped:
            self._soon.start()
            return
        if self._is_stale:
            self._stop_work()
            self._compare()
        if self.page == COMPARISON:
            self._soon.start()
            return
        missing = [one for one in self._questions() if self._is_stale or one not in self._known.answers]
        needs_structure = self.page == STRUCTURE and (self._is_stale or self._known.structure is None)
        if (missing or needs_structure) and self._job is None:
            self._send(missing, needs_structure)
        elif self.page == RANKS and not self._is_left_sampled:
            self.refine()
        self._soon.start()

    def _questions(self) -> list[str]:
        asked = OF_STRUCTURE if self.page == STRUCTURE else (self.question,)
        return list(dict.fromkeys((*asked, BESIDE)))

    def _send(self, questions: list[str], with_structure: bool) -> None:
        is_small = len(self.document.case.items) <= EXACT_UP_TO
        is_fresh, self._is_stale = self._is_stale, False
        lane = Lane.QUICK if is_small else Lane.LONG
        self._stop_exact()  # what is asked now must not wait for it
        job = self._job = self._run(questions, False, lane, with_structure=with_structure)
        job.finished.connect(lambda found: self._on_answered(job, found, is_fresh))
        job.failed.connect(lambda words: self._on_failed(job, words))
        job.cancelled.connect(lambda: self._on_cancelled(job))
        if not is_small:
            self.started.emit(job)

    def _run(self, questions: list[str], is_exact: bool, lane: Lane, *, with_structure: bool = False) -> Job:
        drawn = outline(self.document.case)
        return self._jobs.run(worked_out, drawn, self.lens(), questions, is_exact, with_structure, lane=lane)

    def lens(self) -> Lens:
        """What counts now; cards of a board by name, for the worker knows no boards."""
        counting = self.counting
        items: frozenset[str] | None = None
        if counting.scope == "board":
            items = frozenset(self.document.case.on_board(self._board_of()))
        elif counting.scope == "selection":
            items = counting.items
        return Lens(
            "",
            items,
            counting.link_kinds,
            counting.is_directed,
            counting.collapses_relays,
            counting.merges_same,
        )

    def _on_answered(self, job: Job, found: Outcome, is_fresh: bool) -> None:
        if job is not self._job:
            return
        self._job = None
        self.trouble = ""
        known = self._known = _Known() if is_fresh else self._known
        known.answers |= found.answers
        known.structure = found.structure or known.structure
        known.nodes, known.ties = found.nodes, found.ties
        self.ask()

    def _on_failed(self, job: Job, words: str) -> None:
        if job is self._job:
            self._job, self.trouble, self.was_stopped = None, words, True
            self._soon.start()

    def _on_cancelled(self, job: Job) -> None:
        if job is self._job:
            self._job, self.was_stopped = None, True
            self._soon.start()

    def _on_exact(self, job: Job, found: Outcome) -> None:
        if job is self._exact:
            self._exact = None
            self._known.answers |= found.answers
            self._soon.start()

    def _on_exact_ended(self, job: Job) -> None:
        """The user has stopped it: the estimate is left as it is until he wants more."""
        if job is self._exact:
            self._exact, self._is_left_sampled = None, True
            self._soon.start()

    # -- following -------------------------------------------------------------------------------

    @property
    def _is_wanted(self) -> bool:
        return self.is_open or self.is_shown

    def _go_on(self) -> None:
        if self._settled.isActive():
            self._soon.start()
        else:
            self.ask()

    def _forget(self) -> None:
        """What is known holds no more; it stays in sight until there is something better."""
        self._is_stale = True
        self.was_stopped = False

    def _compare(self) -> None:
        case, (earlier, later) = self.document.case, self.pair
        is_there = earlier in case.boards and later in case.boards
        if not is_there:
            self.pair = ("", "")
        self.comparison = compare(case, earlier, later) if is_there else None

    def _on_change(self, change: Change) -> None:
        if any(self._alters(key, *pair) for key, pair in change.pairs.items()):
            self._forget()
            self._settled.start()
        elif self._is_wanted:
            self._soon.start()

    def _alters(self, key: tuple[str, ...], before: Record | None, after: Record | None) -> bool:
        """Whether an edit can make an answer another."""
        match before, after:
            case Item(), Item():
                return before.kind != after.kind
            case Link(), Link():
                return _bearing(before) != _bearing(after)
        if key[0] == "placement" and self.page != COMPARISON:
            return before is None or after is None
        return key[0] in ("item", "link", "link_kind", "placement")

    def _stop_work(self) -> None:
        gone, self._job = self._job, None
        if gone is not None:
            gone.cancel()
        self._stop_exact()

    def _stop_exact(self) -> None:
        gone, self._exact = self._exact, None
        if gone is not None:
            gone.cancel()

    def _timer(self, delay: int, run: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(run)
        return timer


def _bearing(link: Link) -> tuple[object, ...]:
    return (link.kind, link.from_id, link.to_id, link.stance, link.basis, link.via)
