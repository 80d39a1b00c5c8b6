"""A past day is a walk: every link and filter of its page leads on within that day, until "back to today"."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from duixian.journal.days import known_on
from duixian.web.middleware import day_of, is_past

Respond = Callable[[HttpRequest], HttpResponseBase]
# A link marked `data-today` leaves the past day.
LEAVES = "data-today"
LINK = re.compile(r"<(?:a|area)\b[^>]*>")
# Of our own site: from the root, but not another site's "//host", or only other parameters.
ADDRESS = re.compile(r'\b(href|hx-get)="((?:/(?!/)|\?)[^"]*)"')
FETCHES = re.compile(r'<(?!a\b|area\b)[a-z]+\b[^>]*\bhx-get="[^>]*>')
FORM = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*>')
NAMED = re.compile(r"[?&;]on=")


class KeepsDay:
    """Carries `?on=2025-06-30` into the links and filters of a page about a past day."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; pages of today, and what is no page, stay as they are."""
        response = self.respond(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and isinstance(response, HttpResponse) and is_past(request):
            day, known = day_of(request), known_on(day_of(request))
            kept = "" if known == day else known.isoformat()
            response.content = with_day(response.content.decode(), day.isoformat(), known=kept).encode()
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response


def with_day(page: str, day: str, *, known: str = "") -> str:
    """Return the page with the day in its links to this site and in its filters, and on which day it is known."""
    later = f"&amp;known={known}" if known else ""

    def link(found: re.Match[str]) -> str:
        return found[0] if LEAVES in found[0] else ADDRESS.sub(address, found[0])

    def address(found: re.Match[str]) -> str:
        path, mark, part = found[2].partition("#")
        if NAMED.search(path):
            path = path if "known=" in path else path.replace(f"on={day}", f"on={day}{later}")
            return f'{found[1]}="{path}{mark}{part}"'
        return f'{found[1]}="{path}{"&amp;" if "?" in path else "?"}on={day}{later}{mark}{part}"'

    page = LINK.sub(link, page)
    page = FETCHES.sub(link, page)
    # A field of the form itself comes later and so counts.
    hidden = f'<input type="hidden" name="known" value="{known}">' if known else ""
    return FORM.sub(rf'\g<0><input type="hidden" name="on" value="{day}">{hidden}', page)
