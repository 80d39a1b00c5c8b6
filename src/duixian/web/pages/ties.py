"""Deciding whether an indicator of a program measures a commitment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from duixian.accounts.models import Role
from duixian.cases.actions.ties import feed, settle
from duixian.cases.models import Tie
from duixian.cases.tables.shelf import shelf
from duixian.journal import clock
from duixian.ledger.queries import scope
from duixian.web.access import one_of, opens, person_of


@opens(Role.KEEPER, methods=("POST",))
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a tie, and measure the commitment at once; or say that it does not belong."""
    person = person_of(request)
    tie = one_of(Tie.objects.filter(commitment__in=scope.commitments(person).values("pk")), pk=pk)
    is_confirmed = request.POST.get("deed") == "confirm"
    settle(tie, by=person, is_confirmed=is_confirmed)
    if is_confirmed and tie.program in shelf:
        feed(shelf.get(tie.program), day=clock.today())
        messages.success(request, _("确认了：这项承诺从此照业务事项计量。"))
    else:
        messages.success(request, _("记下了：不相干，不再提。"))
    return redirect("commitment", tie.commitment_id)
