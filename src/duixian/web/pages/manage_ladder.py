"""Managing 三色督办: from which working day past a deadline each colour is lit; of the place, and of one commitment."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.accounts.models import Role
from duixian.errors import LedgerError
from duixian.ledger.actions.ladders import set_ladder
from duixian.ledger.escalation import Ladder
from duixian.ledger.queries import scope
from duixian.ledger.queries.ladders import ladder_of, own_ladders
from duixian.web.access import one_of, opens, person_of
from duixian.web.commitment_forms import first_error
from duixian.web.pages.manage import NO_DEED, refused


class LadderForm(forms.Form):
    """Three numbers of working days, and why."""

    blue = forms.IntegerField(label=gettext_lazy("蓝：超期第几个工作日起"), min_value=1, max_value=250)
    orange = forms.IntegerField(label=gettext_lazy("橙：超期第几个工作日起"), min_value=2, max_value=250)
    red = forms.IntegerField(label=gettext_lazy("红：超期第几个工作日起"), min_value=3, max_value=250)
    reason = forms.CharField(
        label=gettext_lazy("为什么改"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def ladder(self) -> Ladder:
        """Return the steps as they were filled in."""
        data = self.cleaned_data
        return Ladder(data["blue"], data["orange"], data["red"])


@opens(Role.KEEPER, methods=("GET", "POST"))
def ladder(request: HttpRequest) -> HttpResponse:
    """Show the steps of one's place, or set them."""
    by = person_of(request)
    now = ladder_of(by.place)
    form = LadderForm(request.POST or None, initial={"blue": now.blue, "orange": now.orange, "red": now.red})
    context = {"form": form, "now": now, "rows": own_ladders(by.place), "tab": "ladder"}
    if request.method == "POST" and form.is_valid():
        try:
            set_ladder(by.place, ladder=form.ladder(), by=by, reason=form.cleaned_data["reason"])
        except LedgerError as error:
            return refused(request, error, "web/manage/ladder.html", context)
        messages.success(request, _("三色存好了，从今天起照这个算；过去的日子照当时的算。"))
        return redirect("manage_ladder")
    return render(request, "web/manage/ladder.html", context, status=NO_DEED if request.method == "POST" else 200)


@opens(Role.KEEPER, methods=("POST",))
def commitment_ladder(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the steps of one commitment."""
    person = person_of(request)
    commitment = one_of(scope.commitments(person), pk=pk)
    form = LadderForm(request.POST)
    if not form.is_valid():
        raise LedgerError(first_error(form), where=commitment.title, hint=_("回到上一页补上，再提交。"))
    set_ladder(commitment, ladder=form.ladder(), by=person, reason=form.cleaned_data["reason"])
    messages.success(request, _("这一项的三色改了，理由已记下。"))
    return redirect("commitment", pk)
