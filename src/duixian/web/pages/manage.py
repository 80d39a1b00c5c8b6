"""Managing people: who may log in, as what, for where; passwords that are shown once. Start at `people`."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from duixian.accounts import queries
from duixian.accounts.actions import people as actions
from duixian.accounts.models import Person, Role
from duixian.errors import ConflictError, LedgerError
from duixian.ledger.queries import scope
from duixian.web.access import one_of, opens, person_of
from duixian.web.pages.manage_forms import PersonForm

NO_DEED = 422


@opens(Role.KEEPER)
def people(request: HttpRequest) -> HttpResponse:
    """List who may log in, those who are locked out named first."""
    accounts = queries.accounts(person_of(request))
    active = [each for each in accounts if each.person.is_active]
    context = {
        "accounts": accounts,
        "active": len(active),
        "locked": [each for each in active if each.locked_until],
        "waiting": sum(each.person.must_change_password for each in active),
        "tab": "people",
    }
    return render(request, "web/manage/people.html", context)


@opens(Role.KEEPER, methods=("GET", "POST"))
@never_cache
def add_person(request: HttpRequest) -> HttpResponse:
    """Add someone; the answer shows their first password, once."""
    by = person_of(request)
    form = PersonForm(request.POST or None, by=by)
    context: dict[str, Any] = {"form": form, "tab": "people"}
    if request.method == "POST" and form.is_valid():
        try:
            person, password = actions.add_person(**form.cleaned_data, by=by)
        except LedgerError as error:
            return refused(request, error, "web/manage/person_add.html", context)
        return _password(request, person, password)
    status = NO_DEED if request.method == "POST" else 200
    return render(request, "web/manage/person_add.html", context, status=status)


def refused(request: HttpRequest, error: LedgerError, page: str, context: dict[str, Any]) -> HttpResponse:
    """Return the form as it was filled in, with what is wrong above it."""
    status = 409 if isinstance(error, ConflictError) else NO_DEED
    told = {"where": error.where, "what": error.what, "hint": error.hint}
    return render(request, page, {**context, **told}, status=status)


def _password(request: HttpRequest, person: Person, password: str) -> HttpResponse:
    return render(request, "web/manage/password.html", {"one": person, "password": password, "tab": "people"})


@opens(Role.KEEPER, methods=("GET", "POST"))
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person, or change who they are."""
    by = person_of(request)
    one = one_of(scope.people(by).select_related("place", "office"), pk=pk)
    form = PersonForm(request.POST or None, by=by, of=one)
    context = {"form": form, "one": one, "account": queries.account(one), "tab": "people"}
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(one, **form.cleaned_data, by=by, revision=revision_of(request))
        except LedgerError as error:
            return refused(request, error, "web/manage/person.html", context)
        messages.success(request, _("%(name)s 存好了。") % {"name": form.cleaned_data["name"]})
        return redirect("manage")
    return render(request, "web/manage/person.html", context, status=NO_DEED if request.method == "POST" else 200)


def revision_of(request: HttpRequest) -> int | None:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() and len(given) < 10 else None


@opens(Role.KEEPER, methods=("POST",))
@never_cache
def person_deed(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Reset a password, lift a lock, take off a second factor, switch an account off or on."""
    by = person_of(request)
    one = one_of(scope.people(by).select_related("place"), pk=pk)
    if deed == "password":
        return _password(request, one, actions.reset_password(one, by=by))
    if deed == "on":
        one, password = actions.activate_person(one, by=by)
        return _password(request, one, password) if password else redirect("manage")
    done = {"off": actions.deactivate_person, "unlock": actions.unlock, "factor": actions.remove_second_factor}.get(
        deed
    )
    if done is None:
        raise Http404
    done(one, by=by)
    said = {"off": _("%(name)s 停用了，已经退出登录。"), "unlock": _("%(name)s 现在可以再登录了。")}
    messages.success(request, said.get(deed, _("%(name)s 的两步验证取消了。")) % {"name": one.name})
    return redirect("manage")
