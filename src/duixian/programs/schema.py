"""What a program file may say: one class a table of `program.toml`. The JSON Schema for editors is made from these."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic import Field as Key

# No two underscores in a row and none at the end: queries read those as the way to another table.
ID = r"^[a-z](_?[a-z0-9])*$"
ID_RULE = "只用小写字母、数字、下划线，字母开头，最多 40 个；下划线不连着写，也不放在末尾"
Id = Annotated[str, StringConstraints(pattern=ID, max_length=40)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Rule = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
Type = Literal[
    "text", "integer", "decimal", "money", "share", "area", "date", "choice", "boolean",
    "person", "office", "place", "case", "link", "geometry",
]  # fmt: skip
Level = Literal["blue", "orange", "red"]
Role = Literal["keeper", "office", "leader", "reviewer", "auditor"]
ROLES = frozenset(get_args(Role))
NUMBERS = frozenset({"integer", "decimal", "money", "share", "area"})
# What a rule can compute with; the others it can only ask for being known.
IN_RULES = NUMBERS | {"text", "date", "choice", "boolean", "person", "office", "place"}


def _exact(value: Any) -> Any:
    """Return a number of the file as a Decimal: 0.1 is 0.1."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value


Exact = Annotated[Decimal, BeforeValidator(_exact)]


class Table(BaseModel):
    """A table of the file: a key that it does not know is an error, and nothing in it changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Basis(Table):
    """Where a county describes what the program executes, in our words."""

    source: Words
    says: Words


class Field(Table):
    """A datum of a case. `was` is its id in the version before; a retired one is kept and no longer asked for.

    One of the type `case` points to a case of the program `of`.
    """

    title: Words
    type: Type
    of: Id | None = None
    unit: str = ""
    required: bool = False
    choices: dict[Id, Words] = Key(default_factory=dict)
    least: Exact | None = None
    most: Exact | None = None
    help: str = ""
    was: Id | None = None
    retired: bool = False


class Stage(Table):
    """A stage of a case: where it leads, and what a case must have to enter it. `limit` is in working days."""

    id: Id
    title: Words
    next: list[Id] = Key(default_factory=list)
    requires: list[Id] = Key(default_factory=list)
    evidence: list[Words] = Key(default_factory=list)
    when: Rule | None = None
    because: str = ""
    limit: int | None = Key(default=None, ge=1, le=2000)


class AtLeast(Table):
    """A standing duty: so many times a month or quarter while in these stages; a substitute's counts too."""

    times: int = Key(ge=1, le=31)
    per: Literal["month", "quarter"] = "month"
    during: list[Id]
    substitutes: list[Id] = Key(default_factory=list)


class Event(Table):
    """Something that happens to a case. `by` is a person's field or a role; `counts_on` a date field that dates it."""

    id: Id
    title: Words
    by: Id | None = None
    at_least: AtLeast | None = None
    counts_on: Id | None = None
    fields: dict[Id, Field] = Key(default_factory=dict)
    evidence: list[Words] = Key(default_factory=list)

    @property
    def living(self) -> dict[str, Field]:
        """The fields that are still asked for."""
        return {key: field for key, field in self.fields.items() if not field.retired}


class Step(Table):
    """A step that an office takes, after others, within working days. A deemed one passes when it is not answered."""

    id: Id
    title: Words
    office: Words
    after: list[Id] = Key(default_factory=list)
    limit: int = Key(ge=1, le=500)
    deemed: bool = False
    when: Rule | None = None


