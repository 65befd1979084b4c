"""Every format gives all of its words, and what it states of itself."""

from __future__ import annotations

import pytest

from storage.extract import Extracted, Unreadable, glance
from storage.extract.pdf import FIRST, LONG
from tests.storage.extract.documents import W, docx, jpeg, odt, pdf, read, real, zipped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r"])
def test_plain_text_in_any_encoding(encoding: str) -> None:
    text = "Мы видели, как корабли уходили без огней, и никто не знал, кто отдал приказ.\r\nНикто."
    assert read(text.encode(encoding), "a.txt").text == text.replace("\r\n", "\n")


def test_markdown_is_kept_as_written_and_has_an_outline() -> None:
    found = read(b"# Harbour\n\nWords *and* words.\n\n## Letters ##\n\nMore.", "a.md")
    assert found.text.startswith("# Harbour\n\nWords *and*")
    assert [(one.title, one.level) for one in found.outline] == [("Harbour", 1), ("Letters", 2)]
    assert found.title == "Harbour"


PAGE = """<!doctype html><html lang="it"><head><title>Le lettere &amp; il porto</title>
<meta property="article:published_time" content="2021-10-24T08:30:00+02:00">
<meta name="author" content="A. Ferri">
<link rel="canonical" href="https://example.org/porto"><style>p{color:red}</style>
<script>var x = "<p>not words</p>";</script></head>
<body><h1>Title</h1><p>One  <b>bold</b>
word<br>and a line.<p>Two<!-- a comment -->.</p><ul><li>first<li>second</ul>
<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table><pre>kept
  as is</pre><div style="display:none">hidden words</div>
<img src=x onerror=alert(1)><q>said</q></body></html>"""


def test_a_page_gives_all_its_words_and_what_it_says_of_itself() -> None:
    found = read(PAGE.encode(), "a.html")
    assert found.text.split("\n\n") == [
        "Title", "One bold word\nand a line.", "Two.", "first\nsecond", "a\tb\nc", "kept\nas is",
        "hidden words", "“said”",
    ]  # fmt: skip
    assert found.title == "Le lettere & il porto"
    assert found.date == "2021-10-24T08:30+02:00"
    assert found.author == "A. Ferri"
    assert found.location == "https://example.org/porto"
    assert found.language == "it"
    assert "nothing proves" in found.notes[0]


def test_a_page_whose_declared_encoding_is_wrong_reads_right() -> None:
    """Pitfall: declared UTF-8, written in Windows-1256."""
    assert real("testArabicMisleadingCharset.html").text.startswith("في قرية من القرى كان هناك رجل حكيم")


def test_singlefile_dates_have_a_zone_name_in_any_language() -> None:
    """Pitfall 6.9."""
    page = (
        "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://example.org/a?b=1 \n"
        " saved date: Sun Oct 24 2021 09:05:07 GMT+0300 (Москва, стандартное время)\n--><body><p>Words"
    )
    found = read(page.encode(), "page.html")
    assert found.location == "https://example.org/a?b=1"
    assert ("Saved", "2021-10-24T09:05+03:00") in found.facts
    assert any("nothing proves" in note for note in found.notes)


def test_chrome_mhtml_has_its_address_in_a_header_of_its_own() -> None:
    """Pitfall 6.9: Snapshot-Content-Location, and an empty Subject."""
    found = read(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/page\r\nSubject: \r\n"
        b"Date: Sun, 24 Oct 2021 07:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: https://example.org/page\r\n\r\n"
        b'<html><head><meta charset=3D"utf-8"><title>Caf=C3=A9</title></head><body><p>Na=C3=AFve =\r\nwords'
        b"</body></html>\r\n--B\r\nContent-Type: image/png\r\n\r\nx\r\n--B--\r\n",
        "page.mhtml",
    )
    assert (found.title, found.text, found.location) == ("Café", "Naïve words", "https://example.org/page")
    assert ("Saved", "2021-10-24T07:00Z") in found.facts


def test_a_saved_page_without_words_says_so() -> None:
    assert real("testUserDefinedCharset.mhtml").text == ""


