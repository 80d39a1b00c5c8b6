"""Behind proxies: the address of who asks is what the outermost proxy of ours saw, and nothing that a browser says."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

FORWARDED = "HTTP_X_FORWARDED_FOR"
ADDRESS = "REMOTE_ADDR"


class BehindProxies:
    """Sets `REMOTE_ADDR` to the client's address where proxies stand in front: lock and journal read it there."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on under the address of its client."""
        found = client_address(request.META.get(FORWARDED, ""), proxies=settings.TRUSTED_PROXIES)
        if found:
            request.META[ADDRESS] = found
        return self.respond(request)


def client_address(forwarded: str, *, proxies: int) -> str:
    """Return the address that the outermost of so many proxies saw, or nothing where they did not all pass it on.

    Each proxy writes whom it saw behind what it was sent: only the last `proxies` entries are theirs, what stands
    before them (6.6.6.6 of "6.6.6.6, 203.0.113.7") is a claim of the client.
    """
    seen = [word.strip() for word in forwarded.split(",")]
    if not proxies or len(seen) < proxies:
        return ""
    try:
        return str(ip_address(seen[-proxies]))
    except ValueError:
        return ""


def address_of(request: HttpRequest) -> str:
    """Return the address of who asks, as the journal keeps it."""
    return str(request.META.get(ADDRESS, ""))
