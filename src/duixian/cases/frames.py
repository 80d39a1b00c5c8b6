"""Every column that rules can name, of all cases of a program at once, as a frame: for alerts, indicators and gates.

`programs.case.columns_of` says the same of one case, in Python; tests/kernel/test_case_frames.py holds the two equal.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, Max, Q, Sum
from django.db.models.functions import Cast

from duixian.cases.asked import KEY, VERSION, Asked, by_version, table, text, workday_number
from duixian.cases.duty_frames import duty_columns, named_by, with_duty
from duixian.cases.models import Case, CaseEvent, CaseStage, EventAmount
from duixian.cases.past import fields_then
from duixian.cases.step_frames import COUNTED, STEPS, needed_by_steps, steps_of
from duixian.cases.tables.columns import EXACT, KEYED
from duixian.catalogue.periods import period_around
from duixian.programs import Program
from duixian.programs.conditions import vocabulary
from duixian.programs.schema import NUMBERS, Event, Field
from duixian.rules import SCALE, dtype_of, numbers

PLACE = "place_of_case"
# Of what an event counts there is a running total: of all, and of the periods around the day.
SUMS = ("total", "this_year", "this_quarter")


def frame(asked: Asked, wanted: Iterable[str]) -> pl.DataFrame:
    """Return the wanted columns of each case that was open on the day, with its key and place.

    Numbers are whole ten-thousandths, as the rules want them. Fields are as they stood on the day. The queries are as
    many as the kinds of columns, however many cases there are.
    """
    columns = set(wanted)
    columns |= needed_by_steps(asked) if columns & STEPS else set()
    columns |= {field for each in _duties(asked, columns) for field in named_by(each)}
    found = _cases(asked)
    found = found.join(_fields(asked, columns), on=KEY, how="left")
    entered = _entered(asked)
    found = found.join(_stages(entered, asked.program), on=KEY, how="left")
    found = _with_days(found, asked)
    for event in asked.program.events:
        found = _with_event(found, event, columns, asked)
        found = _with_duty(found, event.id, asked, entered) if columns & duty_columns(event) else found
    if columns & STEPS:
        found = found.join(steps_of(found, asked), on=KEY, how="left").with_columns(pl.col(COUNTED).fill_null(0))
    names = vocabulary(asked.program).columns
    told = [pl.col(key).cast(dtype_of(names[key])) for key in names if key in columns]
    return found.select(KEY, PLACE, *told).sort(KEY)


def _cases(asked: Asked) -> pl.DataFrame:
    """Return the cases that were open on the day; each with its version where there is more than one."""
    kinds = {KEY: pl.Int64, PLACE: pl.Int64, "opened_on": pl.Date}
    kinds |= {VERSION: pl.String} if asked.shelved.older else {}
    told = ("version",) if asked.shelved.older else ()
    rows = asked.of(Case.objects.filter(opened_on__lte=asked.day), "")
    return table(rows.values_list("pk", "place", text("opened_on"), *told), kinds)


def _fields(asked: Asked, columns: set[str]) -> pl.DataFrame:
    """Return the wanted fields, numbers as they are stored."""
    program, names = asked.program, vocabulary(asked.program).columns
    kept = {key: field for key, field in program.fields.items() if key in columns}
    told = [
        ExpressionWrapper(F(key), BigIntegerField()) if each.type in EXACT else F(key) for key, each in kept.items()
    ]
    types = {key: pl.Int64 if each.type in KEYED else dtype_of(names[key]) for key, each in kept.items()}
    rows = asked.at_least_of(asked.shelved.model._default_manager.all(), "case").values_list("pk", *told)
    known = _as_they_stood(table(rows, {KEY: pl.Int64, **types}), kept, asked)
    return known.with_columns(pl.col(key).cast(pl.String) for key, each in kept.items() if each.type in KEYED)


def _as_they_stood(known: pl.DataFrame, kept: Mapping[str, Field], asked: Asked) -> pl.DataFrame:
    """Take back what was changed after the day."""
    then = fields_then(asked.shelved, day=asked.day, keys=asked.keys)
    told = [(key, then[key]) for key in kept if then.get(key)]
    return known.with_columns(
        pl.col(KEY)
        .replace_strict(
            list(values),
            [_stored(value, kept[key]) for value in values.values()],
            default=pl.col(key),
            return_dtype=known.schema[key],
        )
        .alias(key)
        for key, values in told
    )


def _stored(value: Any, field: Field) -> Any:
    return int(value.scaleb(SCALE)) if value is not None and field.type in EXACT else value


def _entered(asked: Asked) -> pl.DataFrame:
    """Return when each case entered each stage up to the day, in order."""
    rows = asked.of(CaseStage.objects.filter(on__lte=asked.day), "case").values_list("case", "stage", text("on"), "pk")
    return table(rows, {KEY: pl.Int64, "stage": pl.String, "on": pl.Date, "key": pl.Int64}).sort("on", "key")


def _stages(entered: pl.DataFrame, program: Program) -> pl.DataFrame:
    """Return the stage of each case and since when, and the day that it first reached each."""
    on, stage = pl.col("on"), pl.col("stage")
    reached = [on.filter(stage == each.id).min().alias(f"reached_{each.id}") for each in program.stages]
    return entered.group_by(KEY, maintain_order=True).agg(stage.last(), on.last().alias("since"), *reached)


def _with_days(found: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    day, since = asked.day, pl.col("since")
    today = pl.lit(numbers().get(day), pl.Int64)
    limited = pl.concat([rows.with_columns(_limit(program)) for program, rows in by_version(found, asked)])
    return limited.with_columns(
        (pl.lit(day) - since).dt.total_days().alias("days_in_stage"),
        (today - workday_number(since)).alias("workdays_in_stage"),
        pl.lit(day).alias("today"),
        pl.lit(calendar.monthrange(day.year, day.month)[1] - day.day).alias("days_left_in_month"),
    )


def _limit(program: Program) -> pl.Expr:
    limits = {stage.id: stage.limit for stage in program.stages}
    return pl.col("stage").replace_strict(limits, default=None, return_dtype=pl.Int64).alias("stage_limit")


def _with_event(found: pl.DataFrame, event: Event, columns: set[str], asked: Asked) -> pl.DataFrame:
    """Add what a kind of event gives: how often, when last, and the running totals of its numbers."""
    key = event.id
    if columns & {f"{key}_count", f"{key}_this_month", f"last_{key}", f"days_since_{key}"}:
        found = _with_counts(found, key, asked)
    for name, field in event.fields.items():
        wanted = [each for each in SUMS if f"{key}_{name}_{each}" in columns]
        if field.type in NUMBERS and wanted:
            found = _with_sums(found, event, name, wanted, asked)
    return found


def _with_duty(found: pl.DataFrame, event: str, asked: Asked, entered: pl.DataFrame) -> pl.DataFrame:
    parts = [with_duty(rows, own.event(event), asked, entered) for own, rows in by_version(found, asked)]
    return pl.concat(parts)


def _duties(asked: Asked, columns: set[str]) -> list[Event]:
    """Return the wanted duties, of every version."""
    every = [event for own in asked.shelved.versions for event in own.events]
    return [each for each in every if columns & duty_columns(each)]


def _with_counts(found: pl.DataFrame, key: str, asked: Asked) -> pl.DataFrame:
    rows = CaseEvent.objects.filter(event=key, withdrawn_at=None, counts_on__lte=asked.day)
    in_month = Q(counts_on__gte=asked.day.replace(day=1))
    told = (
        asked.at_least_of(rows, "case")
        .values_list("case")
        .annotate(all=Count("pk"), month=Count("pk", filter=in_month), last=Max("counts_on"))
    )
    count, month, last = f"{key}_count", f"{key}_this_month", f"last_{key}"
    found = found.join(
        table(told, {KEY: pl.Int64, count: pl.Int64, month: pl.Int64, last: pl.Date}), on=KEY, how="left"
    )
    # From the opening where there was none: a case that nobody ever visited must not be silently unknown.
    begun = pl.max_horizontal(last, "opened_on")
    return found.with_columns(
        pl.col(count, month).fill_null(0), (pl.lit(asked.day) - begun).dt.total_days().alias(f"days_since_{key}")
    )


def _with_sums(found: pl.DataFrame, event: Event, name: str, wanted: Sequence[str], asked: Asked) -> pl.DataFrame:
    """Add the wanted running totals of a number: nothing entered is nothing done, so the total of none is 0."""
    rows = EventAmount.objects.filter(name=name, event__event=event.id, event__withdrawn_at=None)
    rows = asked.at_least_of(rows.filter(event__counts_on__lte=asked.day), "event__case")
    since = {"this_year": asked.day.replace(month=1, day=1), "this_quarter": period_around("quarter", asked.day)[0]}
    stored = ExpressionWrapper(F("value"), BigIntegerField())
    sums = {
        each: Sum(stored, filter=Q(event__counts_on__gte=since[each]) if each in since else None) for each in wanted
    }
    told = rows.values_list("event__case").annotate(
        **{key: Cast(each, BigIntegerField()) for key, each in sums.items()}
    )
    columns = {each: f"{event.id}_{name}_{each}" for each in wanted}
    found = found.join(table(told, {KEY: pl.Int64, **dict.fromkeys(columns.values(), pl.Int64)}), on=KEY, how="left")
    # An event keeps all its numbers in ten-thousandths; the rules want whole numbers whole.
    scale = 10**SCALE if event.fields[name].type == "integer" else 1
    return found.with_columns(pl.col(*columns.values()).fill_null(0) // scale)
