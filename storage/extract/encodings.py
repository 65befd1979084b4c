"""Bytes as text, in whatever encoding they are.

What a file says of its own encoding is often wrong, so it is believed only while it fits: a byte
order mark first, then UTF-8 that is valid, then the label, then a guess from the bytes.
"""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIASES = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "iso8859-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "hz-gb-2312": "hz",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "unicode": "utf-16",
    "windows-874": "cp874", "x-mac-roman": "mac_roman", "macintosh": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
}  # fmt: skip
_LIKELY = [
    "cp1252", "cp1251", "koi8_r", "cp866", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257",
    "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "iso8859_2", "iso8859_5", "mac_cyrillic", "cp874",
]  # fmt: skip
_NEAR_WESTERN = ("cp1250", "cp1254", "cp1257", "iso8859_2")
"""Encodings that differ from the Western one in a few letters, so that short texts could be either."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SAMPLE = 1 << 18
"""Bytes that a guess looks at."""
_FEW = 20
"""Bytes above ASCII, without which a guess is worth nothing."""


def decoded(data: bytes, label: str = "") -> str:
    """The text, with a stand-in for what fits no encoding."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    encoding = known(label)
    if b"\0" in data[:_SAMPLE]:
        return data.decode(encoding if encoding.startswith(("utf-16", "utf-32")) else wide(data), "replace")
    if encoding.startswith(("iso2022", "hz", "utf-7", "utf_7")):
        return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if encoding and encoding != "utf-8" and _fits(text := data.decode(encoding, "replace")):
        return text
    return data.decode(_guess(data, encoding), "replace")


def known(label: str) -> str:
    """Python's name for an encoding under the label that pages and mails use; "" if there is none."""
    label = label.strip(" \t\r\n\"'").lower()
    if label in _ALIASES:
        return _ALIASES[label]
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return ""
    return found.name if _is_for_text(found) else ""


def wide(data: bytes) -> str:
    """Which UTF-16 it is, by where the zero bytes are; Latin-1 when there is no telling."""
    head = data[: _SAMPLE // 64]
    even, odd = head[::2].count(0), head[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    letters = sum(char.isalnum() or char.isspace() for char in text)
    return encoding if letters * 10 >= len(text) * 6 and _fits(text) else "latin-1"


def _is_for_text(found: codecs.CodecInfo) -> bool:
    return getattr(found, "_is_text_encoding", True) and found.name not in ("idna", "punycode", "undefined")


def _fits(text: str) -> bool:
    return "\ufffd" not in text and not _CONTROLS.search(text)


def _guess(data: bytes, encoding: str) -> str:
    """What the bytes look like; short texts, which look like anything, take the label or Western."""
    high = [byte for byte in data[:_SAMPLE] if byte > 127]
    if len(high) >= _FEW:
        from charset_normalizer import from_bytes

        names = [match.encoding for match in from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY)]
        if names:
            return "cp1252" if names[0] in _NEAR_WESTERN and "cp1252" in names else names[0]
    if encoding and encoding != "utf-8":
        return encoding
    mostly_utf_8 = data.decode("utf-8", "replace").count("\ufffd") * 3 < len(high)
    return "utf-8" if mostly_utf_8 else "cp1252"
