"""Cards that may be one and the same: looked for quietly, decided by whoever works on the case.

What sounds alike is found in the worker, after a moment, for the card in front and for every new one.
"Same" makes one card of both in one step; "not the same" is kept with the case and not asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from board.edits.likeness import not_the_same
from board.edits.merging import merge_items
from board.text import one_line, shortened
from ui.jobs import Lane

if TYPE_CHECKING:
    from board.suggest import Likeness
    from ui.main_window import MainWindow
    from ui.workspace import Workspace

_SETTLED = 700
"""Milliseconds of rest after which a card's name is compared; it may still be being typed."""
_BY_HAND = 3
"""New cards at once that were made by hand; more came out of an import."""


class LikenessDeeds(QObject):
    """Handlers that concern cards that may be one."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._seen: set[str] | None = None
        self._new: list[str] = []
        self._asked: tuple[str, object] = ("", None)
        self._found: dict[str, list[Likeness]] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLED)
        self._soon.timeout.connect(self._on_settled)
        window.files.closed.connect(self._on_closed)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {"case.duplicates": self.list_all, "edit.merge": self.merge_selected}

    def conditions(self) -> Iterator[str]:
        """The conditions that hold now, for `Actions.refresh`."""
        if len(self._mergeable()) > 1:
            yield "alike"

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        rows = workspace.inspector.items.likeness
        rows.shown.connect(self._window.reveal)
        rows.same.connect(self._on_same)
        rows.apart.connect(self._on_apart)

    def refresh(self) -> None:
        """The case or the selection has changed."""
        current = self._window.files.current
        if current is None:
            return
        items = current.document.case.items
        if self._seen is None:
            self._seen = set(items)
        elif len(items) != len(self._seen):
            new = [item for item in items if item not in self._seen]
            self._new = self._new + new if len(new) <= _BY_HAND else []
            self._seen = set(items)
        self._show()
        self._soon.start()

    # -- deciding --------------------------------------------------------------------------------

    def same(self, one: str, other: str) -> None:
        """Make one card of two: the older one stays."""
        document = self._window.document
        items = document.case.items
        if not self._window.is_editable or one == other or not {one, other} <= items.keys():
            return
        keep = next(item for item in items if item in (one, other))
        self._merge(keep, [other if keep == one else one])

    def apart(self, one: str, other: str) -> None:
        """Remember that two are not the same."""
        document = self._window.document
        if self._window.is_editable and {one, other} <= document.case.items.keys():
            document.do(not_the_same(document.case, one, other))
            self._show()

    def merge_selected(self) -> None:
        """Make one card of those that are selected."""
        chosen = self._mergeable()
        if len(chosen) > 1:
            self._merge(chosen[0], chosen[1:])

    def list_all(self) -> None:
        """List every two cards of the case that may be one."""
        from board.suggest import pairs_of

        case = self._window.document.case
        job = self._window.jobs.run(pairs_of, case, lane=Lane.LONG)
        self._window.follow(job, self.tr("Comparing names"))
        job.finished.connect(self._on_pairs)

    def _on_pairs(self, found: list[tuple[str, Likeness]]) -> None:
        from board.suggest import is_decided
        from ui.dialogs.duplicates import DuplicatesDialog

        if self._window.files.current is None:
            return
        case = self._window.document.case
        still = [
            (one, two)
            for one, two in found
            if one in case.items and two.item in case.items and not is_decided(case, one, two.item)
        ]
        deeds = (self._window.reveal, self.same, self.apart)
        DuplicatesDialog(self._window, self._window.look, case, still, deeds).open()

    def _merge(self, keep: str, others: list[str]) -> None:
        window, document = self._window, self._window.document
        title = shortened(one_line(document.case.items[keep].title), 60)
        document.end_merge()
        document.do(merge_items(document.case, keep, others))
        window.reveal(keep)
        words = self.tr("Now one card: {name}").format(name=title)
        window.deeds.boards.say_with_undo(words, "merge")

    def _mergeable(self) -> list[str]:
        """The selected cards where they are of one kind, the oldest first."""
        workspace, current = self._window.workspace, self._window.files.current
        chosen = workspace.board.selection.items if workspace is not None else frozenset()
        if current is None or len(chosen) < 2:
            return []
        items = current.document.case.items
        found = [item for item in items if item in chosen]
        return found if len({items[item].kind for item in found}) == 1 else []

    # -- looking ---------------------------------------------------------------------------------

    def _on_settled(self) -> None:
        if self._window.files.current is None or not self._window.is_editable:
            return
        items = self._window.document.case.items
        new, self._new = [item for item in self._new if item in items and items[item].title], []
        for item in new:
            self._compare(item, is_new=True)
        front = self._in_front()
        if front and front not in new:
            self._compare(front)

    def _compare(self, item: str, *, is_new: bool = False) -> None:
        from board.suggest import alike_among
        from board.suggest.names import NAMED

        items = self._window.document.case.items
        record = items[item]
        if record.kind not in NAMED or not record.title:
            return
        others = [
            (one.id, (one.title, *one.aliases))
            for one in items.values()
            if one.kind == record.kind and one.id != item
        ]
        asked = (item, (record.title, record.aliases, len(others)))
        if not others or (asked == self._asked and not is_new):
            return
        self._asked = asked
        names = (record.title, *record.aliases)
        job = self._window.jobs.run(alike_among, record.kind, names, others, lane=Lane.QUICK)
        job.finished.connect(partial(self._on_found, item, is_new))

    def _on_found(self, item: str, is_new: bool, found: list[Likeness]) -> None:
        if self._window.files.current is None:
            return
        self._found[item] = found
        self._show()
        case = self._window.document.case
        likely = self._undecided(item)
        if is_new and likely and item in case.items:
            first = likely[0]
            names = [shortened(one_line(case.items[one].title), 40) for one in (item, first.item)]
            words = self.tr("Is {one} the same as {other}?").format(one=names[0], other=names[1])
            self._window.toasts.say(
                words,
                "undo",
                "circle-help",
                (
                    (self.tr("Same"), partial(self.same, item, first.item)),
                    (self.tr("Not the same"), partial(self.apart, item, first.item)),
                ),
            )

    def _undecided(self, item: str) -> list[Likeness]:
        if not self._found.get(item):
            return []
        from board.suggest import is_decided

        case = self._window.document.case
        return [
            one
            for one in self._found[item]
            if one.item in case.items and item in case.items and not is_decided(case, item, one.item)
        ]

    def _show(self) -> None:
        workspace, current = self._window.workspace, self._window.files.current
        if workspace is not None and current is not None:
            rows = workspace.inspector.items.likeness
            found = self._undecided(front) if (front := self._in_front()) else []
            rows.show_likenesses(current.document.case, found, self._window.is_editable)

    def _in_front(self) -> str:
        workspace = self._window.workspace
        ids = workspace.inspector.items.ids if workspace is not None else ()
        is_there = len(ids) == 1 and ids[0] in self._window.document.case.items
        return ids[0] if is_there else ""

    def _on_same(self, other: str) -> None:
        self.same(self._in_front(), other)

    def _on_apart(self, other: str) -> None:
        self.apart(self._in_front(), other)

    def _on_closed(self) -> None:
        self._soon.stop()
        self._seen, self._new, self._found = None, [], {}
        self._asked = ("", None)
