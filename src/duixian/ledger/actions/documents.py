"""Documents: taking one in, storing what the reader found in it, saying that it could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from duixian import __version__
from duixian.accounts.models import Person, Place
from duixian.errors import DuixianError, DuplicateError, LedgerError
from duixian.exporters.shown import report_title
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger import storage
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.models import Document, Statement
from duixian.ledger.pure import known_indicators, row_of
from duixian.statement import Report, Span

BATCH = 500


def add_document(
    chunks: Iterable[bytes], *, name: str, place: Place, by: Person | None, fictional: bool = False
) -> Document:
    """Keep a file and return its document, waiting to be read; raises DuplicateError for bytes that are there."""
    digest, size = storage.keep(chunks)
    if not size:
        raise LedgerError(_("文件是空的，没有存。"), where=name, hint=_("看看它的大小，另存一份再传。"))
    with transaction.atomic():
        there = Document.objects.filter(place=place, sha256=digest).first()
        if there is not None:
            raise DuplicateError(
                _("这份文件已经在了：%(there)s，%(uploaded_at)s 传的。")
                % {"there": there.title, "uploaded_at": f"{there.uploaded_at:%Y-%m-%d}"},
                key=there.pk,
                where=name,
                hint=_("不用再传一次，打开那一份就行。"),
            )
        document = Document.objects.create(
            place=place,
            name=name[:200],
            title=Path(name).stem[:200],
            sha256=digest,
            size=size,
            is_fictional=fictional,
            uploaded_by=by,
        )
        after = {"name": name, "sha256": digest, "size": size}
        record(Change(subject=document, action="document.add", after=after, place=place.path), by=actor(by))
    return document


def progress(document: Document, *, step: str, done: int = 0, total: int = 0) -> None:
    """Say how far the reading of a document is; not an event of its history."""
    state = Document.State.READING
    Document.objects.filter(pk=document.pk).update(state=state, step=step, done=done, total=total)


@transaction.atomic
def store_reading(document: Document, report: Report, *, pages: dict[str, Any] | None = None) -> Document:
    """Store the text and all statements of a document at once: it is there whole or not at all."""
    document = locked(document)
    if document.state == Document.State.READY:
        return document
    _describe(document, report)
    document.pages = pages
    document.save()
    _store_statements(document, report)
    after = {"statements": len(report.statements), "characters": len(report.text), "reader": __version__}
    record(Change(subject=document, action="document.read", after=after, place=document.place.path), by=actor(None))
    return document


def _describe(document: Document, report: Report) -> None:
    document.text = report.text
    document.encoding = report.encoding
    document.notes = [*report.notes, *_of_another_place(document, report)]
    document.title = (report_title(report) or document.title)[:200]
    document.year = document.year or report.year
    document.kind = kind_of(f"{document.name}{document.title}")
    document.state, document.step, document.problem = Document.State.READY, "", ""
    document.reader_version, document.read_at = __version__, clock.now()


def _of_another_place(document: Document, report: Report) -> list[str]:
    """Return a note where the text speaks of another place than the ledger it was put into."""
    here = document.place.name
    if not report.place or report.place in here or here in report.place:
        return []
    return [f"文件写的是{report.place}，放进了{here}的账本，请核对。"]


def kind_of(words: str) -> Document.Kind:
    """Return what sort of document a name and title speak of."""
    marks = {
        "工作报告": Document.Kind.WORK_REPORT,
        "代表大会": Document.Kind.PARTY_REPORT,
        "党代会": Document.Kind.PARTY_REPORT,
        "规划": Document.Kind.PLAN,
        "清单": Document.Kind.PLAN,
        "特刊": Document.Kind.PRESS,
        "专刊": Document.Kind.PRESS,
    }
    return next((kind for mark, kind in marks.items() if mark in words), Document.Kind.OTHER)


def _store_statements(document: Document, report: Report) -> None:
    known = known_indicators()
    reads = [(each, row_of(each, document, number=at, known=known)) for at, each in enumerate(report.statements, 1)]
    Statement.objects.bulk_create([row for _, row in reads], batch_size=BATCH)
    first = {read.start: row for read, row in reversed(reads)}
    said_before = [(row, first.get(read.repeats)) for read, row in reads if read.repeats is not None]
    again = []
    for row, before in said_before:
        if before is not None and before is not row:
            row.repeats = before
            again.append(row)
    Statement.objects.bulk_update(again, ["repeats"], batch_size=BATCH)


@transaction.atomic
def refuse_document(document: Document, error: DuixianError) -> None:
    """Say why a document could not be read and what to do; the file stays."""
    document = locked(document)
    document.state, document.step = Document.State.FAILED, ""
    document.problem, document.remedy = str(error.what), error.hint
    document.save()
    after = {"problem": error.what, "code": error.code}
    record(Change(subject=document, action="document.refused", after=after, place=document.place.path), by=actor(None))


@transaction.atomic
def read_again(document: Document, *, by: Person) -> Document:
    """Put a document that could not be read back among those that wait; one that is not failed stays as it is."""
    document = locked(document)
    if document.state != Document.State.FAILED:
        return document
    before = {"problem": document.problem}
    document.state, document.problem, document.remedy = Document.State.WAITING, "", ""
    document.save()
    record(Change(subject=document, action="document.retry", before=before, place=document.place.path), by=actor(by))
    return document


@transaction.atomic
def describe_document(
    document: Document, *, title: str, kind: str, year: int | None, issued_on: date | None, by: Person, revision: int
) -> Document:
    """Correct what a document is: its title, kind, year, day of issue."""
    document = locked(document, revision=revision)
    wanted = {"title": title, "kind": kind, "year": year, "issued_on": issued_on}
    before = {name: getattr(document, name) for name in wanted}
    if before == wanted:
        return document
    for name, value in wanted.items():
        setattr(document, name, value)
    document.save()
    change = Change(
        subject=document, action="document.describe", before=before, after=wanted, place=document.place.path
    )
    record(change, by=actor(by))
    return document


@transaction.atomic
def mark_statement(document: Document, span: Span, *, fields: dict[str, Any], by: Person) -> Statement:
    """Add a statement that the reader did not find; it waits for review like any other."""
    if not 0 <= span.start < span.end <= len(document.text):
        raise LedgerError(_("选的地方不在文件里。"), where=document.title, hint=_("在左边的文字里重新选一段。"))
    number = Statement.objects.filter(document=document).count() + 1
    row = Statement.objects.create(
        document=document,
        number=number,
        start=span.start,
        end=span.end,
        text=span.of(document.text),
        origin="person",
        **{"sentence_start": span.start, "sentence_end": span.end, "subject": span.of(document.text), **fields},
    )
    after = {"start": span.start, "end": span.end, **fields}
    record(Change(subject=row, action="statement.mark", after=after, place=document.place.path), by=actor(by))
    return row
