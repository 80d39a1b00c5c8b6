"""The list of reports that were read together, each with its counts and its strip."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template
from typing import NamedTuple
from urllib.parse import quote

from duixian.exporters.counts import Counts, counts
from duixian.exporters.html.article import literal
from duixian.exporters.html.report_page import BRAND, asset, facts, name_of, styles, version
from duixian.exporters.html.strip import barcode
from duixian.exporters.labels import KINDS
from duixian.exporters.shown import DOUBT
from duixian.statement import Report

STYLES = ("tokens.css", "index.css")


class Entry(NamedTuple):
    """What the list says of a report, and the file name of its page beside the list; `tag` marks made-up data."""

    name: str
    facts: str
    numbers: Counts
    strip: str
    file: str
    tag: str = ""


class Beside(NamedTuple):
    """What the list says of a comparison: the place, its opening sentence, the file name of its page."""

    place: str
    headline: str
    file: str
    tag: str = ""


def entry(report: Report, *, file: str, tag: str = "") -> Entry:
    """Return what the list says of `report`, whose page is `file`."""
    return Entry(name_of(report), facts(report), counts(report.statements), barcode(report), file, tag)


def index(entries: Sequence[Entry], *, notes: Sequence[str] = (), tag: str = "", beside: Sequence[Beside] = ()) -> str:
    """Return the page that lists `entries` and comparisons of them; `notes` says what could not be read."""
    return Template(asset("index.html")).substitute(
        title="读过的报告",
        version=version(),
        style=styles(STYLES),
        brand=BRAND,
        tag=f'<span class="tag">{literal(tag)}</span>' if tag else "",
        headline=literal(_headline(entries)),
        notes="".join(f'<p class="note">{literal(note)}</p>' for note in notes),
        beside=f'<ul class="beside">{"".join(map(_beside, beside))}</ul>' if beside else "",
        rows="\n".join(_row(entry) for entry in entries),
    )


def _headline(entries: Sequence[Entry]) -> str:
    total = sum(entry.numbers.total for entry in entries)
    doubts = sum(entry.numbers.doubts for entry in entries)
    asked = f"{doubts:,} 条请您看一眼" if doubts else f"没有一条把握低于 {DOUBT:.2f}"
    return f"{len(entries)} 份报告，读到 {total:,} 条；{asked}"


def _beside(each: Beside) -> str:
    tag = f' <span class="tag">{literal(each.tag)}</span>' if each.tag else ""
    link = f'<a href="{quote(each.file)}">逐年对照 · {literal(each.place)}</a>{tag}'
    return f"<li>{link}<span>{literal(each.headline)}</span></li>"


def _row(entry: Entry) -> str:
    numbers = entry.numbers
    tag = f' <span class="tag">{literal(entry.tag)}</span>' if entry.tag else ""
    kinds = "".join(
        f'<td class="v" data-label="{KINDS[kind]}">{number:,}</td>' for kind, number in numbers.kinds.items()
    )
    return (
        f'<tr><th scope="row"><a href="{quote(entry.file)}">{literal(entry.name)}</a>{tag}'
        f"<small>{literal(entry.facts)}</small></th>"
        f'<td class="v total" data-label="共">{numbers.total:,}</td>{kinds}'
        f'<td class="where">{entry.strip}</td>'
        f'<td class="v" data-label="请看一眼">{numbers.doubts:,}</td></tr>'
    )
