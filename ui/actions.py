"""The table of actions: one row makes a menu entry, a button, a shortcut, a palette hit and a help line.

Rows are data; what runs is looked up in the window's handlers under the same id, so that a row without
a handler is a mistake that a test finds. `when` names conditions that must all hold (`Actions.refresh`).
Rows of scope "board" act only while the board has the focus, so that single letters never steal typing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.settings import Settings


def marked(_context: str, text: str) -> str:
    """A text marked for translation: lupdate is run with -tr-function-alias QT_TRANSLATE_NOOP+=marked."""
    return text


@dataclass(frozen=True, slots=True)
class Row:
    """One action: what it is called, where it stands, which keys it has and when it can be used."""

    id: str
    group: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: str = "case"
    scope: str = "window"


def _board(id_: str, group: str, text: str, keys: str = "", icon: str = "", when: str = "case edit") -> Row:
    """A row whose keys act on the board only."""
    return Row(id_, group, text, tuple(keys.split(" ")) if keys else (), icon, when, "board")


def _row(id_: str, group: str, text: str, keys: str = "", icon: str = "", when: str = "case") -> Row:
    return Row(id_, group, text, tuple(keys.split(" ")) if keys else (), icon, when)


CASE = marked("Actions", "Case")
EDIT = marked("Actions", "Edit")
ADD = marked("Actions", "Add")
ARRANGE = marked("Actions", "Arrange")
CHAINS = marked("Actions", "Chains")
BOARDS = marked("Actions", "Boards")
SIGHT = marked("Actions", "Filters and paths")
ANALYSIS = marked("Actions", "Analysis")
VIEW = marked("Actions", "View")
HELP = marked("Actions", "Help")

ROWS: tuple[Row, ...] = (
    _row("case.new", CASE, marked("Actions", "New case…"), "Ctrl+N", "plus", ""),
    _row("case.open", CASE, marked("Actions", "Open a case…"), "Ctrl+O", "folder-open", ""),
    _row("case.details", CASE, marked("Actions", "Case title and note…"), "", "pencil", "case edit"),
    _row("case.add_files", CASE, marked("Actions", "Add files…"), "Ctrl+Shift+O", "file-plus", "case edit"),
    _row("case.duplicates", CASE, marked("Actions", "Likely duplicates…"), "", "copy", "case edit"),
    _row("case.import", CASE, marked("Actions", "Import a case file…"), "", "upload", "case edit"),
    _row("case.export", CASE, marked("Actions", "Export the case as JSON…"), "", "download"),
    _row("case.forget", CASE, marked("Actions", "Forget the undo history…"), "", "eraser", "case edit"),
    _row("case.copy", CASE, marked("Actions", "Save a copy…"), "Ctrl+Shift+S", "copy"),
    _row("case.close", CASE, marked("Actions", "Close the case"), "Ctrl+W", "x"),
    _row("app.preferences", CASE, marked("Actions", "Preferences…"), "Ctrl+,", "settings", ""),
    _row("app.quit", CASE, marked("Actions", "Quit"), "Ctrl+Q", "log-out", ""),
    _row("edit.undo", EDIT, marked("Actions", "Undo"), "Ctrl+Z", "undo-2", "undo"),
    _row("edit.redo", EDIT, marked("Actions", "Redo"), "Ctrl+Shift+Z Ctrl+Y", "redo-2", "redo"),
    _row("edit.history", EDIT, marked("Actions", "History"), "Ctrl+H", "history"),
    _board("edit.cut", EDIT, marked("Actions", "Cut"), "Ctrl+X", "scissors", "items edit"),
    _board("edit.copy", EDIT, marked("Actions", "Copy"), "Ctrl+C", "copy", "items"),
    _board("edit.paste", EDIT, marked("Actions", "Paste"), "Ctrl+V", "clipboard-paste"),
    _board("edit.duplicate", EDIT, marked("Actions", "Duplicate"), "Ctrl+D", "copy-plus", "items edit"),
    _row("edit.merge", EDIT, marked("Actions", "Make one card of the selected"), "", "merge", "alike edit"),
    _board("edit.open", EDIT, marked("Actions", "Edit in place"), "Return", "pencil", "any edit"),
    _board("edit.rename", EDIT, marked("Actions", "Rename"), "F2", "pencil", "any edit"),
    _board("edit.delete", EDIT, marked("Actions", "Take off this board"), "Del", "minus", "any edit"),
    _board("edit.erase", EDIT, marked("Actions", "Delete from the case"), "Shift+Del", "trash-2", "any edit"),
    _board("edit.select_all", EDIT, marked("Actions", "Select all"), "Ctrl+A", "square-dashed", "case"),
    _board(
        "edit.select_neighbours", EDIT, marked("Actions", "Select neighbours"), "Ctrl+Shift+N", "", "items"
    ),
    _board("edit.select_same_kind", EDIT, marked("Actions", "Select same kind"), "Ctrl+Shift+K", "", "items"),
    _board("edit.select_invert", EDIT, marked("Actions", "Select the others instead"), "", "", "case"),
    _board("add.person", ADD, marked("Actions", "Add person"), "P", "user"),
    _board("add.organisation", ADD, marked("Actions", "Add organisation"), "O", "building-2"),
    _board("add.claim", ADD, marked("Actions", "Add claim"), "C", "quote"),
    _board("add.source", ADD, marked("Actions", "Add source"), "S", "radio-tower"),
    _board("add.event", ADD, marked("Actions", "Add event"), "E", "calendar"),
    _board("add.place", ADD, marked("Actions", "Add place"), "L", "map-pin"),
    _board("add.note", ADD, marked("Actions", "Add note"), "N", "sticky-note"),
    _board("add.file", ADD, marked("Actions", "Add file card"), "F", "file-text"),
    _board(
        "link.selected", ADD, marked("Actions", "Link the two selected cards"), "Ctrl+L", "link", "two edit"
    ),
    _board("link.kind", ADD, marked("Actions", "Change the kind of link…"), "", "spline", "link edit"),
    _board(
        "link.reverse", ADD, marked("Actions", "Turn the link round"), "", "arrow-left-right", "link edit"
    ),
    _board("link.straighten", ADD, marked("Actions", "Straighten the link"), "", "minus", "link edit"),
    _row("kind.new", ADD, marked("Actions", "New kind of card…"), "", "plus", "case edit"),
    _board("layout.tidy", ARRANGE, marked("Actions", "Tidy up"), "T", "wand-sparkles", "cards edit"),
    _board(
        "layout.force", ARRANGE, marked("Actions", "Arrange by links"), "Alt+1", "waypoints", "cards edit"
    ),
    _board(
        "layout.layered", ARRANGE, marked("Actions", "Arrange in layers"), "Alt+2", "workflow", "cards edit"
    ),
    _board(
        "layout.timeline",
        ARRANGE,
        marked("Actions", "Arrange by date"),
        "Alt+3",
        "calendar-range",
        "cards edit",
    ),
    _board(
        "layout.radial",
        ARRANGE,
        marked("Actions", "Arrange around the card"),
        "Alt+4",
        "target",
        "cards edit",
    ),
    _board("layout.kind", ARRANGE, marked("Actions", "Arrange by kind"), "Alt+5", "columns-3", "cards edit"),
    _board(
        "layout.grid", ARRANGE, marked("Actions", "Arrange as a grid"), "Alt+6", "layout-grid", "cards edit"
    ),
    _board(
        "layout.routes", ARRANGE, marked("Actions", "Lead links around cards"), "Alt+7", "route", "cards edit"
    ),
    _board(
        "layout.axis",
        ARRANGE,
        marked("Actions", "Show or hide the time axis"),
        "",
        "ruler",
        "cards edit",
    ),
    _board("arrange.left", ARRANGE, marked("Actions", "Align left"), "", "align-start-vertical", "two edit"),
    _board(
        "arrange.centre", ARRANGE, marked("Actions", "Align centres"), "", "align-center-vertical", "two edit"
    ),
    _board("arrange.right", ARRANGE, marked("Actions", "Align right"), "", "align-end-vertical", "two edit"),
    _board("arrange.top", ARRANGE, marked("Actions", "Align top"), "", "align-start-horizontal", "two edit"),
    _board(
        "arrange.middle",
        ARRANGE,
        marked("Actions", "Align middles"),
        "",
        "align-center-horizontal",
        "two edit",
    ),
    _board(
        "arrange.bottom", ARRANGE, marked("Actions", "Align bottom"), "", "align-end-horizontal", "two edit"
    ),
    _board(
        "arrange.across",
        ARRANGE,
        marked("Actions", "Equal gaps across"),
        "",
        "align-horizontal-space-between",
        "three edit",
    ),
    _board(
        "arrange.down",
        ARRANGE,
        marked("Actions", "Equal gaps down"),
        "",
        "align-vertical-space-between",
        "three edit",
    ),
    _board("arrange.match_width", ARRANGE, marked("Actions", "Same width"), "", "", "two edit"),
    _board("arrange.match_height", ARRANGE, marked("Actions", "Same height"), "", "", "two edit"),
    _board("arrange.colour", ARRANGE, marked("Actions", "Colour…"), "", "palette", "any edit"),
    _board(
        "arrange.frame",
        ARRANGE,
        marked("Actions", "Frame around the selection"),
        "Ctrl+G",
        "frame",
        "items edit",
    ),
    _board("arrange.pin", ARRANGE, marked("Actions", "Pin or unpin"), "Ctrl+Shift+P", "pin", "items edit"),
    _board(
        "arrange.collapse",
        ARRANGE,
        marked("Actions", "Fold or unfold card"),
        "",
        "chevrons-up-down",
        "items edit",
    ),
    _board(
        "arrange.raise",
        ARRANGE,
        marked("Actions", "Bring to front"),
        "] Ctrl+]",
        "bring-to-front",
        "items edit",
    ),
    _board(
        "arrange.lower", ARRANGE, marked("Actions", "Send to back"), "[ Ctrl+[", "send-to-back", "items edit"
    ),
    _board(
        "evidence.know", CHAINS, marked("Actions", "How do they know?…"), "W", "circle-help", "report edit"
    ),
    _board(
        "evidence.chain", CHAINS, marked("Actions", "Show the chain"), "Shift+Return", "git-merge", "claim"
    ),
    _board(
        "evidence.without", CHAINS, marked("Actions", "Without this voice"), "Shift+W", "eye-off", "voice"
    ),
    _row("evidence.everybody", CHAINS, marked("Actions", "Let everybody speak again"), "", "eye", "silent"),
    _row("evidence.lists", CHAINS, marked("Actions", "Case lists"), "Ctrl+J", "list-tree"),
    _board(
        "evidence.not_independent", CHAINS, marked("Actions", "Not independent…"), "", "link-2", "pair edit"
    ),
    _board(
        "evidence.voice_of", CHAINS, marked("Actions", "Voice behind the source"), "", "mic", "behind edit"
    ),
    _row("evidence.ranges", CHAINS, marked("Actions", "Grading scales…"), "", "ruler"),
    _row("analysis.ranks", ANALYSIS, marked("Actions", "Who matters…"), "Ctrl+Shift+A", "chart-network"),
    _row("analysis.structure", ANALYSIS, marked("Actions", "What holds the board together…"), "", "network"),
    _row("analysis.compare", ANALYSIS, marked("Actions", "Compare with another board…"), "", "columns-2"),
    _board("analysis.shown", ANALYSIS, marked("Actions", "Show or hide it on the board"), "M", "eye", "case"),
    _row("analysis.csv", ANALYSIS, marked("Actions", "Save the ranking as CSV…"), "", "download", "measured"),
    _row("board.new", BOARDS, marked("Actions", "New board"), "Ctrl+T", "plus", "case edit"),
    _row("board.rename", BOARDS, marked("Actions", "Rename board"), "", "pencil", "case edit"),
    _row("board.duplicate", BOARDS, marked("Actions", "Duplicate board"), "", "copy", "case edit"),
    _row("board.delete", BOARDS, marked("Actions", "Delete board"), "", "trash-2", "case edit"),
    _row("board.next", BOARDS, marked("Actions", "Next board"), "Ctrl+PgDown Ctrl+Tab", "chevron-right"),
    _row(
        "board.previous",
        BOARDS,
        marked("Actions", "Previous board"),
        "Ctrl+PgUp Ctrl+Shift+Tab",
        "chevron-left",
    ),
    _row("board.left", BOARDS, marked("Actions", "Move board left"), "Ctrl+Shift+PgUp", "", "case edit"),
    _row("board.right", BOARDS, marked("Actions", "Move board right"), "Ctrl+Shift+PgDown", "", "case edit"),
    _row("export.board", BOARDS, marked("Actions", "Export board…"), "Ctrl+E", "image"),
    _row("export.print", BOARDS, marked("Actions", "Print board…"), "Ctrl+P", "printer"),
    _row("export.picture", BOARDS, marked("Actions", "Copy board as a picture"), "Ctrl+Shift+C", "copy"),
    _board("trace.ways", SIGHT, marked("Actions", "How are these connected?"), "Shift+H", "route", "items"),
    _board("trace.around", SIGHT, marked("Actions", "Neighbourhood"), "Shift+N", "waypoints", "items"),
    _board("trace.shared", SIGHT, marked("Actions", "Common neighbours"), "Shift+B", "merge", "two"),
    _board("trace.avoid", SIGHT, marked("Actions", "Avoid it on the way"), "Shift+A", "ban", "ways items"),
    _row("trace.end", SIGHT, marked("Actions", "End tracing"), "", "x", "tracing"),
    _board("filter.add", SIGHT, marked("Actions", "Filter this board by…"), "Shift+F", "funnel", "case"),
    _board("filter.hide", SIGHT, marked("Actions", "Dim or hide the others"), "Shift+D", "eye", "filtered"),
    _row("views.show", SIGHT, marked("Actions", "Saved views"), "Ctrl+Shift+V", "bookmark"),
    _row("views.save", SIGHT, marked("Actions", "Save this view…"), "Ctrl+Alt+V", "bookmark", "case edit"),
    _row("filter.clear", SIGHT, marked("Actions", "Clear the filter"), "Shift+Esc", "funnel-x", "filtered"),
    _row("find.anything", VIEW, marked("Actions", "Search or run a command"), "Ctrl+K", "search", ""),
    _row("find.board", VIEW, marked("Actions", "Find on this board"), "Ctrl+F", "search"),
    _row("find.case", VIEW, marked("Actions", "Find in the whole case"), "Ctrl+Shift+F", "search"),
    _row("read.show", VIEW, marked("Actions", "Show or hide the reader"), "Ctrl+R", "book-open", "documents"),
    _board("read.item", VIEW, marked("Actions", "Read its document"), "R", "book-open", "document"),
    _row("read.find", VIEW, marked("Actions", "Find in the document"), "", "text-select", "documents"),
    _row("read.lost", VIEW, marked("Actions", "Passages not found again…"), "", "search-x", "documents"),
    _row("read.next", VIEW, marked("Actions", "Next document"), "Alt+PgDown", "chevron-right", "documents"),
    _row(
        "read.previous", VIEW, marked("Actions", "Previous document"), "Alt+PgUp", "chevron-left", "documents"
    ),
    _row("view.zoom_in", VIEW, marked("Actions", "Zoom in"), "Ctrl++ Ctrl+=", "zoom-in"),
    _row("view.zoom_out", VIEW, marked("Actions", "Zoom out"), "Ctrl+-", "zoom-out"),
    _row("view.actual", VIEW, marked("Actions", "Zoom to 100 %"), "Ctrl+0", "search"),
    _board("view.fit", VIEW, marked("Actions", "Fit the whole board"), "Shift+1", "expand", "case"),
    _board(
        "view.fit_selection", VIEW, marked("Actions", "Fit the selection"), "Shift+2", "maximize", "items"
    ),
    _board("tool.select", VIEW, marked("Actions", "Select tool"), "V", "mouse-pointer-2", "case"),
    _board("tool.hand", VIEW, marked("Actions", "Hand tool"), "H", "hand", "case"),
    _board("tool.link", VIEW, marked("Actions", "Link tool"), "K", "spline", "case edit"),
    _board("tool.frame", VIEW, marked("Actions", "Frame tool"), "G", "frame", "case edit"),
    _row("view.inspector", VIEW, marked("Actions", "Show or hide details"), "Ctrl+I", "panel-right"),
    _row("view.legend", VIEW, marked("Actions", "Show or hide the legend"), "", "list"),
    _row("view.minimap", VIEW, marked("Actions", "Show or hide the map"), "Ctrl+M", "map"),
    _row("view.theme", VIEW, marked("Actions", "Light or dark"), "Ctrl+Shift+L", "moon", ""),
    _row("view.full_screen", VIEW, marked("Actions", "Full screen"), "F11", "fullscreen", ""),
    _row("help.shortcuts", HELP, marked("Actions", "Keyboard shortcuts"), "F1", "keyboard", ""),
    _board("help.question", HELP, marked("Actions", "Keyboard shortcuts on the board"), "?", "", "case"),
    _row("help.about", HELP, marked("Actions", "About Caseboard"), "", "info", ""),
)
ROW: dict[str, Row] = {row.id: row for row in ROWS}


def keys_of(row: Row, settings: Settings) -> tuple[str, ...]:
    """The keys an action has: the user's own where there are any."""
    own = settings.keys(row.id)
    return row.keys if own is None else tuple(own)


