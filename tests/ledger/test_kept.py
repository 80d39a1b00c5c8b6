"""Rows that are kept between requests are those that would be made anew, whatever was written meanwhile."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from deeds import THIS_YEAR, written
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from given import promise
from people import read_into

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.journal.entries import SYSTEM, Change, record_many
from duixian.journal.models import Entry
from duixian.journal.state import MANY, WINDOW, Mark, mark, written_between
from duixian.ledger.actions import claims
from duixian.ledger.models import Commitment, Document
from duixian.ledger.queries import kept, past_rows
from duixian.ledger.queries.rows import Row


def shown(rows: list[Row]) -> list[tuple[object, ...]]:
    return [
        (row.commitment.pk, row.target, row.now, row.reported, row.due, row.standing, row.escalation, row.facts.claims,
         row.commitment.lead and row.commitment.lead.name)
        for row in rows
    ]  # fmt: skip


def test_kept_rows_are_those_made_anew(reviewed: Document, qin: Person, housing: Office, xu: Person) -> None:
    rows, today = Commitment.objects.order_by("pk"), clock.today()
    before, changed = shown(kept.rows_of(rows, day=today)), []
    for deed in written(reviewed, qin, housing, xu):
        for day in (today, today - timedelta(days=1)):
            seen = shown(kept.rows_of(rows, day=day))
            kept.forget()
            assert seen == shown(kept.rows_of(rows, day=day)), deed
        now = shown(kept.rows_of(rows, day=today))
        changed += [deed] if now != before else []
        before = now
    assert len(changed) >= 7, changed


def kept_on_disk() -> None:
    """Wait until what is kept for other processes is written."""
    for each in threading.enumerate():
        if isinstance(each, threading.Timer):
            each.join(timeout=20)


def test_rows_of_a_past_day_on_disk_are_those_made_anew(
    reviewed: Document, qin: Person, housing: Office, xu: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(past_rows, "WORTH", 1)
    monkeypatch.setattr(past_rows, "LATER", 0)
    rows, yesterday, held = Commitment.objects.order_by("pk"), clock.today() - timedelta(days=1), []
    Commitment.objects.update(accepted_at=clock.now() - timedelta(days=9))
    kept.rows_of(rows, day=yesterday)
    for deed in written(reviewed, qin, housing, xu):
        kept.forget()
        kept_on_disk()
        states = kept.states_of(list(rows.all()), day=yesterday)
        read = shown(kept.rows_of(rows, day=yesterday))
        assert states == {row.commitment.pk: row.standing.assessment for row in kept.rows_of(rows, day=yesterday)}
        held += [deed] if read_back(yesterday) else []
        kept.forget()
        caches["days"].clear()
        assert read == shown(kept.rows_of(rows, day=yesterday)), deed
    assert {"reported", "observed"} <= set(held)


def read_back(day: date) -> int:
    """Return how many rows of a day come from disk as it is now."""
    kept_on_disk()
    asked = kept._Asked(day, day, is_past=True, language="zh-hans")
    return len(kept._read_back(asked, list(Commitment.objects.values_list("pk", flat=True)), mark()))


def test_rows_of_another_ledger_are_not_read(reviewed: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past_rows, "WORTH", 1)
    monkeypatch.setattr(past_rows, "LATER", 0)
    yesterday = clock.today() - timedelta(days=1)
    kept.rows_of(Commitment.objects.all(), day=yesterday)
    assert read_back(yesterday) == Commitment.objects.count()
    monkeypatch.setattr(past_rows, "_hash_of", lambda key: "another")
    assert read_back(yesterday) == 0


def asked() -> int:
    with CaptureQueriesContext(connection) as queries:
        kept.rows_of(Commitment.objects.all(), day=clock.today())
    return len(queries)


def test_what_bears_on_nothing_leaves_all_rows_kept(reviewed: Document, qin: Person) -> None:
    kept.rows_of(Commitment.objects.all(), day=clock.today())
    assert asked() == 2
    document = read_into(reviewed.place, qin, THIS_YEAR, name="补充.txt")
    assert document.statements.exists()
    assert asked() == 3, "one more query, for what was written"
    assert asked() == 2


def test_a_report_makes_one_row_anew(reviewed: Document, qin: Person, housing: Office, xu: Person) -> None:
    first = {row.commitment.pk: row for row in kept.rows_of(Commitment.objects.all(), day=clock.today())}
    one = promise("小区", lead=housing)
    claims.report(one, by=xu, key="a", as_of=clock.today(), value=Decimal(3))
    again = kept.rows_of(Commitment.objects.all(), day=clock.today())
    assert [row.commitment.pk for row in again if row is not first[row.commitment.pk]] == [one.pk]


def test_each_language_has_rows_of_its_own(reviewed: Document) -> None:
    chinese = kept.rows_of(Commitment.objects.all(), day=clock.today())[0].standing.words
    with translation.override("en"):
        english = kept.rows_of(Commitment.objects.all(), day=clock.today())[0].standing.words
    assert chinese != english


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        (range(1, 5), range(1, 5), set()),
        (range(1, 5), range(1, 7), {5, 6}),
        ((1, 2, 4), (1, 2, 3, 4), {3}),  # seen late: another transaction was quicker
        ((), (1, 2), {1, 2}),
        (range(1, 5), range(1, 3), None),  # an older copy was put in place
        (range(1, 201), range(300, 500), None),
        (range(1, 201), range(150, 350), None),  # more than can be told one by one
    ],
)
def test_what_was_written_between_two_states(before: range, now: range, new: set[int] | None) -> None:
    marks = [Mark(max(each, default=0), frozenset(each)) for each in (before, now)]
    assert all(len(each.near) <= WINDOW for each in marks)
    assert written_between(*marks) == (None if new is None else frozenset(new))


def test_hundreds_of_entries_are_told_one_by_one_thousands_are_not(reviewed: Document, qin: Person) -> None:
    def write(number: int) -> None:
        record_many([Change(subject=reviewed, action="document.retry", place="") for _ in range(number)], by=SYSTEM)

    before, there = mark(), frozenset(Entry.objects.values_list("pk", flat=True))
    write(WINDOW * 2)
    assert written_between(before, mark()) == frozenset(Entry.objects.values_list("pk", flat=True)) - there
    write(MANY)
    assert written_between(before, mark()) is None
