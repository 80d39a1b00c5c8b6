"""The list of reports that were read together, each with its counts and its strip."""

from __future__ import annotations

from collections.abc import Sequence
from string import Template
from typing import NamedTuple
from urllib.parse import quote

from duixian.exporters.counts import counts
from duixian.exporters.html.article import literal
from duixian.exporters.html.page import BRAND, asset, facts, name_of, styles, version
from duixian.exporters.html.strip import barcode
from duixian.exporters.labels import KINDS
from duixian.statement import Report

STYLES = ("tokens.css", "index.css")


class Entry(NamedTuple):
    """A report and the file name of its page beside the index; `tag` marks made-up data."""

    report: Report
    file: str
    tag: str = ""


def index(entries: Sequence[Entry], *, notes: Sequence[str] = (), tag: str = "") -> str:
    """Return the page that lists `entries`; `notes` says what could not be read."""
    return Template(asset("index.html")).substitute(
        title="读过的报告",
        version=version(),
        style=styles(STYLES),
        brand=BRAND,
        tag=f'<span class="tag">{literal(tag)}</span>' if tag else "",
        headline=literal(_headline(entries)),
        notes="".join(f'<p class="note">{literal(note)}</p>' for note in notes),
        rows="\n".join(_row(entry) for entry in entries),
    )


def _headline(entries: Sequence[Entry]) -> str:
    numbers = [counts(entry.report.statements) for entry in entries]
    total = sum(each.total for each in numbers)
    doubts = sum(each.doubts for each in numbers)
    asked = f"{doubts:,} 条请您看一眼" if doubts else "没有一条把握低于 0.80"
    return f"{len(entries)} 份报告，读到 {total:,} 条；{asked}"


def _row(entry: Entry) -> str:
    numbers = counts(entry.report.statements)
    tag = f' <span class="tag">{literal(entry.tag)}</span>' if entry.tag else ""
    kinds = "".join(
        f'<td class="v" data-label="{KINDS[kind]}">{number:,}</td>' for kind, number in numbers.kinds.items()
    )
    return (
        f'<tr><th scope="row"><a href="{quote(entry.file)}">{literal(name_of(entry.report))}</a>{tag}'
        f"<small>{literal(facts(entry.report))}</small></th>"
        f'<td class="v total" data-label="共">{numbers.total:,}</td>{kinds}'
        f'<td class="where">{barcode(entry.report)}</td>'
        f'<td class="v" data-label="请看一眼">{numbers.doubts:,}</td></tr>'
    )
