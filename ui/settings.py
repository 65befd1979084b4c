"""What the program remembers about itself: one small INI file in the user's configuration folder.

Nothing of a case is in it except, if the user wants it, the paths of recent cases. Tests and portable
installations point it elsewhere with CASEBOARD_CONFIG.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, QStandardPaths, Signal

SCALES = (90, 100, 115, 130)
THEMES = ("auto", "light", "dark")
MOST_OWN = 1000
WHEELS = ("auto", "mouse", "trackpad")


def config_folder() -> Path:
    """Where the settings lie."""
    if chosen := os.environ.get("CASEBOARD_CONFIG"):
        return Path(chosen)
    # named in full: the command line has no application that Qt could take the name from
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place), "caseboard", "caseboard")


def _mark_of(case_id: str, path: Path) -> str:
    return sha256(f"{case_id}\0{path.absolute()}".encode("utf-8", "surrogateescape")).hexdigest()[:24]


class Settings(QObject):
    """Preferences, shortcuts, recent cases and window places."""

    changed = Signal(str)

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder or config_folder()
        self._store = QSettings(str(self.folder / "caseboard.ini"), QSettings.Format.IniFormat)

    @property
    def theme(self) -> str:
        """auto, light or dark."""
        return self._choice("look/theme", THEMES)

    @theme.setter
    def theme(self, value: str) -> None:
        self._set("look/theme", value)

    @property
    def scale(self) -> int:
        """Size of the interface in per cent, beside the system's own scaling."""
        value = self._whole("look/scale", 100)
        return value if value in SCALES else 100

    @scale.setter
    def scale(self, value: int) -> None:
        self._set("look/scale", value)

    @property
    def wheel(self) -> str:
        """What a plain wheel does on the board: auto, mouse (zooms) or trackpad (pans)."""
        return self._choice("board/wheel", WHEELS)

    @wheel.setter
    def wheel(self, value: str) -> None:
        self._set("board/wheel", value)

    @property
    def makes_room(self) -> bool:
        """Whether cards make way for one that is dropped on them."""
        return self._flag("board/makes_room", True)

    @makes_room.setter
    def makes_room(self, value: bool) -> None:
        self._set("board/makes_room", value)

    @property
    def language(self) -> str:
        """Locale name of the interface; empty follows the system."""
        return self._text("look/language")

    @language.setter
    def language(self, value: str) -> None:
        self._set("look/language", value)

    @property
    def reduced_motion(self) -> bool:
        """Whether nothing slides or fades."""
        return self._flag("look/reduced_motion", False)

    @reduced_motion.setter
    def reduced_motion(self, value: bool) -> None:
        self._set("look/reduced_motion", value)

    @property
    def keeps_recent(self) -> bool:
        """Whether opened cases are listed on the start page."""
        return self._flag("recent/keep", True)

    @keeps_recent.setter
    def keeps_recent(self, value: bool) -> None:
        if not value:
            self.recent = []
        self._set("recent/keep", value)

    @property
    def recent(self) -> list[dict[str, str]]:
        """Recent cases, latest first: path, title, cards, when."""
        try:
            rows = json.loads(self._text("recent/cases") or "[]")
        except json.JSONDecodeError:
            return []
        if not isinstance(rows, list):
            return []
        return [
            {str(key): str(value) for key, value in row.items()}
            for row in rows
            if isinstance(row, dict) and row.get("path")
        ]

    @recent.setter
    def recent(self, rows: list[dict[str, str]]) -> None:
        self._set("recent/cases", json.dumps(rows, ensure_ascii=False))

    def owns(self, case_id: str, path: Path) -> bool:
        """Whether this case, in this place, was made here or taken as one's own."""
        return _mark_of(case_id, path) in self._text("own/cases").split()

    def take_as_own(self, case_id: str, path: Path) -> None:
        """Note that a case in a place is one's own; the note gives neither of them away."""
        mark = _mark_of(case_id, path)
        others = [known for known in self._text("own/cases").split() if known != mark]
        self._set("own/cases", " ".join([mark, *others][:MOST_OWN]))

    def shown(self, panel: str, default: bool = True) -> bool:
        """Whether a panel (inspector, legend, minimap) is open."""
        return self._flag(f"panels/{panel}", default)

    def set_shown(self, panel: str, value: bool) -> None:
        """Remember whether a panel is open."""
        self._set(f"panels/{panel}", value)

    @property
    def reader_width(self) -> int:
        """The width of the reader in px at 100 %."""
        return self._whole("panels/reader_width", 348)

    @reader_width.setter
    def reader_width(self, value: int) -> None:
        self._set("panels/reader_width", value)

    def keys(self, action: str) -> list[str] | None:
        """The user's own shortcuts for an action; None where the built-in ones hold."""
        if not self._store.contains(f"keys/{action}"):
            return None
        return [key for key in self._text(f"keys/{action}").split(" | ") if key]

    def set_keys(self, action: str, keys: list[str] | None) -> None:
        """Give an action other shortcuts, or with None its own again."""
        if keys is None:
            self._store.remove(f"keys/{action}")
            self.changed.emit(f"keys/{action}")
        else:
            self._set(f"keys/{action}", " | ".join(keys))

    @property
    def geometry(self) -> QByteArray:
        """Where the window stood."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._set("window/geometry", value)

    @property
    def folder_used(self) -> str:
        """The folder that file dialogs start in."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        known = (self._text("files/folder"), documents)
        return next((folder for folder in known if folder and Path(folder).is_dir()), str(Path.home()))

    @folder_used.setter
    def folder_used(self, value: str) -> None:
        self._set("files/folder", value)

    @property
    def export(self) -> str:
        """How the last picture was exported, as text of the export dialog's own."""
        return self._text("export/wish")

    @export.setter
    def export(self, value: str) -> None:
        self._set("export/wish", value)

    def flush(self) -> None:
        """Write everything to disk now."""
        self._store.sync()

    def _set(self, key: str, value: object) -> None:
        self._store.setValue(key, value)
        self.changed.emit(key)

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        if isinstance(value, list):  # Qt reads commas in a hand-written file as a list
            return ",".join(str(part) for part in value)
        return str(value)

    def _whole(self, key: str, default: int) -> int:
        text = self._text(key)
        return int(text) if text.isdecimal() else default

    def _flag(self, key: str, default: bool) -> bool:
        text = self._text(key).lower()
        return default if text not in ("true", "false") else text == "true"

    def _choice(self, key: str, choices: tuple[str, ...]) -> str:
        text = self._text(key)
        return text if text in choices else choices[0]
