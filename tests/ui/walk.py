"""Walks through the whole window with a case that is full of traps, for `test_canary`.

Every text of the case names files and addresses that nobody may touch. Run on its own as
`python -m tests.ui.walk FOLDER`: prints, as JSON, every file and every address that Python was asked for.
Qt's own calls are seen by who runs this under strace.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SEEN: list[tuple[str, str, str]] = []
"""Kind (open, socket, program), what, and how."""
STAYS = ("app.quit", "case.close", "view.full_screen")
"""Actions that would end the walk or ask the window manager."""


def notice(event: str, arguments: tuple[object, ...]) -> None:
    """Note what is opened, where to a socket goes and which program is started."""
    match event:
        case "open":
            path, mode, flags = arguments
            if isinstance(path, str | bytes | os.PathLike):
                writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
                SEEN.append(("open", os.fsdecode(path), "write" if writes else str(mode)))
        case "socket.__new__":
            SEEN.append(("socket", str(int(arguments[1])), "new"))  # type: ignore[call-overload]
        case "socket.connect" | "socket.getaddrinfo" | "socket.bind" | "socket.sendto" | "urllib.Request":
            SEEN.append(("socket", repr(arguments[1:]), event))
        case "subprocess.Popen" | "os.system" | "os.exec" | "os.startfile" | "webbrowser.open":
            SEEN.append(("program", repr(arguments[0]), event))


def trap(name: str, folder: Path) -> str:
    """Words that lead somewhere if they are taken for anything but words."""
    lure = folder / "CANARY"
    return (
        f"<img src='{lure}-{name}.png'><img src='file://{lure}-{name}'><img src='http://127.0.0.1:9/CANARY'>"
        f"<img src='//canary.invalid/CANARY.png'><table background='{lure}-t'>"
        f"<style>@import url({lure}.css)</style><a href='file://{lure}'>{name}</a>"
    )


def walk(folder: Path) -> None:
    """Open everything that can be opened."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QToolTip, QWidget

    from ui.app import let_go_of_clipboard, make_application
    from ui.main_window import MainWindow
    from ui.settings import Settings
    from ui.style import Look

    app = make_application(["caseboard"])
    settings = Settings(folder / "config")
    settings.folder_used = str(folder)
    window = MainWindow(Look(settings), settings)
    window.resize(1280, 800)
    window.show()

    def put_off() -> None:
        modal = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if isinstance(modal, QWidget):
            modal.grab()
            modal.close()

    away = QTimer()
    away.timeout.connect(put_off)
    away.start(25)
    window.files.create(folder / "trap.caseboard", trap("title", folder))
    item = _fill(window, folder)
    QTest.qWait(300)
    assert window.workspace is not None
    board = window.workspace.board
    for kind in ("item", "link", "all"):
        _select(board, kind, item)
        QTest.qWait(80)
        window.grab()
    for row in list(window.actions_table.by_id):
        if row in STAYS or window.workspace is None:
            continue
        _select(window.workspace.board, "item", item)
        with suppress(KeyError, ValueError):  # this is not about what is wrong with an action
            window.actions_table[row].trigger()
        QTest.qWait(30)
        window.grab()
        for other in app.topLevelWidgets():
            if other is not window and other.isVisible():
                other.grab()
                other.close()
    window.search_from("CANARY")
    QTest.qWait(200)
    window.grab()
    window.finder.close_up()
    window.toasts.say(trap("toast", folder), "ok")
    for words in {widget.toolTip() for widget in window.findChildren(QWidget)}:
        QToolTip.showText(window.pos(), words, window)
        QTest.qWait(1)
    window.files.close()
    QTest.qWait(50)
    window.grab()
    window.close()
    let_go_of_clipboard()  # as the program does; Qt falls over what is left on it at the end


def _fill(window: object, folder: Path) -> str:
    from PySide6.QtTest import QTest

    from board.edits import boards, info, items, links
    from ui.main_window import MainWindow

    assert isinstance(window, MainWindow)
    document, made = window.document, []
    for kind, at in _places():
        fields = {name: trap(name, folder) for name in ("title", "text", "note", "date", "status")}
        own = {"aliases": (trap("alias", folder),), "tags": (trap("tag", folder),)}
        change, item = items.add_item(
            document.case,
            kind,
            board=window.board_id,
            at=at,
            **fields,
            **own,
            fields=((trap("f", folder), "v"),),
        )
        document.do(change)
        made.append(item)
    claim, person, source = made[:3]
    for kind, start, end in (("reports", source, claim), ("reports", person, claim)):
        change, _ = links.add_link(
            document.case, kind, start, end, label=trap("label", folder), note=trap("link", folder)
        )
        document.do(change)
    document.do(info.set_title(document.case, trap("case", folder)))
    document.do(boards.rename_board(document.case, window.board_id, trap("board", folder)))
    page = folder / "page.html"
    page.write_text(f"<html><body><p>{trap('page', folder)}</p><p>She said so.</p></body></html>", "utf-8")
    window.deeds.files.take_files([page])
    for _ in range(200):
        QTest.qWait(50)
        if document.case.attachments:
            window.open_document(next(iter(document.case.attachments)))
            break
    QTest.qWait(500)
    return claim


def _places() -> Iterator[tuple[str, tuple[float, float]]]:
    kinds = ("claim", "person", "source", "organisation", "event", "place", "note", "file")
    yield from ((kind, (at % 4 * 280.0, at // 4 * 220.0)) for at, kind in enumerate(kinds))


def _select(board: object, kind: str, item: str) -> None:
    from ui.canvas.board_widget import BoardWidget

    assert isinstance(board, BoardWidget)
    match kind:
        case "link":
            board.selection.set(links=list(board.document.case.links)[:1])
        case "all":
            board.selection.set(items=list(board.model.ids))
        case _ if item in board.model.row:
            board.selection.set(items=[item])
        case _:
            board.selection.set(items=board.model.ids[:1])


def main() -> None:
    """Walk, and tell what was asked for."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    sys.addaudithook(notice)
    walk(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(SEEN))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
