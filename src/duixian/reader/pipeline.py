"""The order in which a report is read."""

from __future__ import annotations

from duixian.statement import Report


def read_report(
    text: str, *, name: str = "", place: str | None = None, year: int | None = None, encoding: str = "utf-8"
) -> Report:
    """Return what `text` states, in the order in which it states it."""
    return Report(text=text, statements=(), name=name, place=place, year=year, encoding=encoding)
