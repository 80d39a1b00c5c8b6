"""Tokens of a person: a keeper makes and withdraws them; whoever they are for may withdraw them too."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from duixian.accounts import queries
from duixian.accounts.actions.tokens import make_token, scopes_for, withdraw_token
from duixian.accounts.models import Person, Role, Token
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger.queries import scope
from duixian.web.access import SIGNED_IN, one_of, opens, person_of
from duixian.web.pages.manage import refused

PAGE = "web/manage/tokens.html"
USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    """What a token is for, what it may do, until when."""

    name = forms.CharField(label=gettext_lazy("给哪个程序用"), max_length=60)
    scopes = forms.MultipleChoiceField(label=gettext_lazy("可以做什么"), widget=forms.CheckboxSelectMultiple)
    expires_on = forms.DateField(
        label=gettext_lazy("到哪一天"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *given: Any, of: Person, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["scopes"].choices = [(each, each.label) for each in scopes_for(of)]  # type: ignore[attr-defined]
        self.fields["expires_on"].initial = clock.today() + USUAL


@opens(Role.KEEPER, methods=("GET", "POST"))
@never_cache
def person_tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """List a person's tokens; make one, whose key is shown once."""
    by = person_of(request)
    one = one_of(scope.people(by).select_related("place", "office"), pk=pk)
    form = TokenForm(request.POST or None, of=one)
    context: dict[str, Any] = {"one": one, "form": form, "tokens": queries.tokens(one), "tab": "people"}
    if request.method == "POST" and form.is_valid():
        try:
            token, key = make_token(one, **form.cleaned_data, by=by)
        except LedgerError as error:
            return refused(request, error, PAGE, context)
        return render(request, PAGE, {**context, "token": token, "key": key})
    return render(request, PAGE, context, status=422 if request.method == "POST" else 200)


@opens(*SIGNED_IN, methods=("POST",))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a token of one's own, or as the keeper that of a person of one's places."""
    by = person_of(request)
    people = scope.people(by) if by.role == Role.KEEPER else Person.objects.filter(pk=by.pk)
    token = one_of(Token.objects.filter(person__in=people).select_related("person__place"), pk=pk)
    withdraw_token(token, by=by)
    messages.success(request, _("令牌“%(name)s”撤了，用它的程序进不来了。") % {"name": token.name})
    return redirect("manage_tokens", pk=token.person_id) if by.role == Role.KEEPER else redirect("account")