def test_pdf_pages_are_places_in_the_text() -> None:
    found = read(pdf([["First page.", "Second (line)."], ["Another page."]]), "a.pdf")
    assert found.text == "First page.\nSecond (line).\n\nAnother page."
    assert [found.text[start : start + 5] for start in found.pages] == ["First", "Anoth"]
    assert found.sizes == ((595.0, 842.0),) * 2
    assert [found.page_at(place) for place in (0, 20, found.pages[1], len(found.text))] == [1, 1, 2, 2]


def test_a_glance_tells_what_a_long_pdf_is() -> None:
    def told(count: int) -> Extracted:
        found = glance(pdf([[f"Page {number}."] for number in range(1, count + 1)]), "a.pdf", lambda *_: None)
        assert isinstance(found, Extracted)
        return found

    short, long = told(LONG), told(LONG + 1)
    assert short.is_whole
    assert f"Page {LONG}." in short.text
    assert not long.is_whole
    assert long.text.split("\n\n") == [f"Page {number}." for number in range(1, FIRST + 1)]
    assert read(pdf([["One"]] * (LONG + 1)), "a.pdf").is_whole


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("french_diacritics.pdf", "é"),
        ("copy_paste_ligatures.pdf", "ffi"),
        ("testPDF_bookmarks.pdf", "Denmark"),
        ("rotation.pdf", "landscape layout"),
    ],
)
def test_real_pdfs(name: str, words: str) -> None:
    assert words in real(name).text


def test_pdf_outlines_lead_to_places() -> None:
    found = real("testPDF_bookmarks.pdf")
    assert found.outline
    assert {heading.start for heading in found.outline} <= {*found.pages}


def test_a_scan_is_told_from_a_page_with_text() -> None:
    assert read(pdf([[]]), "a.pdf").notes == ("This PDF has no text layer: its pages are pictures.",)
    assert read(pdf([["Ten words are quite enough to be seen as text here."]]), "a.pdf").notes == ()


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
STYLE = "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
FOOTNOTE = f"<w:footnote w:id='2'>{PARAGRAPH.format('A note.')}</w:footnote>"
COMMENT = f"<w:comment w:id='1' w:author='Ann'>{PARAGRAPH.format('Why?')}</w:comment>"


def test_word_text_boxes_footnotes_comments_and_margins_are_read() -> None:
    box = (
        "<w:p><w:r><w:t>Around. </w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>"
        "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback>"
        "<w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r><w:r><w:t>More</w:t><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t><w:delText>gone</w:delText></w:r></w:p>"
    )
    table = "<w:tbl><w:tr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr></w:tbl>".format(PARAGRAPH.format("cell"))
    found = read(
        docx(
            "<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>"
            + box
            + table,
            styles=f"<w:styles {W}>{STYLE}</w:styles>",
            footnotes=f"<w:footnotes {W}>{FOOTNOTE}</w:footnotes>",
            comments=f"<w:comments {W}>{COMMENT}</w:comments>",
            header1=f"<w:hdr {W}>{PARAGRAPH.format('Secret')}</w:hdr>",
        ),
        "a.docx",
    )
    assert found.text.split("\n\n") == [
        "Head", "In a box.", "Around. More[2]\tx\ny", "cell\tcell", "[Footnote 2] A note.",
        "[Comment by Ann] Why?", "Header: Secret",
    ]  # fmt: skip
    assert [one.title for one in found.outline] == ["Head"]
    assert found.notes == ("Text deleted under “track changes” is left out.",)


def test_a_document_inserted_whole_is_read() -> None:
    assert "emphasized word" in real("testAltChunkMHT.docx").text
    assert "snoska" in real("footnotes.docx").text
    assert "text box in the header" in real("testWORD_text_box.docx").text


def test_opendocument_notes_come_after_their_paragraph() -> None:
    found = read(
        odt(
            "<text:h text:outline-level='2'>Head</text:h><text:p>Words<text:note><text:note-citation>1"
            "</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
            "<text:s text:c='2'/>go on.</text:p>"
        ),
        "a.odt",
    )
    assert found.text.split("\n\n") == ["Head", "Words[1] go on.", "[Footnote 1] A note."]
    assert found.outline[0].level == 2
    assert real("testStyles.odt").text.startswith("This is just a test.")


