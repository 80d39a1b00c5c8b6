"""The rules of a program: where each stands in its file, what it wants to be, and what it says of a row on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from duixian.errors import RuleError
from duixian.programs.names import Name, names_of
from duixian.programs.schema import NUMBERS, Program
from duixian.rules import Column, Explanation, Flip, Names, Parameter, Reading, Rule, Value, parse

Path = tuple[str | int, ...]
Row = Mapping[str, Any]
CONDITION, AMOUNT = "condition", "amount"


def rules_of(program: Program) -> Iterator[tuple[Path, str, str]]:
    """Yield every rule of a program: where it stands, its text, and whether it is a condition or an amount."""
    for kind in ("stages", "steps", "alerts"):
        for number, row in enumerate(getattr(program, kind)):
            if row.when is not None:
                yield (kind, number, "when"), row.when, CONDITION
    for number, indicator in enumerate(program.indicators):
        share = CONDITION if indicator.to is None else AMOUNT
        wants = {"count": CONDITION, "sum": AMOUNT, "share": share, "to": AMOUNT, "of": CONDITION}
        written = {key: getattr(indicator, key) for key in wants}
        yield from ((("indicators", number, key), text, wants[key]) for key, text in written.items() if text)


def wrong_with(text: str, *, program: Program, wants: str) -> RuleError | None:
    """Return what is wrong with a rule of this program, or nothing."""
    try:
        rule_of(text, program, wants)
    except RuleError as error:
        return error
    return None


def numbers_of(program: Program) -> list[str]:
    """Return the columns that are numbers."""
    return [key for key, name in names_of(program).items() if name.kind in NUMBERS]


@lru_cache(maxsize=4096)
def rule_of(text: str, program: Program, wants: str) -> Rule:
    """Return a rule of a program, checked."""
    return parse(text, vocabulary(program), wants=wants)


@lru_cache(maxsize=64)
def vocabulary(program: Program) -> Names:
    """Return what the rules of a program may name."""
    return Names.of(map(_column, names_of(program).values()), _parameters(program))


def _column(name: Name) -> Column:
    return Column(
        id=name.id,
        kind=name.kind,
        title=name.title,
        unit=name.unit,
        choices=name.choices,
        least=name.least,
        most=name.most,
        only_null=name.only_null,
    )


def _parameters(program: Program) -> Iterator[Parameter]:
    for key, each in program.parameters.items():
        values = tuple(Value(since=one.since, value=one.value, reference=one.reference) for one in each.values)
        yield Parameter(id=key, title=each.title, kind=each.type, unit=each.unit, values=values)


def reading(text: str, *, program: Program, day: date, wants: str = CONDITION) -> Reading:
    """Return a rule of a program as it reads on a day."""
    return rule_of(text, program, wants).on(day)


def holds_or_none(text: str, row: Row, *, program: Program, day: date) -> bool | None:
    """Return whether a condition holds of a row; None where it cannot be told."""
    answer: bool | None = reading(text, program=program, day=day).value(row)
    return answer


def holds(text: str, row: Row, *, program: Program, day: date) -> bool:
    """Return whether a condition is known to hold."""
    return holds_or_none(text, row, program=program, day=day) is True


def value_of(text: str, row: Row, *, program: Program, day: date, wants: str = CONDITION) -> Any:
    """Return what a rule says of a row: yes, no, a Decimal, or None."""
    return reading(text, program=program, day=day, wants=wants).value(row)


def explain(text: str, row: Row, *, program: Program, day: date) -> Explanation:
    """Return each part of a condition with its value, in words."""
    return reading(text, program=program, day=day).explain(row)


def flips(text: str, row: Row, *, program: Program, day: date) -> tuple[Flip, ...]:
    """Return the smallest changes of one field found that would turn a condition."""
    return reading(text, program=program, day=day).flips(row)


def reasons(text: str, row: Row, *, program: Program, day: date) -> str:
    """Return the parts of a condition that do not hold, in words."""
    told = explain(text, row, program=program, day=day)
    parts = told.parts or (told,)
    return "；".join(str(part) for part in parts if part.answer is not True)
