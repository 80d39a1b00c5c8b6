"""Evidence as a file and as a small picture, and the source card of a figure."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from duixian.ledger import storage
from duixian.ledger.models import Evidence
from duixian.ledger.queries import scope
from duixian.ledger.queries.commitment import PICTURES
from duixian.ledger.queries.sources import steps
from duixian.reader.formats.previews import small_copy
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.render import render_page


def _evidence(request: HttpRequest, pk: int) -> Evidence:
    return one_of(scope.evidence(person_of(request)), pk=pk)


@opens(*READERS)
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """Return the original file as a download, whatever it is: no browser opens it in our name."""
    evidence = _evidence(request, pk)
    path = storage.path_of(evidence.sha256)
    if not path.is_file():
        storage.read(evidence.sha256)
    response = FileResponse(path.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=evidence.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@opens(*READERS)
def evidence_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a small copy of a picture, made anew and without what the camera wrote into it."""
    evidence = _evidence(request, pk)
    copy = small_copy(storage.read(evidence.sha256)) if evidence.media_type in PICTURES else None
    if copy is None:
        raise Http404
    response = HttpResponse(copy, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@opens(*READERS)
def source(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Return the source card of a figure: the card alone for HTMX, else a page with it."""
    context = {"steps": steps(person_of(request), kind, pk)}
    return render_page(request, "web/commitments/source.html", "web/commitments/_source.html", context)
