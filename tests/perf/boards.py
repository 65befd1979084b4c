"""The boards that are measured on: generated ones of any size, and the sample."""

from __future__ import annotations

import random
from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from board.case import Case
from board.kinds import ITEM_KINDS, LINK_KINDS, default_size
from board.records import Attachment, Board, Item, Link, Placement, Record
from storage.exchange import case_json, package

_WORDS = ("harbour", "gazette", "weighed", "again", "container", "minister", "said", "Письмо", "報告")


def moscow() -> Case:
    """The sample: what a real board looks like."""
    return Case(case_json.read(package.samples()["moscow-rumours"].read_bytes()).records)


def made_case(count: int, seed: int = 1) -> Case:
    """A board of so many cards in a jittered grid, and twice as many links, most of them short."""
    dice, side = random.Random(seed), int(count**0.5) + 1
    records: list[Record] = [Board("b1")]
    for n in range(count):
        kind = dice.choice(list(ITEM_KINDS))
        title = " ".join(dice.choice(_WORDS) for _ in range(dice.randint(2, 9)))
        records.append(Item(f"x{n}", kind, title))
        x, y = n % side * 280 + dice.randint(-20, 20), n // side * 200 + dice.randint(-20, 20)
        records.append(Placement("b1", f"x{n}", x, y, *default_size(kind)))
    kinds = list(LINK_KINDS)[:6]
    for n in range(2 * count):
        tail, lot = dice.randrange(count), dice.random()
        reach = 2 if lot < 0.75 else 7 if lot < 0.95 else side
        head = (tail + dice.randint(-reach, reach) + side * dice.randint(-reach, reach)) % count
        records.append(Link(f"k{n}", dice.choice(kinds), f"x{tail}", f"x{head}"))
    # one card that twenty others hang on
    middle = side * (side // 2) + side // 2
    for n in range(20 if count > side else 0):
        other = (middle + dice.randint(-4, 4) + side * dice.randint(-4, 4)) % count
        records.append(Link(f"h{n}", dice.choice(kinds), f"x{middle}", f"x{other}"))
    return Case(records)


def with_pictures(case: Case, across: int, down: int) -> Case:
    """The same with a photograph on each of the cards in the middle of the board."""
    side = int(len(case.items) ** 0.5) + 1
    first = (side - down) // 2 * side + (side - across) // 2
    chosen = {
        f"x{first + y * side + x}": f"{y * across + x:064x}" for y in range(down) for x in range(across)
    }
    records = [record for record in case.records() if not (isinstance(record, Item) and record.id in chosen)]
    shown = [replace(case.items[item], pictures=(sha,)) for item, sha in chosen.items()]
    return Case([*records, *shown, *(Attachment(sha, "photograph.jpg") for sha in chosen.values())])


def picture(sha: str, wide: int, high: int) -> bytes:
    """A photograph of sorts, another for each card."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    shade = QLinearGradient(0, 0, wide, high)
    shade.setColorAt(0, QColor.fromHsv(int(sha, 16) * 37 % 360, 160, 220))
    shade.setColorAt(1, QColor.fromHsv(int(sha, 16) * 59 % 360, 90, 60))
    painter = QPainter(image)
    painter.fillRect(image.rect(), shade)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG", 85)  # type: ignore[call-overload]  # the stubs want bytes
    return bytes(buffer.data().data())
