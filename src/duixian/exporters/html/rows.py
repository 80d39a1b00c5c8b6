"""The table of a page: one row a statement, linked to its mark in the text."""

from __future__ import annotations

from datetime import date

from duixian.exporters.html.article import STATUS, literal
from duixian.exporters.labels import KINDS, MEASURES, STATUSES
from duixian.exporters.shown import DOUBT, amount, one_line, title, when
from duixian.statement import Report, Statement

HEAD = (
    ("n", "<span class='sr'>序号</span>"),
    ("s", "主语"),
    ("v", "数值"),
    ("c", "状态"),
    ("e", "计量"),
    ("y", "年度或期限"),
    ("p", "把握"),
)


def rows(report: Report) -> str:
    """Return the rows of the table's body."""
    return "\n".join(_row(statement, number, report.year) for number, statement in enumerate(report.statements, 1))


def head() -> str:
    """Return the row of the table's head."""
    return "<tr>" + "".join(f'<th scope="col" class="{name}">{words}</th>' for name, words in HEAD) + "</tr>"


def _row(statement: Statement, number: int, year: int | None) -> str:
    measure = MEASURES[statement.measure] if statement.measure else ""
    words = literal(title(statement)) or "未写明"
    # A row without a number leaves that column's room to its words.
    kind = "" if statement.kind == "figure" else ' class="wordy"'
    return (
        f'<tr id="r{number}" data-n="{number}"{kind}><td class="n">{number}</td>'
        f'<th scope="row" class="s"><a href="#m{number}">{words}</a>{_badges(statement)}</th>'
        f'<td class="v">{_amount(statement)}</td>'
        f'<td class="c"><b class="{STATUS[statement.status]}">{STATUSES[statement.status]}</b></td>'
        f'<td class="e">{measure}</td><td class="y">{_when(statement, year)}</td>'
        f'<td class="p">{_confidence(statement.confidence)}</td></tr>'
    )


def _badges(statement: Statement) -> str:
    fixed = f' <em class="fx">修补 {len(statement.repairs)}</em>' if statement.repairs else ""
    return fixed + (" <em>重复</em>" if statement.repeats is not None else "")


def _amount(statement: Statement) -> str:
    """Return sign, number and unit, which never stand on two lines; a word where there is no number."""
    if statement.kind != "figure":
        return f"<u>{KINDS[statement.kind]}</u>"
    sign, number, unit = amount(statement)
    sign = f"{literal(sign)}&#8201;" if sign else ""
    return f"{sign}{literal(number)}" + (f"<u>{literal(unit)}</u>" if unit else "")


def _when(statement: Statement, year: int | None) -> str:
    """Return the year or the last day; the report's own year is left out before a day."""
    if isinstance(statement.due, date) and statement.due.year == year:
        return f"{statement.due:%m-%d}"
    return one_line(when(statement))


def _confidence(confidence: float) -> str:
    name = ' class="lo"' if confidence < DOUBT else ""
    return f'<i{name} style="--p:{confidence:.2f}"></i><span>{confidence:.2f}</span>'
