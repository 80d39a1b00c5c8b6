"""A page, or for HTMX the part of it that changes: one address, one view."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(request: HttpRequest, page: str, part: str, context: dict[str, Any], **more: Any) -> HttpResponse:
    """Return `part` where HTMX asks for it, else `page`, which includes it."""
    is_part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    response = render(request, part if is_part else page, context, **more)
    patch_vary_headers(response, ("HX-Request",))
    return response
