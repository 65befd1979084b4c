"""PySide6 6.12.0 on CPython 3.11 loses a reference to None in every call that returns nothing.

The interpreter dies after some thousands of them; which version is allowed where stands in
pyproject.toml. The calls run in a process of their own, so that a crash is a failed test.
"""

from __future__ import annotations

import subprocess
import sys

CALLS = 20_000
SCRIPT = f"""
import sys
from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QImage, QPainter
point, thing, image = QPoint(), QObject(), QImage(8, 8, QImage.Format.Format_RGB32)
painter = QPainter(image)
before = sys.getrefcount(None)
for number in range({CALLS} // 4):
    point.setX(number)
    thing.blockSignals(False)
    painter.drawLine(0, 0, 7, 7)
    painter.translate(0, 0)
    thing.setObjectName("x")
drift = sys.getrefcount(None) - before
painter.end()
print(drift)
"""


def test_none_survives_twenty_thousand_void_calls() -> None:
    command = [sys.executable, "-c", SCRIPT]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr
    assert abs(int(run.stdout)) < 100
