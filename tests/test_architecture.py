"""The rules of ARCHITECTURE.md, read off the source, so that nobody breaks them by accident.

An import counts wherever it stands: at the top, in a function, or for type checking only.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("assets", "board", "storage", "ui")

ALLOWED = {
    "assets": set(),
    "board": {"anyascii", "board", "networkx", "numpy", "rapidfuzz", "scipy", "typing_extensions"},
    "storage": {
        "assets",
        "board",
        "charset_normalizer",
        "olefile",
        "pypdfium2",
        "sqlalchemy",
        "sqlcipher3",
        "storage",
        "typing_extensions",
    },
    "ui": {"assets", "board", "numpy", "PySide6", "shiboken6", "storage", "typing_extensions", "ui"},
    "main": {"assets", "board", "numpy", "PySide6", "storage", "typing_extensions", "ui"},
}
"""What a room may import beside the standard library."""

WITH_STORAGE = ("ui.files", "ui.dialogs", "main")
QT = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtPrintSupport", "PySide6.QtSvg", "PySide6.QtWidgets"}
OUTSIDE = {"ftplib", "http", "imaplib", "poplib", "smtplib", "socketserver", "ssl", "telnetlib", "xmlrpc"}
"""Standard modules that reach other computers."""
WORLD = {
    "os",
    "pathlib",
    "shutil",
    "sqlite3",
    "subprocess",
    "tempfile",
    "time",
    "multiprocessing",
    "threading",
}
"""Standard modules for files, clocks and processes, which a case does without."""
RICH_TEXT = {"setHtml", "insertHtml", "setMarkdown", "insertMarkdown", "RichText", "AutoText", "MarkdownText"}
CHAIN = ("board.records", "board.change", "board.case", "board.edits", "board.document")
"""Each knows those before it, never those after it."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the program, by dotted name."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")] + list(ROOT.glob("main.py"))
    return {_dotted(path): ast.parse(path.read_text(encoding="utf-8"), str(path)) for path in sorted(paths)}


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """Module, name ("" for the module itself) and line of everything that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name, node.lineno) for alias in node.names)


def in_room(module: str, room: str) -> bool:
    """Whether a dotted name is `room` or lies in it."""
    return module == room or module.startswith(room + ".")


def all_imports(*rooms: str) -> Iterator[tuple[str, str, str, str]]:
    """Importer, module, name and place, for the modules of some rooms."""
    for importer, tree in modules().items():
        if any(in_room(importer, room) for room in rooms):
            for module, name, line in imports(tree):
                yield importer, module, name, f"{importer}:{line}"


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    wrong = [
        f"{place} imports {module}"
        for _, module, _, place in all_imports(room)
        if (top := module.partition(".")[0]) not in ALLOWED[room] and top not in sys.stdlib_module_names
    ]
    assert not wrong


def test_nobody_imports_main() -> None:
    assert not [place for _, module, _, place in all_imports(*ROOMS) if module == "main"]


def test_a_case_knows_no_files_clocks_or_processes() -> None:
    assert not [
        f"{place} imports {module}"
        for _, module, _, place in all_imports("board")
        if module.partition(".")[0] in WORLD
    ]


def test_only_layout_and_analysis_count_with_arrays() -> None:
    heavy = {"numpy", "scipy", "igraph"}
    assert not [
        f"{place} imports {module}"
        for importer, module, _, place in all_imports("board")
        if module.partition(".")[0] in heavy
        and not any(in_room(importer, room) for room in ("board.layout", "board.analysis"))
    ]


def test_only_files_dialogs_and_main_know_storage_and_only_its_public_names() -> None:
    wrong = []
    for importer, module, name, place in all_imports("ui", "main"):
        if not in_room(module, "storage"):
            continue
        if not any(in_room(importer, allowed) for allowed in WITH_STORAGE):
            wrong.append(f"{place} imports {module}")
        elif not name or name not in _public_names(module):
            wrong.append(f"{place} imports {name or module}, which is not in {module}.__all__")
    assert not wrong


def _public_names(module: str) -> set[str]:
    """`__all__` of `storage` and of its formats, which are imported when needed; of others nothing."""
    if module == "storage.exchange":
        return {name.rpartition(".")[2] for name in modules() if name.startswith(module + ".")}
    if module not in ("storage", "storage.extract") and not in_room(module, "storage.exchange"):
        return set()
    for node in modules()[module].body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def test_records_change_case_edits_document_never_back() -> None:
    assert not [
        f"{place} imports {later}"
        for rank, room in enumerate(CHAIN)
        for _, module, name, place in all_imports(room)
        for later in CHAIN[rank + 1 :]
        if in_room(module, later) or f"{module}.{name}" == later
    ]


def test_no_module_imports_itself_by_a_detour() -> None:
    known = set(modules())
    graph = {
        importer: {
            target
            for module, name, _ in _imports_at_load(tree)
            if (target := f"{module}.{name}" if f"{module}.{name}" in known else module) in known
        }
        for importer, tree in modules().items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as cycle:
        pytest.fail(" <- ".join(cycle.args[1]))


def _imports_at_load(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imports(node)


def test_nothing_reaches_the_network() -> None:
    assert not [
        f"{place} imports {module}"
        for _, module, name, place in all_imports(*ROOMS, "main")
        if module.partition(".")[0] in OUTSIDE
        or module in {"socket", "urllib.request"}
        or (module == "urllib" and name == "request")
    ]


def test_only_the_plain_parts_of_qt_are_used() -> None:
    wrong = []
    for _, module, name, place in all_imports(*ROOMS, "main"):
        part = f"{module}.{name}" if module == "PySide6" else module
        if in_room(part, "PySide6") and part not in QT:
            wrong.append(f"{place} imports {part}")
    assert not wrong


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Every name and attribute that code speaks of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield node.attr, node.lineno
        elif isinstance(node, ast.ImportFrom):
            yield from ((alias.name, node.lineno) for alias in node.names)


def _places(room: str, unwanted: set[str], but: str = "") -> list[str]:
    return [
        f"{module}:{line} {name}"
        for module, tree in modules().items()
        if in_room(module, room) and module != but
        for name, line in names(tree)
        if name in unwanted
    ]


def test_labels_are_plain_labels() -> None:
    assert not _places("ui", {"QLabel"}, but="ui.widgets")


def test_strangers_text_is_only_text() -> None:
    assert not _places("ui", RICH_TEXT)


def test_no_event_loop_inside_an_event() -> None:
    assert not _places("ui", {"processEvents"}) + _places("main", {"processEvents"})


def test_colours_come_from_the_theme() -> None:
    hexadecimal = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(\s*\d")
    assert not [
        f"{module}:{node.lineno} {node.value!r}"
        for module, tree in modules().items()
        if in_room(module, "ui")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and hexadecimal.search(node.value)
    ]


def test_no_globals_are_rebound() -> None:
    assert not [
        f"{module}:{node.lineno}"
        for module, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every class, with the module it stands in."""
    for module, tree in modules().items():
        yield from ((module, node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def test_no_slots_on_heirs_of_qt_classes() -> None:
    """A subclass that overrides a virtual method of such a class ends the process."""
    wrong = []
    for module, node in classes():
        of_qt = any(re.match(r"Q[A-Z]", ast.unparse(base).rpartition(".")[2]) for base in node.bases)
        slots = any(
            isinstance(target, ast.Name) and target.id == "__slots__"
            for line in node.body
            if isinstance(line, ast.Assign)
            for target in line.targets
        )
        if of_qt and (slots or any("slots=True" in ast.unparse(each) for each in node.decorator_list)):
            wrong.append(f"{module}.{node.name}")
    assert not wrong


def test_names_say_what_a_thing_is() -> None:
    vague = re.compile(r"(Manager|Helper|Util|Utils)$")
    assert not [f"{module}.{node.name}" for module, node in classes() if vague.search(node.name)]
    assert not [name for name in modules() if re.search(r"(^|[._])(utils?|helpers?|misc|common)$", name)]


def test_modules_say_why() -> None:
    assert not [name for name, tree in modules().items() if tree.body and not ast.get_docstring(tree)]
