"""Observations that come from no sentence: a series that an office sends, and its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.ledger.actions.locking import actor
from duixian.ledger.models import Indicator, Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A value of a period, as an office gives it; without a value it says that there is none yet."""

    start: date
    end: date
    value: Decimal | None
    unit: str
    measure: str
    status: str = "P"
    subject: str = ""


@transaction.atomic
def take(given: Given, *, indicator: Indicator, place: Place, by: Person) -> Observation:
    """Keep a value of an indicator; what was known of the same period stays, and is revised by it."""
    if given.value is None and given.status != Observation.Status.MISSING:
        hint = _("有数就填数；还没有，就把状态写成“缺”。")
        raise LedgerError(_("没有数值。"), where=f"{place.name} {indicator.title}", hint=hint)
    before = _standing(given, indicator, place)
    row = Observation.objects.create(
        indicator=indicator,
        subject=given.subject or indicator.title,
        place=place,
        period_start=given.start,
        period_end=given.end,
        measure=given.measure,
        value=given.value,
        unit=given.unit,
        obs_status=given.status,
        source=Observation.Source.PERSON,
        revises=before,
        known_at=clock.now(),
    )
    record_many([_change(row, before)], by=actor(by))
    return row


def _standing(given: Given, indicator: Indicator, place: Place) -> Observation | None:
    """Return what an office gave before for the same period, as it stands; what a document says is not revised."""
    rows = Observation.objects.select_for_update(of=("self",)).filter(
        indicator=indicator, place=place, period_start=given.start, period_end=given.end, measure=given.measure
    )
    rows = rows.filter(source=Observation.Source.PERSON, withdrawn_at=None, revised_by=None)
    return rows.order_by("-known_at", "-pk").first()


def _change(row: Observation, before: Observation | None) -> Change:
    after = {"value": row.value, "unit": row.unit, "period": row.period_end}
    earlier = {"value": before.value} if before else {}
    action = "observation.revise" if before else "observation.take"
    return Change(subject=row, action=action, before=earlier, after=after, place=row.place.path)
