"""A folder of a thousand mixed files, made of the demo's reports: no two alike, one damaged, one of 300 pages."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from playwright.sync_api import Browser

from benchmarks.chromium import pictured
from duixian.reader.formats import suffixes

# Of a thousand files, how many end so; scans are few, since each takes seconds.
SHARES = {".txt": 0, ".md": 100, ".html": 120, ".docx": 150, ".pdf": 120, ".png": 4}
THICK = 300
DAMAGED = "damaged"
FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d年)\d+")
HEADING = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)")
STYLE = """
@page { size: A4; margin: 20mm }
body { font: 15px/1.9 "Noto Serif CJK SC", serif }
p { text-indent: 2em; text-align: justify }
"""


@dataclass(frozen=True, slots=True)
class Mixed:
    """What stands in the folder: files by how they end, and the one that is damaged."""

    counts: dict[str, int]
    damaged: Path


def make(folder: Path, reports: tuple[str, ...], browser: Browser, *, count: int = 1000, thick: int = THICK) -> Mixed:
    """Fill `folder` with `count` files of the kinds that can be read, the thick one and the damaged one among them."""
    makers: dict[str, Callable[[str], bytes]] = {
        ".txt": str.encode,
        ".md": lambda text: marked(text).encode(),
        ".html": lambda text: web_page(text).encode(),
        ".docx": word,
        ".pdf": lambda text: printed(browser, sheet(text)),
        ".png": lambda text: pictured(browser, sheet(text[:1500])),
    }
    endings = endings_of(count - 2)
    for number, ending in enumerate(endings):
        text = varied(reports[number % len(reports)], number)
        (folder / f"{number:04}{ending}").write_bytes(makers[ending](text))
    write_thick(folder, reports, browser, thick)
    damaged = folder / f"{DAMAGED}{'.docx' if '.docx' in suffixes() else '.txt'}"
    damaged.write_bytes(word(reports[0])[:-2000])
    counts = {ending: endings.count(ending) for ending in SHARES if ending in endings}
    return Mixed(counts, damaged)


def endings_of(count: int) -> list[str]:
    """Return how each of so many files ends, well mixed."""
    wanted = [end for end, share in SHARES.items() if end in suffixes() for _ in range(round(share * count / 1000))]
    endings = wanted + [".txt"] * (count - len(wanted))
    Random(7).shuffle(endings)
    return endings


def varied(report: str, number: int) -> str:
    """Return a report with figures of its own, years left as they are."""
    random = Random(number)
    return FIGURE.sub(lambda found: str(random.randint(1, 10 ** len(found[0]) - 1)), report)


def write_thick(folder: Path, reports: tuple[str, ...], browser: Browser, pages: int) -> None:
    """Write one document of so many pages, as a PDF where PDFs are read, else as the text of so many."""
    # A page of the sheet holds about 700 characters.
    text = "".join(varied(report, number) for number, report in enumerate(reports * (pages // 2)))[: 700 * pages]
    if ".pdf" in suffixes():
        (folder / "thick.pdf").write_bytes(printed(browser, sheet(text)))
    else:
        (folder / "thick.txt").write_text(text, encoding="utf-8")


def paragraphs(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the lines that say something, and whether each is a heading."""
    for line in filter(None, map(str.strip, text.splitlines())):
        yield bool(HEADING.match(line)) and len(line) < 30, line


def marked(text: str) -> str:
    """Return the text as Markdown."""
    return "\n\n".join(f"## {line}" if head else line for head, line in paragraphs(text)) + "\n"


def body(text: str) -> str:
    """Return the text as elements of HTML."""
    return "".join(
        f"<h2>{html.escape(line)}</h2>" if head else f"<p>{html.escape(line)}</p>" for head, line in paragraphs(text)
    )


def web_page(text: str) -> str:
    """Return the text as the page of a county's site, with what stands around it."""
    head = "<head><meta charset='utf-8'><title>政府工作报告</title></head>"
    links = "<nav><a href='/'>首页</a><a href='/list'>政务公开</a></nav>"
    return f"<!doctype html><html>{head}<body>{links}<article>{body(text)}</article><footer>主办：县政府办</footer>"


def sheet(text: str) -> str:
    """Return the text as a page to print."""
    return f"<meta charset='utf-8'><style>{STYLE}</style>{body(text)}"


def word(text: str) -> bytes:
    """Return the text as a Word document."""
    from docx import Document

    document = Document()
    for head, line in paragraphs(text):
        if head:
            document.add_heading(line, level=1)
        else:
            document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed(browser: Browser, page: str) -> bytes:
    """Return a page of HTML as a PDF with a text layer."""
    tab = browser.new_page()
    tab.set_content(page)
    data = tab.pdf(format="A4", prefer_css_page_size=True)
    tab.close()
    return data
