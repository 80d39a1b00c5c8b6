"""What people have entered under a program: in its table or, of one that was removed, in the archive of its cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.models import Count, QuerySet

from duixian.cases.models import Case, CaseEvent, CaseExcuse, CaseStage, CaseStep, EventAmount
from duixian.cases.tables.columns import attribute_of, from_json
from duixian.cases.tables.making import model_of
from duixian.programs import Program
from duixian.programs.schema import NUMBERS


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger holds of a program; `is_archived` where its table is gone."""

    program: Program
    is_archived: bool = False

    def rows(self) -> int:
        """Return how many cases the program has."""
        return self._cases().count()

    def values(self, key: str) -> Iterator[tuple[int, Any]]:
        """Yield each known value of a field with the number of its case."""
        field = self.program.fields[key]
        name = attribute_of(key, field)
        if self.is_archived:
            kept = self._cases().filter(archived__has_key=name).values_list("number", "archived")
            told = ((number, (row or {})[name]) for number, row in kept)
            yield from ((number, from_json(value, field)) for number, value in told if value is not None)
        else:
            table = model_of(self.program, apps=Apps())._default_manager
            yield from (
                table.filter(**{f"{name}__isnull": False}).order_by("case__number").values_list("case__number", name)
            )

    def count(self, key: str) -> int:
        """Return how many cases have a value of a field."""
        return sum(1 for _ in self.values(key))

    def stages(self) -> dict[str, int]:
        """Return how many cases are or have been in each stage."""
        return _counts(self._cases(), "stage", "pk") | _counts(self._of(CaseStage), "stage", "case")

    def events(self) -> dict[str, int]:
        """Return at how many cases each event was taken down, or excused."""
        return _counts(self._of(CaseExcuse), "event", "case") | _counts(self._of(CaseEvent), "event", "case")

    def steps(self) -> dict[str, int]:
        """Return how many cases have each step."""
        return _counts(self._of(CaseStep), "step", "case")

    def event_values(self) -> dict[tuple[str, str], int]:
        """Return how many values there are of each field of an event."""
        amounts = EventAmount.objects.filter(event__case__program=self.program.id)
        told = amounts.values_list("event__event", "name").annotate(count=Count("pk")).order_by()
        found = {(event, name): count for event, name, count in told}
        for event in self.program.events:
            rows = self._of(CaseEvent).filter(event=event.id)
            for key in (key for key, field in event.fields.items() if field.type not in NUMBERS):
                found[event.id, key] = rows.filter(fields__has_key=key).count()
        return {key: count for key, count in found.items() if count}

    def _cases(self) -> QuerySet[Case]:
        return Case.objects.filter(program=self.program.id).order_by("number")

    def _of(self, model: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = model.objects.filter(case__program=self.program.id)
        return rows


def _counts(rows: QuerySet[Any], name: str, case: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(name).annotate(number=Count(case, distinct=True)))
