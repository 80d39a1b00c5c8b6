"""What a program's indicators are over its cases on a day: whole, by choice, by place. The pure half says the same
of a few cases in `programs.figures`; tests/kernel/test_measuring.py holds the two equal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl
from django.db.models import QuerySet

from duixian.accounts.models import Place
from duixian.cases.asked import KEY, Asked
from duixian.cases.frames import PLACE, frame
from duixian.cases.models import Case
from duixian.cases.tables.shelf import Shelved
from duixian.programs import Figure, Passage, passage
from duixian.programs.conditions import AMOUNT, CONDITION, reading
from duixian.programs.schema import Indicator, Program

YES, WITHIN, PART, WHOLE = "yes", "within", "part", "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An indicator with its figure: of all cases, or of those with a `choice` of its split."""

    indicator: Indicator
    figure: Figure
    choice: str = ""
    choice_title: str = ""

    @property
    def unit(self) -> str:
        """The unit of the figure."""
        return self.indicator.units.get(self.choice, self.indicator.unit)

    @property
    def key(self) -> str:
        """Its name in an address: the indicator, and the choice where it splits."""
        return f"{self.indicator.id}.{self.choice}" if self.choice else self.indicator.id

    @property
    def title(self) -> str:
        """Its name in words."""
        return f"{self.indicator.title} · {self.choice_title}" if self.choice else self.indicator.title


def measured(
    shelved: Shelved,
    *,
    day: date,
    indicators: Iterable[Indicator] | None = None,
    within: Collection[int] | None = None,
) -> list[Measured]:
    """Return each figure on a day: one for each choice where an indicator splits, else one.

    Cases `within` some places only are counted. They are read once, however many indicators there are.
    """
    wanted = list(shelved.program.indicators if indicators is None else indicators)
    asked = Asked(shelved, day)
    cases = frame(asked, _columns(wanted, shelved.program, day))
    cases = cases if within is None else cases.filter(pl.col(PLACE).is_in(list(within)))
    return [found for each in wanted for found in _measured(each, _told(each, cases, asked), asked)]


def measured_at(
    shelved: Shelved, *, day: date, indicators: Iterable[Indicator], within: Mapping[int, Collection[int]]
) -> dict[int, list[Measured]]:
    """Return the figures on a day of several places, each over the cases at the places that belong to it."""
    wanted, asked = list(indicators), Asked(shelved, day)
    cases = frame(asked, _columns(wanted, shelved.program, day))
    told = [(each, _told(each, cases, asked)) for each in wanted]
    found: dict[int, list[Measured]] = {}
    for place, own in within.items():
        is_own = pl.col(PLACE).is_in(list(own))
        found[place] = [row for each, rows in told for row in _measured(each, rows.filter(is_own), asked)]
    return found


def places_of(shelved: Shelved, places: QuerySet[Place]) -> dict[int, list[int]]:
    """Return those of some places that have cases at or below them, each with the places that have those cases."""
    held = Case.objects.filter(program=shelved.program.id).order_by().values("place").distinct()
    paths = dict(Place.objects.filter(pk__in=held).values_list("pk", "path"))
    above = places.order_by("path").values_list("pk", "path")
    found = {pk: [each for each, own in paths.items() if own.startswith(path)] for pk, path in above}
    return {pk: keys for pk, keys in found.items() if keys}


def behind(
    shelved: Shelved, indicator: Indicator, *, day: date, choice: str = "", within: Collection[int] | None = None
) -> list[int]:
    """Return the keys of the cases behind a figure: those counted, summed, or of which a share is taken."""
    asked = Asked(shelved, day)
    cases = frame(asked, _columns([indicator], shelved.program, day))
    cases = cases if within is None else cases.filter(pl.col(PLACE).is_in(list(within)))
    return _behind(indicator, _told(indicator, cases, asked), choice)


def has_part(case: int, shelved: Shelved, figures: Sequence[tuple[Indicator, str]], *, day: date) -> list[bool]:
    """Answer for each figure, an indicator with a choice of its split, whether a case is behind it."""
    asked = Asked(shelved, day, [case])
    own = frame(asked, _columns([indicator for indicator, _ in figures], shelved.program, day))
    return [bool(_behind(indicator, _told(indicator, own, asked), choice)) for indicator, choice in figures]


def measured_with_cases(
    shelved: Shelved, *, day: date, indicators: Sequence[Indicator], within: Collection[int]
) -> list[tuple[Measured, list[int]]]:
    """Return the figures of `measured`, each with the keys of `behind`: the cases are read once for all."""
    asked = Asked(shelved, day)
    cases = frame(asked, _columns(indicators, shelved.program, day)).filter(pl.col(PLACE).is_in(list(within)))
    told = [(each, _told(each, cases, asked)) for each in indicators]
    return [(row, _behind(each, rows, row.choice)) for each, rows in told for row in _measured(each, rows, asked)]


