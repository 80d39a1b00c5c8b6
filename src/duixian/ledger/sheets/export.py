"""The rows shown, as the workbook to be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, BinaryIO

from duixian.accounts.models import Office, Person
from duixian.exporters.plan import BETWEEN, NO_FIGURE, NOT_WRITTEN, PlanSheet, write_plan
from duixian.exporters.shown import one_line
from duixian.ledger.models import Document, Task
from duixian.ledger.queries.tasks import Row
from duixian.ledger.sheets.keys import RowKey, key_of

AROUND = 40
NOTE = "黄色格子填写，其余取自原文；要排序先撤销工作表保护（没有密码），不要删掉最后的隐藏列。"
AND = "、"


def write_rows(
    file: BinaryIO,
    document: Document,
    rows: Sequence[Row],
    *,
    day: date,
    offices: Sequence[Office],
    leaders: Sequence[Person],
) -> None:
    """Write exactly these rows, with the offices and leaders that may be chosen."""
    given = sum(row.task.lead is not None for row in rows)
    sheet = PlanSheet(
        title=f"{document.title} 任务分解表",
        note=f"{len(rows)} 项任务，已派 {given} 项 · {day:%Y-%m-%d} 导出。{NOTE}",
        rows=[list(values(row, document, day=day)) for row in rows],
        offices=[office.name for office in offices],
        leaders=[leader.name for leader in leaders],
    )
    write_plan(file, sheet)


def values(row: Row, document: Document, *, day: date) -> Iterator[Any]:
    """Yield the cells of a row in the order of `exporters.plan.HEADINGS`."""
    task = row.task
    yield row.number
    yield task.chapter
    yield from locked(row)
    yield row.due
    yield "" if row.is_due_written else NOT_WRITTEN
    yield task.lead.name if task.lead else ""
    yield AND.join(office.name for office in row.supporting)
    yield task.leader.name if task.leader else ""
    yield task.remark
    yield words(row, document)
    yield f"第 {task.statement.page} 页" if task.statement.page else f"{task.statement.start}–{task.statement.end} 字"
    yield key_of(RowKey(document=document.pk, task=task.pk, revision=task.revision, exported=day))


def locked(row: Row) -> tuple[str, str, str]:
    """Return what of a row comes from the text: title, figures and dates, unit."""
    title = f"{row.task.title}（经常性）" if row.task.is_duty else row.task.title
    units = [each.unit for each in row.task.commitments.all() if each.statement.kind == "figure"]
    return title, BETWEEN.join(measure.words for measure in row.measures) or NO_FIGURE, units[0] if units else ""


def sentence_of(task: Task) -> str:
    """Return the whole sentence that a task stands in."""
    return one_line(task.document.text[task.statement.sentence_start : task.statement.sentence_end])


def words(row: Row, document: Document) -> str:
    """Return the sentence of a task, or of a long one what stands round it."""
    statement = row.task.statement
    start = max(statement.sentence_start, statement.start - AROUND)
    end = min(statement.sentence_end, statement.end + AROUND)
    head = "…" if start > statement.sentence_start else ""
    return f"{head}{one_line(document.text[start:end])}{'…' if end < statement.sentence_end else ''}"
