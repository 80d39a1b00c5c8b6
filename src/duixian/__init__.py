"""Duixian 兑现 reads what a county's report promises and reports.

Start with `read` (a file) or `read_text` (a string); both return a `Reading`.
"""

from duixian.errors import CatalogueError, DuixianError, FileError, UsageError
from duixian.reading import Reading, read, read_text
from duixian.statement import Repair, Report, Span, Statement

__version__ = "0.1.0"
__all__ = [
    "CatalogueError",
    "DuixianError",
    "FileError",
    "Reading",
    "Repair",
    "Report",
    "Span",
    "Statement",
    "UsageError",
    "read",
    "read_text",
]
