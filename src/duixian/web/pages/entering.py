"""Logging in and out: the password, the second factor, the lock after too many tries, and the people of the demo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.forms import AuthenticationForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import devices_for_user
from django_otp import login as verified

from duixian.accounts.actions.own import note_failed_login, note_login
from duixian.accounts.models import Person
from duixian.accounts.queries import demo_people, only_county
from duixian.journal import clock
from duixian.journal.models import Seal
from duixian.web.access import EVERYONE, SIGNED_IN, one_of, opens, person_of
from duixian.web.context import home_of
from duixian.web.proxies import address_of

BACKEND = "duixian.accounts.backend.PersonBackend"
CODE_DIGITS = 6


@opens(EVERYONE, methods=("GET", "POST"))
@sensitive_post_parameters("password")
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Show the form, or let in whoever gives the right password."""
    if request.method == "GET" and isinstance(request.user, Person):
        return redirect(_onward(request, request.user))
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _let_in(request, form.get_user())
    context = _facts(request) | {"form": form}
    if request.method == "POST":
        name = request.POST.get("username", "")
        note_failed_login(name, address=address_of(request))
        context["tries_left"] = max(settings.AXES_FAILURE_LIMIT - _failures(request, name), 0)
    return render(request, "web/entering/login.html", context, status=422 if request.method == "POST" else 200)


def _failures(request: HttpRequest, username: str) -> int:
    return int(AxesProxyHandler.get_failures(request, {"username": username}))


def _let_in(request: HttpRequest, person: Any) -> HttpResponse:
    auth.login(request, person, backend=BACKEND)
    note_login(person, address=address_of(request))
    return redirect(_onward(request, person))


def _onward(request: HttpRequest, person: Person) -> str:
    """Return the page that was asked for before the login, where it is one of ours, else the person's first page."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and is_ours else home_of(person)


def _facts(request: HttpRequest) -> dict[str, Any]:
    """Return what the login page says besides its form."""
    people = list(demo_people()) if settings.DEMO else []
    return {
        "next": request.POST.get("next", "") or request.GET.get("next", ""),
        "county": people[0].place if people else only_county(),
        "year": clock.today().year,
        "seal": Seal.objects.last(),
        "people": people,
    }


@opens(EVERYONE, methods=("POST",))
def login_in_demo(request: HttpRequest) -> HttpResponse:
    """Let in one of the demo's people without a password; outside a demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    return _let_in(request, one_of(demo_people(), username=request.POST.get("username", "")))


@opens(*SIGNED_IN, methods=("POST",))
def logout(request: HttpRequest) -> HttpResponse:
    """Log out and go back to the login page."""
    auth.logout(request)
    return redirect("login")


@opens(*SIGNED_IN, methods=("GET", "POST"))
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a code of the authenticator, or a recovery code, after the password."""
    person, context, status = person_of(request), {}, 200
    if request.method == "POST":
        device = _device_of(person, request.POST.get("code", ""))
        if device is not None:
            verified(request, device)
            return redirect(_onward(request, person))
        context = {"what": _("验证码不对，或者已经用过。"), "hint": _("等验证器换到下一组 6 位数再输。")}
        status = 422
    context |= {"next": request.POST.get("next", "") or request.GET.get("next", "")}
    return render(request, "web/entering/second_factor.html", context, status=status)


def _device_of(person: Person, given: str) -> Any:
    """Return the device that takes this code; six digits are the authenticator's, all else is a recovery code."""
    code = given.replace(" ", "").strip()
    is_digits = code.isdecimal() and len(code) == CODE_DIGITS
    kind = "totp" if is_digits else "static"
    devices = (device for device in devices_for_user(person) if f"otp_{kind}" in device.persistent_id)
    return next((device for device in devices if device.verify_token(code.lower())), None)


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the page that says until when an account is locked."""
    name = (credentials or {}).get("username", "") or request.POST.get("username", "")
    tries = AccessAttempt.objects.filter(username=name, ip_address=address_of(request))
    last = tries.order_by("-attempt_time").first()
    until = (last.attempt_time if last else timezone.now()) + timedelta(hours=settings.AXES_COOLOFF_TIME)
    minutes = max(1, -(-(until - timezone.now()) // timedelta(minutes=1)))
    context = _facts(request) | {"until": timezone.localtime(until), "minutes": minutes, "form": None}
    return render(request, "web/entering/login.html", context, status=429)
