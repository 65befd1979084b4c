"""What a document is called: its own title where somebody wrote one, else its headline, else its file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.titling import document_title, headline, sensible


@pytest.mark.parametrize(
    ("stated", "is_believed"),
    [
        ("Weighed twice", True),
        ("Microsoft Word - letter_3.doc", False),
        ("Microsoft Word - The second slip", True),
        ("Untitled", False),
        ("Untitled-1", False),
        ("untitled document", False),
        ("Document 2", False),
        ("scan_0001.pdf", False),
        ("2022-03-14", False),
        ("Documents of the harbour office", True),
        ("", False),
    ],
)
def test_only_a_title_that_somebody_wrote_is_believed(stated: str, is_believed: bool) -> None:
    assert bool(sensible(stated)) is is_believed


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\nThe harbour letters\n\nValdora, Sunday.", "The harbour letters"),
        ("# The harbour letters #\nText", "The harbour letters"),
        ("Письма из гавани\n\nВ воскресенье", "Письма из гавани"),
        ("The stamp was on the\ndesk when they came.", ""),
        ("word " * 60, ""),
        ("name,age,city\nIlse,40,Valdora", ""),
        ('{"a": 1}', ""),
        ("12/03/2022 14:00 1234", ""),
        ("https://example.org/a/b\n\nText", ""),
        ("From: Ilse\nTo: desk", ""),
        ("", ""),
    ],
)
def test_a_headline_stands_by_itself(text: str, title: str) -> None:
    assert headline(text) == title


def test_a_file_name_is_the_last_resort() -> None:
    assert document_title("Untitled", (), "", "art.01") == "art.01"
    assert document_title("", [("Head", 0)], "Head\n\nBody", "x.html") == "Head"
    assert document_title("Stated", [("Head", 0)], "Head\n\nBody", "x.html") == "Stated"
    assert document_title("", [("Later", 9)], "A headline\n\nLater", "x.html") == "A headline"


@given(st.text(max_size=60), st.text(max_size=400))
def test_it_is_one_line_and_of_the_document(stated: str, text: str) -> None:
    title = document_title(stated, (), text, "kept.txt")
    assert "\n" not in title
    assert title
