"""Where the program begins: the window, or a command on the command line.

Nothing heavy is imported before it is known which of the two is wanted. Whatever fails on the
command line is one sentence on stderr; what a case holds never gets there.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse

    from board.case import Case
    from board.document import Document
    from storage import Store

PICTURES = ("png", "svg", "pdf")
COMMANDS = ("new", "import", "export", "layout", "analyse", "info", "check", "salvage")
DONE, FAILED = 0, 1
MOST_SKIPPED = 20
"""Lines printed on what was left out; the number of the rest is told."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the number it ends with."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in COMMANDS:
        return _command(words)
    quits = "--exit-after-first-paint" in words
    words = [word for word in words if word != "--exit-after-first-paint"]
    if len(words) > 1 or (words and words[0].startswith("-")):
        return _command(words)
    # before Qt, because PySide6 reads and keeps the source of whatever is imported after it
    import numpy  # noqa: F401

    from ui.app import run

    return run(Path(words[0]) if words else None, exit_after_first_paint=quits)


def _command(words: list[str]) -> int:
    options = _parser().parse_args(words)
    from storage import CaseError

    try:
        return int(options.run(options))
    except CaseError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        print("Stopped; nothing was changed.", file=sys.stderr)
    except OSError as error:
        print(f"A file cannot be read or written here ({type(error).__name__}).", file=sys.stderr)
    except Exception as error:  # noqa: BLE001  # a bug must not print what the case holds
        from ui.worker import where

        print(f"Something went wrong, and nothing was changed ({where(error)}).", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(
        prog="caseboard",
        usage="caseboard [-h] [--version] [CASE]\n       caseboard COMMAND ...",
        description="An evidence board. Without a command: open the window on CASE, or on the start page.",
        epilog="A CASE that is not there yet is created. Nothing is ever sent anywhere.",
    )
    parser.add_argument("--version", action="version", version=f"caseboard {_version()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, prog="caseboard")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=text, description=text)
        found.set_defaults(run=run)
        found.add_argument("case", metavar="CASE", type=Path)
        return found

    new = command("new", _new, "Create a case: empty, a sample, or from an importable file.")
    source = new.add_mutually_exclusive_group()
    source.add_argument("--sample", metavar="NAME")
    source.add_argument("--from", metavar="FILE", type=Path, dest="source")
    new.add_argument("--title", default="", help="of an empty case")

    brought = command("import", _import, "Bring files into a case, each as one step that can be undone.")
    brought.add_argument("files", metavar="FILE", type=Path, nargs="+")
    brought.add_argument("--board", default="", metavar="NAME", help="for what lies on no board")
    brought.add_argument("--as", dest="format", default="", metavar="FORMAT")

    export = command("export", _export, "Write a case or a board to a file of another format.")
    export.add_argument("out", metavar="OUT", type=Path)
    export.add_argument("--as", dest="format", default="", metavar="FORMAT")
    export.add_argument("--board", default="", metavar="NAME", help="of a picture; the first by default")
    export.add_argument("--redact", action="store_true", help="leave out what is confidential")
    export.add_argument("--blacken", action="store_true", help="with --redact: blank cards in its place")
    size = export.add_mutually_exclusive_group()
    size.add_argument("--scale", type=float, default=2.0, metavar="N", help="1 to 4, of a picture")
    size.add_argument("--width", type=int, default=0, metavar="PX", help="of a picture, up to 16000")
    looks = ("paper", "light", "slate", "dark", "print", "corkboard")
    export.add_argument("--theme", choices=looks, default="light")
    export.add_argument(
        "--page", choices=("A4", "A3", "Letter"), default="", help="of a PDF; its own size by default"
    )
    export.add_argument("--landscape", action="store_true", help="with --page: the long side across")
    export.add_argument(
        "--across", type=int, default=1, metavar="N", help="with --page: a poster, N sheets wide"
    )
    export.add_argument("--transparent", action="store_true")
    export.add_argument("--margin", type=int, default=48, metavar="PX")
    export.add_argument("--title", default="", help="printed above the board")
    export.add_argument("--date", default="", help="printed beside the title")
    export.add_argument("--legend", action="store_true")

    laid = command("layout", _layout, "Arrange the cards of a board, as one step that can be undone.")
    laid.add_argument("--board", default="", metavar="NAME", help="the first by default")
    ways = ("force", "layered", "timeline", "radial", "kind", "grid", "tidy")
    laid.add_argument("--as", dest="how", choices=ways, required=True)
    laid.add_argument("--seed", type=int, default=0, metavar="N", help="another picture for another number")

    analysed = command(
        "analyse", _analyse, "Say what every claim rests on: voices, origins, chains, support."
    )
    analysed.add_argument("--json", action="store_true")
    analysed.add_argument("--claim", default="", metavar="ID", help="only this claim")
    analysed.add_argument(
        "--without", action="append", default=[], metavar="ID", help="as if they had not spoken; repeatable"
    )

    info = command("info", _info, "Say what is in a case.")
    info.add_argument("--json", action="store_true")
    command("check", _check, "Check a case: exit 0 good, 1 damaged, 2 not a case.")
    salvage = command("salvage", _salvage, "Recover what can be read from a damaged case into a new one.")
    salvage.add_argument("to", metavar="NEW", type=Path)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("caseboard")
    except PackageNotFoundError:
        return "(not installed)"


# New and import


def _new(options: argparse.Namespace) -> int:
    from storage import create_case
    from storage.exchange import package
    from ui.settings import Settings

    skipped: tuple[str, ...] = ()
    if options.sample:
        store = package.create_sample(options.case, options.sample)
    elif options.source:
        store, skipped = package.create_from(options.case, options.source)
    else:
        store = create_case(options.case, options.title)
    with store:
        case, _ = store.load()
        Settings().take_as_own(store.case_id, store.path)
    print(f"{options.case.name}: {_counted(case)}.")
    _print_skipped(skipped)
    return DONE


def _import(options: argparse.Namespace) -> int:
    from contextlib import ExitStack

    from storage import open_case
    from storage.exchange import package

    with ExitStack() as stack:
        packages = [stack.enter_context(package.opened(path, options.format)) for path in options.files]
        store = stack.enter_context(open_case(options.case))
        document = _document(store)
        for path, found in zip(options.files, packages, strict=True):
            change, skipped = package.import_package(store, document.case, found, options.board)
            document.do(change)
            counts = found.incoming.counts()
            came = ", ".join(f"{counts[name]} {name.lower()}s" for name in ("Item", "Link", "Board"))
            print(f"{path.name}: {came} came in.")
            _print_skipped(skipped)
    return DONE


def _document(store: Store) -> Document:
    from datetime import datetime

    from board.document import Document

    case, history = store.load()
    return Document(case, store, history, lambda: datetime.now().astimezone())


def _print_skipped(skipped: Sequence[str]) -> None:
    for sentence in skipped[:MOST_SKIPPED]:
        print(f"  {sentence}")
    if len(skipped) > MOST_SKIPPED:
        print(f"  … and {len(skipped) - MOST_SKIPPED} more.")


# Export


def _export(options: argparse.Namespace) -> int:
    import os

    from board.redacting import redacted
    from storage import open_case
    from storage.exchange import package

    kind = package.format_of(options.out, (*package.EXPORTS, *PICTURES), options.format)
    if os.path.realpath(options.out) == os.path.realpath(options.case):
        raise package.NotKnown("The case itself cannot be written over.")
    with open_case(options.case, read_only=True) as store:
        case, _ = store.load()
        if options.redact:
            case = redacted(case, stand_in="Withheld" if options.blacken else "")
        if kind in PICTURES:
            _export_picture(options, case, store, kind)
        else:
            package.export(case, options.out, store.open_file, kind)
    print(f"{options.out.name} written.")
    return DONE


def _export_picture(options: argparse.Namespace, case: Case, store: Store, kind: str) -> None:
    import os
    from dataclasses import replace

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from storage.exchange import package
    from ui import render
    from ui.dialogs import picture_file
    from ui.evidence import badges_in
    from ui.paper import MOST_ACROSS, Page
    from ui.worker import Refused

    if not 1 <= options.across <= MOST_ACROSS:
        raise package.NotKnown(f"A poster is between 1 and {MOST_ACROSS} sheets across.")
    board = _board(case, options.board)
    look = render.Look(
        theme={"paper": "light", "slate": "dark"}.get(options.theme, options.theme),
        is_transparent=options.transparent,
        margin=options.margin,
        title=options.title,
        date=options.date,
        has_legend=options.legend,
    )
    pictures = {}
    for digest in render.pictures_on(case, board):
        with store.open_file(digest) as stream:
            pictures[digest] = stream.read(render.MAX_PICTURE_BYTES + 1)
    try:
        request = render.request(
            case,
            board,
            look,
            scale=options.scale,
            width=options.width,
            pictures=pictures,
            badge_of=badges_in(case),
        )
        page = Page(options.page, options.landscape, options.across)
        request = replace(request, page=page)
        picture_file.export_picture(request, kind, str(options.out.absolute()), _ignore_progress)
    except Refused as error:
        raise package.NotKnown(str(error)) from None


def _ignore_progress(_verb: str, _done: int, _total: int) -> None:
    """The command line shows no bar."""


def _board(case: Case, name: str) -> str:
    """The id of the board with an id or title; the first where none is named."""
    from storage.exchange import package

    boards = case.boards_in_order()
    for board in boards:
        if name in ("", board.id, board.title):
            return board.id
    raise package.NotKnown(
        f"There is no board “{name}” in the case." if name else "The case has no board to draw."
    )


# Layout


def _layout(options: argparse.Namespace) -> int:
    from board.layout.arrange import arrange, moved
    from storage import open_case

    with open_case(options.case) as store:
        document = _document(store)
        board = _board(document.case, options.board)
        change = arrange(document.case, board, options.how, seed=options.seed)
        if change:
            document.do(change)
    count = moved(change)
    print(f"{count} {'card' if count == 1 else 'cards'} moved.")
    return DONE


# Analyse


def _analyse(options: argparse.Namespace) -> int:
    import json

    from board.analysis.report import centrality
    from board.evidence.report import UnknownItem, analyse, as_text
    from storage import open_case

    with open_case(options.case, read_only=True) as store:
        case, _ = store.load()
    try:
        if options.json:
            answer = analyse(case, options.claim, options.without)
            answer["centrality"] = centrality(case)
            print(json.dumps(answer, ensure_ascii=False, indent=1))
        else:
            print(as_text(case, options.claim, options.without), end="")
    except UnknownItem as error:
        print(error, file=sys.stderr)
        return FAILED
    return DONE


# Info and check


def _info(options: argparse.Namespace) -> int:
    import json

    from storage import open_case

    with open_case(options.case, read_only=True) as store:
        case, history = store.load()
    facts = _facts(case, options.case, len(history.steps))
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
        return DONE
    print(facts["title"] or options.case.stem)
    print(f"{_counted(case)}, {facts['attachments']} files, {facts['size']:,} bytes.")
    for board in facts["boards"]:
        print(f"  {board['title'] or board['id']}: {board['cards']} cards")
    return DONE


def _facts(case: Case, path: Path, steps: int) -> dict[str, Any]:
    from collections import Counter

    return {
        "title": case.info.title,
        "items": len(case.items),
        "kinds": dict(sorted(Counter(item.kind for item in case.items.values()).items())),
        "links": len(case.links),
        "link_kinds": dict(sorted(Counter(link.kind for link in case.links.values()).items())),
        "boards": [
            {"id": board.id, "title": board.title, "cards": len(case.on_board(board.id))}
            for board in case.boards_in_order()
        ],
        "attachments": len(case.attachments),
        "steps": steps,
        "size": path.stat().st_size,
        "version": _version(),
    }


def _counted(case: Case) -> str:
    return f"{len(case.items)} items, {len(case.links)} links, {len(case.boards)} boards"


def _check(options: argparse.Namespace) -> int:
    from storage import check

    report = check(options.case)
    for sentence in report.findings:
        print(sentence)
    if report.is_good:
        print(f"Good: {report.tally}.")
    return report.status


def _salvage(options: argparse.Namespace) -> int:
    from storage import identity, salvage
    from ui.settings import Settings

    report = salvage(options.case, options.to)
    if not report.counts:
        print(*report.findings, file=sys.stderr)
        return FAILED
    # what was rebuilt record by record here is as safe as the window's own safe copy
    Settings().take_as_own(identity(options.to), options.to)
    for sentence in report.findings:
        print(sentence)
    print(f"{options.to.name}: {report.tally}.")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
