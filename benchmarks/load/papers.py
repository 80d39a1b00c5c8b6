"""The documents of a generated county, and the statements in them, each at its place in the text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from benchmarks.load.bulk import put_rows
from benchmarks.load.cast import Cast, named
from benchmarks.load.chronicle import Chronicle
from benchmarks.load.kinds import Said, promise_of, result_of, task_of
from benchmarks.load.size import YEARS, Size
from duixian.ledger import storage
from duixian.ledger.models import Document, Statement
from duixian.ledger.pure import as_read

# Of a hundred results, how many are facts that nobody follows.
FACTS = 33
TASKS = 3  # promises under a task
# One in so many is not reviewed yet.
WAITING = 40


@dataclass(slots=True)
class Papers:
    """Documents, statements, what each promise and task was drawn as, and which of them are tasks."""

    documents: list[Document] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    said: dict[int, Said] = field(default_factory=dict)
    tasks: set[int] = field(default_factory=set)


def papers_of(size: Size, cast: Cast, chronicle: Chronicle, draw: random.Random) -> Papers:
    """Return the documents of five years with their statements, told in the journal; `store_papers` stores them."""
    papers = Papers()
    for year in YEARS:
        for number in range(size.documents):
            _document(papers, size, cast, chronicle, draw, year, number)
    return papers


def _document(
    papers: Papers, size: Size, cast: Cast, chronicle: Chronicle, draw: random.Random, year: int, number: int
) -> None:
    at = datetime(year, 1, 5, 1, 0, tzinfo=UTC) + timedelta(days=number)
    key, path = len(papers.documents) + 1, cast.county.path
    title = f"清河湾县{year}年政府工作报告" if not number else f"清河湾县{year}年{named(number)}专项工作清单"
    row = Document(
        id=key, place=cast.county, name=f"{year}-{number:02}.txt", title=title, year=year,
        kind="plan" if number else "work_report", issued_on=at.date(), state="ready", encoding="utf-8",
        reader_version="0.1.0", is_fictional=True, uploaded_by_id=cast.keeper[1], uploaded_at=at, read_at=at,
    )  # fmt: skip
    parts = list(_parts(size, draw, year, len(papers.statements)))
    row.text = f"{title}\n\n" + "".join(
        said.sentence + ("\n" if at % 6 == 5 else "") for at, (said, _) in enumerate(parts)
    )
    data = row.text.encode()
    row.sha256, row.size = storage.keep([data])[0], len(data)
    papers.documents.append(row)
    chronicle.tell(row, "document.add", at=at, by=cast.keeper, place=path, after={"name": row.name, "size": row.size})
    chronicle.tell(row, "document.read", at=at, place=path, after={"statements": len(parts)})
    begin = len(title) + 2
    for order, (said, fields) in enumerate(parts, 1):
        statement = _statement(papers, row, said, fields, order, begin, at)
        begin += len(said.sentence) + (1 if (order - 1) % 6 == 5 else 0)
        _reviewed(statement, cast, chronicle, at + timedelta(hours=2))


def _parts(size: Size, draw: random.Random, year: int, first: int) -> Iterator[tuple[Said, dict[str, Any]]]:
    """Yield what a document says: results of last year, then each task with the promises under it."""
    tasks = size.promises // TASKS
    for number in range(size.statements - size.promises - tasks):
        status = "fact" if draw.randrange(100) < FACTS else "result"
        yield result_of(draw, first + number, year), {"status": status, "year": year - 1, "section": ["一、工作回顾"]}
    for task in range(tasks):
        fields = {"status": "target", "year": year, "section": ["二、工作安排", f"（{task % 8 + 1}）"]}
        yield task_of(draw, first + 1000 + task, year), {**fields, "task": True}
        for each in range(TASKS):
            yield promise_of(draw, first + size.statements + task * TASKS + each, year), fields


def _statement(
    papers: Papers, document: Document, said: Said, fields: dict[str, Any], order: int, begin: int, at: datetime
) -> Statement:
    key = len(papers.statements) + 1
    start = begin + said.sentence.index(said.words)
    own = {name: value for name, value in fields.items() if name != "task"}
    row = Statement(
        id=key, document=document, number=order, start=start, end=start + len(said.words), text=said.words,
        sentence_start=begin, sentence_end=begin + len(said.sentence), confidence=0.96, **{**own, **said.fields},
    )  # fmt: skip
    row.as_read = as_read(row).as_dict()
    papers.statements.append(row)
    if fields["status"] == "target":
        papers.said[key] = said
    if "task" in fields:
        papers.tasks.add(key)
    return row


def _reviewed(row: Statement, cast: Cast, chronicle: Chronicle, at: datetime) -> None:
    if row.status != "target" and row.pk % WAITING == 0:
        return
    row.review, row.reviewed_by_id, row.reviewed_at = "accepted", cast.keeper[1], at
    before, after = {"review": "proposed"}, {"review": "accepted", "together": True}
    chronicle.tell(row, "statement.accept", at=at, by=cast.keeper, place=cast.county.path, before=before, after=after)


def store_papers(papers: Papers, chronicle: Chronicle) -> None:
    """Store documents and statements, once the journal is written."""
    for rows in (papers.documents, papers.statements):
        chronicle.set_heads(rows)
        put_rows(rows)


def end_of_year(row: Statement) -> date | None:
    """Return the last day of a promise."""
    return row.due or (date(row.year, 12, 31) if row.year else None)
