"""Boards on paper. The worker draws one sheet after the other; here they only go to the printer.

Each sheet comes in strips, one to a turn of the window's loop, so that a poster of many sheets can be
printed while the board is used, and stopped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QObject, QRectF, QTimer, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from ui.dialogs import picture_file
from ui.dialogs.parcel import Parcel
from ui.dialogs.paths import forget_folders
from ui.jobs import Job
from ui.paper import custom
from ui.worker import Refused

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def ask_printer(window: MainWindow, wanted: Parcel) -> QPrintDialog:
    """Ask which printer, and print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setCreator("")
    printer.setDocName("")
    sizes = {
        "A4": QPageSize.PageSizeId.A4,
        "A3": QPageSize.PageSizeId.A3,
        "Letter": QPageSize.PageSizeId.Letter,
    }
    turned = (
        QPageLayout.Orientation.Landscape if wanted.page.is_landscape else QPageLayout.Orientation.Portrait
    )
    printer.setPageLayout(QPageLayout(QPageSize(sizes[wanted.page.paper]), turned, QMarginsF(0, 0, 0, 0)))
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle(QCoreApplication.translate("Printing", "Print"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
    dialog.accepted.connect(lambda: Printing(window, wanted, printer).start())
    dialog.finished.connect(forget_folders)  # it may ask for a file by itself
    QDialog.open(dialog)
    return dialog


class Printing(QObject):
    """One picture on its way to the printer."""

    def __init__(self, window: MainWindow, wanted: Parcel, printer: QPrinter) -> None:
        super().__init__(window)
        layout = printer.pageLayout()
        size = layout.fullRect(QPageLayout.Unit.Millimeter)
        paper = custom(size.width(), size.height())
        self._wanted = replace(wanted, page=replace(wanted.page, paper=paper, is_landscape=False))
        self._window, self._printer = window, printer
        self._painter = QPainter()
        self._sheet = self._count = 0
        self._strips: Iterator[tuple[int, bytes]] = iter(())

    def start(self) -> None:
        """Begin with the first sheet."""
        if not self._painter.begin(self._printer):
            self._window.deeds.say_failed(
                QCoreApplication.translate("Printing", "The printer does not take anything.")
            )
            self.deleteLater()
            return
        self._ask()

    def _ask(self) -> None:
        work = self._window.jobs.run(
            picture_file.printed_sheet, self._wanted, self._sheet, known=(Refused, OSError)
        )
        job: Job = self._window.follow(work, QCoreApplication.translate("Printing", "Printing"))
        job.finished.connect(self._on_drawn)
        job.failed.connect(self._stop)
        job.cancelled.connect(self._stop)

    def _on_drawn(self, made: tuple[int, list[bytes]]) -> None:
        self._count = made[0]
        if self._sheet:
            self._printer.newPage()
        self._strips = iter(enumerate(made[1]))
        QTimer.singleShot(0, self, self._print_strip)

    @Slot()
    def _print_strip(self) -> None:
        strip = next(self._strips, None)
        if strip is None:
            self._on_sheet()
            return
        number, data = strip
        picture = QImage.fromData(data, "png")  # type: ignore[arg-type]
        # a dot of the picture in dots of the printer
        dots = self._printer.resolution() / picture_file.PRINTED
        top = number * picture_file.STRIP * dots
        target = QRectF(0, top, picture.width() * dots, picture.height() * dots)
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        self._painter.drawImage(target, picture, QRectF(picture.rect()))
        QTimer.singleShot(0, self, self._print_strip)

    def _on_sheet(self) -> None:
        self._sheet += 1
        if self._sheet < self._count:
            self._ask()
            return
        self._painter.end()
        self._window.toasts.say(
            QCoreApplication.translate("Printing", "Sent to the printer"), "ok", "printer"
        )
        self.deleteLater()

    def _stop(self) -> None:
        """Nothing more goes to the printer; what it has is thrown away where it still can be."""
        self._printer.abort()
        self._painter.end()
        self.deleteLater()
