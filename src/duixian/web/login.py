"""Logging in: what is said to someone who is locked out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Return the page that says how long the lock lasts."""
    return render(request, "web/login.html", {"is_locked": True}, status=429)