def spoken(text: str) -> str:
    """An action's text in the user's language."""
    return QCoreApplication.translate("Actions", text)


def native(keys: Collection[str]) -> str:
    """Keys as the platform writes them: "Ctrl+Shift+Z, Ctrl+Y"."""
    native_text = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence.fromString(key).toString(native_text) for key in keys)


class Actions(QObject):
    """The rows as live QActions of one window."""

    def __init__(
        self, parent: QWidget, settings: Settings, handlers: Mapping[str, Callable[[], object]]
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.by_id: dict[str, QAction] = {}
        self.row_of = ROW
        self.suited: Callable[[], str] = str
        """Answers with the row that fits what is open best among those of its group, if any does."""
        for row in ROWS:
            action = QAction(spoken(row.text), self)
            action.setObjectName(row.id)
            action.triggered.connect(_calling(handlers[row.id]))
            self.by_id[row.id] = action
            if row.scope == "window":
                parent.addAction(action)
        self.set_keys()

    def __getitem__(self, id_: str) -> QAction:
        return self.by_id[id_]

    def __iter__(self) -> Iterator[Row]:
        return iter(ROWS)

    def set_keys(self) -> None:
        """Give every action the keys that the settings name."""
        for row in ROWS:
            action = self.by_id[row.id]
            board_only = row.scope == "board"
            action.setShortcutContext(
                Qt.ShortcutContext.WidgetShortcut if board_only else Qt.ShortcutContext.WindowShortcut
            )
            action.setShortcuts([QKeySequence.fromString(key) for key in keys_of(row, self._settings)])

    def set_icons(self, icon: Callable[[str], QIcon]) -> None:
        """Draw the icons in the theme's colour."""
        for row in ROWS:
            if row.icon:
                self.by_id[row.id].setIcon(icon(row.icon))

    def attach_board(self, board: QWidget) -> None:
        """Let the keys of board rows act while this widget has the focus."""
        board.addActions([self.by_id[row.id] for row in ROWS if row.scope == "board"])

    def refresh(self, holding: Collection[str]) -> None:
        """Enable what can be used now: rows whose conditions are all among those that hold."""
        for row in ROWS:
            self.by_id[row.id].setEnabled(all(need in holding for need in row.when.split()))


def _calling(handler: Callable[[], object]) -> Callable[[bool], None]:
    """A slot that drops the checked mark a QAction sends."""

    def call(_checked: bool = False) -> None:
        handler()

    return call
