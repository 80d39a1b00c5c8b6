"""What programs can ask: the operations of the API in a list, from its own OpenAPI description."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duixian.web.access import EVERYONE, opens
from duixian.web.api.service import schema


@opens(EVERYONE)
def operations(request: HttpRequest) -> HttpResponse:
    """Return the page of the API."""
    paths: dict[str, Any] = schema()["paths"]
    listed = [
        {"path": path, "method": method.upper(), **said, "is_open": not said.get("security")}
        for path, methods in paths.items()
        for method, said in methods.items()
    ]
    return render(request, "web/api/operations.html", {"operations": listed})
