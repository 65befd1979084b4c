"""Runs the benchmarks and prints one table. `python -m tests.perf storage start` runs those two."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.perf.measure import Row

_HEADINGS = ("", "here", "peer", "ratio", "allowed", "")


def main(wanted: list[str]) -> int:
    """Run the benchmarks named, or all; 1 when one of them failed to run."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the worker has it
    known = {path.stem.removeprefix("bench_"): path.stem for path in Path(__file__).parent.glob("bench_*.py")}
    if unknown := set(wanted) - set(known):
        print(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}.")
        return 2
    print(*machine(), sep="\n")
    for name in wanted or sorted(known):
        rows = importlib.import_module(f"tests.perf.{known[name]}").measured()
        print(f"\n{name}", *table(list(rows)), sep="\n", flush=True)
    return 0


def machine() -> Iterator[str]:
    """What the figures were taken on."""
    import numpy
    import PySide6
    import sqlalchemy
    import sqlcipher3.dbapi2

    processor = platform.processor() or platform.machine()
    if (cpu_info := Path("/proc/cpuinfo")).exists():
        models = [
            line.split(":")[1] for line in cpu_info.read_text().splitlines() if line.startswith("model name")
        ]
        processor = models[0].strip() if models else processor
    yield f"{processor}, {os.cpu_count()} cores, {platform.system()} {platform.release()}"
    yield (
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, numpy {numpy.__version__}, "
        f"SQLAlchemy {sqlalchemy.__version__}, SQLite {sqlcipher3.dbapi2.sqlite_version}"
    )


def table(rows: list[Row]) -> Iterator[str]:
    """The rows as aligned text."""
    cells = [_HEADINGS, *map(_cells, rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_HEADINGS))]
    for row in cells:
        first, *rest = (
            cell.ljust(width) if column in (0, 5) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join([first, *rest]).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    allowed = [] if row.most is None else [_figure(row.most, row.unit)]
    allowed += [] if row.most_times is None else [f"{row.most_times:g}x"]
    return (
        f"  {row.what}",
        _figure(row.value, row.unit),
        "" if row.peer is None else _figure(row.peer, row.unit),
        "" if row.ratio is None else f"{row.ratio:.2f}x",
        ", ".join(allowed),
        {None: "", True: "good", False: "TOO MUCH"}[row.is_within],
    )


def _figure(value: float, unit: str) -> str:
    if unit == "s" and value < 0.1:
        return f"{value * 1000:.2f} ms"
    return f"{value:.3g} {unit}" if value < 100 else f"{value:.0f} {unit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
