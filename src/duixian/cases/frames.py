"""Every column that rules can name, of all cases of a program at once, as a frame: for alerts, indicators and gates.

`programs.case.columns_of` says the same of one case, in Python; tests/kernel/test_case_frames.py holds the two equal.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.core.exceptions import EmptyResultSet
from django.db.models import BigIntegerField, CharField, Count, ExpressionWrapper, F, Max, Q, QuerySet, Sum
from django.db.models.functions import Cast

from duixian.cases.models import Case, CaseEvent, CaseStage, CaseStep, EventAmount
from duixian.cases.past import KEYED, fields_then
from duixian.cases.tables.columns import EXACT
from duixian.cases.tables.shelf import Shelved
from duixian.catalogue.calendar import add_workdays
from duixian.programs import Program
from duixian.programs.conditions import reading, vocabulary
from duixian.programs.schema import NUMBERS, Event, Field, Step
from duixian.rules import SCALE, dtype_of, numbers

KEY, PLACE = "case", "place_of_case"
COUNTED = ("steps_open", "steps_late")
STEPS = frozenset({*COUNTED, "days_together", "days_saved"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which program, as of which day, of which cases: all where `keys` is None."""

    shelved: Shelved
    day: date
    keys: Sequence[int] | None = None

    @property
    def program(self) -> Program:
        """The program."""
        return self.shelved.program

    def of(self, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
        """Return those rows that belong to the cases; `path` leads from a row to its case, "" from the case itself."""
        step = f"{path}__" if path else ""
        narrowed = {f"{step}program": self.program.id} if self.keys is None else {f"{step}pk__in": self.keys}
        return rows.filter(**narrowed).order_by()

    def at_least_of(self, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
        """Return the rows of the cases, and where all are asked for those of other programs: joining drops them.

        Looking up the case of each of half a million rows takes longer than reading some too many.
        """
        return rows.order_by() if self.keys is None else self.of(rows, path)


def frame(asked: Asked, wanted: Iterable[str]) -> pl.DataFrame:
    """Return the wanted columns of each case that was open on the day, with its key and place.

    Numbers are whole ten-thousandths, as the rules want them. Fields are as they stood on the day. The queries are as
    many as the kinds of columns, however many cases there are.
    """
    columns = set(wanted)
    columns |= _needed_by_steps(asked) if columns & STEPS else set()
    cases = asked.of(Case.objects.filter(opened_on__lte=asked.day), "").values_list("pk", "place", _text("opened_on"))
    found = _table(cases, {KEY: pl.Int64, PLACE: pl.Int64, "opened_on": pl.Date})
    found = found.join(_fields(asked, columns), on=KEY, how="left").join(_stages(asked), on=KEY, how="left")
    found = _with_days(found, asked)
    for event in asked.program.events:
        found = _with_event(found, event, columns, asked)
    if columns & STEPS:
        found = found.join(_steps(found, asked), on=KEY, how="left").with_columns(pl.col(COUNTED).fill_null(0))
    names = vocabulary(asked.program).columns
    told = [pl.col(key).cast(dtype_of(names[key])) for key in names if key in columns]
    return found.select(KEY, PLACE, *told).sort(KEY)


def _table(rows: QuerySet[Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Return the values of a query, column by column, as the database tells them: without a field for each value."""
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, bound = compiler.as_sql()
    except EmptyResultSet:
        return pl.DataFrame(schema=schema)
    with compiler.connection.cursor() as cursor:
        cursor.execute(sql, bound)
        told = cursor.fetchall()
    columns = zip(*told, strict=True) if told else [()] * len(schema)
    return pl.DataFrame([_column(name, each, kind) for (name, kind), each in zip(schema.items(), columns, strict=True)])


def _text(day: str) -> Cast:
    """Return a day as a text, which a frame reads sooner than Python."""
    return Cast(day, CharField())


def _column(name: str, values: Sequence[Any], kind: Any) -> pl.Series:
    """Return a column; days come as texts where they were asked for so, and of SQLite the last of some."""
    first = next((each for each in values if each is not None), None)
    if kind == pl.Date and isinstance(first, str):
        return pl.Series(name, values, dtype=pl.String).str.to_date()
    return pl.Series(name, values, dtype=kind)


def _fields(asked: Asked, columns: set[str]) -> pl.DataFrame:
    """Return the wanted fields, numbers as they are stored."""
    program, names = asked.program, vocabulary(asked.program).columns
    kept = {key: field for key, field in program.fields.items() if key in columns}
    told = [
        ExpressionWrapper(F(key), BigIntegerField()) if each.type in EXACT else F(key) for key, each in kept.items()
    ]
    types = {key: pl.Int64 if each.type in KEYED else dtype_of(names[key]) for key, each in kept.items()}
    rows = asked.at_least_of(asked.shelved.model._default_manager.all(), "case").values_list("pk", *told)
    known = _as_they_stood(_table(rows, {KEY: pl.Int64, **types}), kept, asked)
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


def _stages(asked: Asked) -> pl.DataFrame:
    """Return the stage of each case on the day and since when, and the day that it first reached each."""
    rows = asked.of(CaseStage.objects.filter(on__lte=asked.day), "case").values_list("case", "stage", _text("on"), "pk")
    kinds = {KEY: pl.Int64, "stage": pl.String, "on": pl.Date, "key": pl.Int64}
    entered = _table(rows, kinds).sort("on", "key")
    on, stage = pl.col("on"), pl.col("stage")
    reached = [on.filter(stage == each.id).min().alias(f"reached_{each.id}") for each in asked.program.stages]
    return entered.group_by(KEY, maintain_order=True).agg(stage.last(), on.last().alias("since"), *reached)


def _with_days(found: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    day, workdays = asked.day, numbers()
    limits = {stage.id: stage.limit for stage in asked.program.stages}
    since = pl.col("since")
    return found.with_columns(
        (pl.lit(day) - since).dt.total_days().alias("days_in_stage"),
        (workdays[day] - since.replace_strict(workdays, default=None, return_dtype=pl.Int64)).alias(
            "workdays_in_stage"
        ),
        pl.col("stage").replace_strict(limits, default=None, return_dtype=pl.Int64).alias("stage_limit"),
        pl.lit(day).alias("today"),
        pl.lit(calendar.monthrange(day.year, day.month)[1] - day.day).alias("days_left_in_month"),
    )


def _with_event(found: pl.DataFrame, event: Event, columns: set[str], asked: Asked) -> pl.DataFrame:
    """Add what a kind of event gives: how often, when last, and the running totals of its numbers."""
    key = event.id
    if columns & {f"{key}_count", f"{key}_this_month", f"last_{key}", f"days_since_{key}"}:
        found = _with_counts(found, key, asked)
    for name, field in event.fields.items():
        if field.type in NUMBERS and columns & {f"{key}_{name}_total", f"{key}_{name}_this_year"}:
            found = _with_sums(found, event, name, asked)
    return found


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
        _table(told, {KEY: pl.Int64, count: pl.Int64, month: pl.Int64, last: pl.Date}), on=KEY, how="left"
    )
    # From the opening where there was none: a case that nobody ever visited must not be silently unknown.
    begun = pl.max_horizontal(last, "opened_on")
    return found.with_columns(
        pl.col(count, month).fill_null(0), (pl.lit(asked.day) - begun).dt.total_days().alias(f"days_since_{key}")
    )


def _with_sums(found: pl.DataFrame, event: Event, name: str, asked: Asked) -> pl.DataFrame:
    """Add the running totals of a number: nothing entered is nothing done, so the total of none is 0."""
    rows = EventAmount.objects.filter(name=name, event__event=event.id, event__withdrawn_at=None)
    rows = asked.at_least_of(rows.filter(event__counts_on__lte=asked.day), "event__case")
    in_year = Q(event__counts_on__gte=asked.day.replace(month=1, day=1))
    stored = ExpressionWrapper(F("value"), BigIntegerField())
    sums = {"total": Sum(stored), "year": Sum(stored, filter=in_year)}
    told = rows.values_list("event__case").annotate(
        **{key: Cast(each, BigIntegerField()) for key, each in sums.items()}
    )
    total, year = f"{event.id}_{name}_total", f"{event.id}_{name}_this_year"
    found = found.join(_table(told, {KEY: pl.Int64, total: pl.Int64, year: pl.Int64}), on=KEY, how="left")
    # An event keeps all its numbers in ten-thousandths; the rules want whole numbers whole.
    scale = 10**SCALE if event.fields[name].type == "integer" else 1
    return found.with_columns(pl.col(total, year).fill_null(0) // scale)


def _needed_by_steps(asked: Asked) -> set[str]:
    rules = [reading(step.when, program=asked.program, day=asked.day) for step in asked.program.steps if step.when]
    return {column.id for each in rules for column in each.rule.columns}


def _steps(found: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return how many steps of each case nobody has done yet, how many an office holds beyond their limit, and, once
    all are done, the working days that they took together and that this saved."""
    # Most steps of most cases are still to come: those rows say nothing.
    rows = asked.of(CaseStep.objects.filter(Q(asked_on__lte=asked.day) | ~Q(waived_why="")), "case")
    taken = _table(
        rows.values_list("case", "step", "attempt", "asked_on", "answered_on", "granted", "waived_why"),
        {
            KEY: pl.Int64,
            "step": pl.String,
            "attempt": pl.Int64,
            "asked": pl.Date,
            "answered": pl.Date,
            "granted": pl.Boolean,
            "why": pl.String,
        },
    )
    known, waived = _as_of(asked.day, taken), taken.filter(pl.col("why") != "").select(KEY, "step").unique()
    every = [_step(each, found, _of(each, known), _of(each, waived), asked) for each in asked.program.steps]
    if not every:
        return found.select(KEY, *(pl.lit(None, pl.Int64).alias(name) for name in sorted(STEPS)))
    told = (
        pl.concat(every)
        .group_by(KEY)
        .agg(
            pl.col("open").sum().alias("steps_open"),
            pl.col("late").sum().alias("steps_late"),
            (pl.col("ended").max() - pl.col("begun").min()).alias("days_together"),
            pl.col("spent").sum(),
        )
    )
    took = pl.when(pl.col("steps_open") == 0).then(pl.col("days_together"))
    return told.with_columns(took.alias("days_together"), (pl.col("spent") - took).alias("days_saved")).drop("spent")


def _as_of(day: date, taken: pl.DataFrame) -> pl.DataFrame:
    """Return of each step that was asked for by a day the last time, when it was first, and the working days that
    offices had it before the last time."""
    took = _number(pl.col("answered")) - _number(pl.col("asked"))
    known = taken.filter(pl.col("asked") <= day).sort("attempt").with_columns(took.alias("took"))
    told = known.group_by(KEY, "step", maintain_order=True).agg(
        pl.col("asked").first().alias("begun"),
        pl.col("asked", "answered", "granted").last(),
        pl.col("took").head(pl.len() - 1).sum().alias("earlier"),
    )
    return told.with_columns(answered=pl.when(pl.col("answered") <= day).then(pl.col("answered")))


def _of(step: Step, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("step") == step.id)


def _number(day: pl.Expr) -> pl.Expr:
    """Return which working day it is, so that two of them can be subtracted."""
    return day.replace_strict(numbers(), default=None, return_dtype=pl.Int64)


def _step(
    step: Step, found: pl.DataFrame, known: pl.DataFrame, waived_rows: pl.DataFrame, asked: Asked
) -> pl.DataFrame:
    """Return of each case whether a step is open and whether it is late, as `programs.steps.course` says it; of one
    that is needed also its working days: the number of its first, of its last, and how many offices spent on it."""
    day = asked.day
    needed = pl.lit(True)
    if step.when is not None:
        needed = reading(step.when, program=asked.program, day=day).polars().fill_null(True)
    needed &= ~pl.col(KEY).is_in(waived_rows[KEY].implode())
    rows = found.select(KEY, needed.alias("needed")).join(known, on=KEY, how="left", maintain_order="left")
    limits = {each: add_workdays(each, step.limit).day for each in rows["asked"].drop_nulls().unique()}
    deadline = pl.col("asked").replace_strict(limits, default=None, return_dtype=pl.Date)
    answered, passed = pl.col("answered"), (pl.lit(day) > deadline).fill_null(False)
    deemed = passed & (answered.is_null() | (answered > deadline)) if step.deemed else pl.lit(False)
    is_asked, is_needed = pl.col("asked").is_not_null(), pl.col("needed")
    done = is_asked & (deemed | (answered.is_not_null() & pl.col("granted")))
    late = is_asked & answered.is_null() & ~deemed & (numbers()[day] - _number(pl.col("asked")) > step.limit)
    ended = _number(pl.when(deemed).then(deadline).otherwise(answered))
    days = {"begun": _number(pl.col("begun")), "ended": ended}
    days["spent"] = ended - _number(pl.col("asked")) + pl.col("earlier")
    return rows.select(
        KEY,
        (is_needed & ~done).alias("open"),
        (is_needed & late).alias("late"),
        *(pl.when(is_needed).then(each).alias(name) for name, each in days.items()),
    )
