"""What the actions on chains do: asking how they know, leaving voices out, lists, chains, independence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.edits import links as link_edits
from board.evidence.independence import Suggestion, reasons
from board.evidence.sentence import full_name
from board.kinds import LINK_KINDS, VOICES, fits
from board.text import shortened
from ui.wording import ground

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.panels.popover import Popover
    from ui.workspace import Workspace


class EvidenceDeeds(QObject):
    """Handlers that concern what claims rest on."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asking: Popover | None = None

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {
            "evidence.know": self.ask_selected,
            "evidence.chain": self.show_chain,
            "evidence.without": self.toggle_silent,
            "evidence.everybody": self.let_all_speak,
            "evidence.lists": self.toggle_lists,
            "evidence.not_independent": self.ask_reason,
            "evidence.voice_of": self.make_voice_of,
            "evidence.ranges": self.edit_ranges,
        }

    def conditions(self) -> Iterator[str]:
        """The conditions of chains that hold now, for `Actions.refresh`."""
        workspace = self._window.workspace
        if workspace is None:
            return
        case, selection = self._window.document.case, workspace.board.selection
        kinds = [case.items[item].kind for item in selection.items if item in case.items]
        reports = [link for link in selection.links if case.links[link].kind == "reports"]
        facts = {
            "claim": kinds == ["claim"],
            "voice": bool(kinds) and all(kind in VOICES for kind in kinds),
            "pair": len(kinds) == 2 and all(kind in VOICES for kind in kinds),
            "behind": self._voice_pair() is not None,
            "report": len(selection.links) == 1 and len(reports) == 1,
            "silent": bool(workspace.evidence.silent),
        }
        yield from (name for name, holds in facts.items() if holds)

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        workspace.board.linked.connect(self.ask)
        workspace.board.asked_how.connect(self.ask)
        workspace.evidence.silence_changed.connect(self._on_silence)
        workspace.area.chain.export_wanted.connect(self.export_chain)
        workspace.evidence.survey.started.connect(self._window.follow)

    # -- how do they know? -----------------------------------------------------------------------

    def ask(self, link: str) -> None:
        """Ask how they know, beside a report; other links need no asking."""
        workspace, case = self._window.workspace, self._window.document.case
        record = case.links.get(link)
        if workspace is None or record is None or record.kind != "reports" or not self._window.is_editable:
            return
        from ui.panels.know import KnowPanel

        self._close_question()
        panel = KnowPanel(workspace.board, self._window.look, link)
        self._keep_question(panel)
        panel.ask()

    def propose(self, name: str, kind: str) -> None:
        """Answer the question that was just asked with a name, for somebody to agree to."""
        from ui.panels.know import KnowPanel

        if isinstance(self._asking, KnowPanel):
            self._asking.propose(name, kind)

    def ask_selected(self) -> None:
        """Ask of the report that is selected."""
        if (workspace := self._window.workspace) is not None:
            for link in workspace.board.selection.links:
                self.ask(link)

    # -- looking ---------------------------------------------------------------------------------

    def show_chain(self) -> None:
        """Show the chain of the selected claim."""
        workspace = self._window.workspace
        if workspace is not None and (claims := list(workspace.board.selection.items)):
            workspace.show_chain(claims[0])

    def export_chain(self) -> None:
        """Write the chain that is shown as a picture."""
        from ui.dialogs.export import export_chain

        if (workspace := self._window.workspace) is not None:
            chain = workspace.area.chain
            export_chain(self._window, chain.claim, chain.stance.value)

    def toggle_lists(self) -> None:
        """Show the case lists in place of the details, or the details again."""
        if (workspace := self._window.workspace) is not None:
            workspace.show_lists(not workspace.has_lists)

    def toggle_silent(self) -> None:
        """Leave the selected voices out, or let them speak again."""
        if (workspace := self._window.workspace) is not None:
            workspace.evidence.toggle_silent(sorted(workspace.board.selection.items))

    def let_all_speak(self) -> None:
        """Leave nobody out."""
        if (workspace := self._window.workspace) is not None:
            workspace.evidence.set_silent(())

    # -- independence ----------------------------------------------------------------------------

    def ask_reason(self) -> None:
        """Ask why two selected voices are not independent."""
        workspace = self._window.workspace
        if workspace is None or len(workspace.board.selection.items) != 2:
            return
        first, second = sorted(workspace.board.selection.items)
        known = [
            one for one in workspace.evidence.suggestions_for(first) if second in (one.first, one.second)
        ]
        reason = self._reason(known[0]) if known else ""
        from ui.panels.reason import ReasonPanel

        def declare(words: str) -> None:
            self._join(first, second, words)

        self._close_question()
        panel = ReasonPanel(workspace.board, self._window.look, (first, second), reason, declare)
        self._keep_question(panel)
        panel.open_up(panel.line)
        panel.line.selectAll()

    def accept(self, suggestion: Suggestion) -> None:
        """Declare a suggested pair not independent, for the reason it was suggested."""
        self._join(suggestion.first, suggestion.second, self._reason(suggestion))

    def make_voice_of(self) -> None:
        """Say of a person or organisation and a source that the one is behind the other."""
        pair, document = self._voice_pair(), self._window.document
        if pair is not None:
            change, _ = link_edits.add_link(document.case, "voice_of", *pair)
            document.do(change)
            words = self.tr("{who} is the voice behind {source}")
            self._say(words.format(who=self._name(pair[0]), source=self._name(pair[1])))

    def edit_ranges(self) -> None:
        """Show what the grades stand for in this case."""
        from ui.dialogs.ranges import RangesDialog

        RangesDialog(self._window, self._window.look, self._window).open()

    def _join(self, first: str, second: str, reason: str) -> None:
        document = self._window.document
        if not {first, second} <= document.case.items.keys():
            return
        change, _ = link_edits.add_link(document.case, "not_independent", first, second, note=reason)
        document.do(change.labelled("Declare not independent"))
        words = self.tr("{one} and {other} now count as one voice")
        self._say(words.format(one=self._name(first), other=self._name(second)))

    def _voice_pair(self) -> tuple[str, str] | None:
        """The two selected items as person or organisation and source, if that is what they are."""
        workspace = self._window.workspace
        chosen = list(workspace.board.selection.items) if workspace is not None else []
        items = self._window.document.case.items if len(chosen) == 2 else {}
        for tail, head in (chosen, chosen[::-1]) if len(chosen) == 2 else ():
            if {tail, head} <= items.keys() and fits_voice(items[tail].kind, items[head].kind):
                return tail, head
        return None

    def _reason(self, suggestion: Suggestion) -> str:
        case = self._window.document.case
        titles = {item: full_name(case, item) for item in _known(suggestion, case.items)}
        return reasons(suggestion, titles, ground)

    def _name(self, item: str) -> str:
        return shortened(full_name(self._window.document.case, item), 40)

    def _say(self, words: str) -> None:
        self._window.deeds.boards.say_with_undo(words, "link")

    def _close_question(self) -> None:
        if self._asking is not None:
            self._asking.close_up()

    def _keep_question(self, panel: Popover) -> None:
        self._asking = panel
        panel.closed.connect(self._on_answered)

    def _on_answered(self) -> None:
        self._asking = None

    def _on_silence(self) -> None:
        self._window.refresh()


def fits_voice(tail: str, head: str) -> bool:
    """Whether something of one kind can be the voice behind something of another."""
    kind = LINK_KINDS["voice_of"]
    return (tail, head) in kind.pairs and fits(kind, tail, head)


def _known(suggestion: Suggestion, items: Iterable[str]) -> list[str]:
    return [suggestion.common] if suggestion.common in items else []
