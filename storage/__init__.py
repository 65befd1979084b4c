"""A case on disk and in other programs' formats. Knows board and SQLAlchemy Core; no Qt."""

from storage.check import check
from storage.errors import (
    CaseError,
    CaseExists,
    CaseMissing,
    CaseReplaced,
    CaseVanished,
    ClosedCase,
    DamagedCase,
    DiskFull,
    DriveFailed,
    FileMissing,
    FolderMissing,
    LockedCase,
    NewerCase,
    NoRoom,
    NotACase,
    NotWritten,
    ReadOnlyCase,
    StrangeCase,
    UnusableName,
    Unwritable,
)
from storage.rebuild import adopt, save_copy
from storage.report import Report
from storage.salvage import salvage
from storage.scratch import sweep
from storage.store import Store, create_case, identity, open_case, open_copy, without_collector
from storage.whole import replacing
from storage.words import Hit

__all__ = [
    "CaseError",
    "CaseExists",
    "CaseMissing",
    "CaseReplaced",
    "CaseVanished",
    "ClosedCase",
    "DamagedCase",
    "DiskFull",
    "DriveFailed",
    "FileMissing",
    "FolderMissing",
    "Hit",
    "LockedCase",
    "NewerCase",
    "NoRoom",
    "NotACase",
    "NotWritten",
    "ReadOnlyCase",
    "Report",
    "Store",
    "StrangeCase",
    "UnusableName",
    "Unwritable",
    "adopt",
    "check",
    "create_case",
    "identity",
    "open_case",
    "open_copy",
    "replacing",
    "salvage",
    "save_copy",
    "sweep",
    "without_collector",
]
