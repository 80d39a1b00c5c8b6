"""What a rule may name: columns and dated parameters, each with a type, a unit and bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NUMBERS = frozenset({"integer", "decimal", "money", "share", "area"})
KINDS = NUMBERS | {"text", "choice", "date", "boolean"}
# Exact decimals are kept as whole ten-thousandths: in the database, in frames, and while a rule is worked out.
SCALE = 4
MOST = Decimal(10) ** 11
MOST_INTEGER = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression; numbers of the same kind and unit can be compared and added."""

    kind: str
    unit: str = ""

    @property
    def is_number(self) -> bool:
        """Whether one can compute with it."""
        return self.kind in NUMBERS

    @property
    def is_plain(self) -> bool:
        """Whether it is a number without a dimension."""
        return self.kind in ("integer", "decimal")

    def __str__(self) -> str:
        words = {
            "integer": "整数", "decimal": "数", "money": "金额", "share": "百分比", "area": "面积",
            "text": "文字", "choice": "选项", "date": "日期", "boolean": "是非",
        }  # fmt: skip
        return f"{words[self.kind]}（{self.unit}）" if self.unit and not self.is_plain else words[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that rules may name. `only_null` columns can be asked only whether they are known.

    `least` and `most` bound what stands in it; a rule whose numbers could leave 64 bits within them is refused.
    """

    id: str
    kind: str
    title: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    only_null: bool = False

    @property
    def type(self) -> Type:
        """Its type."""
        return Type(self.kind, self.unit)

    @property
    def scale(self) -> int:
        """How many decimal places its whole number has."""
        return SCALE if self.kind in NUMBERS - {"integer"} else 0

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the most that can stand in it."""
        most = MOST_INTEGER if self.kind == "integer" else MOST
        return (-most if self.least is None else self.least), (most if self.most is None else self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a parameter from a day on, and where it is written."""

    since: date
    value: Decimal
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that rules read by name and that changes on known days."""

    id: str
    title: str
    kind: str
    values: tuple[Value, ...]
    unit: str = ""

    @property
    def type(self) -> Type:
        """Its type."""
        return Type(self.kind, self.unit)

    def on(self, day: date) -> Value | None:
        """Return what is in force on a day; None before the first."""
        begun = [each for each in self.values if each.since <= day]
        return max(begun, key=lambda each: each.since) if begun else None


@dataclass(frozen=True, slots=True)
class Names:
    """Everything that the rules of one program may name."""

    columns: Mapping[str, Column]
    parameters: Mapping[str, Parameter]

    @classmethod
    def of(cls, columns: Iterable[Column], parameters: Iterable[Parameter] = ()) -> Names:
        """Return the names of these columns and parameters."""
        return cls({each.id: each for each in columns}, {each.id: each for each in parameters})
