"""One report as one page: text on the left, table on the right, both linked. Start at `page`."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from string import Template

from duixian.exporters.counts import Counts, counts, headline
from duixian.exporters.html.article import STATUS, article, literal
from duixian.exporters.html.details import details
from duixian.exporters.html.rows import head, rows
from duixian.exporters.html.sheets import is_pictured, missing, sheets
from duixian.exporters.html.strip import histogram, strip
from duixian.exporters.labels import KINDS, STATUSES
from duixian.exporters.shown import one_line, report_title
from duixian.statement import Report

STYLES = ("tokens.css", "page.css", "article.css", "table.css", "phone.css", "print.css", "sheets.css")
SCRIPTS = ("model.js", "view.js", "strip.js", "sheets.js", "keys.js")
BRAND = (
    '<svg viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M3 9V3h6M21 15v6h-6"/><path class="tick" d="m8 12 3 3 6-7"/></svg>'
)
VIEWS = (
    '<span class="set views" role="group" aria-label="左边看什么">'
    '<button type="button" data-see="text" aria-pressed="false">文字</button>'
    '<button type="button" data-see="paper" aria-pressed="false">原页</button>'
    '<button type="button" data-see="both" aria-pressed="true">并排</button></span>\n'
)
PANE = '<div class="pane" id="paper" aria-label="原页" role="region" tabindex="-1">{}</div>\n'
ZOOM = (
    '<div class="zoom"><button type="button" data-zoom="-1" aria-label="缩小">−</button>'
    '<button type="button" data-zoom="1" aria-label="放大">+</button></div>'
)


def page(report: Report, *, tag: str = "", read_on: date | None = None) -> str:
    """Return the page; `tag` marks made-up data, `read_on` is the day to print on it."""
    numbers = counts(report.statements)
    script = scripts()
    return Template(asset("page.html")).substitute(
        version=version(),
        integrity=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        style=styles(STYLES),
        script=script,
        brand=BRAND,
        name=literal(name_of(report)),
        facts=literal(facts(report)),
        tag=f'<span class="tag">{literal(tag)}</span>' if tag else "",
        origin=origin(read_on),
        headline=_headline(numbers),
        notes="".join(f'<p class="note">{literal(note)}</p>' for note in (*report.notes, *missing(report))),
        **_scan(report),
        filters=filters(report, numbers),
        total=numbers.total,
        doubts=numbers.doubts,
        article=article(report),
        strip=strip(report),
        chars=len(report.text),
        head=head(),
        rows=rows(report),
        empty=empty(numbers),
        data=details(report),
        check=check(report.text),
    )


def _scan(report: Report) -> dict[str, str]:
    """Return what the page of a scan has besides: the pages' pictures, a switch and a tab for them."""
    if not is_pictured(report):
        return dict.fromkeys(("scan", "views", "paper_tab", "paper"), "")
    return {
        "scan": ' class="scan" data-view="both"',
        "views": VIEWS,
        "paper_tab": '<button type="button" role="tab" aria-selected="false" data-tab="paper">原页</button>\n',
        "paper": PANE.format(f"{ZOOM}{sheets(report)}"),
    }


def _headline(numbers: Counts) -> str:
    """Return the opening sentence, its middle marked so that a narrow screen may leave it out."""
    head, colon, rest = literal(headline(numbers)).partition("：")
    kinds, semicolon, tail = rest.partition("；")
    return f'{head}<span class="kinds">{colon}{kinds}</span>{semicolon}{tail}'


def filters(report: Report, numbers: Counts) -> str:
    """Return the buttons that narrow the table, each with its count."""
    return "\n".join(
        [
            _set("种类", _kinds(numbers)),
            _set("状态", _statuses(numbers)),
            _flag("fixed", "修补", numbers.repaired),
            _flag("again", "重复", numbers.repeats),
            '<span class="sure"><span>把握</span><span class="bars">' + histogram(report.statements) + "</span>",
            _flag("doubt", "0.80 以下", numbers.doubts) + "</span>",
        ]
    )


def _set(words: str, buttons: Iterator[str]) -> str:
    return f'<span class="set" role="group" aria-label="{words}">{"".join(buttons)}</span>'


def _kinds(numbers: Counts) -> Iterator[str]:
    yield f'<button type="button" data-kind="" aria-pressed="true">全部 {numbers.total}</button>'
    for kind, number in numbers.kinds.items():
        yield f'<button type="button" data-kind="{kind[0]}" aria-pressed="false">{KINDS[kind]} {number}</button>'


def _statuses(numbers: Counts) -> Iterator[str]:
    for status, number in numbers.statuses.items():
        words = f'<b class="{STATUS[status]}">{STATUSES[status]}</b> {number}'
        yield f'<button type="button" data-status="{STATUS[status]}" aria-pressed="false">{words}</button>'


def _flag(name: str, words: str, number: int) -> str:
    off = "" if number else " disabled"
    return f'<button type="button" data-flag="{name}" aria-pressed="false"{off}>{words} {number}</button>'


def empty(numbers: Counts) -> str:
    """Return what stands in place of the table where nothing was read."""
    if numbers.total:
        return ""
    words = "这里放报告里的数字、节点和任务；请核对文件是不是工作报告的全文。"
    return f'<p class="empty"><strong>没有读到可以记账的话</strong>{words}</p>'


def name_of(report: Report) -> str:
    """Return what the report is called: its title, else its file."""
    return report_title(report) or one_line(report.name) or "没有标题的文本"


def facts(report: Report) -> str:
    """Return file, place, year and length in one line."""
    title, file = name_of(report), one_line(report.name)
    place = " ".join(word for word in (report.place, report.place_code) if word)
    parts = [
        "" if title in (file, PurePath(file).stem) else file,
        place,
        f"{report.year} 年" if report.year else "没有写明年度",
        f"{length(report.text):,} 字",
    ]
    return " · ".join(part for part in parts if part)


def length(text: str) -> int:
    """Return how many characters a text has, blanks not counted."""
    return len("".join(text.split()))


def origin(read_on: date | None) -> str:
    """Return the words in the upper right corner: a page of its own, and when it was read."""
    day = f" · {read_on.year} 年 {read_on.month} 月 {read_on.day} 日读" if read_on else ""
    return f"单独一个文件，不联网{day}"


def check(text: str) -> str:
    """Return the two ends of the text's SHA-256, enough to tell one copy from another."""
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{digest[:4]}⋯{digest[-4:]}"


def version() -> str:
    """Return the version of duixian that made the page."""
    from importlib.metadata import version as installed

    return installed("duixian")


def styles(names: tuple[str, ...]) -> str:
    """Return the stylesheets of the package, one after the other."""
    return "".join(asset(name) for name in names)


def scripts() -> str:
    """Return the page's script; its parts share one scope that nothing outside sees."""
    return '(() => {\n"use strict";\n' + "".join(asset(name) for name in SCRIPTS) + "})();\n"


@cache
def asset(name: str) -> str:
    """Return one of the package's own templates, stylesheets or scripts."""
    return files("duixian.exporters").joinpath("assets", name).read_text("utf-8")
