"""Pictures of boards: whole, as seen, and with nothing in them but pixels."""

from __future__ import annotations

import io
import pickle
import struct
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import assets
from board.case import Case
from board.records import Attachment, Board, Frame, Info, Item, Link, Placement
from board.redacting import redacted
from storage.exchange.case_json import read
from ui import png, render, theme
from ui.dialogs import picture_file
from ui.jobs import Jobs
from ui.render import Look
from ui.worker import Refused

LINK_LABEL = "a label that is rather long for a short link"


def silent(_verb: str, _done: int, _total: int) -> None:
    """Nobody looks."""


@pytest.fixture
def case(qapp: object) -> Case:
    return Case(
        [
            Info("T"),
            Item("s01", "source", "Harbour Gazette", reliability="C", note="CANARY-NOTE"),
            Item("c01", "claim", "Weighed again after it was sealed", credibility=3),
            Item("p01", "person", "CANARY-ELSEWHERE"),
            Link("k01", "reports", "s01", "c01", label=LINK_LABEL, note="CANARY-LINK"),
            Board("b01", "Main"),
            Board("b02", "Other"),
            Placement("b01", "s01", 0, 0, 200, 82),
            Placement("b01", "c01", 320, 40, 260, 100),
            Placement("b02", "p01", 0, 0, 200, 82),
            Frame("g01", "b01", -20, -40, 240, 160, "Echo", "note"),
        ]
    )


def chunks(data: bytes) -> list[bytes]:
    found, at = [], 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        found.append(name)
        at += 12 + length
    return found


def picture(case: Case, look: Look | None = None, **more: object) -> QImage:
    wanted = render.request(case, "b01", look or Look(), **more)  # type: ignore[arg-type]
    image = QImage.fromData(render.png_bytes(wanted, silent))
    assert not image.isNull()
    return image


def border(image: QImage) -> set[int]:
    right, bottom = image.width() - 1, image.height() - 1
    across = {image.pixel(x, y) for x in range(right + 1) for y in (0, bottom)}
    return across | {image.pixel(x, y) for y in range(bottom + 1) for x in (0, right)}


def test_a_picture_holds_pixels_and_nothing_else(case: Case, tmp_path: Path) -> None:
    wanted = render.request(case, "b01", Look(title="Quay 9", date="2026", has_legend=True), scale=2)
    picture_file.export_png(wanted, str(tmp_path / "out.png"), silent)
    data = (tmp_path / "out.png").read_bytes()
    found = chunks(data)
    assert found[:2] == [b"IHDR", b"pHYs"]
    assert found[-1] == b"IEND"
    assert set(found[2:-1]) == {b"IDAT"}
    assert list(tmp_path.iterdir()) == [tmp_path / "out.png"]


def test_a_picture_that_cannot_be_written_leaves_what_was_there(case: Case, tmp_path: Path) -> None:
    out = tmp_path / "out.png"
    out.write_bytes(b"before")
    too_large = render.request(case, "b01", Look(margin=2000), scale=8)
    with pytest.raises(Refused, match="Choose a smaller size"):
        picture_file.export_png(too_large, str(out), silent)
    assert out.read_bytes() == b"before"
    wanted = render.request(case, "b01", Look())
    with pytest.raises(Refused, match="could not be written"):
        picture_file.export_png(wanted, str(tmp_path / "no" / "out.png"), silent)
    assert list(tmp_path.iterdir()) == [out]


def test_only_what_is_seen_goes_to_the_worker(case: Case) -> None:
    packed = pickle.dumps(render.request(case, "b01", Look()))
    assert b"CANARY" not in packed
    assert b"Harbour Gazette" in packed


@pytest.mark.parametrize("name", ["light", "dark", "print"])
def test_nothing_is_clipped_at_the_edges(case: Case, name: str) -> None:
    image = picture(case, Look(theme=name, margin=0))
    assert border(image) == {theme.load(name).colour("canvas").rgb()}


def test_a_label_that_reaches_beyond_everything_is_whole(case: Case) -> None:
    near = [replace(one, x=0.0, y=300.0, width=80.0) for one in case.placements.values() if one.item == "c01"]
    close = Case([*(one for one in case.records() if not isinstance(one, Frame)), *near])
    label = picture(close, Look(margin=0))
    bare = Case([*close.records(), replace(case.links["k01"], label="")])
    assert label.width() >= picture(bare, Look(margin=0)).width()
    assert border(label) == {theme.load("light").colour("canvas").rgb()}


