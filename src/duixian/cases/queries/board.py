"""The board: a column for each stage with its count, sum and first cards; a card shows what the program names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from duixian.accounts.models import Person
from duixian.cases.frames import KEY, Asked, frame
from duixian.cases.queries.listing import InStage, Row, rows_of, rows_on
from duixian.cases.queries.shown import Shown, names_of, shown
from duixian.cases.rows import columns_by_field
from duixian.cases.tables.shelf import Shelved
from duixian.programs.conditions import vocabulary

CARDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A case on the board: done and planned as percent of the whole, how often its duty was done this month of how
    often it is due (nothing where no duty holds in its stage)."""

    row: Row
    cells: Sequence[Shown] = ()
    done: Decimal | None = None
    plan: Decimal | None = None
    dots: int = 0
    due: int = 0

    @property
    def is_behind(self) -> bool:
        """Whether less is done than was planned by now."""
        return self.done is not None and self.plan is not None and self.done < self.plan * Decimal("0.9")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A stage with its first cards; `more` are not shown."""

    inside: InStage
    cards: Sequence[Card]

    @property
    def more(self) -> int:
        """How many cases of the stage have no card here."""
        return self.inside.count - len(self.cards)


def board(person: Person, shelved: Shelved, stages: Sequence[InStage], *, day: date) -> list[Column]:
    """Return the columns of the board: the cards of a stage are those that have stood in it longest."""
    rows = rows_on(person, shelved, day=day)
    first = {
        each.stage.id: list(
            rows.filter(stage_then=each.stage.id).select_related("case").order_by("since_then", "case_id")[:CARDS]
        )
        for each in stages
        if each.count
    }
    listed = rows_of(list(chain.from_iterable(first.values())), shelved, day=day)
    told = _told(listed, shelved, day)
    cells = _cells(listed, shelved)
    cards = {row.row.pk: _card(row, cells[row.row.pk], told.get(row.row.pk, {}), shelved) for row in listed}
    return [Column(inside=each, cards=[cards[row.pk] for row in first.get(each.stage.id, ())]) for each in stages]


def _told(rows: Sequence[Row], shelved: Shelved, day: date) -> dict[int, dict[str, Any]]:
    """Return the columns that the cards need, of the cases that have one."""
    on_board = shelved.program.board
    wanted = [key for key in (on_board.done, on_board.plan, on_board.whole) if key]
    wanted += [f"{on_board.dots}_this_month"] if on_board.dots else []
    if not wanted or not rows:
        return {}
    found = frame(Asked(shelved, day, [row.row.pk for row in rows]), wanted)
    scales = {key: Decimal(1).scaleb(-vocabulary(shelved.program).columns[key].scale) for key in wanted}
    return {
        row[KEY]: {key: None if row[key] is None else row[key] * scales[key] for key in wanted}
        for row in found.to_dicts()
    }


def _cells(rows: Sequence[Row], shelved: Shelved) -> dict[int, list[Shown]]:
    """Return the fields that a card shows, in words."""
    columns, fields = (
        columns_by_field(shelved),
        {key: shelved.program.fields[key] for key in shelved.program.board.card},
    )
    values = {each.row.pk: {key: getattr(each.row, columns[key]) for key in fields} for each in rows}
    names = names_of(fields, values.values())
    return {pk: [shown(key, fields[key], known[key], names) for key in fields] for pk, known in values.items()}


def _card(row: Row, cells: Sequence[Shown], told: dict[str, Any], shelved: Shelved) -> Card:
    on_board = shelved.program.board
    duty = shelved.of(row.row.case).event(on_board.dots).at_least if on_board.dots else None
    is_due = duty is not None and duty.per == "month" and row.stage.id in duty.during
    return Card(
        row=row,
        cells=cells,
        done=_percent(told.get(on_board.done or ""), told.get(on_board.whole or "")),
        plan=_percent(told.get(on_board.plan or ""), told.get(on_board.whole or "")),
        dots=int(told.get(f"{on_board.dots}_this_month") or 0) if is_due else 0,
        due=duty.times if duty and is_due else 0,
    )


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else part * 100 / whole
