"""What arranging does: asked for here, worked out elsewhere, shown, and made as one step.

An answer is used only on the board it was made for, as that stands: whoever alters something that the
arrangement looked at has made it void, and it is dropped and said so. More cards than can be followed by
eye are shown first, and written only when that is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from board.case import Case
from board.change import Change
from board.dates import parse
from board.layout import asked
from board.layout.arrange import LABELS, moved, suits
from board.layout.asked import MOST_ROUTED, ROUTES, Wish
from board.layout.axis import has_time_axis, show_time_axis
from board.query import inside_frames
from ui.actions import ROW, spoken
from ui.jobs import Job

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from ui.main_window import MainWindow
    from ui.workspace import Workspace

UNASKED = 200
"""So many cards are moved without a preview."""
Look = tuple[float, float, float]
"""The board point in the middle of what is seen, and the scale."""
STAYS = ("tidy", ROUTES)
"""Ways after which the board is still where one looks."""


class LayoutDeeds(QObject):
    """Handlers of the Arrange menu that put cards in place by themselves."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._wish: Wish | None = None
        self._items: frozenset[str] = frozenset()
        self._shown: Change | None = None
        """The Change whose effect is shown and not made yet."""
        self._before: Look | None = None
        """Where one looked before it was shown."""
        self._looked: dict[int, Look] = {}
        """Where one looked before each step that stands, by its place in the log."""
        self._left: dict[int, Look] = {}
        """Where one looked when such a step was undone."""
        window.files.closing.connect(self.forget)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        ways = {f"layout.{how}": partial(self.arrange, how) for how in (*LABELS, ROUTES)}
        return {**ways, "layout.axis": self._axis}

    def conditions(self) -> Iterator[str]:
        """The conditions that hold now."""
        workspace = self._window.workspace
        if workspace is not None and len(workspace.board.model) > 1 and not workspace.board.is_supposing:
            yield "cards"
        if self._shown is not None:
            yield "undo"

    def decline(self) -> bool:
        """Say no to what is shown, as Esc does; false when nothing is."""
        if self._shown is None:
            return False
        self._on_declined()
        return True

    def suited(self) -> str:
        """The row of the arrangement that fits the board in front."""
        window = self._window
        if window.workspace is None or window.board_id not in window.document.case.boards:
            return ""
        return f"layout.{suits(window.document.case, window.board_id)}"

    def show_suited(self, menu: QMenu) -> None:
        """Mark in a menu what fits the board in front."""
        suited = self._window.actions_table.by_id.get(self.suited())
        if suited is not None and suited in menu.actions():
            menu.setDefaultAction(suited)
            menu.setToolTipsVisible(True)
            suited.setToolTip(self.tr("This suits the board best"))

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace of a case that was just opened."""
        self.forget()
        self._looked, self._left = {}, {}
        workspace.preview.accepted.connect(self._on_accepted)
        workspace.preview.declined.connect(self._on_declined)
        workspace.board.board_changed.connect(self._on_board_left)
        stop = self._window.document.listen(self._on_change)
        workspace.destroyed.connect(stop)

    def forget(self) -> None:
        """Drop what is being worked out or shown."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._wish, self._shown, self._before = None, None, None, None
        workspace = self._window.workspace
        if workspace is not None:
            workspace.preview.close_up()
            self._as_it_is(workspace)

    def arrange(self, how: str, *, centre: str = "") -> None:
        """Arrange the selected cards, or the board when fewer than two are selected."""
        window, workspace = self._window, self._window.workspace
        if workspace is None or not window.is_editable or not window.has_kept_words():
            return
        case, board = window.document.case, workspace.board
        chosen = self._chosen(workspace)
        if how == "radial" and not centre:
            centre = self._centre(workspace, chosen)
            if not centre:
                self._ask_centre()
                return
        items = tuple(sorted(chosen)) if len(chosen) > 1 else None
        if how == "timeline" and not self._has_dates(case, items or board.model.ids):
            window.toasts.say(
                self.tr("No card here has a date yet: give them dates in the details."), "ok", "info"
            )
            return
        links = self._under_cards(workspace, chosen) if how == ROUTES else ()
        if links is None:
            return
        self.forget()
        if workspace.area.chain.isVisible():  # what is arranged wants to be seen
            workspace.area.chain.close_up()
        board.glide.stop()
        self._wish = Wish(board.board_id, how, items, centre, links=links)
        self._items = frozenset(case.on_board(board.board_id))
        job = window.jobs.run(asked.arranged, asked.looked_at(case, board.board_id), self._wish)
        self._job = window.follow(job, self.tr("Arranging"))
        job.finished.connect(partial(self._on_arranged, job))
        job.failed.connect(self.forget)

    def _under_cards(self, workspace: Workspace, chosen: set[str]) -> tuple[str, ...] | None:
        """The links without bends that run under cards; None when there is nothing to do, which is said."""
        from ui.canvas.under import cards_over

        model, case = workspace.board.model, self._window.document.case
        links = [
            link
            for link in model.link_ids
            if (model.board, link) not in case.routes
            and (len(chosen) < 2 or {case.links[link].from_id, case.links[link].to_id} <= chosen)
        ]
        if len(links) > MOST_ROUTED:
            words = self.tr("There are too many links to lead each around the cards: select some cards.")
        else:
            under = tuple(link for link, count in cards_over(model, links).items() if count)
            if under:
                return under
            words = self.tr("No link runs under a card.")
        self._window.toasts.say(words, "ok", "info")
        return None

    def _better(self, workspace: Workspace, change: Change, wish: Wish) -> Change:
        """Those bends with which fewer cards lie over the link as it is drawn."""
        from ui.canvas.model import BoardModel
        from ui.canvas.under import cards_over

        supposed = Case(asked.looked_at(self._window.document.case, wish.board))
        supposed.apply(change)
        links = [key[2] for key in change.pairs]
        before = cards_over(workspace.board.model, links)
        after = cards_over(BoardModel(supposed, wish.board), links)
        pairs = {key: pair for key, pair in change.pairs.items() if after[key[2]] < before[key[2]]}
        return Change(change.label, pairs)

    def _chosen(self, workspace: Workspace) -> set[str]:
        """The selected cards, and those in selected frames."""
        selection, board = workspace.board.selection, workspace.board.board_id
        inner, _ = inside_frames(self._window.document.case, board, sorted(selection.frames))
        return set(selection.items) | inner

    def _centre(self, workspace: Workspace, chosen: set[str]) -> str:
        """The card that goes in the middle: the one selected, or of several the one with the keyboard."""
        if len(chosen) < 2:
            return next(iter(chosen), "")
        focused = workspace.board.focused_item
        return focused if focused in chosen else self._best_linked(chosen)

    def _best_linked(self, items: set[str]) -> str:
        links = self._window.document.case.links_at
        return min(items, key=lambda item: (-len(links(item)), item))

    def _ask_centre(self) -> None:
        """Say what is missing, with the likeliest answer to press."""
        workspace = self._window.workspace
        assert workspace is not None
        likely = self._best_linked(set(workspace.board.model.ids))
        self._window.toasts.say(
            self.tr("Which card goes in the middle? Select it and choose this again."),
            "undo",
            "target",
            ((self.tr("The best linked"), partial(self.arrange, "radial", centre=likely)),),
        )

    def _has_dates(self, case: Case, items: Iterable[str]) -> bool:
        return any(parse(case.items[item].date) for item in items if case.items[item].date)

    # The answer.

    def _on_arranged(self, job: Job, change: Change) -> None:
        workspace, wish = self._window.workspace, self._wish
        if job is not self._job or workspace is None or wish is None:
            return
        self._job = None
        if wish.board != workspace.board.board_id:
            return
        if wish.how == ROUTES:
            change = self._better(workspace, change, wish)
        count = moved(change)
        if not change and wish.how == ROUTES:
            self._window.toasts.say(self.tr("There is no short way around for any link."), "ok", "info")
        elif not change:
            self._window.toasts.say(self.tr("Everything is in its place already."), "ok", "check")
        elif count > UNASKED:
            self._show(workspace, change, wish, count)
        else:
            self._make(workspace, change, wish)

    def _show(self, workspace: Workspace, change: Change, wish: Wish, count: int) -> None:
        """Show what the board would be like."""
        board = workspace.board
        supposed = Case(asked.looked_at(self._window.document.case, wish.board))
        supposed.apply(change)
        self._before = workspace.looking_at()
        self._shown = change
        board.suppose(supposed)
        way = spoken(ROW[f"layout.{wish.how}"].text)
        words = self.tr("Preview: {way}. {count} cards would move.")
        workspace.preview.ask(words.format(way=way, count=QLocale().toString(count)))
        workspace.fit()
        self._window.refresh()

    def _on_accepted(self) -> None:
        workspace, change, wish = self._window.workspace, self._shown, self._wish
        if workspace is None or change is None or wish is None:
            return
        self._put_away(workspace)
        self._make(workspace, change, wish)
        self._as_it_is(workspace)

    def _on_declined(self) -> None:
        workspace = self._window.workspace
        if workspace is None or self._shown is None:
            return
        self._put_away(workspace)
        self._as_it_is(workspace)
        if self._before is not None:
            workspace.look_at(*self._before)
            self._before = None
        self._window.refresh()

    def _put_away(self, workspace: Workspace) -> None:
        self._shown = None
        workspace.preview.close_up()
        workspace.board.setFocus()

    def _as_it_is(self, workspace: Workspace) -> None:
        """Show the board as the case has it; when a step was made it is shown already."""
        if workspace.board.is_supposing:
            workspace.board.suppose(None)

    def _make(self, workspace: Workspace, change: Change, wish: Wish) -> None:
        """Make the step, let it be seen, and say what was done."""
        window, board = self._window, workspace.board
        looked, self._before = self._before or workspace.looking_at(), None
        self._wish = None
        if not window.deeds.written(partial(window.document.do, change)):
            return
        stays = wish.items is None and wish.how in STAYS
        if not stays and (step := window.document.history.last) is not None:
            self._looked[step.seq] = looked
        board.glide.show(change)
        if wish.items is not None:
            board.show_items(wish.items)
        elif not stays:
            workspace.fit()
        board.reported.emit(self._said(change, wish))

    def _said(self, change: Change, wish: Wish) -> str:
        count = moved(change)
        if wish.how == ROUTES:
            count = len(change.pairs)
            one, many = self.tr("1 link led around cards"), self.tr("{count} links led around cards")
        else:
            one, many = self.tr("1 card moved"), self.tr("{count} cards moved")
        return one if count == 1 else many.format(count=QLocale().toString(count))

    # What comes between.

    def _on_change(self, change: Change) -> None:
        """Somebody altered the case: what was worked out for it may be void."""
        workspace, wish = self._window.workspace, self._wish
        if workspace is not None:
            self._look_back(workspace, change)
        if workspace is None or wish is None:
            return
        # a preview goes with any change: it is of another state of the case
        if self._shown is None and not asked.touches(change, wish.board, self._items):
            return
        self.forget()
        self._window.toasts.say(self.tr("The board changed meanwhile, so it was not arranged."), "ok", "info")

    def _look_back(self, workspace: Workspace, change: Change) -> None:
        """Where an arrangement was just undone, or done again, look where one looked then."""
        history = self._window.document.history
        undone, done = history.next, history.last
        if undone is not None and undone.seq in self._looked:
            seq, there, kept = undone.seq, self._looked, self._left
        elif done is not None and done.seq in self._left:
            seq, there, kept = done.seq, self._left, self._looked
        else:
            return
        look, kept[seq] = there.pop(seq), workspace.looking_at()
        board = workspace.board.board_id
        if any(key[0] in ("placement", "route") and key[1] == board for key in change.pairs):
            workspace.look_at(*look)

    def _on_board_left(self) -> None:
        if self._job is not None or self._shown is not None:
            self.forget()

    def _axis(self) -> None:
        """Show or hide the time axis of the board."""
        window, workspace = self._window, self._window.workspace
        if workspace is None:
            return
        case, board = window.document.case, workspace.board.board_id
        shown = not has_time_axis(case.boards[board])
        window.deeds.written(partial(window.document.do, show_time_axis(case, board, shown)))
        if shown and not workspace.board.has_axis:
            words = self.tr("The dated cards do not stand in the order of time: arrange the board by date.")
            by_date = ((self.tr("Arrange by date"), partial(self.arrange, "timeline")),)
            window.toasts.say(words, "undo", "info", by_date)
