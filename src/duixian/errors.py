"""What can go wrong in a way that a person can mend.

    DuixianError                 anything below; catch this at the edge
    ├── FileError                a file that cannot be read: missing, empty, binary, encrypted, damaged   [file]
    ├── UsageError               a value that the command or the library does not know                    [usage]
    │   └── RefusedError         a token that may not do what was asked                                   [refused]
    ├── CatalogueError           a data file of the catalogue that contradicts itself                     [catalogue]
    ├── ProgramError             a program's folder that cannot be taken as it is; it names every fault       [program]
    ├── RuleError                a rule that cannot be read or would not mean one thing in every engine       [rule]
    └── LedgerError              something that the ledger refuses: a deadline before its document        [ledger]
        ├── DuplicateError       a document that is there already                                         [duplicate]
        ├── ConflictError        someone else changed it in the meantime; nothing is overwritten          [conflict]
        └── StorageError         the data folder: missing, full, or not to be written                     [storage]

Each error says what is wrong, where, and what to do; `code` has a heading in docs/errors.md.
Bugs are not here: they stay `ValueError` or `KeyError` and crash loudly.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DuixianError(Exception):
    """What went wrong, where it stands, and what to do about it."""

    code = "duixian"

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class FileError(DuixianError):
    """A file that cannot be read as a report."""

    code = "file"


class UsageError(DuixianError):
    """A value that the command or the library does not know."""

    code = "usage"


class RefusedError(UsageError):
    """A token that may not do what was asked."""

    code = "refused"


class CatalogueError(DuixianError):
    """A data file of the catalogue that contradicts itself."""

    code = "catalogue"


class ProgramError(DuixianError):
    """A program's folder that cannot be taken as it is; `faults` are all of them, each in one line."""

    code = "program"

    def __init__(self, what: str, *, where: str = "", hint: str = "", faults: tuple[str, ...] = ()) -> None:
        super().__init__(what, where=where, hint=hint)
        self.faults = faults or (what,)

    @classmethod
    def of(cls, faults: Iterable[object], *, where: str = "") -> ProgramError:
        """Return the error that names these faults, one a line."""
        lines = tuple(map(str, faults))
        what = lines[0] if len(lines) == 1 else "\n  ".join((f"有 {len(lines)} 处要改", *lines))
        return cls(what, where=where, faults=lines)


class RuleError(DuixianError):
    """A rule that cannot be read, or that would not mean the same in every engine."""

    code = "rule"


class LedgerError(DuixianError):
    """Something that the ledger refuses."""

    code = "ledger"


class DuplicateError(LedgerError):
    """A document that the ledger holds already; `key` is its key there."""

    code = "duplicate"

    def __init__(self, what: str, *, key: int, where: str = "", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)
        self.key = key


class ConflictError(LedgerError):
    """Someone else changed it in the meantime; nothing is overwritten."""

    code = "conflict"


class StorageError(LedgerError):
    """The data folder is missing, full, or not to be written."""

    code = "storage"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the one of `choices` that was meant, or nothing where none is near."""
    return next(iter(get_close_matches(word.lower(), list(choices), n=1, cutoff=0.6)), None)


def guess(word: str, choices: Iterable[str]) -> str:
    """Return the question whether the nearest of `choices` was meant, or nothing where none is near."""
    near = nearest(word, choices)
    return f"是不是 {near}？" if near else ""
