"""SVG files put together piece by piece: each look named once, each shape defined once, words as words.

Qt's own writer repeats every shape and every font at each use, which makes a large board five times the
size, and puts its name and a title into the file. Here a file holds what is seen and nothing else: no
ids of items, no times, no names of programs, and the same picture is the same bytes every time.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainterPath

_GENERIC = {"Source Serif 4": "Georgia,'Times New Roman',serif"}
_SANS = "'Segoe UI','Helvetica Neue',Arial,sans-serif"
_JPEG_QUALITY = 88


class SvgSheet:
    """What an SVG file holds so far: looks, definitions, and the body in drawing order."""

    def __init__(self) -> None:
        self._looks: dict[str, str] = {}
        self._ids: dict[object, str] = {}
        self._definitions: list[str] = []
        self.body: list[str] = []

    def look(self, declarations: str) -> str:
        """The name of a class with these declarations."""
        found = self._looks.get(declarations)
        if found is None:
            found = self._looks[declarations] = _name(len(self._looks))
        return found

    def defined(self, key: object, make: Callable[[str], str]) -> str:
        """The id of a definition; `make` writes it for the id it is given, the first time."""
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = f"d{len(self._ids)}"
            self._definitions.append(make(found))
        return found

    def write(
        self, stream: BinaryIO, size: tuple[float, float], view: tuple[float, float], ground: str = ""
    ) -> None:
        """Write the file: so large in px, showing so much in the units of the body."""
        rules = "".join(f".{name}{{{look}}}" for look, name in self._looks.items())
        head = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' width="{number(size[0])}" height="{number(size[1])}"'
            f' viewBox="0 0 {number(view[0])} {number(view[1])}">\n'
        )
        stream.write(head.encode())
        stream.write(f"<style>{rules}</style>\n<defs>\n".encode())
        stream.write("\n".join(self._definitions).encode())
        stream.write(f"\n</defs>\n{ground}".encode())
        stream.write("\n".join(self.body).encode())
        stream.write(b"\n</svg>\n")


def number(value: float) -> str:
    """A length or coordinate as short as it goes; a hundredth of a px is seen by nobody."""
    return f"{round(value, 2) + 0.0:.9g}"


def text(words: str) -> str:
    """Words as they may stand between tags: no character that XML forbids."""
    if words.isascii() and words.isprintable():
        return escape(words)
    return escape("".join(char if _is_allowed(char) else "\ufffd" for char in words))


def ink(colour: QColor, use: str, opacity: float = 1.0) -> str:
    """A colour as declarations for `fill`, `stroke` or `color`."""
    made = f"{use}:{colour.name(QColor.NameFormat.HexRgb)}"
    seen = colour.alphaF() * opacity
    if seen >= 0.999:
        return made
    share = "opacity" if use == "color" else f"{use}-opacity"
    return f"{made};{share}:{round(seen, 3):.4g}"


def font_look(font: QFont) -> str:
    """A font as declarations, with families to fall back on where the reader has not got it."""
    families = font.families()
    named = ",".join(family if family.isalnum() else f"'{family}'" for family in families)
    made = [f"font-family:{named},{_GENERIC.get(families[0], _SANS)}", f"font-size:{font.pixelSize()}px"]
    weight = font.weight()
    made.append(f"font-weight:{int(getattr(weight, 'value', weight))}")
    if font.italic():
        made.append("font-style:italic")
    if QFont.Tag("tnum") in font.featureTags():
        made.append("font-variant-numeric:tabular-nums")
    return ";".join(made)


def path_data(path: QPainterPath, origin: QPointF | None = None) -> str:
    """A path's outline, measured from `origin`."""
    left, top = (origin.x(), origin.y()) if origin is not None else (0.0, 0.0)
    made: list[str] = []
    kinds = QPainterPath.ElementType
    last: tuple[float, float] | None = None
    begun = last
    for index in range(path.elementCount()):
        element = path.elementAt(index)
        x, y = element.x - left, element.y - top
        match element.type:
            case kinds.MoveToElement:
                _close(made, begun, last)
                made.append(f"M{number(x)} {number(y)}")
                begun = (x, y)
            case kinds.LineToElement:
                made.append(f"L{number(x)} {number(y)}")
            case kinds.CurveToElement:
                made.append(f"C{number(x)} {number(y)}")
            case _:
                made.append(f" {number(x)} {number(y)}")
        last = (x, y)
    _close(made, begun, last)
    return "".join(made)


def image_data(image: QImage) -> str:
    """A picture as the address of itself, without what pictures carry along."""
    clear = image.hasAlphaChannel()
    plain = image.convertToFormat(QImage.Format.Format_RGBA8888 if clear else QImage.Format.Format_RGB888)
    if clear:
        data, kind = _png(plain), "png"
    else:
        for key in plain.textKeys():
            plain.setText(key, "")
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        plain.save(buffer, "jpeg", _JPEG_QUALITY)  # type: ignore[call-overload]  # bytes in the stubs
        data, kind = bytes(buffer.data().data()), "jpeg"
    from base64 import b64encode

    return f"data:image/{kind};base64,{b64encode(data).decode()}"


def attribute(value: str) -> str:
    """A value in quotation marks."""
    return quoteattr(value)


def _png(image: QImage) -> bytes:
    import numpy as np

    from ui import png

    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    rows = lines[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()
    stream = BytesIO()
    png.write(stream, image.width(), image.height(), [rows], 96)
    return stream.getvalue()


def _close(made: list[str], begun: tuple[float, float] | None, last: tuple[float, float] | None) -> None:
    if begun is None or last is None or len(made) < 3:
        return
    if abs(begun[0] - last[0]) < 1e-6 and abs(begun[1] - last[1]) < 1e-6:
        made.append("Z")


def _is_allowed(char: str) -> bool:
    code = ord(char)
    if code < 0x20:
        return char in "\t\n\r"
    return not (0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF))


def _name(count: int) -> str:
    """The count-th short name: a, b, …, z, aa, ab, …"""
    made = ""
    count += 1
    while count:
        count, letter = divmod(count - 1, 26)
        made = chr(ord("a") + letter) + made
    return made
