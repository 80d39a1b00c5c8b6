"""Tying a commitment to an indicator of a program: proposed by unit, words and place, settled by a person, and then
measured: each new value becomes an observation of the commitment, and is judged as any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person, Place
from duixian.cases.measuring import Measured, measured, subject_of
from duixian.cases.models import Case, Tie
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.catalogue.periods import period_around
from duixian.catalogue.units import convert
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import SYSTEM, Change, record, record_many
from duixian.ledger.models import Commitment, Observation
from duixian.programs.schema import Indicator

# What an amount that grows over the year can measure; a share or a rank is not a sum of cases.
MEASURABLE = ("count", "level", "floor", "milestone")
# So many of an indicator's words a commitment must say, where no choice of its split is named.
LEAST = 2


@transaction.atomic
def propose_ties(shelved: Shelved) -> list[Tie]:
    """Propose each tie that was never proposed before: same county, this year or later, a unit that fits, and words."""
    places = Case.objects.filter(program=shelved.program.id).order_by().values("place").distinct()
    rows = Commitment.objects.filter(place__in=places, withdrawn_at=None, target_kind__in=MEASURABLE)
    rows = rows.filter(year__gte=clock.today().year)
    known = set(Tie.objects.filter(program=shelved.program.id).values_list("commitment", "indicator", "choice"))
    ties = [
        Tie(commitment=row, program=shelved.program.id, indicator=indicator.id, choice=choice, reasons=reasons)
        for row in rows.select_related("statement", "place").defer("baseline")
        for indicator, choice, reasons in _matches(row, shelved)
        if (row.pk, indicator.id, choice) not in known
    ]
    Tie.objects.bulk_create(ties, batch_size=500)
    return ties


def _matches(row: Commitment, shelved: Shelved) -> Iterator[tuple[Indicator, str, list[str]]]:
    said = f"{row.title} {row.statement.text}"
    for indicator in shelved.program.indicators:
        if not indicator.words or row.value is None:
            continue
        choices = shelved.program.fields[indicator.split].choices if indicator.split else {"": ""}
        for choice, title in choices.items():
            reasons = _reasons(row, said, indicator, choice, title)
            if reasons:
                yield indicator, choice, reasons


def _reasons(row: Commitment, said: str, indicator: Indicator, choice: str, title: str) -> list[str]:
    """Return why an indicator may measure a commitment, in words; nothing where it may not."""
    unit = indicator.units.get(choice, indicator.unit)
    found = [word for word in indicator.words if word in said]
    # One common word is no reason: 建成 alone stands in half of a plan.
    is_said = len(found) >= min(LEAST, len(indicator.words)) if not title else bool(found)
    if row.value is None or not is_said or not _named(title, said, indicator.words):
        return []
    if unit != row.unit and convert(Decimal(1), unit, to=row.unit) is None:
        return []
    kind = [f"类别“{title}”"] if title else []
    return [f"单位相合：{unit}", f"原文里有：{'、'.join(found)}", *kind]


def _named(title: str, said: str, words: Iterable[str]) -> bool:
    """Answer whether a text names a choice; the order of deed and thing differs: 老旧小区改造, 改造老旧小区."""
    for word in words:
        title = title.replace(word, "")
    return title in said


@transaction.atomic
def settle(tie: Tie, *, by: Person, is_confirmed: bool) -> Tie:
    """Confirm or refuse a tie; a commitment is measured by one indicator at most."""
    tie = locked(tie)
    other = Tie.objects.filter(commitment=tie.commitment_id, state=Tie.State.CONFIRMED).exclude(pk=tie.pk).first()
    if is_confirmed and other is not None:
        indicator = shelf.get(other.program).program.indicator(other.indicator)
        what = _("这项承诺已经由“%(indicator)s”计量。") % {"indicator": indicator.title}
        raise LedgerError(what, where=str(tie.commitment), hint=_("先把那一个改成“不相干”，再确认这一个。"))
    before = {"state": tie.state}
    tie.state, tie.by = Tie.State.CONFIRMED if is_confirmed else Tie.State.REFUSED, by
    tie.save(update_fields=["state", "by"])
    after = {"state": tie.state, "program": tie.program, "indicator": tie.indicator, "choice": tie.choice}
    place = tie.commitment.place.path
    record(Change(subject=tie, action="tie.settle", before=before, after=after, place=place), by=actor(by))
    return tie


@transaction.atomic
def feed(shelved: Shelved, *, day: date) -> list[Observation]:
    """Measure each commitment that is tied to this program; keep a value where it is new, and at each month's end."""
    ties = list(
        Tie.objects.filter(program=shelved.program.id, state=Tie.State.CONFIRMED)
        .select_related("commitment__place")
        .defer("commitment__baseline")
    )
    if not ties:
        return []
    ids = {tie.indicator for tie in ties}
    wanted = [each for each in shelved.program.indicators if each.id in ids]
    rows = [row for at in {tie.commitment.place for tie in ties} for row in _at(at, ties, wanted, shelved, day)]
    Observation.objects.bulk_create(rows)
    record_many([change_of(row, row.place.path) for row in rows], by=SYSTEM)
    return rows


def _at(
    place: Place, ties: Iterable[Tie], wanted: Sequence[Indicator], shelved: Shelved, day: date
) -> Iterator[Observation]:
    """Yield what is to be kept of the commitments of one place, measured by the cases there and below it."""
    within = list(Place.objects.filter(path__startswith=place.path).values_list("pk", flat=True))
    told = measured(shelved, day=day, indicators=wanted, within=within)
    figures = {(each.indicator.id, each.choice): each for each in told}
    for tie in ties:
        each = figures.get((tie.indicator, tie.choice))
        row = _observation(tie, each, shelved, day) if each is not None and tie.commitment.place == place else None
        if row is not None:
            yield row


def _observation(tie: Tie, found: Measured, shelved: Shelved, day: date) -> Observation | None:
    """Return what is to be kept of a figure: nothing where it is unknown, out of the year, or as it was."""
    row, value = tie.commitment, found.figure.value
    year = row.year or day.year
    if value is None or day.year != year:
        return None
    shown = value if found.unit == row.unit else convert(value, found.unit, to=row.unit)
    if shown is None or is_known(Observation.objects.filter(commitment=row), round(shown, 4), day):
        return None
    return Observation(
        subject=subject_of(shelved, found.indicator),
        commitment=row,
        place=row.place,
        period_start=date(year, 1, 1),
        period_end=day,
        measure=row.measure,
        value=round(shown, 4),
        unit=row.unit,
        obs_status=Observation.Status.PROVISIONAL,
        source=Observation.Source.PROGRAM,
        known_at=clock.now(),
    )


def is_known(rows: QuerySet[Observation], value: Decimal, day: date) -> bool:
    """Answer whether a value stands among observations already: since an earlier day of the year, or, at a month's end,
    from this very day."""
    own = rows.filter(source=Observation.Source.PROGRAM, period_end__gte=date(day.year, 1, 1), period_end__lte=day)
    last = own.order_by("-period_end", "-known_at").values_list("period_end", "value").first()
    is_end = day == period_around("month", day)[1]
    return last is not None and last[1] == value and (last[0] == day or not is_end)


def change_of(row: Observation, place: str) -> Change:
    """Return the entry of an observation at the place with this path."""
    after = {"value": row.value, "unit": row.unit, "period": row.period_end}
    return Change(subject=row, action="observation.take", after=after, place=place)
