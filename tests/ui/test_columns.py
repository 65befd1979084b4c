"""A narrow window: the columns left and right of the board make room for one another."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.panels.rail import ROOMY, TIGHT


def _narrow(window: MainWindow, qtbot: QtBot, wide: int = 1024) -> None:
    window.resize(wide, 640)
    qtbot.waitUntil(lambda: window.width() == wide)


def test_the_details_give_way_to_the_analysis_and_come_back(sample: MainWindow, qtbot: QtBot) -> None:
    workspace = sample.workspace
    assert workspace is not None
    _narrow(sample, qtbot)
    assert workspace.side.isVisible()
    sample.actions_table["analysis.ranks"].trigger()
    assert workspace.analysis is not None
    assert workspace.analysis.isVisible()
    assert not workspace.side.isVisible()
    qtbot.waitUntil(lambda: workspace.area.width() >= workspace.area.minimumWidth())
    _narrow(sample, qtbot, 1280)
    assert workspace.side.isVisible()
    _narrow(sample, qtbot)
    assert not workspace.side.isVisible()
    sample.actions_table["analysis.ranks"].trigger()
    assert not workspace.analysis.isVisible()
    assert workspace.side.isVisible()


def test_the_analysis_gives_way_to_details_that_are_asked_for(sample: MainWindow, qtbot: QtBot) -> None:
    workspace = sample.workspace
    assert workspace is not None
    _narrow(sample, qtbot)
    sample.actions_table["analysis.ranks"].trigger()
    sample.actions_table["view.inspector"].trigger()
    assert workspace.analysis is not None
    assert not workspace.analysis.isVisible()
    assert workspace.side.isVisible()


def test_details_that_were_closed_stay_closed(sample: MainWindow, qtbot: QtBot) -> None:
    workspace = sample.workspace
    assert workspace is not None
    _narrow(sample, qtbot)
    sample.actions_table["view.inspector"].trigger()
    for _ in range(2):
        sample.actions_table["analysis.ranks"].trigger()
        assert not workspace.side.isVisible()


def test_every_kind_is_in_sight_in_a_low_window(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    rail = sample.workspace.rail
    button = rail.buttons["person"]
    sample.resize(1280, 1000)
    qtbot.waitUntil(lambda: button.height() == sample.look.px(ROOMY[1]))
    _narrow(sample, qtbot)
    qtbot.waitUntil(lambda: button.height() == sample.look.px(TIGHT[1]))
    last = rail.buttons["file"]
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height())


def test_arranging_goes_back_from_a_chain_to_the_board(sample: MainWindow, qtbot: QtBot) -> None:
    workspace = sample.workspace
    assert workspace is not None
    claim = next(
        item for item in workspace.board.model.ids if sample.document.case.items[item].kind == "claim"
    )
    workspace.show_chain(claim)
    assert workspace.area.chain.isVisible()
    sample.refresh()
    sample.actions_table["layout.grid"].trigger()
    assert not workspace.area.chain.isVisible()
    qtbot.waitUntil(lambda: any("cards moved" in text for text in sample.toasts.texts), timeout=20_000)
