"""What turns on a day is written down once, told in the journal, and missed days are caught up in their order."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.journal.verifying import verify
from duixian.ledger.actions import claims
from duixian.ledger.actions.assessing import assess
from duixian.ledger.actions.ladders import set_ladder
from duixian.ledger.actions.review import accept_many
from duixian.ledger.escalation import Ladder
from duixian.ledger.jobs import assess_place, start_assessing
from duixian.ledger.models import AssessedDay, Commitment, Document, Step
from duixian.ledger.queries.kept import rows_of
from duixian.ledger.queries.turns import states_on


def at(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2025, month, day, 10))


@pytest.fixture
def promised(document: Document, qin: Person) -> Document:
    with clock.standing_at(at(1, 20)):
        accept_many(list(document.statements.all()), by=qin)
    return document


def run(place: Place, month: int, day: int) -> int:
    """Assess at ten in the morning of a day; return how many turned."""
    with clock.standing_at(at(month, day)):
        return assess(place).turned


def milestone() -> Commitment:
    return Commitment.objects.get(title__contains="投入使用")


def test_a_deadline_that_passes_is_a_step_with_its_reason(promised: Document, county: Place) -> None:
    run(county, 6, 30)
    assert run(county, 7, 2) == 1
    step = Step.objects.get(commitment=milestone(), before="unknown")
    assert (step.day, step.assessment, step.colour) == (date(2025, 7, 1), "late", "blue")
    assert "已过 1 天" in step.words
    assert step.inputs["due"] == "2025-06-30"


def test_every_step_is_told_in_the_journal(promised: Document, county: Place) -> None:
    run(county, 6, 30)
    run(county, 7, 10)
    told = Entry.objects.filter(action="commitment.turn", subject_id=milestone().pk).order_by("seq")
    assert [entry.actor for entry in told] == ["系统", "系统"]
    assert '"colour":"orange"' in told[1].body
    assert verify().is_whole


def test_missed_days_are_caught_up_in_their_order(promised: Document, county: Place) -> None:
    run(county, 6, 30)
    run(county, 7, 31)
    colours = Step.objects.filter(commitment=milestone()).values_list("day", "colour")
    assert list(colours)[1:] == [(date(2025, 7, 1), "blue"), (date(2025, 7, 8), "orange"), (date(2025, 7, 22), "red")]
    assert AssessedDay.objects.count() == 32


def test_once_more_changes_nothing(promised: Document, county: Place) -> None:
    run(county, 7, 10)
    before = Step.objects.count(), Entry.objects.count()
    assert run(county, 7, 10) == 0
    assert (Step.objects.count(), Entry.objects.count()) == before


def test_a_day_that_is_not_over_is_refused(promised: Document, county: Place) -> None:
    with clock.standing_at(at(7, 10)), pytest.raises(LedgerError, match="还没有过完"):
        assess(county, on=date(2025, 7, 10))


def test_a_step_never_changes(promised: Document, county: Place) -> None:
    run(county, 7, 10)
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(words="改过的话")


def test_the_steps_say_what_the_pages_of_that_day_say(promised: Document, county: Place, qin: Person) -> None:
    run(county, 7, 1)
    with clock.standing_at(at(7, 3)):
        claim = claims.report(milestone(), by=qin, key="1", as_of=date(2025, 7, 3), is_done=True, papers=[PAPER])
        claims.confirm_evidence(claim.evidence.get(), by=qin, grade="甲", is_done=True)
    run(county, 7, 5)
    for day in (date(2025, 7, 2), date(2025, 7, 3), date(2025, 7, 4)):
        rows = rows_of(Commitment.objects.all(), day=day)
        assert states_on(list(Commitment.objects.all()), day) == {
            row.commitment.pk: str(row.standing.assessment) for row in rows
        }


PAPER = claims.Paper(sha256="0" * 64, size=3, name="验收单.pdf", media_type="application/pdf")


def colour_on(day: date) -> str:
    return rows_of(Commitment.objects.filter(pk=milestone().pk), day=day)[0].escalation.level


def test_other_steps_hold_from_the_day_they_are_set(promised: Document, county: Place, qin: Person) -> None:
    with clock.standing_at(at(7, 3)):
        set_ladder(county, ladder=Ladder(1, 3, 5), by=qin, reason="攻坚期从严")
    assert (colour_on(date(2025, 7, 2)), colour_on(date(2025, 7, 3))) == ("blue", "orange")
    entry = Entry.objects.get(action="place.ladder")
    assert '"before":{"blue":1,"orange":6,"red":16}' in entry.body


def test_one_commitment_may_have_steps_of_its_own(promised: Document, county: Place, qin: Person) -> None:
    with clock.standing_at(at(7, 1)):
        set_ladder(county, ladder=Ladder(1, 3, 5), by=qin, reason="攻坚期从严")
        set_ladder(milestone(), ladder=Ladder(1, 10, 20), by=qin, reason="等上级批复")
    assert colour_on(date(2025, 7, 10)) == "blue"


def test_steps_that_do_not_rise_are_refused(county: Place, qin: Person) -> None:
    with pytest.raises(LedgerError, match="工作日数不对"):
        set_ladder(county, ladder=Ladder(1, 6, 6), by=qin, reason="写错了")


def test_the_worker_is_given_each_place_once(promised: Document, county: Place) -> None:
    with clock.standing_at(at(7, 10)):
        assert start_assessing() == 1
        assess_place.call(county.pk)
        assert start_assessing() == 0
