"""Taking in a workbook of cases that was checked: all of it, or nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.opening import New, change_fields, open_many
from duixian.cases.models import Case
from duixian.cases.sheets import Checked
from duixian.cases.tables.shelf import Shelved
from duixian.errors import LedgerError
from duixian.journal import clock


@transaction.atomic
def import_cases(checked: Checked, *, shelved: Shelved, place: Place, by: Person, name: str) -> list[Case]:
    """Open the new cases and change the others; return them all. A workbook with a fault is refused whole."""
    if checked.faults:
        first = checked.faults[0]
        raise LedgerError(
            _("%(cell)s %(head)s：%(words)s") % {"cell": first.cell, "head": first.head, "words": first.words},
            where=name,
            hint=_("改好再传，什么都没有导入。"),
        )
    offices = Office.objects.in_bulk({line.office for line in checked.lines if line.office})
    places = Place.objects.in_bulk({line.place for line in checked.lines if line.place})
    news = [
        New(
            fields=line.values,
            opened_on=clock.today(),
            office=offices.get(line.office or 0) or by.office,
            place=places.get(line.place or 0),
        )
        for line in checked.lines
        if line.case is None
    ]
    opened = open_many(shelved, news, place=place, by=by) if news else []
    changed = [
        change_fields(
            line.case,
            fields=line.values,
            by=by,
            office=offices.get(line.office or 0),
            revision=line.case.revision,
            reason=f"导入 {name}"[:300],
        )
        for line in checked.lines
        if line.case is not None and (line.values or line.office)
    ]
    return [*opened, *changed]