def test_bands_are_seamless(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    solid = Case(record for record in case.records() if not isinstance(record, Frame))
    whole = picture(solid, Look(title="A title", has_legend=True), scale=1.5)
    monkeypatch.setattr(render, "BAND_BYTES", 1)
    assert _difference(picture(solid, Look(title="A title", has_legend=True), scale=1.5), whole) <= 2


@pytest.mark.parametrize("scale", [1.5, 0.4])
def test_dashes_meet_where_bands_do(case: Case, monkeypatch: pytest.MonkeyPatch, scale: float) -> None:
    far = [replace(one, y=900.0) for one in case.placements.values() if one.item == "c01"]
    dashed = replace(case.links["k01"], kind="contradicts", label="")
    tall = replace(case.frames["g01"], height=1200.0)
    dashes = Case([*case.records(), *far, dashed, tall])
    whole = picture(dashes, scale=scale)
    monkeypatch.setattr(render, "BAND_BYTES", 1)
    bands = picture(dashes, scale=scale)
    far_off = np.abs(_values(bands) - _values(whole)) > 96
    assert far_off.mean() < 0.0002, "an edge may be smoothed otherwise, but no dash stands elsewhere"


def _values(image: QImage) -> np.ndarray[tuple[int], np.dtype[np.int_]]:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(plain.constBits(), np.uint8).astype(int)


def _difference(one: QImage, other: QImage) -> int:
    assert one.size() == other.size()
    form = QImage.Format.Format_RGB32
    pixels = [
        np.frombuffer(image.convertToFormat(form).constBits(), np.uint8).astype(int) for image in (one, other)
    ]
    return int(np.abs(pixels[0] - pixels[1]).max())


def test_scale_and_width_say_how_large(case: Case) -> None:
    once, twice = picture(case), picture(case, scale=2)
    assert abs(twice.width() - 2 * once.width()) <= 1
    assert picture(case, width=1234).width() == 1234
    assert render.size_of(render.request(case, "b01", Look(), width=1234))[0] == 1234


@pytest.mark.parametrize(
    ("scale", "width", "margin"),
    [(0, 0, 0), (99, 0, 0), (1, 5, 0), (1, 16_001, 0), (1, 0, -1), (float("nan"), 0, 0)],
)
def test_numbers_out_of_range_are_refused(case: Case, scale: float, width: int, margin: int) -> None:
    with pytest.raises(Refused, match=r"\.$"):
        render.request(case, "b01", Look(margin=margin), scale=scale, width=width)


def test_a_board_too_large_for_its_scale_is_refused(case: Case) -> None:
    far = Case([*case.records(), replace(case.placements["b01", "c01"], x=30_000.0)])
    with pytest.raises(Refused, match="smaller"):
        render.png_bytes(render.request(far, "b01", Look()), silent)


def test_a_transparent_picture_has_no_colour_where_there_is_nothing(case: Case) -> None:
    image = picture(case, Look(is_transparent=True)).convertToFormat(QImage.Format.Format_RGBA8888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)
    assert (pixels[pixels[:, 3] == 0] == 0).all()
    assert (pixels[:, 3] == 255).any()
    assert not picture(case).hasAlphaChannel()


def test_a_selection_is_drawn_alone(case: Case) -> None:
    assert picture(case, only=["s01"]).width() < picture(case).width()
    packed = pickle.dumps(render.request(case, "b01", Look(), only=["s01"]))
    assert b"sealed" not in packed
    assert LINK_LABEL.encode() not in packed


def test_what_is_confidential_is_not_even_sent(case: Case) -> None:
    secret = Case([*case.records(), replace(case.items["c01"], confidential=True)])
    packed = pickle.dumps(render.request(redacted(secret), "b01", Look()))
    assert b"sealed" not in packed
    assert LINK_LABEL.encode() not in packed
    blank = render.request(redacted(secret, stand_in="Withheld"), "b01", Look())
    assert b"Withheld" in pickle.dumps(blank)


def test_an_empty_board_is_an_empty_picture(qapp: object) -> None:
    assert picture(Case([Board("b01")])).width() > 50


def test_a_picture_that_is_none_leaves_a_mark(case: Case) -> None:
    digest = "f" * 64
    shown = Case([*case.records(), Attachment(digest), replace(case.items["s01"], pictures=(digest,))])
    assert render.pictures_on(shown, "b01") == [digest]
    red = QImage(40, 30, QImage.Format.Format_RGB32)
    red.fill(QColor(255, 0, 0))
    data = io.BytesIO()
    png.write(data, 40, 30, [np.full((30, 40, 3), (255, 0, 0), np.uint8)], 96)
    without = picture(shown, pictures={digest: b"not a picture"})
    with_it = picture(shown, pictures={digest: data.getvalue()})
    assert _difference(without, with_it) > 100


def test_the_samples_are_drawn_in_the_worker(qtbot: QtBot, tmp_path: Path) -> None:
    incoming = read(assets.path("samples", "quay-9.json").read_bytes())
    case = Case([incoming.info, *incoming.records])
    jobs = Jobs()
    try:
        wanted = render.request(case, "b01", Look(theme="dark", has_legend=True), width=900)
        job = jobs.run(picture_file.export_png, wanted, str(tmp_path / "out.png"))
        seen: list[tuple[str, int, int]] = []
        job.progressed.connect(lambda *words: seen.append(words))
        with qtbot.waitSignal(job.finished, timeout=30_000) as caught:
            pass
        width, height = caught.args[0]
        assert seen[-1] == ("Drawing", height, height)
        assert QImage(str(tmp_path / "out.png")).width() == width == 900
    finally:
        jobs.close()


def test_a_png_may_come_in_pieces_of_any_height() -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (17, 5, 4), np.uint8)
    for size in (1, 3, 17):
        stream = io.BytesIO()
        png.write(stream, 5, 17, [pixels[at : at + size] for at in range(0, 17, size)], 192)
        image = QImage.fromData(stream.getvalue()).convertToFormat(QImage.Format.Format_RGBA8888)
        assert (np.frombuffer(image.constBits(), np.uint8).reshape(17, 5, 4) == pixels).all()
        assert image.dotsPerMeterX() == round(192 / 0.0254)