def test_rich_text_keeps_code_pages_notes_and_hides_what_is_no_text() -> None:
    found = read(
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}"
        rb"{\info{\title Harbour}{\author Ann}}{\*\generator Riched}\f0 Caf\'e9 {\f1 \'cf\'ee\'f0\'f2} "
        rb"\u8364 ?{\pict\bin3 }}}}\par {\footnote A note.}{\shp{\*\shpinst{\sp{\sn x}{\sv y}}"
        rb"{\shptxt Box\par}}}{\*\unknown dropped}end}",
        "a.rtf",
    )
    assert found.text.split("\n\n") == ["Café Порт €", "[1]Box", "end", "[Footnote 1] A note."]
    assert (found.title, found.author) == ("Harbour", "Ann")
    assert real("testRTFWord2010CzechCharacters.rtf").text.startswith("Článek týdne\n\nČást svitku")


def test_pictures_state_two_dates_and_a_place() -> None:
    """Pitfall 6.12: two different dates, positions as rationals."""
    degrees = (45).to_bytes(4, "little") + (1).to_bytes(4, "little")
    minutes = (30).to_bytes(4, "little") + (1).to_bytes(4, "little")
    picture = jpeg(
        {0x0132: b"2021:10:20 09:00:00", 0x0110: b"Model X"},
        {0x9003: b"2021:10:19 08:00:01"},
        {1: b"N", 2: degrees + minutes, 3: b"W", 4: degrees + minutes},
    )
    found = read(picture, "a.jpg")
    assert found.text == ""
    assert found.date == "2021-10-19T08:00:01"
    assert found.facts == (
        ("Taken", "2021-10-19T08:00:01"), ("Changed", "2021-10-20T09:00:00"), ("Camera", "Model X"),
        ("Position", "45.500000, -45.500000"),
    )  # fmt: skip
    assert any("another time" in note for note in found.notes)


def test_a_blank_date_in_a_picture_is_none() -> None:
    """Pitfall 6.12."""
    assert real("testJPEG_EXIF_emptyDateTime.jpg").date == ""
    assert ("Position", "12.543210, -54.123400") in real("testJPEG_GEO.jpg").facts


def test_heic_has_no_text_and_says_so() -> None:
    """Pitfall 6.12."""
    assert "no text" in read(b"\0\0\0\x18ftypheic" + bytes(200), "a.heic").notes[0]


def test_outlook() -> None:
    found = real("testMSG_Contact.msg")
    assert "quick brown fox" in found.text
    assert found.date.startswith("2017-02-28")


def test_captures() -> None:
    for name in ("example.warc.gz", "example-wrong-chunks.warc.gz", "valid_example_1.wacz"):
        found = real(name)
        assert "illustrative examples" in found.text or "Example Domain" in found.text
        assert found.location.startswith("http")
        assert any("nothing proves" in note for note in found.notes)


def test_a_capture_that_breaks_off_gives_what_came_before() -> None:
    """Pitfall 6.9."""
    found = real("example-trunc.warc")
    assert "Example Domain" in found.text
    assert any("damaged" in note for note in found.notes)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "empty"),
        ("a.exe", b"MZ" + bytes(100), "No text could be read"),
        ("a.bin", bytes(range(256)) * 20, "No text could be read"),
        ("a.zip", zipped({"a.txt": "words"}), "unpack"),
        (
            "a.xlsx",
            zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}),
            "No text could be read",
        ),
        ("a.docx", b"PK\x03\x04 nonsense", "damaged"),
        ("a.pdf", b"%PDF-1.7\nnonsense", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        ("a.gz", b"\x1f\x8b\x08" + bytes(20), "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence) as told:
        read(data, name)
    assert str(told.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("testODTEncrypted.odt", "password"),
        ("testWORD_protected_passtika.docx", "password"),
        ("issue15893_reduced.pdf", "password"),
        ("poppler-937-0-fuzzed.pdf", "damaged"),
        ("invalid_example_1.wacz", "no pages"),
    ],
)
def test_real_files_that_cannot_be_read_say_why(name: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        real(name)


def test_a_name_that_lies_is_told() -> None:
    assert read(b"Only words, whatever the name says.", "a.odt").notes == (
        "The name says .odt, but the file is plain text.",
    )
