"""Duixian 兑现 reads what a county's report promises and reports. Start with `read` or `read_text`; both return a `Reading`."""

from duixian.errors import DuixianError
from duixian.reading import Reading, read, read_text
from duixian.statement import Repair, Report, Span, Statement

__version__ = "0.1.0"
__all__ = ["DuixianError", "Reading", "Repair", "Report", "Span", "Statement", "read", "read_text"]
