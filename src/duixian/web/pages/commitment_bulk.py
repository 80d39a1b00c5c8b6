"""Many commitments at once, as the bar above their list sends them: given to an office, or out as a workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Role
from duixian.errors import LedgerError
from duixian.ledger.actions.giving import Given, give
from duixian.ledger.models import Commitment
from duixian.ledger.queries import scope, tasks
from duixian.ledger.queries.listing import filters_of
from duixian.web.access import opens, person_of
from duixian.web.pages.task_forms import GivingForm

LONGEST_KEY = 9


def choices(person: Person) -> dict[str, Any]:
    """Return to whom a keeper may give commitments."""
    return {"offices": tasks.offices(person), "leaders": tasks.leaders(person)}


@opens(Role.KEEPER, methods=("POST",))
def bulk(request: HttpRequest) -> HttpResponse:
    """Give the selected commitments to an office, a leader; or send them as a workbook."""
    person, rows = person_of(request), _chosen(request)
    if request.POST.get("deed") == "export":
        keys = ",".join(str(row.pk) for row in rows)
        return redirect(f"{reverse('commitments_export', args=['xlsx'])}?{_asked(request, pick=keys)}")
    form = GivingForm(request.POST, person=person)
    given = form.given()
    found = give(rows, by=person, **given)
    messages.success(request, _deed(given, found, len(rows)))
    return redirect(f"{reverse('commitments')}?{_asked(request, page=request.POST.get('page', ''))}")


def _chosen(request: HttpRequest) -> list[Commitment]:
    keys = [key for key in request.POST.getlist("commitment") if key.isdecimal() and len(key) <= LONGEST_KEY]
    rows = list(scope.commitments(person_of(request)).filter(pk__in=keys))
    if not rows:
        raise LedgerError(_("还没有选承诺。"), hint=_("在行首打勾，或按 X 选中，再派或导出。"))
    return rows


def _asked(request: HttpRequest, **more: str) -> str:
    """Return the address of the list that was looked at, with more behind it."""
    query = filters_of(dict(parse_qsl(request.POST.get("query", "")[:2000]))).as_query()
    extra = urlencode({name: value for name, value in more.items() if value}, safe=",")
    return "&".join(part for part in (query, extra) if part)


def _deed(given: dict[str, Any], found: Given, chosen: int) -> str:
    if not found.chosen:
        return _("选中的 %(chosen)s 项本来就是这样，没有改动。") % {"chosen": chosen}
    lead = given.get("lead")
    done = _("派给%(office)s %(count)s 项。") if lead else _("改了 %(count)s 项。")
    told = done % {"office": lead.name if lead else "", "count": found.chosen}
    along = _("同一任务名下还有 %(count)s 项，一起派了。") % {"count": found.along}
    return f"{told}{along}" if found.along else told
