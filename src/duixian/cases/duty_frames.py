"""Standing duties of all cases at once: how often each is due in the period of a day, done by who has to, and lacking.

`programs.duties` says the same of one case; tests/kernel/test_case_frames.py holds the two equal.
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from duixian.cases.asked import KEY, Asked, table, text, workday_number
from duixian.cases.models import CaseEvent, CaseExcuse
from duixian.catalogue.calendar import is_workday
from duixian.catalogue.periods import period_around
from duixian.programs.schema import ROLES, Event

Period = tuple[date, date]


def duty_columns(event: Event) -> set[str]:
    """Return the columns that the duty of an event gives; none where it is no duty."""
    return {f"{event.id}_{name}" for name in ("due", "done", "lacking")} if event.at_least else set()


def named_by(event: Event) -> set[str]:
    """Return the fields that say whose events count for a duty."""
    if event.at_least is None or event.by is None or event.by in ROLES:
        return set()
    return {event.by, *event.at_least.substitutes}


def with_duty(found: pl.DataFrame, event: Event, asked: Asked, entered: pl.DataFrame) -> pl.DataFrame:
    """Add `<event>_due`, `_done` and `_lacking` of an event that is a duty; `entered` is when each case entered each
    stage, in order, and `found` has the fields of `named_by`."""
    duty = event.at_least
    if duty is None:
        return found
    period = period_around(duty.per, asked.day)
    spans = _spans(entered, duty.during, period)
    on_duty = _workdays(spans).join(_excused(event, asked, spans, period), on=KEY, how="left")
    total = len(_workdays_of(period))
    days = pl.col("worked") - pl.col("excused").fill_null(0)
    # Rounded half up, as whole numbers: 2 × times × days + total over 2 × total.
    due = (2 * duty.times * days + total) // (2 * total) if total else pl.lit(0)
    due_name, done_name = f"{event.id}_due", f"{event.id}_done"
    found = found.join(on_duty.select(KEY, due.alias(due_name)), on=KEY, how="left")
    found = found.join(_done(found, event, asked, period).rename({"done": done_name}), on=KEY, how="left")
    found = found.with_columns(pl.col(due_name, done_name).fill_null(0).cast(pl.Int64))
    lacking = (pl.col(due_name) - pl.col(done_name)).clip(lower_bound=0)
    return found.with_columns(lacking.alias(f"{event.id}_lacking"))


def _spans(entered: pl.DataFrame, during: list[str], period: Period) -> pl.DataFrame:
    """Return the days of the period in which each case stood in one of some stages: the last stage goes on."""
    first, last = period
    until = pl.col("on").shift(-1).over(KEY) - pl.duration(days=1)
    return (
        entered.with_columns(until=until.fill_null(last).clip(upper_bound=last), since=pl.col("on").clip(first))
        .filter(pl.col("stage").is_in(during) & (pl.col("since") <= pl.col("until")))
        .select(KEY, "since", "until")
    )


def _workdays(spans: pl.DataFrame) -> pl.DataFrame:
    before = pl.col("since") - pl.duration(days=1)
    ends, begins = workday_number(pl.col("until")), workday_number(before)
    return spans.with_columns(worked=ends - begins).group_by(KEY).agg(pl.col("worked").sum())


def _excused(event: Event, asked: Asked, spans: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Return on how many working days of its spans each case was excused."""
    first, last = period
    rows = asked.of(CaseExcuse.objects.filter(event=event.id, since__lte=last, until__gte=first), "case")
    said = table(rows.values_list("case", text("since"), text("until")), _of_dates("from", "to"))
    days = pl.DataFrame({"day": _workdays_of(period)}, schema={"day": pl.Date})
    free = said.join(days, how="cross").filter(pl.col("day").is_between("from", "to")).select(KEY, "day").unique()
    inside = free.join(spans, on=KEY).filter(pl.col("day").is_between("since", "until"))
    return inside.group_by(KEY).agg(pl.len().cast(pl.Int64).alias("excused"))


def _done(found: pl.DataFrame, event: Event, asked: Asked, period: Period) -> pl.DataFrame:
    """Return how many events of the period so far count: those by who has to, or by a substitute."""
    rows = CaseEvent.objects.filter(event=event.id, withdrawn_at=None)
    rows = rows.filter(counts_on__gte=period[0], counts_on__lte=min(period[1], asked.day))
    came = table(asked.at_least_of(rows, "case").values_list("case", "by"), {KEY: pl.Int64, "came": pl.Int64})
    names = sorted(named_by(event))
    if names:
        came = came.join(found.select(KEY, *names), on=KEY)
        is_theirs = pl.any_horizontal(pl.col("came").cast(pl.String) == pl.col(name) for name in names)
        came = came.filter(is_theirs.fill_null(False))
    return came.group_by(KEY).agg(pl.len().alias("done"))


def _of_dates(*names: str) -> dict[str, type[pl.DataType]]:
    return {KEY: pl.Int64, **dict.fromkeys(names, pl.Date)}


def _workdays_of(period: Period) -> list[date]:
    first, last = period
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in days if is_workday(day)]
