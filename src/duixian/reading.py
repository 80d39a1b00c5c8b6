"""The library's front door: `read` a file, `read_text` a string, get a `Reading`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from duixian.reader.pipeline import read_report
from duixian.statement import Report

if TYPE_CHECKING:
    import polars


class Reading(Report):
    """A report that was read: its text, its statements, and the forms one wants them in."""

    def to_frame(self) -> polars.DataFrame:
        """Return one row a statement, typed columns in the contract's order (needs polars)."""
        from duixian.exporters.frame import frame

        return frame(self)

    def to_html(self) -> str:
        """Return one self-contained page: the text marked up on the left, the table on the right."""
        from duixian.exporters.html import page

        return page(self)


def read_text(text: str, *, name: str = "", place: str | None = None, year: int | None = None) -> Reading:
    """Return what `text` states; `place` and `year` are used where the text names none or another is wanted."""
    report = read_report(text, name=name, place=place, year=year)
    return Reading(**vars(report))


def read(path: str | Path, *, place: str | None = None, year: int | None = None) -> Reading:
    """Return what the file at `path` states; raises FileError where it cannot be read."""
    from duixian.reader.formats import load

    source = load(Path(path))
    report = read_report(source.text, name=Path(path).name, place=place, year=year, encoding=source.encoding)
    return Reading(**vars(report))
