"""Mails as they are: wrong labels, wrong dates, names that are paths, parts within parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.extract import Unreadable
from tests.storage.extract.documents import outcome, read, real

HEAD = (
    b"From: Ann <ann@example.org>\r\nTo: Bob\r\nSubject: Ships\r\nDate: Sun, 24 Oct 2021 08:30:00 +0200\r\n"
)


def test_a_mail_begins_with_its_headers() -> None:
    found = read(HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\nOne.\r\n\r\nTwo \xc3\xa9.", "a.eml")
    assert found.text == (
        "From: Ann <ann@example.org>\nTo: Bob\nDate: Sun, 24 Oct 2021 08:30:00 +0200\nSubject: Ships"
        "\n\nOne.\n\nTwo é."
    )
    assert (found.title, found.date, found.author) == (
        "Ships",
        "2021-10-24T08:30+02:00",
        "Ann <ann@example.org>",
    )


def test_a_wrong_charset_is_not_believed() -> None:
    """Pitfall 6.8: the label says GB2312, the words are UTF-8."""
    found = real("mail_test_12.eml")
    assert "你好！我公司可代开各类增值税发票" in found.text
    assert found.title == "代开各地增值税发票"
    assert "danglüe@email.com" in found.text


def test_an_unknown_charset_is_no_error() -> None:
    """Pitfall 6.8: LookupError: unknown encoding."""
    found = read(HEAD + b"Content-Type: text/plain; charset=x-none-such\r\n\r\nWords \xe9.", "a.eml")
    assert found.text.endswith("Words é.")
    assert read(b"From: a\r\nTo: b\r\nSubject: =?x-none-such?q?Caf=E9?=\r\n\r\nx", "a.eml").title == "Café"


def test_emlx_has_a_count_of_bytes_before_it() -> None:
    """Pitfall 6.8."""
    mail = HEAD + b"\r\nWords.\r\n"
    found = read(b"%d\n" % len(mail) + mail + b'<?xml version="1.0"?><plist></plist>', "1.emlx")
    assert found.title == "Ships"
    assert found.text.endswith("\n\nWords.")


def test_parts_within_parts_within_parts() -> None:
    """Pitfall 6.8: 1,500 deep."""
    mail = HEAD
    for number in range(1500):
        mail += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
    with pytest.raises(Unreadable, match="deep"):
        read(mail + b"Content-Type: text/plain\r\n\r\nwords", "a.eml")


def test_attachments_come_out_by_their_bare_names() -> None:
    """Pitfall 6.8: ../../../evil.sh."""
    mail = (
        HEAD + b'Content-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n\r\nWords.\r\n--B\r\n'
        b'Content-Disposition: attachment; filename="../../../evil.sh"\r\nContent-Type: application/x-sh\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\ncm0gLXJm\r\n--B\r\n"
        b"Content-Disposition: attachment; filename*=utf-8''%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%BE.txt\r\n"
        b"Content-Type: text/plain\r\n\r\ninner\r\n--B--\r\n"
    )
    found = read(mail, "a.eml")
    assert [(part.name, part.data) for part in found.parts] == [
        ("evil.sh", b"rm -rf"),
        ("письмо.txt", b"inner"),
    ]
    assert not any(part.is_document for part in found.parts)
    assert found.text.endswith("\n\nWords.")


def test_of_the_same_words_in_two_forms_the_plain_ones_are_read() -> None:
    mail = (
        HEAD + b'Content-Type: multipart/alternative; boundary="B"\r\n\r\n--B\r\n\r\nPlain.\r\n--B\r\n'
        b"Content-Type: text/html\r\n\r\n<p>Rich<img src=http://tracker/x.gif>.\r\n--B--\r\n"
    )
    assert read(mail, "a.eml").text.endswith("\n\nPlain.")
    assert read(mail.replace(b"Plain.", b"  "), "a.eml").text.endswith("\n\nRich.")


def test_a_date_that_is_none_is_kept_as_written() -> None:
    """Pitfall 6.8: dates invalid."""
    found = read(b"From: a\r\nTo: b\r\nDate: Sunday the 45th\r\n\r\nWords.", "a.eml")
    assert found.date == ""
    assert ("Date as written", "Sunday the 45th") in found.facts


def test_each_mail_of_a_mailbox_is_a_document() -> None:
    found = real("complex.mbox")
    assert len(found.parts) == 3
    assert all(part.is_document for part in found.parts)
    assert "question about when shuffle/sort start working" in found.text
    inner = read(found.parts[1].data, found.parts[1].name)
    assert inner.date == "2009-05-31T22:30-07:00"


def test_a_line_that_begins_with_from_ends_no_mail() -> None:
    box = b"From a Mon Jun 01 10:00:00 2009\nSubject: x\nTo: b\n\nWords\nFrom here on.\n>From there.\n\n"
    found = read(box * 2, "a.mbox")
    assert len(found.parts) == 2
    assert read(found.parts[0].data, "x.eml").text.endswith("Words\nFrom here on.\nFrom there.")


def test_real_mails_with_attachments() -> None:
    assert [part.name for part in real("testGroupWiseEml.eml").parts] == [
        "test.eml",
        "Neues Textdokument.txt",
    ]
    assert [len(part.data) for part in real("testRFC822_multipart_attachments.eml").parts] == [33, 33]


@given(
    st.dictionaries(st.sampled_from(["Subject", "Date", "From", "Content-Type"]), st.text(max_size=60)),
    st.binary(),
)
def test_no_header_and_no_body_is_an_error(headers: dict[str, str], body: bytes) -> None:
    lines = [f"{name}: {value}" for name, value in headers.items()]
    head = "\r\n".join(["To: a", "Subject: x", *lines]).encode("utf-8", "replace")
    outcome(head + b"\r\n\r\n" + body)
