"""One case: its page, and what may be done to it. A new one, too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Role
from duixian.cases.actions import opening
from duixian.cases.actions.ringing import ring
from duixian.cases.actions.ties import feed
from duixian.cases.models import Case
from duixian.cases.queries import visible
from duixian.cases.queries.case import detail
from duixian.cases.queries.linked import linked
from duixian.cases.queries.ties import served_by
from duixian.cases.rows import history
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.case_curves import drawn_for
from duixian.web.case_forms import faults, given, inputs
from duixian.web.case_table import LEVELS
from duixian.web.middleware import day_of, is_past
from duixian.web.pages.cases import shelved_of

WRITERS = (Role.KEEPER, Role.OFFICE, Role.LEADER)


@opens(*READERS)
def case_page(request: HttpRequest, program: str, number: int) -> HttpResponse:
    """Return the page of a case."""
    shelved, case = found_case(request, program, number)
    return page_of(request, shelved, case)


def found_case(request: HttpRequest, program: str, number: int, deed: visible.Deed = "see") -> tuple[Shelved, Case]:
    """Return a case that a person may see, and with which they may do this; else 404."""
    shelved = shelved_of(request, program, deed)
    rows = visible.cases(person_of(request), shelved, deed).select_related("place", "office")
    return shelved, one_of(rows.filter(opened_on__lte=day_of(request)), number=number)


def page_of(
    request: HttpRequest, shelved: Shelved, case: Case, *, wrong: Mapping[str, str] | None = None, event: str = ""
) -> HttpResponse:
    """Return the page; with what is wrong in a form it says so there and keeps what was typed."""
    person, day = person_of(request), day_of(request)
    found = detail(case, shelved, day=day)
    may_write = not is_past(request) and person.role in WRITERS
    is_own = may_write and visible.is_own(person, case.office_id)
    may_edit, may_move = (is_own and visible.may(person, deed, shelved) for deed in ("edit", "move"))
    known: Mapping[str, Any] = history(case, of=shelved).fields
    typed = given(shelved.program.living, request.POST) if wrong and not event else {}
    context = {
        "program": shelved.program,
        "case": case,
        "detail": found,
        "level": LEVELS.get(found.alerts[0].level, 0) if found.alerts else 0,
        "linked": linked(case, shelved, person, known=found.known, day=day),
        "serving": served_by(case, shelved, person, known=found.known, day=day),
        "charts": [drawn_for(each, day) for each in found.drawn],
        "may_edit": may_edit,
        "may_move": may_move,
        "answerable": visible.steps_of(person, found.own) if may_write and person.role == Role.OFFICE else [],
        "is_synthetic": case.is_synthetic,
        "forms": _event_forms(request, shelved, case, known, wrong or {}, event) if may_write else [],
        "change": inputs(
            shelved.program.living, person=person, values={**known, **typed}, wrong=wrong if not event else None
        ) if may_edit else [],
        "offices": _offices(person, case) if may_edit else [],
        "is_changing": bool(wrong and not event),
    }  # fmt: skip
    return render(request, "web/cases/case.html", context, status=400 if wrong else 200)


def _offices(person: Person, case: Case) -> list[tuple[int, str]]:
    """Return the offices that a case may be given to, by name; the one that has it is among them."""
    own = [(case.office.pk, case.office.name)] if case.office else []
    given = visible.offices(person).order_by("name").values_list("pk", "name")
    return [*own, *(each for each in given if each not in own)]


def _event_forms(
    request: HttpRequest,
    shelved: Shelved,
    case: Case,
    known: Mapping[str, Any],
    wrong: Mapping[str, str],
    event: str,
) -> list[dict[str, Any]]:
    """Return the form of each event that may be taken down; the one that was refused is open, as it was typed."""
    person = person_of(request)
    return [
        {
            "event": each,
            "inputs": inputs(
                each.living, person=person, values=given(each.living, request.POST) if each.id == event else {},
                wrong=wrong if each.id == event else None,
            ),
            "is_open": each.id == event,
            "key": uuid4().hex,
        }
        for each in shelved.of(case).events
        if visible.may_record(person, each, case, known, shelved)
    ]  # fmt: skip


@opens(*WRITERS, methods=("GET", "POST"))
def new_case(request: HttpRequest, program: str) -> HttpResponse:
    """Ask for a new case, and open it."""
    shelved, person = shelved_of(request, program, "create"), person_of(request)
    fields = shelved.program.living
    typed = given(fields, request.POST)
    wrong = faults(typed, fields=fields, place=person.place) if request.method == "POST" else {}
    if request.method == "POST" and not wrong:
        office = visible.offices(person).filter(pk=_key(request.POST.get("office_of", ""))).first() or person.office
        place = visible.places(person).filter(pk=_key(request.POST.get("place_of", ""))).first() or person.place
        case = opening.open_case(shelved.program.id, fields=typed, place=place, by=person, office=office)
        settled(shelved, case)
        messages.success(request, _("登记好了，编号 %(number)s。") % {"number": case.number})
        return redirect("case", program, case.number)
    context = {
        "program": shelved.program,
        "inputs": inputs(fields, person=person, values=typed, wrong=wrong),
        "offices": [(str(each.pk), each.name) for each in visible.offices(person).order_by("name")],
        "office": request.POST.get("office_of", str(person.office_id or "")),
        "places": [(str(each.pk), each.name) for each in visible.places(person)],
        "place": request.POST.get("place_of", str(person.place_id)),
        "wrong": wrong,
    }
    return render(request, "web/cases/new.html", context, status=400 if wrong else 200)


def _key(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def settled(shelved: Shelved, case: Case) -> None:
    """Bring the alerts of a case and the commitments that its program measures up to now."""
    ring(shelved, day=clock.today(), keys=[case.pk])
    feed(shelved, day=clock.today())
