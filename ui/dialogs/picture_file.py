"""Pictures as files. Drawing knows no disk: this is the door between the two, in the worker process too."""

from __future__ import annotations

from pathlib import Path

from ui import render
from ui.worker import Refused, Report


def export_png(wanted: render.Request, path: str, report: Report) -> tuple[int, int]:
    """Write the picture to a file, whole or not at all; returns its width and height."""
    from storage import CaseError, replacing

    try:
        with replacing(Path(path)) as stream:
            return render.write_png(wanted, stream, report)
    except CaseError as error:
        raise Refused(str(error)) from None
