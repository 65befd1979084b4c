"""How soon the real window stands with the sample case, and what it holds in memory by then."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.perf.measure import Row, median_process, process

MAIN = str(Path(__file__).resolve().parents[2] / "main.py")
PEER = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
"""An empty window: what Python and Qt take before a program begins."""


def measured() -> Iterator[Row]:
    """CPU time, time on the clock and memory, against an empty window."""
    with tempfile.TemporaryDirectory() as folder:
        case = str(Path(folder, "case.caseboard"))
        extra = {
            "PYTHONDONTWRITEBYTECODE": "",
            "XDG_CONFIG_HOME": folder,
            "XDG_DATA_HOME": folder,
            "XDG_CACHE_HOME": folder,
        }
        process([sys.executable, MAIN, "new", case, "--sample", "moscow-rumours"], extra)
        ours = median_process([sys.executable, MAIN, "--exit-after-first-paint", case], extra)
        peer = median_process([sys.executable, "-c", PEER], extra)
        bare = median_process([sys.executable, MAIN, "info", case], extra)
    yield Row("start with the sample case: processor time", ours.cpu, "s", peer.cpu, most=1.0)
    yield Row("start with the sample case: on the clock", ours.wall, "s", peer.wall)
    yield Row("start with the sample case: memory", ours.megabytes, "MB", peer.megabytes, most=130)
    yield Row("command line `info`: processor time", bare.cpu, "s")
    yield Row("command line `info`: memory", bare.megabytes, "MB")
