"""How an indicator is worked out, in words that anyone reads: for its page and for what is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duixian.programs.conditions import AMOUNT, CONDITION, reading
from duixian.programs.names import names_of
from duixian.programs.schema import Indicator, Program

# Every case is in a stage, and one of a year has its date: a rule that says so counts them all.
EVERY = "{} IS NOT NULL"


def worked_out(indicator: Indicator, program: Program, *, day: date, choice: str = "") -> str:
    """Return how a figure comes about, as of a day: of which cases, of which year, what is counted or summed."""
    return "；".join([*_which(indicator, program, day, choice), _what(indicator, program, day)])


def _which(indicator: Indicator, program: Program, day: date, choice: str) -> Iterator[str]:
    if indicator.of is not None:
        yield f"只看这样的{program.case}：{_said(indicator.of, program, day)}"
    if indicator.split is not None and choice:
        field = program.fields[indicator.split]
        yield f"{field.title} ＝ {field.choices[choice]}"
    if indicator.on is not None:
        yield f"{names_of(program)[indicator.on].title}在 {day.year} 年"


def _what(indicator: Indicator, program: Program, day: date) -> str:
    if indicator.count is not None:
        every = f"数这样的{program.case}：{_said(indicator.count, program, day)}"
        is_every = indicator.count in (EVERY.format("stage"), EVERY.format(indicator.on))
        return f"数{program.case}的个数" if is_every else every
    if indicator.sum is not None:
        return f"把{_said(indicator.sum, program, day, AMOUNT)}加起来"
    part = indicator.share or ""
    if indicator.to is not None:
        above, below = _said(part, program, day, AMOUNT), _said(indicator.to, program, day, AMOUNT)
        return f"{above}之和 ÷ {below}之和"
    return f"其中这样的占多少：{_said(part, program, day)}"


def _said(text: str, program: Program, day: date, wants: str = CONDITION) -> str:
    return reading(text, program=program, day=day, wants=wants).words
