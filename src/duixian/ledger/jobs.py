"""Long work: reading a document. Jobs run in the worker of `duixian serve` and say how far they are in the document.

A job that a stopped server leaves behind runs again from the start: what it stores, it stores in one transaction.
"""

from __future__ import annotations

from datetime import datetime

from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from duixian.accounts.models import Place
from duixian.errors import DuixianError, LedgerError
from duixian.ledger import papers, storage
from duixian.ledger.actions.assessing import assess
from duixian.ledger.actions.documents import progress, refuse_document, store_reading
from duixian.ledger.actions.links import propose
from duixian.ledger.comparing import comparison_of
from duixian.ledger.models import Document
from duixian.ledger.queries.turns import places_owed
from duixian.ledger.storing import in_chinese
from duixian.reader.formats import load_bytes
from duixian.reading import read_source


@task
def read_document(key: int) -> None:
    """Read the document with this key and store what it states, or why it cannot be read."""
    document = Document.objects.select_related("place").get(pk=key)
    if document.state == Document.State.READY:
        return
    with in_chinese():
        try:
            _read(document)
        except DuixianError as error:
            refuse_document(document, error)
        finally:
            _leave_none_reading(document)


def _leave_none_reading(document: Document) -> None:
    """Say that the reading broke off where a bug ended it; the error itself stays loud in the worker's log."""
    if Document.objects.filter(pk=document.pk, state=Document.State.READING).exists():
        hint = "再读一次；还是这样，就把原件和服务的日志一起交给维护的人。"
        refuse_document(document, LedgerError("读到一半程序出了错，没有存下任何内容。", hint=hint))


def _read(document: Document) -> None:
    progress(document, step="认出文字")
    source = load_bytes(storage.read(document.sha256), document.name)
    progress(document, step="读出条目")
    report = read_source(source, year=document.year)
    pages = papers.kept(
        source.paper, document.sha256, said=lambda at, of: progress(document, step="存页面", done=at, total=of)
    )
    store_reading(document, report, pages=pages)
    compare_place.enqueue(document.place_id)


@task
def compare_place(key: int, before: str = "") -> None:
    """Propose what the linker sees in the documents of the place with this key; of a past day only look at them."""
    place = Place.objects.get(pk=key)
    if before:
        comparison_of(place, before=datetime.fromisoformat(before))
    else:
        propose(place)


def start_comparing(place: Place, *, before: datetime | None = None) -> None:
    """Queue a place for comparing, unless it waits already; with `before` only for the page of a past day."""
    if place.pk not in _queued(compare_place.module_path):
        compare_place.enqueue(place.pk, *([before.isoformat()] if before else []))


def _queued(path: str) -> set[int]:
    """Return the keys for which a job waits or runs."""
    states = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    waiting = DBTaskResult.objects.filter(task_path=path, status__in=states)
    return {each["args"][0] for each in waiting.values_list("args_kwargs", flat=True)}


@task
def assess_place(key: int) -> None:
    """Assess the finished days of the place with this key that were not assessed yet."""
    assess(Place.objects.get(pk=key))


def start_assessing() -> int:
    """Queue the places whose yesterday is not assessed yet, each once; return how many."""
    queued = _queued(assess_place.module_path)
    owed = [place for place in places_owed() if place.pk not in queued]
    for place in owed:
        assess_place.enqueue(place.pk)
    return len(owed)


def start_reading(document: Document) -> None:
    """Queue a document for reading."""
    read_document.enqueue(document.pk)


def resume() -> int:
    """Put jobs that a stopped worker left in the middle back into the queue; return how many there were.

    Call it before a worker starts, while none runs.
    """
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    return left.update(status=TaskResultStatus.READY, started_at=None)
