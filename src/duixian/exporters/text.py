"""The text itself, every character as it stands: what `start` and `end` count in."""

from __future__ import annotations

from duixian.statement import Report


def text(report: Report) -> str:
    """Return the text of the report, unchanged."""
    return report.text
