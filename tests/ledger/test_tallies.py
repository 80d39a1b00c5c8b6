"""Entries are counted by the county's day, once, and those that came since are added."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from people import read_into

from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.ledger.models import Document
from duixian.ledger.queries import scope, tallies


def counted_one_by_one(person: Person) -> Counter[object]:
    return Counter(timezone.localdate(each.received_at) for each in scope.entries(person))


def test_days_are_those_of_the_county(reviewed: Document, qin: Person) -> None:
    # 7:30 in the evening of one day in Greenwich is the next day here.
    with clock.standing_at(datetime(2025, 3, 4, 19, 30, tzinfo=UTC)):
        read_into(reviewed.place, qin, "清河湾县2025年计划\n\n新建公厕12座。\n", name="计划.txt")
    found = tallies.entries_by_day(qin)
    assert found == counted_one_by_one(qin)
    assert found[date(2025, 3, 5)] > 0


def test_what_is_kept_is_not_counted_again(reviewed: Document, qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "ANEW", 2)
    assert tallies.entries_by_day(qin) == counted_one_by_one(qin)
    assert Entry.objects.count() > 10
    read_into(reviewed.place, qin, "清河湾县2025年计划\n\n新建公厕12座。\n", name="计划.txt")
    assert tallies.entries_by_day(qin) == counted_one_by_one(qin)


def test_an_office_is_told_nothing(reviewed: Document, xu: Person) -> None:
    assert not tallies.entries_by_day(xu)
