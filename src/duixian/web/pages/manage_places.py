"""Managing offices and places, and what the calendar and the data folder hold. Each is a tab of `manage`."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duixian.accounts import queries
from duixian.accounts.actions import offices as actions
from duixian.accounts.actions.places import import_places
from duixian.accounts.models import Place, Role
from duixian.accounts.placelist import LARGEST
from duixian.catalogue.calendar import is_workday, known_years
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger import checks
from duixian.ledger.queries import scope
from duixian.ledger.queries.holdings import holdings
from duixian.web.access import one_of, opens, person_of
from duixian.web.pages.manage import NO_DEED, refused, revision_of
from duixian.web.pages.manage_forms import OfficeForm


@opens(Role.KEEPER, methods=("GET", "POST"))
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices, or add one."""
    by = person_of(request)
    form = OfficeForm(request.POST or None, by=by)
    rows = list(queries.offices(by))
    context = {"form": form, "offices": rows, "tab": "offices", "active": sum(each.is_active for each in rows)}
    if request.method == "POST" and form.is_valid():
        try:
            office = actions.add_office(**form.given(), by=by)
        except LedgerError as error:
            return refused(request, error, "web/manage/offices.html", context)
        messages.success(request, _("新增了%(name)s。") % {"name": office.name})
        return redirect("manage_offices")
    return render(request, "web/manage/offices.html", context, status=NO_DEED if request.method == "POST" else 200)


@opens(Role.KEEPER, methods=("GET", "POST"))
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one office, change its names, or switch it off or on."""
    by = person_of(request)
    one = one_of(scope.offices(by).select_related("place"), pk=pk)
    form = OfficeForm(
        request.POST if request.POST.get("deed", "names") == "names" and request.POST else None, by=by, of=one
    )
    context = {"form": form, "one": one, "tab": "offices"}
    try:
        if not _changed(request, one, form):
            status = NO_DEED if request.method == "POST" else 200
            return render(request, "web/manage/office.html", context, status=status)
    except LedgerError as error:
        return refused(request, error, "web/manage/office.html", context)
    messages.success(request, _("%(name)s 存好了。") % {"name": one.name})
    return redirect("manage_offices")


def _changed(request: HttpRequest, one: Any, form: OfficeForm) -> bool:
    """Do what was asked for; return whether anything was."""
    deed = request.POST.get("deed", "names") if request.method == "POST" else ""
    by = person_of(request)
    if deed == "off":
        actions.deactivate_office(one, by=by)
    elif deed == "on":
        actions.activate_office(one, by=by)
    elif deed == "names" and form.is_valid():
        actions.change_office(one, **form.given(), by=by, revision=revision_of(request))
    else:
        return False
    return True


class Indented(NamedTuple):
    """A place of the tree, how deep it lies below one's own, and how many lie below it."""

    place: Place
    depth: int
    below: int


def _tree(rows: list[Place]) -> list[Indented]:
    top = min((row.path.count("/") for row in rows), default=0)
    below = {row.pk: 0 for row in rows}
    for row in rows:
        if row.parent_id in below:
            below[row.parent_id] += 1
    return [Indented(row, row.path.count("/") - top, below[row.pk]) for row in rows]


@opens(Role.KEEPER, methods=("GET", "POST"))
def places(request: HttpRequest) -> HttpResponse:
    """Show the tree of places, or take in a list of them: whole, or with its errors and not at all."""
    by, found = person_of(request), None
    context: dict[str, Any] = {"tab": "places"}
    if request.method == "POST":
        try:
            found = _taken_in(request)
        except LedgerError as error:
            context |= {"where": error.where, "what": error.what, "hint": error.hint}
        if found is not None and not found.errors:
            words = _("新增 %(new)s 个地方，改了 %(changed)s 个，%(same)s 个没有变。")
            messages.success(request, words % {"new": len(found.add), "changed": len(found.change), "same": found.same})
            return redirect("manage_places")
    rows = list(queries.places(by))
    context |= {"found": found, "tree": _tree(rows), "levels": _levels(rows)}
    return render(request, "web/manage/places.html", context, status=NO_DEED if request.method == "POST" else 200)


def _taken_in(request: HttpRequest) -> Any:
    file = request.FILES.get("list")
    if file is None:
        raise LedgerError(_("还没有选文件。"), hint=_("选一份 CSV，再导入。"))
    return import_places(file.read(LARGEST + 1), name=str(file.name), by=person_of(request))


def _levels(rows: list[Place]) -> list[tuple[str, int]]:
    counted = [(level.label, sum(row.level == level.value for row in rows)) for level in Place.Level]
    return [(str(label), count) for label, count in counted if count]


class Year(NamedTuple):
    """A year of the calendar: whether its holidays are announced, and how many working days it has."""

    year: int
    known: bool
    workdays: int
    off: list[date]
    worked: list[date]


def _year(year: int) -> Year:
    days = [date.fromordinal(at) for at in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())]
    found = [(day, bool(is_workday(day))) for day in days]
    off = [day for day, worked in found if not worked and day.weekday() < 5]
    extra = [day for day, worked in found if worked and day.weekday() >= 5]
    return Year(year, year in known_years(), sum(worked for _, worked in found), off, extra)


@opens(Role.KEEPER)
def calendar(request: HttpRequest) -> HttpResponse:
    """Say which years' working days are known, and which fall back to weekends."""
    this = clock.today().year
    known = sorted(known_years())
    context = {
        "tab": "calendar",
        "this": this,
        "known": known,
        "years": [_year(each) for each in range(this - 1, this + 2)],
    }
    return render(request, "web/manage/calendar.html", context)


@opens(Role.KEEPER)
def data(request: HttpRequest) -> HttpResponse:
    """Say where the data lies, how large it is, when it was backed up and checked."""
    return render(request, "web/manage/data.html", {"tab": "data", "held": holdings(), "check": checks.last()})
