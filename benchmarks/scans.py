"""How well scans are read: newspaper pages that we set ourselves, in one to three columns, clean and as a bad scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from time import perf_counter

import duixian
from benchmarks.chromium import NoChromiumError, launched, pictured
from benchmarks.newspaper import mixed_newspaper, newspaper, photographed, worn
from benchmarks.row import Row, bars, held, missing
from duixian.reader.formats.scan import load_picture
from duixian.reader.formats.source import Source
from duixian.reading import Reading, read_source

PAGES = "Newspaper pages, as pictures of A4 at 200 dots an inch"
# What must agree for a figure of the scan to be that of the text; its place does not.
FIELDS = ("subject", "measure", "value", "value_high", "unit", "comparator", "status", "year", "due")


def measure(*, columns: Sequence[int] = (1, 2, 3), mixed: bool = True) -> list[Row]:
    """Return the character error, the figures found and the seconds of each page, clean, worn and photographed."""
    pages = {f"{number} column{'s' * (number > 1)}": newspaper(number) for number in columns}
    if mixed:
        pages["mixed columns"] = mixed_newspaper()
    try:
        with launched() as browser:
            prints = {title: pictured(browser, page.html) for title, page in pages.items()}
    except NoChromiumError as error:
        return [missing(PAGES, "all", str(error))]
    # The first page also loads the engine.
    load_picture(next(iter(prints.values())), "first.png")
    return [row for title, page in pages.items() for row in page_rows(title, page.text, prints[title])]


def page_rows(title: str, truth: str, data: bytes) -> Iterator[Row]:
    """Yield the rows of one page in each state."""
    states = {"clean": data, "worn": worn(data), "photographed": photographed(data)}
    for state, picture in states.items():
        begun = perf_counter()
        source = load_picture(picture, "page.jpg")
        seconds = perf_counter() - begun
        page = f"{title}, {state}"
        yield from quality_rows(page, truth, source)
        yield held(PAGES, f"{page}: seconds", seconds, f"{seconds:.1f} s", bar=bars()["scan_seconds"])


def quality_rows(page: str, truth: str, source: Source) -> Iterator[Row]:
    """Yield what of the text of a page came back."""
    error = 100 * character_error(source.text, truth)
    yield held(PAGES, f"{page}: characters wrong", error, f"{error:.2f}%", bar=bars()["scan_error"])
    text, scan = duixian.read_text(truth), read_source(source)
    found, wanted = numbers_found(scan, text)
    share = 100 * found / wanted
    shown = f"{found} of {wanted}"
    yield held(PAGES, f"{page}: figures found as written", share, shown, bar=bars()["scan_found"])
    score = agreement(scan, text)
    yield held(
        PAGES, f"{page}: figures with every field as from the text, F1", score, f"{score:.3f}", bar=bars()["scan_f1"]
    )


def character_error(read: str, truth: str) -> float:
    """Return how many characters must be changed to make the truth of what was read, as a share of the truth."""
    from rapidfuzz.distance import Levenshtein

    meant = "".join(truth.split())
    return Levenshtein.distance("".join(read.split()), meant) / len(meant)


def numbers_found(scan: Reading, text: Reading) -> tuple[int, int]:
    """Return how many of the text's figures, as written, were found on the scan, and how many there are."""
    wanted = Counter("".join(each.text.split()) for each in text.statements if each.kind == "figure")
    found = Counter("".join(each.text.split()) for each in scan.statements if each.kind == "figure")
    return (wanted & found).total(), wanted.total()


def agreement(scan: Reading, text: Reading) -> float:
    """Return the F1 of the figures of the scan against those of the text, every field counted."""
    wanted, found = (
        Counter(tuple(getattr(each, field) for field in FIELDS) for each in reading.statements if each.kind == "figure")
        for reading in (text, scan)
    )
    return 2 * (wanted & found).total() / max(1, wanted.total() + found.total())
