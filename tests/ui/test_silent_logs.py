"""Two hundred failures, forced with words of a case in them: no log, report or sentence repeats one."""

from __future__ import annotations

import datetime
import json
import logging
import re
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from board.case import Case
from board.change import of
from board.document import Document
from board.edits import fragment, items, links
from board.records import Item
from storage.exchange import case_json
from ui.app import start_log, watch
from ui.dialogs import messages
from ui.jobs import Jobs, Lane
from ui.main_window import MainWindow
from ui.worker import Report

SECRETS = (
    "Zxqwvomir",
    "Жълтоглава",
    "Ünverzagtine",
    "张三丰密探",
    "qvb@kplatt.example",
    "+7 495 000 1937",
    "Weighbridge'; DROP",
    "<b>Yvbnurk</b>",
)


def _deep(secret: str) -> None:
    def inner(name: str) -> None:
        raise RuntimeError(name)

    try:
        inner(secret)
    except RuntimeError as error:
        raise LookupError(f"again {secret}") from error


def _group(secret: str) -> None:
    raise ExceptionGroup(secret, [ValueError(secret), KeyError(secret)])


def _noted(secret: str) -> None:
    error = ValueError(secret)
    error.add_note(secret)
    raise error


def _sql(secret: str) -> None:
    sqlite3.connect(":memory:").execute(f"SELECT * FROM [{secret}]")


WAYS: tuple[Callable[[str], object], ...] = (
    int,
    float,
    Decimal,
    lambda secret: {}[secret],
    lambda secret: getattr(object(), secret),
    lambda secret: Path("/no/such", secret).read_bytes(),
    lambda secret: (secret + "\udcff").encode(),
    bytes.fromhex,
    json.loads,
    datetime.date.fromisoformat,
    lambda secret: [secret].index(""),
    lambda secret: (secret,).index("x"),
    lambda secret: eval("1/0", {secret: secret}),
    lambda secret: f"{secret:%d}",
    lambda secret: fragment.read(f'{{"format": "{secret}"'),
    lambda secret: case_json.read(secret.encode()),
    lambda secret: items.add_item(_case(), "claim", board=secret),
    lambda secret: items.set_fields(_case(), [secret], title=secret),
    lambda secret: links.add_link(_case(), "reports", secret, secret),
    lambda secret: _case().check(of(secret, [Item(secret, "claim", secret)], ())),
    lambda secret: _case().items[secret],
    _deep,
    _group,
    _noted,
    _sql,
)
"""25 ways to fail, each with 8 secrets: 200."""


def _case() -> Case:
    return Case(())


def broken(number: int, secret: str, report: Report) -> None:
    """A job that fails in one of the ways."""
    WAYS[number](secret)


@pytest.fixture
def written(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], str]]:
    """What is logged and shown."""
    for name in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, name, getattr(sys, name))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    shown: list[str] = []
    monkeypatch.setattr(
        messages.CrashDialog, "exec", lambda dialog: shown.append(dialog.report.toPlainText()) or 0
    )
    start_log(tmp_path / "logs")
    watch(window)
    file = tmp_path / "logs" / "caseboard.log"
    yield lambda: "\n".join([*shown, *window.toasts.texts, file.read_text("utf-8")])
    for handler in tuple(logging.getLogger("caseboard").handlers):
        handler.close()
        logging.getLogger("caseboard").removeHandler(handler)


def _failures() -> Iterator[tuple[str, BaseException]]:
    for secret in SECRETS:
        for way in WAYS:
            try:
                way(secret)
            except Exception as error:  # noqa: BLE001
                yield secret, error


def _repeated(text: str) -> list[str]:
    return [
        secret for secret in SECRETS if secret in text or secret.encode("unicode_escape").decode() in text
    ]


def test_two_hundred_failures_are_logged_without_a_word_of_the_case(
    written: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    count = 0
    for _, error in _failures():
        sys.excepthook(type(error), error, error.__traceback__)
        count += 1
    assert count == len(SECRETS) * len(WAYS) == 200
    assert len(re.findall(r"^20\d\d-", written(), re.MULTILINE)) >= 180  # some have a sentence of their own
    assert not _repeated(written())
    assert not _repeated("".join(capfd.readouterr()))


def test_failures_in_threads_are_logged_without_a_word_of_the_case(
    written: Callable[[], str], capfd: pytest.CaptureFixture[str]
) -> None:
    for number, way in enumerate(WAYS):
        thread = threading.Thread(target=way, args=(SECRETS[number % len(SECRETS)],))
        thread.start()
        thread.join()
    assert len(re.findall(r"^20\d\d-", written(), re.MULTILINE)) == len(WAYS)
    assert not _repeated(written())
    assert not _repeated("".join(capfd.readouterr()))


@pytest.mark.parametrize("where", ["quick", "thread"])
def test_failures_of_jobs_are_told_without_a_word_of_the_case(
    where: str, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    jobs, told = Jobs(), list[str]()
    for number in range(len(WAYS)):
        secret = SECRETS[number % len(SECRETS)]
        job = (
            jobs.run_in_thread(broken, number, secret)
            if where == "thread"
            else jobs.run(broken, number, secret, lane=Lane.QUICK)
        )
        job.failed.connect(told.append)
    qtbot.waitUntil(lambda: len(told) == len(WAYS), timeout=30_000)
    jobs.close()
    assert not _repeated("".join(told))
    assert not _repeated("".join(capfd.readouterr()))


def test_a_listener_that_fails_is_logged_without_a_word_of_the_case(
    opened: MainWindow, written: Callable[[], str], qtbot: QtBot
) -> None:
    document: Document = opened.document

    def fail(_: object) -> None:
        raise ValueError(SECRETS[0])

    stop = document.listen(fail)
    change, _ = items.add_item(document.case, "person", title=SECRETS[0], board=opened.board_id)
    try:
        document.do(change)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    stop()
    assert "ValueError" in written()
    assert not _repeated(written())
