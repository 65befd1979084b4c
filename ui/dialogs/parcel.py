"""A picture that is wanted, packed once for the worker.

What a board of ten thousand cards shows is a hundred thousand objects. To pack them anew for each look at
the preview, and to have the collector walk them meanwhile, held up the window. Packed, they are one row
of bytes, and only the few things that are chosen in the dialog go along beside it.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ui import render
from ui.paper import Page
from ui.render import Look, Request
from ui.worker import Report

if TYPE_CHECKING:
    from ui.dialogs.export_subject import Subject


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be seen, as bytes, and the choices of a Request."""

    data: bytes = field(repr=False)
    picture_bytes: int
    """Of the files of pictures in it."""
    look: Look
    scale: float = 1.0
    width: int = 0
    extent: tuple[float, float, float, float] | None = None
    page: Page = field(default_factory=Page)
    has_pictures: bool = True

    def opened(self) -> Request:
        """The request as it stands now."""
        wanted: Request = pickle.loads(self.data)  # noqa: S301  # packed by `packed`, in memory only
        if not self.has_pictures:
            wanted = render.with_pictures(wanted, {})
        return replace(
            wanted,
            look=self.look,
            scale=self.scale,
            width=self.width,
            extent=self.extent,
            page=self.page,
        )


def packed(wanted: Request) -> Parcel:
    """A request made ready to be sent."""
    return Parcel(
        pickle.dumps(wanted, pickle.HIGHEST_PROTOCOL),
        sum(map(len, wanted.pictures.values())),
        wanted.look,
        wanted.scale,
        wanted.width,
        wanted.extent,
        wanted.page,
    )


def prepared(subject: Subject, part: str, confidential: str, report: Report) -> Parcel:
    """A part of a subject, packed; called in a thread."""
    from storage import without_collector

    with without_collector():
        return packed(subject.prepared(part, confidential, report))
