"""What was made to do harm, or was damaged, ends in a text or in one sentence; nothing is opened."""

from __future__ import annotations

import gzip
import random
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.extract import Unreadable, zipped
from storage.extract.extracted import Budget
from storage.extract.tags import tokens
from tests.storage.extract.documents import REAL, W, docx, odt, outcome, pdf, read, silent
from tests.storage.extract.documents import zipped as package

BODY = f"<w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY x SYSTEM "http://localhost/x">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
    ],
)
def test_declarations_in_xml_are_refused(declared: str) -> None:
    assert "declaration" in str(outcome(package({"word/document.xml": declared + BODY}), "a.docx"))


def test_xml_that_is_too_deep_is_refused() -> None:
    assert "deep" in str(outcome(docx("<w:p>" * 5000 + "</w:p>" * 5000), "a.docx"))
    assert "deep" in str(outcome(odt("<text:p>" * 5000 + "</text:p>" * 5000), "a.odt"))


def test_rtf_that_is_too_deep_is_refused() -> None:
    assert "deep" in str(outcome(b"{\\rtf1 " + b"{" * 100_000, "a.rtf"))


def test_a_bomb_of_one_part_is_refused_while_it_grows() -> None:
    bomb = package({"word/document.xml": b" " * 60_000_000})
    assert len(bomb) < 100_000
    assert "too large" in str(outcome(bomb, "a.docx"))


def test_a_bomb_of_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_ENTRIES", 50)
    assert "too many" in str(outcome(package({f"word/{n}.xml": "" for n in range(60)}), "a.docx"))


def test_what_is_unpacked_is_counted_over_all_parts() -> None:
    budget = Budget(100, 2)
    file = zipped.Zipped(package({"a": b"x" * 60, "b": b"y" * 60}), budget)
    file.read("a")
    with pytest.raises(Unreadable, match="too large"):
        file.read("b")
    assert [budget.one_more() for _ in range(3)] == [True, True, False]


def test_a_gzip_bomb_in_a_capture_is_refused() -> None:
    head = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 250000000\r\n\r\n"
    packed = gzip.compress(head + bytes(250_000_000), 1)
    assert "too large" in str(outcome(packed, "a.warc.gz"))


@pytest.mark.parametrize(
    "page",
    [
        "<!--" * 300_000,
        "<" * 600_000,
        "<a href='" * 100_000,
        '<a b="' * 100_000 + ">",
        "<div>" * 200_000 + "words",
        "<script>" * 100_000,
        "</script " * 100_000,
        "&" * 500_000,
        "&amp" * 200_000,
        "<p " + "a=b " * 200_000 + ">",
        "<table>" * 50_000 + "<td>" * 50_000,
    ],
    ids=range(11),
)
def test_pages_made_to_keep_a_reader_busy(page: str) -> None:
    """Each is as large as a long article; none may take time that grows with the square."""
    outcome(b"<html>" + page.encode(), "a.html")


@pytest.mark.skipif(sys.platform != "linux", reason="counts what the kernel is asked for")
def test_nothing_is_opened_and_nobody_is_asked() -> None:
    page = "<html><img src=/etc/passwd><img src=http://localhost:1/x><link rel=stylesheet href=//h/x><p>Words"
    asked: list[str] = []

    def hook(event: str, _arguments: object) -> None:
        if watching and (event == "open" or event.startswith(("socket.", "subprocess.", "os.", "urllib."))):
            asked.append(event)

    watching = False
    sys.addaudithook(hook)
    documents = [(page.encode(), "a.html"), (docx("<w:p/>"), "a.docx"), (pdf([["Words"]]), "a.pdf")]
    for data, name in documents:
        outcome(data, name)
    watching = True
    for data, name in documents:
        outcome(data, name)
    watching = False
    assert asked == []


@cache
def seeds() -> tuple[tuple[str, bytes], ...]:
    """Real files of every format, the small ones."""
    files = (path for path in sorted(REAL.iterdir()) if path.stat().st_size < 40_000 and path.suffix != ".md")
    return tuple((path.name, path.read_bytes()) for path in files)


def mutated(data: bytes, seed: int) -> bytes:
    """The bytes with a few of them changed, cut out, doubled or overwritten."""
    source = random.Random(seed)
    out = bytearray(data)
    for _ in range(source.randint(1, 12)):
        at = source.randrange(len(out) or 1)
        match source.randrange(5):
            case 0:
                out[at : at + 1] = bytes((source.randrange(256),))
            case 1:
                del out[at : at + source.randrange(200)]
            case 2:
                out[at:at] = out[at : at + source.randrange(200)]
            case 3:
                out[at : at + 4] = source.choice((b"\xff" * 4, bytes(4), b"9999", b"\x7f\xff\xff\xff"))
            case _:
                del out[max(at, len(out) // 4) :]
    return bytes(out)


@given(st.data(), st.integers(0, 2**32))
def test_damaged_files_end_in_a_text_or_a_sentence(data: st.DataObject, seed: int) -> None:
    name, content = data.draw(st.sampled_from(seeds()))
    outcome(mutated(content, seed), name)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.eml", "a.docx", "a", "a.mhtml"]))
def test_any_bytes_end_in_a_text_or_a_sentence(data: bytes, name: str) -> None:
    for head in (b"", b"{\\rtf1 ", b"<html>", b"From: a\r\nTo: b\r\n", b"WARC/1.0\r\n", b"II*\0"):
        outcome(head + data, name)


@given(st.text(max_size=300))
def test_a_page_of_any_text_loses_no_word_outside_markup(text: str) -> None:
    page = f"<html><body><p>{text}"
    kept = "".join(token.value for token in tokens(page) if token.kind == "text")
    if "<" not in text and "&" not in text:
        assert kept == text


@given(st.text(st.sampled_from("<>!-/ab'\"= \n&;"), max_size=200))
def test_tags_of_any_sort_come_to_an_end(page: str) -> None:
    for token in tokens(page):
        token.attributes()


def test_cancelling_stops_the_work() -> None:
    class Stopped(Exception):
        pass

    calls: Iterator[int] = iter(range(3))

    def report(_verb: str, _done: int, _total: int) -> None:
        if next(calls, None) is None:
            raise Stopped

    from storage.extract import extract

    with pytest.raises(Stopped):
        extract(pdf([["page"]] * 20), "a.pdf", report)
    assert read(pdf([["page"]]), "a.pdf").text == "page"
    silent("", 0, 0)
