"""An invented household table: columns of every kind, and rows in which much is unknown."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duixian.rules import Column, Names, Parameter, Value

COLUMNS = (
    Column(id="income", kind="money", title="人均纯收入", unit="元"),
    Column(id="debt", kind="money", title="负债", unit="元"),
    Column(id="heads", kind="integer", title="人口", unit="人", least=Decimal(-50), most=Decimal(50)),
    Column(id="sick", kind="integer", title="患病人数", unit="人", least=Decimal(-50), most=Decimal(50)),
    Column(id="rate", kind="decimal", title="系数", least=Decimal(-1000), most=Decimal(1000)),
    Column(id="burden", kind="share", title="自付占比", unit="%", least=Decimal(0), most=Decimal(100)),
    Column(id="land", kind="area", title="承包地", unit="亩", least=Decimal(0), most=Decimal(10000)),
    Column(
        id="kind", kind="choice", title="类型", choices=(("poor", "脱贫户"), ("edge", "边缘户"), ("sudden", "突发户"))
    ),
    Column(id="name", kind="text", title="户主"),
    Column(id="seen", kind="date", title="最近入户"),
    Column(id="due", kind="date", title="期限"),
    Column(id="housed", kind="boolean", title="住房安全"),
    Column(id="insured", kind="boolean", title="参保"),
    Column(id="lead", kind="text", title="帮扶人", only_null=True),
)
LINE = Parameter(
    id="line",
    title="监测线",
    kind="money",
    unit="元",
    values=(
        Value(since=date(2024, 1, 1), value=Decimal(7500), reference="甲文"),
        Value(since=date(2025, 1, 1), value=Decimal(7900), reference="乙文"),
    ),
)
NAMES = Names.of(COLUMNS, [LINE])
WORDS = ("张家", "李家庄", "水库村", "A", "a", "Ab", "b", "水", "庄 ")


def rows(count: int, *, seed: int = 7, unknown: float = 0.3) -> list[dict[str, Any]]:
    """Return invented households; of each value about a third is unknown, and edge values are frequent."""
    draw = random.Random(seed)
    return [
        {each.id: None if draw.random() < unknown else _value(each, draw) for each in COLUMNS} for _ in range(count)
    ]


def _value(column: Column, draw: random.Random) -> Any:
    if column.kind == "choice":
        return draw.choice(column.choices)[0]
    if column.kind == "text":
        return draw.choice(WORDS)
    if column.kind == "boolean":
        return draw.random() < 0.5
    if column.kind == "date":
        edges = (date(2024, 1, 31), date(2024, 2, 29), date(2025, 3, 31), date(2025, 12, 31), date(2025, 10, 1))
        return draw.choice(edges) if draw.random() < 0.4 else date(2024, 1, 1) + timedelta(days=draw.randrange(900))
    if draw.random() < 0.1:  # as far as it goes: what could leave 64 bits must have been refused
        return Decimal(draw.choice(column.bounds))
    if column.kind == "integer":
        return draw.choice((0, 0, 1, -1, 2, 3, 5, -7))
    exact = draw.choice(("0", "0.1", "0.2", "0.3", "-0.1", "7900", "7500", "1.2345", "100", "33.3333", "0.0001"))
    return max(column.bounds[0], min(column.bounds[1], Decimal(exact)))


def missing_row() -> Mapping[str, Any]:
    """Return a household of which nothing is known."""
    return {each.id: None for each in COLUMNS}
