"""How fast documents with text of their own are opened: a PDF and a Word file of 300 pages, beside the plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter

import duixian
from benchmarks.chromium import NoChromiumError, launched
from benchmarks.mixed import printed, sheet, varied, word
from benchmarks.row import Row, bars, held, missing
from benchmarks.texts import DEMO, reports_in
from duixian.reader.formats import load_bytes
from duixian.reader.formats.source import Source

OPENED = "Documents with text of their own"
PAGES = 300
# A page of the sheet holds about so many characters.
A_PAGE = 700


def measure(*, pages: int = PAGES) -> list[Row]:
    """Return pages a second of each kind, and how much of what the text says comes back."""
    reports = reports_in(DEMO)
    if not reports:
        return [missing(OPENED, "all", "there are no reports in demo/reports")]
    many = "".join(varied(report, number) for number, report in enumerate(reports * pages))
    text = many[: A_PAGE * pages]
    try:
        with launched() as browser:
            made: dict[str, Callable[[], bytes]] = {
                "pdf": lambda: printed(browser, sheet(text)),
                "docx": lambda: word(text),
            }
            files = {kind: make() for kind, make in made.items()}
    except NoChromiumError as error:
        return [missing(OPENED, "all", str(error))]
    return [row for kind, data in files.items() for row in rows(kind, data, text, pages)]


def rows(kind: str, data: bytes, text: str, pages: int) -> Iterator[Row]:
    """Yield the rows of one document."""
    began = perf_counter()
    source = load_bytes(data, f"thick.{kind}")
    seconds = perf_counter() - began
    # A Word file has pages only where Word laid it out.
    pages = len(source.paper.pages) if source.paper else pages
    rate = pages / seconds
    note = f"{pages} pages in {seconds:.1f} s, {len(data) / 1e6:.1f} MB"
    yield held(OPENED, f"{kind}: pages a second", rate, f"{rate:.0f}", bar=bars()[f"{kind}_pages"], note=note)
    share = agreement(source, text)
    yield held(OPENED, f"{kind}: figures as in the text", share, f"{share:.2f}%", bar=bars()["opened_figures"])


def agreement(source: Source, text: str) -> float:
    """Return how many of the figures of the text, in their order, come back from the document, in percent."""
    wanted, got = numbers(text), numbers(source.text)
    same = sum(one == other for one, other in zip(wanted, got, strict=False))
    return 100 * same / max(1, len(wanted))


def numbers(text: str) -> list[tuple[str, str, object]]:
    """Return what each figure says: its subject, its words without breaks, its value."""
    return [
        (each.subject, "".join(each.text.split()), each.value)
        for each in duixian.read_text(text).statements
        if each.kind == "figure"
    ]
