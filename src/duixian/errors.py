"""What can go wrong in a way that a person can mend.

    DuixianError                 anything below; catch this at the edge
    ├── FileError                a file that cannot be read: missing, empty, binary, encrypted, damaged   [file]
    ├── UsageError               a value that the command or the library does not know                    [usage]
    ├── CatalogueError           a data file of the catalogue that contradicts itself                     [catalogue]
    └── LedgerError              something that the ledger refuses: a deadline before its document        [ledger]
        ├── DuplicateError       a document that is there already                                         [duplicate]
        ├── ConflictError        someone else changed it in the meantime; nothing is overwritten          [conflict]
        └── StorageError         the data folder: missing, full, or not to be written                     [storage]

Each error says what is wrong, where, and what to do; `code` has a heading in docs/errors.md.
Bugs are not here: they stay `ValueError` or `KeyError` and crash loudly.
"""


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


class CatalogueError(DuixianError):
    """A data file of the catalogue that contradicts itself."""

    code = "catalogue"


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
