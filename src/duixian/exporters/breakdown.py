"""The plan of a report as tasks, one a row, each with its figures and deadlines: what a supervision office shares out.

Pure: a report in, rows out; the workbook and the ledger both use them. What is done, and context, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from duixian.exporters.shown import amount, mended, one_line, title
from duixian.statement import Report, Statement

# A standing duty is counted so.
_TIMES = frozenset({"次", "天", "场", "日"})
_SHORTEST = 4
_TURNED = str.maketrans("≥>≤<", "≤<≥>")
_LETTERS = 3
# Headings above a task: the plan's, then its own.
_OWN_HEADINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task: the headings above it, its title, the statement that it stands on, and what measures and dates it."""

    section: tuple[str, ...]
    title: str
    statement: Statement
    figures: tuple[Statement, ...] = ()
    milestones: tuple[Statement, ...] = ()
    lead: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """Its figures and milestones as an office writes them: ≥48.6万亩, 10月中旬验收."""
        dated = (f"{one_line(mended(each))}{each.event or ''}" for each in self.milestones)
        return (*map(measured, self.figures), *dated)

    @property
    def unit(self) -> str:
        """The unit of its first figure, without scale words."""
        return self.figures[0].unit if self.figures else ""

    @property
    def due(self) -> date | None:
        """The last day that the text names for it, or None where it names none."""
        return max((each.due for each in (*self.milestones, *self.figures) if each.due), default=self.statement.due)

    @property
    def year(self) -> int | None:
        """The year that it is promised for."""
        return self.statement.year

    @property
    def is_duty(self) -> bool:
        """Whether it is a standing duty: 每月至少两次."""
        return self.statement.status == "rule"


def measured(figure: Statement) -> str:
    """Return a figure with what it measures where the number alone does not say: 增长≥5%, 下降3%, 提高1.5个百分点."""
    sign, number, unit = amount(figure)
    if figure.measure not in ("growth", "change"):
        return f"{sign}{number}{unit}"
    if number.startswith("−"):
        # 下降3%以上: the sign of the fall itself, not of the number below zero.
        return f"下降{sign.translate(_TURNED)}{number.replace('−', '')}{unit}"
    return f"{'增长' if figure.measure == 'growth' else '提高'}{sign}{number}{unit}"


@dataclass
class _Sentence:
    """The rows of a sentence so far; later figures and dates join the row that they speak of."""

    rows: list[TaskRow] = field(default_factory=list)

    def take(self, statement: Statement) -> None:
        """Add a statement: to the row of the thing that it is said of, else as a row of its own."""
        at = next((at for at in reversed(range(len(self.rows))) if _belongs(statement, self.rows[at])), None)
        if at is None:
            self.rows.append(_row(statement))
        elif statement.kind == "milestone":
            self.rows[at] = replace(self.rows[at], milestones=(*self.rows[at].milestones, statement))
        elif statement.kind == "figure":
            self.rows[at] = replace(self.rows[at], figures=(*self.rows[at].figures, statement))


def breakdown(report: Report) -> list[TaskRow]:
    """Return the tasks of a report's plan in the order of its text."""
    headings = {_bare(heading) for statement in report.statements for heading in statement.section}
    wanted = [each for each in report.statements if _is_task(each, headings)]
    return [row for sentence in _sentences(_without_preamble(wanted)) for row in sentence]


def _without_preamble(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without the appeals that open a plan before its own headings: 把握机遇, 奋力赶超.

    What stands beside a figure or a date is meant; where a plan has no headings of its own, all is.
    """
    if max((len(each.section) for each in statements), default=0) < _OWN_HEADINGS:
        return list(statements)
    meant = {each.sentence for each in statements if each.kind != "task"}
    return [
        each
        for each in statements
        if each.kind != "task" or len(each.section) >= _OWN_HEADINGS or each.sentence in meant
    ]


def _is_task(statement: Statement, headings: set[str]) -> bool:
    """Answer whether a statement undertakes something, and is neither said before nor only a heading."""
    if statement.repeats is not None:
        return False
    if statement.status == "rule":
        return statement.kind == "figure" and statement.unit in _TIMES and statement.comparator in ("ge", "gt")
    if statement.kind == "task" and (len(statement.subject) < _SHORTEST or _bare(statement.text) in headings):
        return False
    return statement.status == "target"


def _bare(text: str) -> str:
    return "".join(char for char in text if char.isalnum()).lstrip("一二三四五六七八九十0123456789")


def _sentences(statements: Iterable[Statement]) -> Iterator[list[TaskRow]]:
    """Yield the rows of one sentence after the other."""
    here, sentence = _Sentence(), None
    for statement in statements:
        if statement.sentence != sentence:
            if here.rows:
                yield here.rows
            here, sentence = _Sentence(), statement.sentence
        here.take(statement)
    if here.rows:
        yield here.rows


def _row(statement: Statement) -> TaskRow:
    return TaskRow(
        section=statement.section,
        title=_title(statement),
        statement=statement,
        figures=(statement,) if statement.kind == "figure" else (),
        milestones=(statement,) if statement.kind == "milestone" else (),
        lead=one_line(statement.lead or ""),
    )


def _title(statement: Statement) -> str:
    if statement.kind == "task":
        return one_line(statement.subject)
    if statement.kind == "milestone":
        return title(statement)
    return one_line(statement.subject)


def _belongs(statement: Statement, row: TaskRow) -> bool:
    """Answer whether a figure or a date is said of the thing of a row: the same name, or a property of it."""
    if statement.kind == "task" or statement.status != row.statement.status:
        return False
    mine, theirs = one_line(statement.subject), one_line(row.statement.subject)
    if len(mine) < _LETTERS or len(theirs) < _LETTERS:
        return False
    if statement.kind == "milestone":
        return mine in theirs or theirs in mine or (mine in row.title and len(mine) > _LETTERS)
    return mine.startswith(theirs) and len(mine) > len(theirs)


def numbered(rows: Sequence[TaskRow]) -> Iterator[tuple[str, str, TaskRow]]:
    """Yield each row with its number (3.2) and the heading that it is counted under."""
    chapter, within, heading = 0, 0, None
    for row in rows:
        here = _heading(row)
        if here != heading:
            chapter, within, heading = chapter + 1, 0, here
        within += 1
        yield f"{chapter}.{within}", here, row


def _heading(row: TaskRow) -> str:
    """Return the innermost heading, else that there is none."""
    return one_line(row.section[-1]) if row.section else "未分板块"
