"""Steps of all cases at once: how many are open and late, how long they took; `programs.steps` says it of one case."""

from __future__ import annotations

from datetime import date

import polars as pl
from django.db.models import Q

from duixian.cases.asked import KEY, Asked, by_version, table, workday_number
from duixian.cases.models import CaseStep
from duixian.catalogue.calendar import add_workdays
from duixian.programs import Program
from duixian.programs.conditions import reading
from duixian.programs.schema import Step

COUNTED = ("steps_open", "steps_late")
STEPS = frozenset({*COUNTED, "days_together", "days_saved"})


def needed_by_steps(asked: Asked) -> set[str]:
    steps = [(step.when, version) for version in asked.shelved.versions for step in version.steps]
    rules = [reading(when, program=version, day=asked.day) for when, version in steps if when]
    return {column.id for each in rules for column in each.rule.columns}


def steps_of(found: pl.DataFrame, asked: Asked) -> pl.DataFrame:
    """Return how many steps of each case nobody has done yet, how many an office holds beyond their limit, and, once
    all are done, the working days that they took together and that this saved."""
    # Most steps of most cases are still to come: those rows say nothing.
    rows = asked.of(CaseStep.objects.filter(Q(asked_on__lte=asked.day) | ~Q(waived_why="")), "case")
    taken = table(
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
    every = [
        _step(each, program, rows, _of(each, known), _of(each, waived), asked.day)
        for program, rows in by_version(found, asked)
        for each in program.steps
    ]
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
    took = workday_number(pl.col("answered")) - workday_number(pl.col("asked"))
    known = taken.filter(pl.col("asked") <= day).sort("attempt").with_columns(took.alias("took"))
    told = known.group_by(KEY, "step", maintain_order=True).agg(
        pl.col("asked").first().alias("begun"),
        pl.col("asked", "answered", "granted").last(),
        pl.col("took").head(pl.len() - 1).sum().alias("earlier"),
    )
    return told.with_columns(answered=pl.when(pl.col("answered") <= day).then(pl.col("answered")))


def _of(step: Step, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("step") == step.id)


def _step(
    step: Step, program: Program, found: pl.DataFrame, known: pl.DataFrame, waived_rows: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Return of each case whether a step is open and whether it is late, as `programs.steps.course` says it; of one
    that is needed also its working days: the number of its first, of its last, and how many offices spent on it."""
    needed = pl.lit(True)
    if step.when is not None:
        needed = reading(step.when, program=program, day=day).polars().fill_null(True)
    needed &= ~pl.col(KEY).is_in(waived_rows[KEY].implode())
    rows = found.select(KEY, needed.alias("needed")).join(known, on=KEY, how="left", maintain_order="left")
    limits = {each: add_workdays(each, step.limit).day for each in rows["asked"].drop_nulls().unique()}
    deadline = pl.col("asked").replace_strict(limits, default=None, return_dtype=pl.Date)
    answered, passed = pl.col("answered"), (pl.lit(day) > deadline).fill_null(False)
    deemed = passed & (answered.is_null() | (answered > deadline)) if step.deemed else pl.lit(False)
    is_asked, is_needed = pl.col("asked").is_not_null(), pl.col("needed")
    done = is_asked & (deemed | (answered.is_not_null() & pl.col("granted")))
    late = (
        is_asked
        & answered.is_null()
        & ~deemed
        & (workday_number(pl.lit(day)) - workday_number(pl.col("asked")) > step.limit)
    )
    ended = workday_number(pl.when(deemed).then(deadline).otherwise(answered))
    days = {"begun": workday_number(pl.col("begun")), "ended": ended}
    days["spent"] = ended - workday_number(pl.col("asked")) + pl.col("earlier")
    return rows.select(
        KEY,
        (is_needed & ~done).alias("open"),
        (is_needed & late).alias("late"),
        *(pl.when(is_needed).then(each).alias(name) for name, each in days.items()),
    )
