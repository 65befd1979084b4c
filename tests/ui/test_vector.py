"""SVG and PDF: what other programs see in them is what the PNG shows, and nothing else is in them."""

from __future__ import annotations

import io
import os
import pickle
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QImage

import assets
from board.case import Case
from board.kinds import LINK_KINDS
from board.records import Attachment, Board, Frame, Item, Link, Placement
from board.redacting import redacted
from storage.exchange.case_json import read
from ui import render, theme, vector
from ui.dialogs import picture_file
from ui.evidence import badges_in
from ui.paper import Page, TooManySheets, spread
from ui.render import Look, Request
from ui.seen_words import seen
from ui.worker import Cancelled, Refused

THEMES = ("light", "dark", "print", "corkboard")
TOLERANCE = 3.0
"""Mean difference of two pictures, in 255ths of a channel, once both are blurred a little."""
WORST = 0.02
"""The part of a picture's places that may differ by more than a quarter."""


def silent(_verb: str, _done: int, _total: int) -> None:
    """Nobody looks."""


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed here")
    assert found is not None, f"{name} has to be installed where this is checked for good"
    return found


def sample(name: str = "moscow-rumours") -> Case:
    incoming = read(assets.path("samples", f"{name}.json").read_bytes())
    return Case([incoming.info, *incoming.records])


def asked(case: Case, theme: str = "light", **look: object) -> Request:
    wanted = Look(theme=theme, **look)  # type: ignore[arg-type]
    return render.request(case, case.boards_in_order()[0].id, wanted, badge_of=badges_in(case))


def written(write: Callable[..., object], wanted: Request) -> bytes:
    stream = io.BytesIO()
    write(wanted, stream, silent)
    return stream.getvalue()


def with_our_fonts(tmp_path: Path) -> dict[str, str]:
    """Where other programs find the fonts the program brings along."""
    conf = tmp_path / "fonts.conf"
    conf.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{assets.path('fonts')}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        "utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(conf)}


def seen_by_rsvg(data: bytes, tmp_path: Path, size: tuple[int, int]) -> QImage:
    (tmp_path / "in.svg").write_bytes(data)
    run = [program("rsvg-convert"), "-w", str(size[0]), "-h", str(size[1]), "--unlimited"]
    run += ["-o", str(tmp_path / "svg.png"), str(tmp_path / "in.svg")]
    subprocess.run(run, check=True, env=with_our_fonts(tmp_path), timeout=120)
    return QImage(str(tmp_path / "svg.png"))


def seen_by_poppler(data: bytes, tmp_path: Path, size: tuple[int, int]) -> QImage:
    (tmp_path / "in.pdf").write_bytes(data)
    run = [
        program("pdftoppm"),
        "-png",
        "-singlefile",
        "-scale-to-x",
        str(size[0]),
        "-scale-to-y",
        str(size[1]),
    ]
    subprocess.run([*run, str(tmp_path / "in.pdf"), str(tmp_path / "pdf")], check=True, timeout=120)
    return QImage(str(tmp_path / "pdf.png"))


