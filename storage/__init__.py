"""A case on disk and in other programs' formats. Knows board and SQLAlchemy Core; no Qt."""

from storage.errors import (
    CaseError,
    CaseExists,
    CaseMissing,
    CaseReplaced,
    CaseVanished,
    DamagedCase,
    DiskFull,
    DriveFailed,
    FileMissing,
    LockedCase,
    NewerCase,
    NotACase,
    ReadOnlyCase,
    StrangeCase,
    Unwritable,
)
from storage.store import Store, create_case, open_case
from storage.words import Hit

__all__ = [
    "CaseError",
    "CaseExists",
    "CaseMissing",
    "CaseReplaced",
    "CaseVanished",
    "DamagedCase",
    "DiskFull",
    "DriveFailed",
    "FileMissing",
    "Hit",
    "LockedCase",
    "NewerCase",
    "NotACase",
    "ReadOnlyCase",
    "Store",
    "StrangeCase",
    "Unwritable",
    "create_case",
    "open_case",
]
