"""How something is measured: medians of repeats, against a peer that does the same work.

A ratio to a peer on the same machine says more than seconds, which differ from machine to machine.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, and what it may be."""

    what: str
    value: float
    unit: str
    peer: float | None = None
    """The same work done by the peer, in the same unit."""
    most: float | None = None
    """What `value` may be at most."""
    most_times: float | None = None
    """How many times the peer's it may be at most."""

    @property
    def ratio(self) -> float | None:
        """`value` in units of the peer's."""
        return self.value / self.peer if self.peer else None

    @property
    def is_within(self) -> bool | None:
        """Whether it is what it may be; None where nothing is asked."""
        asked = [(self.value, self.most), (self.ratio, self.most_times)]
        known = [value <= limit for value, limit in asked if value is not None and limit is not None]
        return all(known) if known else None


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took."""

    cpu: float
    """Seconds, user and system."""
    wall: float
    megabytes: float
    """The most memory it held at one time."""


def seconds(
    work: Callable[[Made], object], make: Callable[[], Made], *, repeats: int = 7, cpu: bool = False
) -> float:
    """The median time of `work`, each time on something fresh from `make`, which is not counted."""
    clock = time.process_time if cpu else time.perf_counter
    times = []
    for _ in range(repeats):
        made = make()
        gc.collect()
        started = clock()
        work(made)
        times.append(clock() - started)
    return statistics.median(times)


_LAUNCHER = """
import json, os, sys, time
started = time.perf_counter()
child = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - started
print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss]))
"""
"""A small process between us and what is measured: a child starts out with its parent's memory mark."""


def process(command: Sequence[str], extra: Mapping[str, str]) -> Usage:
    """What a process took from its start to its end; raises when it fails."""
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    run = subprocess.run(launcher, env={**os.environ, **extra}, stdout=subprocess.PIPE, text=True, check=True)
    code, cpu, wall, memory = json.loads(run.stdout.splitlines()[-1])
    if code:
        raise subprocess.CalledProcessError(code, command)
    return Usage(cpu, wall, memory / (1024 * (1024 if sys.platform == "darwin" else 1)))


def median_process(command: Sequence[str], extra: Mapping[str, str], *, repeats: int = 5) -> Usage:
    """Medians over several runs, after one that warms the disk."""
    process(command, extra)
    runs = [process(command, extra) for _ in range(repeats)]
    return Usage(
        statistics.median(run.cpu for run in runs),
        statistics.median(run.wall for run in runs),
        statistics.median(run.megabytes for run in runs),
    )
