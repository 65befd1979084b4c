"""Files that cannot be kept do not keep the others out; pictures come and go by the clipboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from board.edits import items
from ui.main_window import MainWindow


def red_picture(path: Path) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(path))
    return path


def test_a_file_that_goes_away_leaves_the_others(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    good, gone = tmp_path / "good.txt", tmp_path / "gone.txt"
    good.write_text("good", "utf-8")
    opened.deeds.files.keep_files([gone, good], opened.deeds.files._put_on_board)
    qtbot.waitUntil(lambda: bool(opened.document.case.items))
    assert [item.title for item in opened.document.case.items.values()] == ["good"]
    assert any("others" in text for text in opened.toasts.texts)


def test_a_picture_dropped_on_a_card_becomes_its_picture(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    change, item = items.add_item(
        opened.document.case, "person", title="Ilse", board=opened.board_id, at=(0, 0)
    )
    opened.document.do(change)
    assert opened.workspace is not None
    board = opened.workspace.board
    board.zoom_to_fit(animated=False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(red_picture(tmp_path / "ilse.png")))])
    at = board.view.rect_to_screen(board.model.bounds([item])).center()
    drop(opened, data, at)
    qtbot.waitUntil(lambda: bool(opened.document.case.items[item].pictures))
    assert len(opened.document.case.items) == 1


def test_a_picture_pasted_becomes_a_card(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    QGuiApplication.clipboard().setImage(QImage(str(red_picture(tmp_path / "seen.png"))))
    opened.workspace.board.setFocus()
    opened.actions_table["edit.paste"].trigger()
    qtbot.waitUntil(lambda: bool(opened.document.case.items))
    (item,) = opened.document.case.items.values()
    assert item.kind == "file"
    assert item.pictures


def test_the_board_is_copied_as_a_picture(opened: MainWindow, qtbot: QtBot) -> None:
    change, _ = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    QGuiApplication.clipboard().clear()
    opened.actions_table["export.picture"].trigger()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=20_000)
    assert QGuiApplication.clipboard().image().width() > 300


def drop(window: MainWindow, data: QMimeData, at: QPointF) -> None:
    """What the window system sends when something is let go over the board."""
    assert window.workspace is not None
    point, none = at.toPoint(), Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        event = kind(point, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
        QGuiApplication.sendEvent(window.workspace.board, event)
    let_go = QDropEvent(
        QPointF(at),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        none,
    )
    QGuiApplication.sendEvent(window.workspace.board, let_go)