def test_a_png_is_packed_as_it_packs_best() -> None:
    across, down = np.meshgrid(np.arange(600), np.arange(300))
    sky = np.repeat((across * 7 + down * 3 & 255).astype(np.uint8)[..., None], 3, axis=2)
    dice = np.random.default_rng(2)
    letters = dice.integers(0, 255, (5, 600, 3), np.uint8)[dice.integers(0, 5, 300)]
    for pixels in (sky, letters):
        stream = io.BytesIO()
        png.write(stream, 600, 300, [pixels[:150], pixels[150:]], 96)
        data = stream.getvalue()
        plain = len(zlib.compress(pixels.tobytes(), 1))
        differing = len(zlib.compress(np.diff(pixels, axis=0, prepend=np.uint8(0)).tobytes(), 1))
        assert len(data) < min(plain, differing) * 1.1 + 1000
        image = QImage.fromData(data).convertToFormat(QImage.Format.Format_RGB888)
        assert (np.frombuffer(image.constBits(), np.uint8).reshape(300, 600, 3) == pixels).all()


def test_bands_that_do_not_add_up_are_a_fault() -> None:
    with pytest.raises(ValueError, match="high"):
        png.write(io.BytesIO(), 5, 17, [np.zeros((3, 5, 3), np.uint8)], 96)


def test_fifty_secrets_are_in_no_picture(case: Case, tmp_path: Path) -> None:
    """Covered, confidential, on another board, in notes, and in what a picture brings along."""
    words = [f"SECRET{number:02}" for number in range(50)]
    for number, word in enumerate(words):
        if number % 3 == 0:  # under another card
            hidden = [Item(word, "note", word, note=word), Placement("b01", word, 320, 40, 100, 40)]
        elif number % 3 == 1:  # confidential, in full view
            hidden = [Item(word, "person", word, confidential=True), Placement("b01", word, 0, 400, 200, 82)]
        else:  # on another board only, with a label on its link
            hidden = [Item(word, "claim", word), Placement("b02", word, 0, 0, 200, 82)]
            hidden.append(Link(f"k{word}", "related", word, "c01", label=word, note=word))
        case = Case([*case.records(), *hidden])
    photo = QImage(40, 40, QImage.Format.Format_ARGB32)
    photo.fill(QColor(200, 10, 20, 0))
    photo.setText("Comment", "SECRET in the picture")
    photo.save(str(tmp_path / "photo.png"))
    digest = "a" * 64
    case = Case([*case.records(), Attachment(digest, "SECRET.png", "image/png", 9, "")])
    shown = replace(case.items["s01"], pictures=(digest,))
    case = Case([record for record in case.records() if record.key != shown.key] + [shown])
    wanted = render.request(
        redacted(case),
        "b01",
        Look(is_transparent=True),
        pictures={digest: (tmp_path / "photo.png").read_bytes(), "b" * 64: b"SECRET elsewhere"},
    )
    out = tmp_path / "out.png"
    picture_file.export_png(wanted, str(out), silent)
    data = out.read_bytes()
    assert set(chunks(data)) == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    pixels = QImage.fromData(data)
    raw = bytes(pixels.convertToFormat(QImage.Format.Format_RGBA8888).constBits())
    for text in (b"SECRET", str(tmp_path).encode(), b"python"):
        assert text not in data
        assert text not in raw
    assert bytes((200, 10, 20, 0)) not in {raw[at : at + 4] for at in range(0, len(raw), 4)}
    packed = pickle.dumps(wanted)
    assert b"SECRET elsewhere" not in packed
    for number, word in enumerate(words):
        if number % 3:
            assert word.encode() not in packed, "what is not seen does not even leave for the worker"
