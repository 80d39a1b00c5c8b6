"""The reading desk: the text with its statements, the fields of one of them, the pages of a scan."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from duixian.accounts.models import Person, Role
from duixian.ledger.models import Document
from duixian.ledger.queries import scope
from duixian.web.access import one_of, opens, person_of
from duixian.web.desk_context import desk_context
from duixian.web.render import render_page
from duixian.web.sheets import picture

REVIEWERS = (Role.KEEPER, Role.LEADER, Role.REVIEWER)
PICTURES = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png"}


@opens(*REVIEWERS)
def reading_desk(request: HttpRequest, key: int) -> HttpResponse:
    """Return the desk of a document at the statement `?at=`, else at the first that waits."""
    document = read_document_of(person_of(request), key)
    return show_desk(request, document)


def show_desk(request: HttpRequest, document: Document, *, status: int = 200, **more: Any) -> HttpResponse:
    """Return the desk; `more` is a problem, a conflict or a form to show on it."""
    context = desk_context(request, document, **more)
    return render_page(request, "web/desk/desk.html", "web/desk/_desk.html", context, status=status)


def read_document_of(person: Person, key: int) -> Document:
    """Return a document that is read and that a person may see, else 404."""
    return one_of(scope.documents(person).filter(state=Document.State.READY), pk=key)


@opens(*REVIEWERS)
def document_page(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Return the picture of a page of a scanned document."""
    document = one_of(scope.documents(person_of(request)).defer("text"), pk=key)
    data = picture(document, number)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type=PICTURES.get(data[:2], "application/octet-stream"))
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response
