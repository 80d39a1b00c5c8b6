"""Tying a commitment to an indicator of a program: proposed by unit, words and place, settled by a person, and then
measured: each new value becomes an observation of the commitment, and is judged as any other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person, Place
from duixian.cases.actions.taking import keep, observation_of
from duixian.cases.measuring import Measured, measured_at, places_of
from duixian.cases.models import Tie
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.catalogue.units import convert
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger.models import Commitment, Observation
from duixian.programs.schema import Gate, Indicator, Program

# What an amount of cases can measure, and what a share of them can; a growth or a rank is neither.
AMOUNTS = ("count", "level", "floor", "ceiling", "milestone")
SHARES = ("share", "level", "floor", "ceiling")
# So many of an indicator's words a commitment must say, where no choice of its split is named.
LEAST = 2


@transaction.atomic
def propose_ties(shelved: Shelved) -> list[Tie]:
    """Propose each tie that was never proposed before: same county, this year or later, a unit that fits, and words."""
    places = places_of(shelved, Place.objects.all())
    rows = Commitment.objects.filter(place__in=places, withdrawn_at=None, target_kind__in={*AMOUNTS, *SHARES})
    rows = rows.filter(year__gte=clock.today().year, value__isnull=False)
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
        if not indicator.words or row.target_kind not in (AMOUNTS if indicator.share is None else SHARES):
            continue
        choices = shelved.program.fields[indicator.split].choices if indicator.split else {"": ""}
        for choice, title in choices.items():
            reasons = _reasons(row, said, indicator, choice, title, shelved.program)
            if reasons:
                yield indicator, choice, reasons


def _reasons(row: Commitment, said: str, indicator: Indicator, choice: str, title: str, program: Program) -> list[str]:
    """Return why an indicator may measure a commitment, in words; nothing where it may not."""
    unit = indicator.units.get(choice, indicator.unit)
    found = [word for word in indicator.words if word in said]
    gates = [f"与门槛“{gate.title}”同一天、同一个数" for gate in program.gates if _is_gate(gate, indicator, row)]
    # One common word is no reason: 建成 alone stands in half of a plan.
    least = 1 if title or gates else min(LEAST, len(indicator.words))
    if len(found) < least or not _named(title, said, indicator.words):
        return []
    if unit != row.unit and convert(Decimal(1), unit, to=row.unit) is None:
        return []
    kind = [f"类别“{title}”"] if title else []
    return [f"单位相合：{unit}", f"原文里有：{'、'.join(found)}", *kind, *gates]


def _is_gate(gate: Gate, indicator: Indicator, row: Commitment) -> bool:
    """Answer whether a commitment promises what a gate asks for: the same indicator, figure and day of the year."""
    is_due = row.due is not None and f"{row.due:%m-%d}" == gate.by
    return is_due and gate.indicator == indicator.id and row.value in (gate.at_least, gate.at_most)


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
    """Measure each commitment of the year that is tied to this program, by the cases at its place and below; keep a
    value where it is new, and at each month's end."""
    ties = list(
        Tie.objects.filter(program=shelved.program.id, state=Tie.State.CONFIRMED)
        .select_related("commitment__place")
        .defer("commitment__baseline")
    )
    if not ties:
        return []
    ids = {tie.indicator for tie in ties}
    wanted = [each for each in shelved.program.indicators if each.id in ids]
    within = places_of(shelved, Place.objects.filter(pk__in={tie.commitment.place_id for tie in ties}))
    told = measured_at(shelved, day=day, indicators=wanted, within=within)
    figures = {(place, each.indicator.id, each.choice): each for place, found in told.items() for each in found}
    return keep(_observations(ties, figures, shelved, day))


def _observations(
    ties: Iterable[Tie], figures: Mapping[tuple[int, str, str], Measured], shelved: Shelved, day: date
) -> Iterator[Observation]:
    for tie in ties:
        row, found = tie.commitment, figures.get((tie.commitment.place_id, tie.indicator, tie.choice))
        if found is None or day.year != (row.year or day.year):
            continue
        own = Observation.objects.filter(commitment=row)
        made = observation_of(found, shelved, own, unit=row.unit or found.unit, day=day)
        if made is not None:
            made.commitment, made.place, made.measure = row, row.place, row.measure
            yield made