def pixels(image: QImage) -> NDArray[np.float64]:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    whole = lines[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).astype(float)
    # each program smooths edges in its own way: what counts is what a place of 4 by 4 looks like
    high, wide = (side // 4 * 4 for side in whole.shape[:2])
    places: NDArray[np.float64] = whole[:high, :wide].reshape(high // 4, 4, wide // 4, 4, 3).mean((1, 3))
    return places


def assert_alike(one: QImage, other: QImage) -> None:
    assert one.size() == other.size()
    far = np.abs(pixels(one) - pixels(other))
    assert far.mean() <= TOLERANCE
    assert (far.max(axis=2) > 64).mean() <= WORST


@pytest.mark.parametrize("theme", THEMES)
def test_other_programs_see_what_the_picture_shows(qapp: object, tmp_path: Path, theme: str) -> None:
    wanted = asked(sample(), theme, title="Who says what", has_legend=True)
    picture = QImage.fromData(written(render.write_png, wanted))
    size = (picture.width(), picture.height())
    assert_alike(seen_by_rsvg(written(vector.write_svg, wanted), tmp_path, size), picture)
    assert_alike(seen_by_poppler(written(vector.write_pdf, wanted), tmp_path, size), picture)


def test_tall_scripts_stay_in_their_cards(qapp: object, tmp_path: Path) -> None:
    tall = "à̸̡̢̧̨̛̖̗̘̙̜̝" * 12
    case = Case([Board("b"), Item("c01", "claim", tall, tall), Placement("b", "c01", 0, 0, 200, 82)])
    wanted = asked(case, margin=0)
    picture = QImage.fromData(written(render.write_png, wanted))
    drawn = seen_by_rsvg(written(vector.write_svg, wanted), tmp_path, (picture.width(), picture.height()))
    ground = QColor(picture.pixel(1, 1)).name()
    assert {QColor(drawn.pixel(x, 12)).name() for x in range(2, drawn.width() - 2)} == {ground}


@pytest.mark.parametrize("write", [vector.write_svg, vector.write_pdf])
def test_the_same_picture_is_the_same_bytes(qapp: object, write: Callable[..., object]) -> None:
    """In any process: files are written by the worker, whose fonts only pictures have asked for."""
    wanted = asked(sample(), has_legend=True)
    assert written(write, wanted) == written(write, wanted)
    script = (
        "import sys, pickle; from ui import render, vector; render.application(); "
        f"vector.{write.__name__}(pickle.load(sys.stdin.buffer), sys.stdout.buffer, lambda *_: None)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=pickle.dumps(wanted),
            env=os.environ | {"PYTHONHASHSEED": seed, "QT_HASH_SEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(found) == 1


def test_an_svg_defines_every_shape_once_and_writes_words_as_words(qapp: object) -> None:
    data = written(vector.write_svg, asked(sample(), has_legend=True))
    root = ElementTree.fromstring(data)
    space = "{http://www.w3.org/2000/svg}"
    defined = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(defined) == len(set(defined))
    shapes = [ElementTree.tostring(node).replace(str(node.get("id")).encode(), b"") for node in root[1]]
    assert len(shapes) == len(set(shapes))
    uses = [node.get("{http://www.w3.org/1999/xlink}href") for node in root.iter(f"{space}use")]
    assert {str(use)[1:] for use in uses} <= set(defined)
    assert len(uses) > 2 * len(set(uses))
    words = " ".join(node.text or "" for node in root.iter(f"{space}text"))
    assert "The eleven letters" in words
    assert b"'Noto Sans'" in data
    assert b"sans-serif" in data
    assert set(re.findall(rb"<(?:title|desc|metadata|image)\b|<!--|\bCaseboard\b|\bQt\b", data)) == set()


def test_a_pdf_says_nothing_of_who_made_it_and_when(qapp: object, tmp_path: Path) -> None:
    from pypdf import PdfReader

    data = written(vector.write_pdf, asked(sample()))
    # what is packed holds any two letters sooner or later
    plain = re.sub(rb"\bstream\r?\n.*?endstream", b"", data, flags=re.DOTALL)
    assert len(plain) < len(data)
    for word in (b"Qt", b"Producer", b"CreationDate", b"ModDate", b"/ID", b"xmp", b"Caseboard", b"uuid"):
        assert word not in plain
    found = PdfReader(io.BytesIO(data))
    assert not found.metadata
    assert found.xmp_metadata is None
    assert "The eleven letters" in found.pages[0].extract_text()
    assert "S-6" in found.pages[0].extract_text()
    (tmp_path / "in.pdf").write_bytes(data)
    run = [program("pdffonts"), str(tmp_path / "in.pdf")]
    fonts = subprocess.run(run, check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes +\w+ +yes +\d+ +\d+$", line) for line in fonts), (
        "embedded, with their letters"
    )
    assert len(data) < 400_000, "only the letters that are used"


def hiding_fifty(tmp_path: Path) -> tuple[Case, dict[str, bytes]]:
    """A board with fifty secrets where nobody sees them, and the files of its pictures."""
    records: list[object] = [
        Item("s01", "source", "Harbour Gazette", note="SECRET-N", tags=("seen", "SECRET-T")),
        Item("c01", "claim", "Weighed again", fields=(("k", "SECRET-F"),), aliases=("SECRET-A",)),
        Link("k01", "reports", "s01", "c01", label="said so", note="SECRET-L"),
        Board("b01", "Main", note="SECRET-B"),
        Board("b02", "SECRET-O"),
        Placement("b01", "s01", 0, 0, 200, 82, z=1),
        Placement("b01", "c01", 320, 40, 260, 100, z=9),
        Frame("g01", "b02", -20, -40, 240, 160, "SECRET-G", "note"),
    ]
    for number in range(50):
        word = f"SECRET{number:02}"
        if number % 4 == 0:  # wholly under another card
            records += [
                Item(word, "note", word, word),
                Placement("b01", word, 330, 45, 100, 40, z=number % 7),
            ]
        elif number % 4 == 1:  # confidential
            records += [
                Item(word, "person", word, confidential=True),
                Placement("b01", word, 0, 400, 200, 82),
            ]
        elif number % 4 == 2:  # on another board
            records += [Item(word, "claim", word), Placement("b02", word, 0, 0, 200, 82)]
            records.append(Link(f"k{word}", "related", word, "c01", label=word))
        else:  # beyond what there is room for
            text = "so it goes on and on " * 30 + word
            records += [
                Item(word, "claim", text, text),
                Placement("b01", word, 0, 500 + 90 * number, 200, 82),
            ]
    photo = QImage(60, 40, QImage.Format.Format_ARGB32)
    photo.fill(QColor(200, 10, 20))
    photo.setText("Comment", "SECRET in the picture")
    photo.save(str(tmp_path / "photo.png"))
    digest = "a" * 64
    records += [
        Attachment(digest, "SECRET.png", "image/png", 9, ""),
        Item("s02", "source", "With a picture", pictures=(digest,)),
        Placement("b01", "s02", 700, 0, 200, 200),
    ]
    return Case(records), {digest: (tmp_path / "photo.png").read_bytes()}  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [vector.write_svg, vector.write_pdf])
def test_fifty_secrets_are_in_no_file(qapp: object, tmp_path: Path, write: Callable[..., object]) -> None:
    case, pictures = hiding_fifty(tmp_path)
    wanted = render.request(redacted(case), "b01", Look(has_legend=True, title="Quay 9"), pictures=pictures)
    data = written(write, wanted)
    seen = data
    if write is vector.write_pdf:
        from pypdf import PdfReader

        found = PdfReader(io.BytesIO(data))
        assert "Harbour Gazette" in found.pages[0].extract_text()
        seen += found.pages[0].extract_text().encode()
        for start in re.finditer(rb"stream\r?\n", data):
            try:
                seen += zlib.decompressobj().decompress(data[start.end() :])
            except zlib.error:
                continue
    else:
        assert b"Harbour Gazette" in data
    for word in (b"SECRET", b"S-E-C", str(tmp_path).encode(), b"python", b"s01", b"c01", b"k01", b"b01"):
        assert word not in seen.replace(b"\x00", b"")


def test_words_that_a_card_above_covers_are_in_no_file(qapp: object) -> None:
    below, above = Item("c01", "claim", "Seen", "SECRET under it"), Item("c02", "claim", "Above")
    case = Case(
        [
            *(below, above, Board("b"), Placement("b", "c01", 0, 0, 260, 140, z=1)),
            Placement("b", "c02", -20, 44, 320, 120, z=2),
        ]
    )
    svg = written(vector.write_svg, asked(case))
    assert b">Seen<" in svg
    assert b"SECRET" not in svg
    from pypdf import PdfReader

    words = PdfReader(io.BytesIO(written(vector.write_pdf, asked(case)))).pages[0].extract_text()
    assert "Seen" in words
    assert "SECRET" not in words
    lifted = Case([*case.records(), Placement("b", "c01", 0, 0, 260, 140, z=3)])
    assert b"SECRET" in written(vector.write_svg, asked(lifted))


def test_letters_that_a_card_covers_are_in_no_file(qapp: object) -> None:
    names = ("Bare WORDS HIDDEN", "Above", "From", "To")
    items = [Item(f"c{number}", "claim", name) for number, name in enumerate(names)]
    spots = [(0, 0, 300, 80), (130, -20, 300, 110), (0, 300, 120, 80), (900, 300, 120, 80)]
    placed = [Placement("b", f"c{n}", *map(float, spot), z=n) for n, spot in enumerate(spots)]
    cover = [Item("c9", "claim", "Lid"), Placement("b", "c9", 200.0, 280.0, 680.0, 120.0, z=9)]
    frame = Frame("g1", "b", -20.0, -60.0, 500.0, 200.0, title="Frame at the left " + "x" * 60 + " UNSEEN")
    link = Link("k1", "reports", "c2", "c3", label="Label that goes FAR UNDER it")
    lid = Placement("b", "c1", 130.0, -70.0, 380.0, 160.0, z=1)
    case = Case([*items, *placed, *cover, frame, link, lid, Board("b")])
    from pypdf import PdfReader

    svg = written(vector.write_svg, asked(case)).decode()
    pdf = PdfReader(io.BytesIO(written(vector.write_pdf, asked(case)))).pages[0].extract_text()
    for words in (svg, pdf):
        assert "Above" in words
        assert "Frame at" in words
        for hidden in ("HIDDEN", "UNSEEN", "UNDER"):
            assert hidden not in words
    bare = written(vector.write_svg, asked(Case([*items, *placed, frame, link, Board("b")]))).decode()
    assert "FAR UNDER it" in bare


@given(
    words=st.text("Kabcw ij.", min_size=1, max_size=20),
    covers=st.lists(st.tuples(st.floats(0, 150), st.floats(1, 80)), max_size=3),
)
def test_what_is_left_of_words_stands_where_it_stood(
    qapp: object, words: str, covers: list[tuple[float, float]]
) -> None:
    measure = QFontMetricsF(theme.load("light").font("body"))
    over = [QRectF(left, -50, width, 100) for left, width in covers]
    parts = list(seen(words, QPointF(0, 0), measure, lambda _box: over))
    end = 0.0
    for at, part in parts:
        assert at.x() >= end - 0.5
        end = at.x() + measure.horizontalAdvance(part)
        assert not any(one.left() <= at.x() and end <= one.right() for one in over)
    if not over:
        assert parts == [(QPointF(0, 0), words)]


def test_string_on_cork_has_its_ends_where_cards_would_cut_them(qapp: object) -> None:
    cards = [Item(f"c{number}", "claim") for number in range(3)]
    spots = [Placement("b", f"c{number}", 0.0, number * 88.0, 300.0, 80.0) for number in range(3)]
    links = [Link("k1", "reports", "c1", "c2"), Link("k2", "reports", "c0", "c2")]
    case = Case([*cards, *spots, Board("b"), *links])
    for name, is_drawn in (("light", False), ("corkboard", True)):
        ink = theme.load(name).link_colour(LINK_KINDS["reports"]).name()
        wanted = replace(asked(case), look=Look(theme=name))
        assert (f"fill:{ink}" in written(vector.write_svg, wanted).decode()) == is_drawn


def test_cancelling_a_file_raises_and_ends(qapp: object) -> None:
    def stop(_verb: str, done: int, _total: int) -> None:
        if done >= 0 and stop.__dict__.setdefault("asked", 0) > 0:
            raise Cancelled
        stop.__dict__["asked"] += 1

    for write in (vector.write_svg, vector.write_pdf):
        stop.__dict__["asked"] = 0
        with pytest.raises(Cancelled):
            write(asked(sample()), io.BytesIO(), stop)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_file_that_is_cancelled_leaves_what_was_there(qapp: object, tmp_path: Path, kind: str) -> None:
    def stop(_verb: str, _done: int, total: int) -> None:
        if total:
            raise Cancelled

    out = tmp_path / f"out.{kind}"
    out.write_bytes(b"before")
    with pytest.raises(Cancelled):
        picture_file.export_picture(asked(sample("quay-9")), kind, str(out), stop)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]


@pytest.mark.parametrize(
    ("page", "count"), [(Page("A4", True), 1), (Page("A4", False, 3), 6), (Page("Letter", True, 2), 4)]
)
def test_a_poster_lies_on_sheets_of_its_paper(qapp: object, page: Page, count: int) -> None:
    from pypdf import PdfReader

    data = written(vector.write_pdf, replace(asked(sample()), page=page))
    found = PdfReader(io.BytesIO(data))
    assert len(found.pages) == count
    for sheet in found.pages:
        box = sheet.mediabox
        assert (float(box.width), float(box.height)) == pytest.approx(
            [side / 25.4 * 72 for side in page.size], abs=1
        )


def test_sheets_together_show_everything_and_overlap() -> None:
    for size in ((800.0, 500.0), (300.0, 900.0), (20_000.0, 14_000.0)):
        for page in (Page("A4", False, 3), Page("A3", True, 2), Page("Letter", False, 7)):
            laid = spread(page, *size)
            assert laid.columns == page.across
            sheets = list(laid.sheets())
            assert sheets[0].left == sheets[0].top == 0
            assert sheets[-1].left + sheets[-1].width >= laid.drawn[0] - 1e-6
            assert sheets[-1].top + sheets[-1].height >= laid.drawn[1] - 1e-6
            assert sheets[1].left + page.overlap == pytest.approx(sheets[0].width)
            assert len({sheet.name for sheet in sheets}) == laid.count
    with pytest.raises(TooManySheets, match="sheets"):
        spread(Page("A4", False, 20), 100, 10_000)


def test_no_row_of_sheets_is_spent_on_next_to_nothing() -> None:
    page = Page("A4", True, 3)
    whole = spread(page, 800.0, 500.0)
    just_more = 500.0 * (whole.rows * whole.step[1] + page.overlap) / whole.drawn[1] * 1.05
    laid = spread(page, 800.0, just_more)
    assert laid.rows == whole.rows
    assert laid.columns == 3
    assert whole.scale * 0.9 <= laid.scale < whole.scale
    much_more = just_more * 1.2
    assert spread(page, 800.0, much_more).rows == whole.rows + 1


def test_a_poster_of_too_many_sheets_is_refused(qapp: object) -> None:
    case = Case([Board("b"), Item("c", "claim", "x"), *(Placement("b", "c", 0, 0, 60, 60),)])
    far = Case([*case.records(), Item("d", "claim", "y"), Placement("b", "d", 0, 40_000, 60, 60)])
    with pytest.raises(Refused, match="sheets"):
        written(vector.write_pdf, replace(asked(far), page=Page("A4", False, 20)))
