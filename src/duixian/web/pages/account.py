"""One's own account: password, second factor, keys."""

from __future__ import annotations

import base64
from typing import Any

import segno
from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as verified
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian.accounts import queries
from duixian.accounts.actions.own import confirm_second_factor, drop_second_factor, set_keys, start_second_factor
from duixian.accounts.actions.people import set_own_password
from duixian.accounts.backend import has_second_factor
from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.web.access import SIGNED_IN, opens, person_of
from duixian.web.context import home_of

Words = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class PasswordForm(forms.Form):
    """A new password twice, and the present one."""

    old = forms.CharField(
        label=gettext_lazy("现在的密码"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(label=gettext_lazy("新密码"), widget=Words)
    again = forms.CharField(label=gettext_lazy("再输一次"), widget=Words)

    def __init__(self, person: Person, *args: Any) -> None:
        super().__init__(*args)
        self.person = person

    def clean_old(self) -> str:
        """Return the present password where it is the person's."""
        if not self.person.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError(_("现在的密码不对。"))
        return str(self.cleaned_data["old"])

    def clean_new(self) -> str:
        """Return the new password where the policy takes it."""
        new = str(self.cleaned_data["new"])
        password_validation.validate_password(new, user=self.person)
        if self.person.check_password(new):
            raise forms.ValidationError(_("新密码和现在的一样，换一个。"))
        return new

    def clean_again(self) -> str:
        """Return the second one where it is the same."""
        if self.cleaned_data["again"] != self.data.get("new"):
            raise forms.ValidationError(_("两次输的不一样。"))
        return str(self.cleaned_data["again"])


@opens(*SIGNED_IN, methods=("GET", "POST"))
@sensitive_post_parameters("old", "new", "again")
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Let a person choose a new password; other sessions of theirs end."""
    person = person_of(request)
    form = PasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, set_own_password(person, password=form.cleaned_data["new"]))
        messages.success(request, _("密码改好了。别处登录的都已退出。"))
        return redirect(home_of(person))
    status = 422 if request.method == "POST" else 200
    return render(request, "web/account/password.html", {"form": form}, status=status)


@opens(*SIGNED_IN)
def account(request: HttpRequest) -> HttpResponse:
    """Show who one is here, and what can be changed."""
    person = person_of(request)
    context = {"has_second_factor": has_second_factor(person), "tokens": queries.tokens(person)}
    return render(request, "web/account/account.html", context)


@opens(*SIGNED_IN, methods=("POST",))
def keys(request: HttpRequest) -> HttpResponse:
    """Switch the single-letter keys off or on."""
    set_keys(person_of(request), off=request.POST.get("off") == "1")
    return redirect("account")


@opens(*SIGNED_IN, methods=("POST",))
def start_authenticator(request: HttpRequest) -> HttpResponse:
    """Make a secret for the authenticator; it counts only once confirmed."""
    start_second_factor(person_of(request))
    return redirect("authenticator")


@opens(*SIGNED_IN, methods=("GET", "POST"))
@never_cache
def authenticator(request: HttpRequest) -> HttpResponse:
    """Show the picture to scan; the right code switches the second factor on and shows the recovery codes once."""
    person, context = person_of(request), {}
    if request.method == "POST":
        try:
            device, codes = confirm_second_factor(person, code=request.POST.get("code", ""))
        except LedgerError as error:
            context = {"where": error.where, "what": error.what, "hint": error.hint}
        else:
            verified(request, device)
            return render(request, "web/account/recovery_codes.html", {"codes": codes})
    waiting = TOTPDevice.objects.filter(user=person, confirmed=False).first()
    if waiting is None:
        return redirect("account")
    context |= _scanned(waiting)
    return render(request, "web/account/authenticator.html", context, status=422 if "what" in context else 200)


def _scanned(device: TOTPDevice) -> dict[str, Any]:
    """Return the picture of a device's secret, and the secret in groups of four for typing."""
    picture = segno.make(device.config_url, error="m").svg_inline(scale=5, border=2)
    secret = base64.b32encode(device.bin_key).decode().rstrip("=")
    return {
        "picture": mark_safe(picture),  # drawn by segno from our own secret
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }


@opens(*SIGNED_IN, methods=("POST",))
def stop_authenticator(request: HttpRequest) -> HttpResponse:
    """Switch the second factor off for whoever gives the password again."""
    person = person_of(request)
    if person.check_password(request.POST.get("password", "")):
        drop_second_factor(person)
        messages.success(request, _("两步验证取消了。"))
    else:
        messages.error(request, _("密码不对，两步验证还开着。"))
    return redirect("account")
