"""What was found in a workbook, as the page shows it: problems with their links, the cells around them, the counts."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from duixian.ledger.models import Document
from duixian.ledger.sheets.findings import FIELDS, Checked, Mend, Problem
from duixian.ledger.sheets.parsing import Line
from duixian.web.templatetags.tasks import desk_url

# What of a workbook is shown round its errors: the task, and as many columns besides.
ALWAYS, BESIDES, MOST_ROWS = "任务", ("数字与节点", "期限", "牵头单位"), 8
SHORT = {"数字与节点": "数字", "牵头单位": "牵头", "配合单位": "配合", "责任领导": "领导"}


class Link(NamedTuple):
    """A way out: its words and where it leads."""

    words: str
    href: str


class Told(NamedTuple):
    """A problem as it is listed."""

    where: str
    what: str
    links: list[Link]


class Cell(NamedTuple):
    """A cell of the excerpt."""

    text: str
    is_wrong: bool


class Grid(NamedTuple):
    """The excerpt: heads (F 牵头), rows with their numbers, rows that are gone, how many more rows have errors."""

    heads: list[str]
    rows: list[tuple[int, list[Cell]]]
    gone: list[str]
    more: int


def told(checked: Checked, here: str, document: Document) -> list[Told]:
    """Return the problems with links; choosing a mend adds it to this very address."""
    return [
        Told(each.where, each.what, [Link(mend.words, _leads_to(mend, here, document)) for mend in each.mends])
        for each in checked.problems
    ]


def _leads_to(mend: Mend, here: str, document: Document) -> str:
    if mend.statement_id:
        return desk_url(document.pk, mend.statement_id)
    if mend.task_id:
        return f"{reverse('task', kwargs={'pk': mend.task_id})}#withdraw"
    return f"{here}{'&' if '?' in here else '?'}{urlencode({'mend': mend.add})}"


def grid_of(checked: Checked, *, year: int | None) -> Grid:
    """Return the cells around what is wrong, as in the workbook; days of `year` without it."""
    wrong = Counter(problem.head for problem in checked.problems if problem.line and problem.head != ALWAYS)
    named = dict.fromkeys([head for head, _count in wrong.most_common()] + list(BESIDES))
    heads = sorted([ALWAYS, *list(named)[: len(BESIDES)]], key=checked.sheet.columns.__getitem__)
    by_line: dict[int, list[Problem]] = {}
    for problem in checked.problems:
        if problem.line and problem.head in heads:
            by_line.setdefault(problem.line.number, []).append(problem)
    shown = dict(sorted(by_line.items())[:MOST_ROWS])
    rows = [(number, _cells(problems, heads, year)) for number, problems in shown.items()]
    wrong_lines = {problem.line.number for problem in checked.problems if problem.line}
    gone = [f"{problem.number} {problem.task.title}" for problem in checked.problems if problem.number and problem.task]
    titles = [f"{get_column_letter(checked.sheet.columns[head] + 1)} {SHORT.get(head, head)}" for head in heads]
    return Grid(titles, rows, gone, len(wrong_lines) - len(shown))


def _cells(problems: list[Problem], heads: list[str], year: int | None) -> list[Cell]:
    wrong = {problem.head for problem in problems}
    line = next(problem.line for problem in problems if problem.line)
    return [Cell(_short(line, head, 12 if head in (ALWAYS, *wrong) else 6, year), head in wrong) for head in heads]


def _short(line: Line, head: str, most: int, year: int | None) -> str:
    value = line.cells.get(head)
    if isinstance(value, datetime | date):
        return f"{value:%m-%d}" if value.year == year else f"{value:%Y-%m-%d}"
    text = line.text(head)
    return text if len(text) <= most else f"{text[:most]}…"


def changes_of(checked: Checked) -> list[tuple[str, str]]:
    """Return what would change, by column, in words: 10 格新填."""
    said = []
    for head in FIELDS:
        parts = [
            _("%(count)s 格新填") % {"count": checked.filled[head]} if checked.filled[head] else "",
            _("%(count)s 格改") % {"count": checked.changed[head]} if checked.changed[head] else "",
            _("%(count)s 格清空") % {"count": checked.emptied[head]} if checked.emptied[head] else "",
        ]
        words = "，".join(part for part in parts if part)
        if words and head == "期限" and checked.changed[head]:
            words = _("%(words)s，原期限保留") % {"words": words}
        if words:
            said.append((head, words))
    return said
