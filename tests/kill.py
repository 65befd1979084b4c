"""Kills a program that edits a case at full speed, again and again, and looks what is left.

`python -m tests.kill 300` does it 300 times on one case. Each time: every edit that was reported as
done is there, the file opens, and the check finds nothing.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from board import change as changes
from board.document import Document
from board.records import Board, Item, Placement, Record
from storage import check, create_case, open_case
from storage.store import now

BATCH = 30
"""Kills on one case, whose history grows and is checked whole after each."""
ROOT = Path(__file__).resolve().parents[1]


def edit(path: Path, first: int) -> None:
    """Edit for ever: moves, new items, files, undos; says after each which number is durable."""
    store = open_case(path)
    case, history = store.load()
    document = Document(case, store, history, now)
    number = first
    while True:
        number += 1
        card = case.placements["b1", "n1"]
        moved = Placement("b1", "n1", float(number), card.y, card.width, card.height)
        document.do(changes.of("Move", [card], [moved]))
        if number % 7 == 0:
            new = Item(f"x{number}", "note", f"Note {number}", text="words " * (number % 500))
            document.do(changes.of("Add note", (), [new]))
        if number % 23 == 0 and not case.attachments:
            document.do(changes.of("Add file", (), [store.add_file(Path(__file__))]))
        if number % 31 == 0:
            document.undo()
            document.redo()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


def kills(path: Path, times: int, seed: int = 1) -> tuple[int, list[str]]:
    """Kill the editing program so many times; how many edits it reported, and what was wrong after."""
    chance = random.Random(seed)
    wrong: list[str] = []
    last = 0
    for turn in range(times):
        command = [sys.executable, "-m", "tests.kill", "edit", str(path), str(last)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as child:
            assert child.stdout is not None
            reported = [child.stdout.readline()]
            time.sleep(chance.random() * 0.25)
            child.kill()
            reported += child.stdout.read().splitlines()
        # The last line may be cut short by the kill; a whole line ends in a line break.
        said = [int(line) for line in reported if line.strip().isdigit()]
        if said:
            last = max(said[:-1] or said)
        wrong += [f"kill {turn}: {finding}" for finding in after(path, last)]
        last = max(last, found(path))
    return last, wrong


def after(path: Path, last: int) -> list[str]:
    """What is wrong with the case now that a number was reported as durable."""
    report = check(path)
    problems = list(report.findings)
    if (kept := found(path)) < last:
        problems.append(f"edit {last} was reported and {kept} is what is kept")
    if beside := [file.name for file in path.parent.iterdir() if file != path]:
        problems.append(f"left beside the case: {', '.join(beside)}")
    return problems


def found(path: Path) -> int:
    """The number that the file holds."""
    with open_case(path) as store:
        case, history = store.load()
        document = Document(case, store, history, now)
        if history.next is not None:
            document.go_to(len(history.steps))
        return int(case.placements["b1", "n1"].x)


def start(path: Path) -> Path:
    """A case with one card to move about."""
    with create_case(path) as store:
        case, history = store.load()
        records: list[Record] = [
            Board("b1", "Board"),
            Item("n1", "note"),
            Placement("b1", "n1", 0, 0, 200, 100),
        ]
        Document(case, store, history, now).do(changes.of("Import", (), records))
    return path


def main(times: int) -> int:
    """Kill and report."""
    edits, wrong = 0, []
    for batch in range(0, times, BATCH):
        with tempfile.TemporaryDirectory() as folder:
            count = min(BATCH, times - batch)
            last, problems = kills(start(Path(folder, "case.caseboard")), count, seed=batch)
        edits += last
        wrong += problems
    print(f"{times} kills, {edits} edits reported as durable, {len(wrong)} problems", *wrong, sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1] == "edit":
        edit(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1])))
