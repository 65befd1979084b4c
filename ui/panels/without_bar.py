"""The strip above the board while voices are left out: which, what falls, and one press back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from board.case import Case
from board.evidence.sentence import full_name, short_name
from board.text import shortened
from ui.evidence import Evidence
from ui.panels.form import cleared
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip

MOST_NAMES = 3
MOST_LISTED = 40


class WithoutBar(QFrame):
    """Chips for the silent voices, how many claims fall, the list of them, and the way back."""

    claim_chosen = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "without")
        self._look = look
        self._evidence: Evidence | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(6), look.px(12), look.px(6))
        row.setSpacing(look.px(8))
        self._mark = PlainLabel("", self)
        row.addWidget(self._mark)
        self.words = dressed(PlainLabel("", self, elides=True), "strong")
        row.addWidget(self.words, 1)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(look.px(4))
        row.addLayout(self._chips)
        self.list = look.push(self, self.tr("Which"), "outline")
        self.list.setToolTip(self.tr("The claims that fall"))
        self.list.clicked.connect(self._on_list)
        row.addWidget(self.list)
        self.back = look.push(self, self.tr("Everybody speaks"), "primary")
        self.back.clicked.connect(self._on_back)
        row.addWidget(self.back)
        look.changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def show_silence(self, evidence: Evidence) -> None:
        """Show who is left out now; nobody hides the bar."""
        self._evidence = evidence
        silent, case = evidence.silent, evidence.case
        if silent:
            self.words.setText(self._sentence(case, silent, len(evidence.fallen)))
            self.setAccessibleName(self.words.text())
            self.list.setEnabled(bool(evidence.fallen))
            self._show_chips(case, silent if len(silent) > 1 else ())
        self.setVisible(bool(silent))

    def _sentence(self, case: Case, silent: tuple[str, ...], count: int) -> str:
        names = [shortened(short_name(case, voice), 40) for voice in silent[:MOST_NAMES]]
        if len(silent) > MOST_NAMES:
            names.append(self.tr("{count} more").format(count=len(silent) - MOST_NAMES))
        who = self.tr(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        if not count:
            return self.tr("Without {who}: every claim still stands").format(who=who)
        if count == 1:
            return self.tr("Without {who}: 1 claim falls").format(who=who)
        return self.tr("Without {who}: {count} claims fall").format(who=who, count=count)

    def _show_chips(self, case: Case, silent: tuple[str, ...]) -> None:
        cleared(self._chips)
        for voice in silent[:MOST_NAMES]:
            name = shortened(short_name(case, voice), 24)
            chip = dressed(QToolButton(self), "chip")
            chip.setText(name.replace("&", "&&") + "  ×")
            chip.setAccessibleName(self.tr("Let {name} speak").format(name=name))
            chip.setToolTip(tip(chip.accessibleName()))
            chip.clicked.connect(partial(self._on_chip, voice))
            self._chips.addWidget(chip)

    def _on_chip(self, voice: str) -> None:
        if self._evidence is not None:
            self._evidence.toggle_silent([voice])

    def _on_back(self) -> None:
        if self._evidence is not None:
            self._evidence.set_silent(())

    def _on_list(self) -> None:
        if self._evidence is None:
            return
        menu, case = QMenu(self), self._evidence.case
        for claim in self._evidence.fallen[:MOST_LISTED]:
            action = menu.addAction(shortened(full_name(case, claim), 80).replace("&", "&&"))
            action.triggered.connect(partial(self._on_chosen, claim))
        if len(self._evidence.fallen) > MOST_LISTED:
            more = menu.addAction(
                self.tr("and {count} more").format(count=len(self._evidence.fallen) - MOST_LISTED)
            )
            more.setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.list.mapToGlobal(self.list.rect().bottomLeft()))

    def _on_chosen(self, claim: str, _checked: bool = False) -> None:
        self.claim_chosen.emit(claim)

    def _on_theme(self) -> None:
        side = self._look.px(18)
        icon = self._look.icon("eye-off", "text", side)
        self._mark.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatio()))