class InForce(Table):
    """A value from a day on, and where it is written. TOML spells the first `from`."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    since: date = Key(alias="from")
    value: Exact
    reference: Words


class Parameter(Table):
    """A dated value that rules read by name."""

    title: Words
    type: Literal["integer", "decimal", "money", "share", "area"] = "decimal"
    unit: str = ""
    values: list[InForce] = Key(min_length=1)


class Indicator(Table):
    """A figure over the cases: exactly one of `count`, `sum`, `share`; of the cases for which `of` holds.

    `share` is the share of the cases of `of` for which it holds, or, with `to`, the sum of `share` over that of `to`.
    `on` is the date column that puts a case into a year or month; without it the figure is of the day itself.
    `split` is a choice field: one figure each, in `units` where they differ.
    `observes` is the catalogue's indicator that it feeds.
    """

    id: Id
    title: Words
    unit: str = ""
    units: dict[Id, Words] = Key(default_factory=dict)
    count: Rule | None = None
    sum: Rule | None = None
    share: Rule | None = None
    to: Rule | None = None
    of: Rule | None = None
    on: Id | None = None
    split: Id | None = None
    observes: str = ""
    words: list[Words] = Key(default_factory=list)


Named = TypeVar("Named", Stage, Event, Step, Indicator)


class Gate(Table):
    """What an indicator must have reached by a day of each year."""

    title: Words
    indicator: Id
    at_least: Exact | None = None
    at_most: Exact | None = None
    by: MonthDay


class Alert(Table):
    """A condition that calls someone in; after so many working days it turns orange, then red."""

    id: Id
    title: Words
    when: Rule
    level: Level = "blue"
    orange_after: int | None = Key(default=None, ge=1, le=250)
    red_after: int | None = Key(default=None, ge=1, le=250)
    to: Id | None = None


class Curve(Table):
    """Two running totals drawn over each other: `event.field` of what was planned, and of what was done."""

    title: Words
    plan: str = Key(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")
    actual: str = Key(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")


class Board(Table):
    """What a card shows besides its title: a sum under the stage, fields, a duty as dots, done against plan."""

    sum: Id | None = None
    card: list[Id] = Key(default_factory=list, max_length=3)
    dots: Id | None = None
    done: Id | None = None
    plan: Id | None = None
    whole: Id | None = None


class Access(Table):
    """Which roles may do what; an office always within its own cases."""

    see: tuple[Role, ...] = ("keeper", "office", "leader", "reviewer")
    create: tuple[Role, ...] = ("keeper", "office")
    edit: tuple[Role, ...] = ("keeper", "office")
    move: tuple[Role, ...] = ("keeper", "office")


class Publish(Table):
    """What may leave the house: these figures and fields; a figure over fewer cases than `at_least` is withheld."""

    indicators: list[Id] = Key(default_factory=list)
    fields: list[Id] = Key(default_factory=list)
    at_least: int = Key(default=1, ge=1)


class Program(Table):
    """A system of the county, as its folder says it. `id` is the folder's name."""

    id: Id
    title: Words
    version: str = Key(pattern=r"^\d{4}\.\d{1,3}$")
    in_force: date
    case: Words
    prefix: str = Key(default="", pattern=r"^[a-z]{0,6}$")
    basis: list[Basis] = Key(min_length=1)
    fields: dict[Id, Field]
    stages: list[Stage] = Key(min_length=1)
    events: list[Event] = Key(default_factory=list)
    steps: list[Step] = Key(default_factory=list)
    parameters: dict[Id, Parameter] = Key(default_factory=dict)
    indicators: list[Indicator] = Key(default_factory=list)
    gates: list[Gate] = Key(default_factory=list)
    alerts: list[Alert] = Key(default_factory=list)
    curves: list[Curve] = Key(default_factory=list)
    board: Board = Key(default_factory=Board)
    access: Access = Key(default_factory=Access)
    publish: Publish = Key(default_factory=Publish)

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    def stage(self, key: str) -> Stage:
        """Return the stage with this id; KeyError where there is none."""
        return _one(self.stages, key)

    def event(self, key: str) -> Event:
        """Return the event with this id; KeyError where there is none."""
        return _one(self.events, key)

    def step(self, key: str) -> Step:
        """Return the step with this id; KeyError where there is none."""
        return _one(self.steps, key)

    def indicator(self, key: str) -> Indicator:
        """Return the indicator with this id; KeyError where there is none."""
        return _one(self.indicators, key)

    @property
    def living(self) -> dict[str, Field]:
        """The fields that are still asked for."""
        return {key: field for key, field in self.fields.items() if not field.retired}

    @property
    def titled_by(self) -> str:
        """The field that names a case: its first text."""
        return next(key for key, field in self.living.items() if field.type == "text")


def is_id(text: str) -> bool:
    """Answer whether a text can be an id."""
    return len(text) <= 40 and re.fullmatch(ID.strip("^$"), text) is not None


def _one(rows: list[Named], key: str) -> Named:
    for row in rows:
        if row.id == key:
            return row
    raise KeyError(key)