def _behind(indicator: Indicator, told: pl.DataFrame, choice: str) -> list[int]:
    rows = told.filter(pl.col(WITHIN))
    if indicator.split and choice:
        rows = rows.filter(pl.col(indicator.split) == choice)
    if indicator.count is not None:
        rows = rows.filter(pl.col(YES))
    elif indicator.sum is not None:
        rows = rows.filter(pl.col(PART).is_not_null())
    return rows[KEY].to_list()


def passages(shelved: Shelved, *, day: date, within: Collection[int] | None = None) -> list[Passage]:
    """Return how each gate stands on a day; one whose day is over is told by the figure of its own day."""
    gates = shelved.program.gates
    days = {gate.title: min(day, date(day.year, *map(int, gate.by.split("-")))) for gate in gates}
    found: dict[tuple[date, str], Decimal | None] = {}
    for asked in sorted(set(days.values())):
        ids = {gate.indicator for gate in gates if days[gate.title] == asked}
        wanted = [each for each in shelved.program.indicators if each.id in ids]
        told = measured(shelved, day=asked, indicators=wanted, within=within)
        found |= {(asked, each.indicator.id): each.figure.value for each in told}
    return [passage(gate, found[days[gate.title], gate.indicator], day=day) for gate in gates]


def _columns(indicators: Sequence[Indicator], program: Program, day: date) -> set[str]:
    columns = {name for each in indicators for name in (each.on, each.split) if name}
    for each in indicators:
        for text, wants in _rules(each):
            columns |= {column.id for column in reading(text, program=program, day=day, wants=wants).rule.columns}
    return columns


def _rules(indicator: Indicator) -> list[tuple[str, str]]:
    share = CONDITION if indicator.to is None else AMOUNT
    texts = (
        (indicator.count, CONDITION), (indicator.sum, AMOUNT), (indicator.share, share), (indicator.to, AMOUNT),
        (indicator.of, CONDITION),
    )  # fmt: skip
    return [(text, wants) for text, wants in texts if text]


def _measured(indicator: Indicator, rows: pl.DataFrame, asked: Asked) -> list[Measured]:
    split = indicator.split
    if split is None:
        return [Measured(indicator=indicator, figure=_figure(indicator, rows, asked))]
    return [
        Measured(
            indicator=indicator,
            figure=_figure(indicator, rows.filter(pl.col(split) == choice), asked),
            choice=choice,
            choice_title=title,
        )
        for choice, title in asked.program.fields[split].choices.items()
    ]


def _told(indicator: Indicator, cases: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return the rows that belong to the indicator's year, each with what the rules say of it."""
    if indicator.on is not None:
        on, day = pl.col(indicator.on), asked.day
        cases = cases.filter((on.dt.year() == day.year) & (on <= day))
    within = pl.lit(True) if indicator.of is None else _expr(indicator.of, CONDITION, asked)
    told = [within.alias(WITHIN)]
    if indicator.count or (indicator.share and indicator.to is None):
        told.append(_expr(indicator.count or indicator.share or "", CONDITION, asked).alias(YES))
    if indicator.sum or indicator.to:
        told.append(_expr(indicator.sum or indicator.share or "", AMOUNT, asked).alias(PART))
    if indicator.to:
        told.append(_expr(indicator.to, AMOUNT, asked).alias(WHOLE))
    return cases.with_columns(*told)


def _expr(text: str, wants: str, asked: Asked) -> pl.Expr:
    return reading(text, program=asked.program, day=asked.day, wants=wants).polars()


def _figure(indicator: Indicator, rows: pl.DataFrame, asked: Asked) -> Figure:
    unknown, told = rows[WITHIN].null_count(), rows.filter(pl.col(WITHIN))
    if indicator.sum is not None:
        total = _sum(told[PART], indicator.sum, asked)
        missing = told[PART].null_count()
        value = None if told.height and missing == told.height else total
        return Figure(value=value, part=total, whole=None, unknown=unknown + missing, of=told.height)
    if indicator.to is not None:
        return _ratio(indicator, told, unknown, asked)
    yes, blank = Decimal(int(told[YES].sum())), told[YES].null_count()
    if indicator.count is not None:
        return Figure(value=yes, part=yes, whole=None, unknown=unknown + blank, of=told.height)
    whole = Decimal(told.height - blank)
    value = None if not whole else yes * 100 / whole
    return Figure(value=value, part=yes, whole=whole, unknown=unknown + blank, of=told.height)


def _ratio(indicator: Indicator, told: pl.DataFrame, unknown: int, asked: Asked) -> Figure:
    both = told.drop_nulls([PART, WHOLE])
    above = _sum(both[PART], indicator.share or "", asked)
    below = _sum(both[WHOLE], indicator.to or "", asked)
    value = None if not below else above * 100 / below
    missing = told.height - both.height
    return Figure(value=value, part=above, whole=below, unknown=unknown + missing, of=told.height)


def _sum(values: pl.Series, text: str, asked: Asked) -> Decimal:
    """Return the exact sum; what the rule counts in is whole, with the scale that its reading names."""
    scale = reading(text, program=asked.program, day=asked.day, wants=AMOUNT).plain[1]
    return Decimal(int(values.cast(pl.Int128).sum() or 0)).scaleb(-scale)
