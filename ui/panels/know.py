"""*How do they know?* - asked beside every new report, one hand on the keys.

One key answers where one key can: 1 and 4 end the question, 2 and 3 ask whom from. What is most likely
is marked when it opens, so that Enter often does. Each answer is a Change at once and joins the step
that made the link; so the badge is right while the question still stands, and one undo takes both back.
Esc leaves it at "doesn't say". It never takes the board away: a press elsewhere closes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from board.change import Change
from board.edits import items as item_edits
from board.edits import links as link_edits
from board.evidence.graph import AFFIRMS, reports_on
from board.evidence.likely import OWN, RELAY, UNSTATED, likely_answer
from board.evidence.sentence import full_name
from board.kinds import default_size
from board.records import Link, Point
from board.text import shortened
from ui.canvas.board_widget import BoardWidget
from ui.panels.controls import Segmented, answer_row
from ui.panels.popover import Popover
from ui.panels.voice_field import VoiceField
from ui.style import Look, dressed, redress
from ui.widgets import PlainLabel

WIDTH = 320
GAP = 24.0


class KnowPanel(Popover):
    """The question about one report."""

    def __init__(self, board: BoardWidget, look: Look, link: str) -> None:
        super().__init__(board, look, QCoreApplication.translate("KnowPanel", "How do they know?"), WIDTH)
        self.link = link
        self._document = board.document
        last = self._document.history.last
        self._new_kind = "source"
        self._step = last.merge if last is not None else ""
        """The step that made the link, which answers join."""
        self._build()
        record = self._record
        self._is_answered = record is None or bool(record.basis)
        answer = likely_answer(board.document.case, record) if record is not None else None
        self._via = answer.via if answer is not None else ()
        self._at = _row_of(answer.basis, bool(answer.via)) if answer is not None else 3
        self.field.edited.connect(self._on_via)
        self.field.created.connect(self._on_created)
        self.field.finished.connect(self._on_done)
        self.field.left_upwards.connect(self._on_up)
        board.content_changed.connect(self._on_content)

    def ask(self) -> None:
        """Come up beside the link and take the keys."""
        self._show()
        self.open_up(self.answers[self._at])

    def propose(self, name: str, kind: str = "source") -> None:
        """Have a name stand there already; Enter takes it, and makes it a voice where it is none."""
        self._at, self._new_kind = 1, kind
        self._show()
        self.field.propose(name)

    @override
    def beside(self) -> Sequence[str]:
        record = self._record
        return (record.to_id, record.from_id) if record is not None else ()

    @override
    def keep_clear(self) -> Sequence[QPointF]:
        row = self.board.model.link_row.get(self.link)
        if row is None:
            return ()
        return [self.board.view.to_screen(QPointF(x, y)) for x, y in self.board.model.lines[row].tolist()]

    @override
    def escaped(self) -> None:
        """Without an answer it stays at "doesn't say"."""
        if not self._is_answered:
            self._at = 3
            self._answer()
        self.close_up()

    def _build(self) -> None:
        look, column = self.look, self.column
        self._who = dressed(PlainLabel("", self, elides=True), "muted")
        column.addWidget(self._who)
        self.answers = [self._made_answer(row, words) for row, words in enumerate(self._words())]
        for answer in self.answers:
            column.addWidget(answer)
        self.field = VoiceField(self, look)
        self.field.reshaped.connect(self.fit)
        column.addWidget(self.field)
        column.addSpacing(look.px(2))
        pair = QHBoxLayout()
        pair.setSpacing(look.px(8))
        self.stance = Segmented(
            self,
            (
                ("affirms", self.tr("Affirms"), self.tr("They say it is so")),
                ("denies", self.tr("Denies"), self.tr("They say it is not so (D)")),
            ),
            self.tr("Stance"),
            look,
        )
        self.stance.chosen.connect(partial(self._on_picked, "stance", "affirms"))
        pair.addWidget(self.stance, 1)
        self.sure = Segmented(
            self,
            (
                ("stated", self.tr("Stated"), self.tr("They say so in as many words")),
                ("inferred", self.tr("Inferred"), self.tr("You read it out of what they say (I)")),
            ),
            self.tr("Stated or inferred"),
            look,
        )
        self.sure.chosen.connect(partial(self._on_picked, "sure", "stated"))
        pair.addWidget(self.sure, 1)
        column.addLayout(pair)
        for widget in self.findChildren(QWidget):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.installEventFilter(self)
        self.field.listen_first()

    def _words(self) -> tuple[str, str, str, str]:
        return (
            self.tr("Own knowledge, or own view"),
            self.tr("Had it from …"),
            self.tr("Had it from …, and adds own view"),
            self.tr("Doesn't say"),
        )

    def _made_answer(self, row: int, words: str) -> QPushButton:
        button = answer_row(self, self.look, words, str(row + 1))
        button.setProperty("row", row)
        button.clicked.connect(partial(self._take, row))
        return button

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def _record(self) -> Link | None:
        return self._document.case.links.get(self.link)

    def _show(self) -> None:
        record, case = self._record, self._document.case
        if record is None:
            return
        names = [shortened(full_name(case, end), 48) for end in (record.from_id, record.to_id)]
        self._who.setText(": ".join(names))
        for row, answer in enumerate(self.answers):
            redress(answer, current=row == self._at)
        self.stance.set_value(record.stance or AFFIRMS)
        self.sure.set_value(record.sure or "stated")
        asks = self._at in (1, 2)
        if asks:
            others = {report.from_id for report in reports_on(case, record.to_id)}
            self.field.show_voices(case, self._via, {record.from_id}, others)
        self.field.setVisible(asks)
        self.fit()

    # -- answers ---------------------------------------------------------------------------------

    def _take(self, row: int) -> None:
        """An answer was pressed, or its digit."""
        self._go_to(row)
        if row in (1, 2):
            self._answer()
            self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._answer()
            self.close_up()

    def _accept(self) -> None:
        """Enter on the marked answer: whom from is asked only where nobody is named yet."""
        if self._at in (1, 2) and not self._via:
            self._take(self._at)
        else:
            self._answer()
            self.close_up()

    def _answer(self) -> None:
        basis = (OWN, RELAY, OWN, UNSTATED)[self._at]
        via = self._via if self._at in (1, 2) else ()
        self._is_answered = True
        self._do(lambda: link_edits.set_link(self._document.case, self.link, basis=basis, via=via))

    def _do(self, make: Callable[[], Change]) -> None:
        """Make a Change of the report, as part of the step that made the link where that was the last."""
        if self._record is None:
            return
        change, last = make(), self._document.history.last
        if self._step and last is not None and last.merge == self._step:
            self._document.do(change.labelled(last.label), merge=self._step, resumes=True)
        else:
            self._document.do(change)

    def _go_to(self, row: int) -> None:
        self._at = row
        self._show()

    def _on_picked(self, name: str, usual: str, value: str) -> None:
        self._do(lambda: link_edits.set_link(self._document.case, self.link, **{name: value or usual}))
        self._show()

    def _on_via(self, voices: tuple[str, ...]) -> None:
        self._via = voices
        self._answer()
        self._show()

    def _on_created(self, name: str) -> None:
        case, board = self._document.case, self.board.board_id
        change, voice = item_edits.add_item(
            case, self._new_kind, title=name, board=board, at=self._free_spot()
        )
        self._do(lambda: change)
        self._on_via((*self._via, voice))

    def _free_spot(self) -> Point:
        """Left of the voice that had it from there, below what stands there already."""
        record, case = self._record, self._document.case
        width, height = default_size(self._new_kind)
        here = case.placements.get((self.board.board_id, record.from_id)) if record is not None else None
        if here is None:
            middle = self.board.visible_rect().center()
            return middle.x() - width / 2, middle.y() - height / 2
        spot = QRectF(here.x - width - 4 * GAP, here.y, width, height)
        boxes = self._placed()
        while any(spot.adjusted(-8, -8, 8, 8).intersects(box) for box in boxes):
            spot.translate(0, height + GAP)
        return spot.x(), spot.y()

    def _placed(self) -> list[QRectF]:
        placements = self._document.case.on_board(self.board.board_id).values()
        return [QRectF(one.x, one.y, one.width, one.height) for one in placements]

    def _on_done(self) -> None:
        self._answer()
        self.close_up()

    def _on_up(self) -> None:
        self.answers[self._at].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys, focus, the board underneath -------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event, is_typing=watched is self.field.line)
        return False

    def _key(self, event: QKeyEvent, *, is_typing: bool) -> bool:
        key = event.key()
        on_answer = any(answer.hasFocus() for answer in self.answers)
        if key == Qt.Key.Key_Escape:
            self.escaped()
        elif is_typing:
            return False
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_4:
            self._take(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_D:
            self._on_picked("stance", AFFIRMS, AFFIRMS if self.stance.value == "denies" else "denies")
        elif key == Qt.Key.Key_I:
            self._on_picked("sure", "stated", "stated" if self.sure.value == "inferred" else "inferred")
        elif on_answer and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._accept()
        elif on_answer and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            row = (self._at + (1 if key == Qt.Key.Key_Down else -1)) % len(self.answers)
            self._go_to(row)
            self.answers[row].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    def _on_content(self) -> None:
        if self._record is None:
            self.close_up()


def _row_of(basis: str, has_via: bool) -> int:
    if basis == OWN:
        return 2 if has_via else 0
    return 1 if basis == RELAY else 3
