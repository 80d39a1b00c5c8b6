"""Pages that are not built yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duixian.web.access import SIGNED_IN, opens


@opens(*SIGNED_IN)
def waiting(request: HttpRequest) -> HttpResponse:
    """Return the frame alone."""
    return render(request, "web/base.html")
