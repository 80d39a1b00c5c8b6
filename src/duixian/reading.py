"""The library's front door: `read` a file, `read_text` a string, get a `Reading`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from duixian.statement import Report, on_paper

if TYPE_CHECKING:
    import polars

    from duixian.reader.formats import Source


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
    # Imported here so that `import duixian` stays quick: the reader loads the catalogue.
    from duixian.reader.pipeline import read_report

    return Reading(**vars(read_report(text, name=name, place=place, year=year)))


def read(path: str | Path, *, place: str | None = None, year: int | None = None) -> Reading:
    """Return what the file at `path` states; raises FileError where it cannot be read."""
    from duixian.reader.formats import load

    return read_source(load(Path(path)), place=place, year=year)


def read_source(source: Source, *, place: str | None = None, year: int | None = None) -> Reading:
    """Return what a loaded file states, each statement with its page where the file has pages."""
    from duixian.reader.pipeline import read_report

    name = Path(source.name).name
    report = read_report(source.text, name=name, place=place, year=year, encoding=source.encoding)
    if source.paper is not None:
        report = on_paper(report, source.paper)
    return Reading(**{**vars(report), "notes": (*report.notes, *source.notes, *_stray_bytes(source))})


def _stray_bytes(source: Source) -> Iterator[str]:
    if source.replaced:
        yield f"有 {source.replaced} 处字节不合 {source.encoding} 编码，读成了“�”，请核对原件。"
