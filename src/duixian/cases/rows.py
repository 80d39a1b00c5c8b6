"""From the tables to a `Case` of the pure half: one case or many, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from duixian.accounts.models import Person
from duixian.cases.models import Case, CaseEvent, CaseExcuse, CasePaper, CaseStage, CaseStep
from duixian.cases.past import fields_then
from duixian.cases.tables.shelf import Shelved
from duixian.journal.days import end_of
from duixian.programs import Case as History
from duixian.programs import Excuse, Happening, Taken


def histories(cases: Iterable[Case], *, of: Shelved, day: date | None = None) -> dict[int, History]:
    """Return the history of each case, by its key: seven queries, however many there are.

    Fields have their present values, or those of a past `day` at the cost of one more query; of papers there are
    those that were there at the end of the day.
    """
    rows = list(cases)
    keys = [case.pk for case in rows]
    fields, stages, events = _fields(keys, of, day), _stages(keys), _events(keys)
    steps, excuses, papers = _steps(keys), _excuses(keys), _papers(keys, day)
    return {
        case.pk: History(
            opened_on=case.opened_on,
            fields=fields.get(case.pk, {}),
            stages=tuple(stages[case.pk]),
            events=tuple(events[case.pk]),
            steps=tuple(steps[case.pk]),
            excuses=tuple(excuses[case.pk]),
            evidence=frozenset(papers[case.pk]),
        )
        for case in rows
    }


def history(case: Case, *, of: Shelved, day: date | None = None) -> History:
    """Return the history of one case, with its fields as they stood on a day."""
    return histories([case], of=of, day=day)[case.pk]


def columns_by_field(of: Shelved) -> dict[str, str]:
    """Return the attribute of a row that holds each field of its program; people, offices and places by their key."""
    names = {field.name: field.attname for field in of.model._meta.concrete_fields}
    return {key: names[key] for key in of.program.fields}


def _fields(keys: list[int], of: Shelved, day: date | None) -> dict[int, dict[str, Any]]:
    """Return the fields of each case; people by their key, as events name them."""
    columns = columns_by_field(of)
    found = of.model._default_manager.filter(pk__in=keys).values("case_id", *columns.values())
    fields = {row["case_id"]: {key: row[column] for key, column in columns.items()} for row in found}
    for key, values in fields_then(of, day=day or date.max, keys=keys).items():
        for case in values.keys() & fields.keys():
            fields[case][key] = values[case]
    return fields


def _stages(keys: list[int]) -> dict[int, list[tuple[str, date]]]:
    found = defaultdict(list)
    for each in CaseStage.objects.filter(case__in=keys).order_by("on", "id"):
        found[each.case_id].append((each.stage, each.on))
    return found


def _events(keys: list[int]) -> dict[int, list[Happening]]:
    found = defaultdict(list)
    rows = CaseEvent.objects.filter(case__in=keys, withdrawn_at=None).order_by("counts_on", "id")
    for each in rows.prefetch_related("amounts"):
        amounts = {amount.name: amount.value for amount in each.amounts.all()}
        fields = {**each.fields, **amounts}
        found[each.case_id].append(Happening(each.event, each.counts_on, str(each.by_id), fields))
    return found


def _steps(keys: list[int]) -> dict[int, list[Taken]]:
    found = defaultdict(list)
    for each in CaseStep.objects.filter(case__in=keys).order_by("attempt"):
        waived = bool(each.waived_why)
        taken = Taken(each.step, each.asked_on, each.answered_on, each.granted, waived, each.words)
        found[each.case_id].append(taken)
    return found


def _excuses(keys: list[int]) -> dict[int, list[Excuse]]:
    found = defaultdict(list)
    for each in CaseExcuse.objects.filter(case__in=keys):
        found[each.case_id].append(Excuse(each.event, each.since, each.until, each.reason))
    return found


def _papers(keys: list[int], day: date | None) -> dict[int, list[str]]:
    found = defaultdict(list)
    rows = CasePaper.objects.filter(case__in=keys)
    rows = rows if day is None else there_by(day, rows)
    for case_id, kind in rows.values_list("case_id", "kind"):
        found[case_id].append(kind)
    return found


def there_by(day: date, papers: QuerySet[CasePaper]) -> QuerySet[CasePaper]:
    """Return the papers that were there at the end of a day: one that was handed in later with an event of that day
    was not."""
    return papers.filter(on__lte=day, received_at__lt=end_of(day))


def people_named(keys: Iterable[int]) -> dict[int, str]:
    """Return the names of people, by their key."""
    return dict(Person.objects.filter(pk__in=list(keys)).values_list("pk", "name"))
