"""Kept files as answers: the original as a download, a picture as a small copy made anew."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from duixian.ledger import storage
from duixian.ledger.queries.commitment import PICTURES
from duixian.reader.formats.previews import small_copy


def original(digest: str, name: str) -> FileResponse:
    """Return the file as a download, whatever it is: no browser opens it in our name."""
    path = storage.path_of(digest)
    if not path.is_file():
        storage.read(digest)
    response = FileResponse(path.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def preview(digest: str, media_type: str) -> HttpResponse:
    """Return a small copy of a picture, without what the camera wrote into it; 404 for what is no picture."""
    copy = small_copy(storage.read(digest)) if media_type in PICTURES else None
    if copy is None:
        raise Http404
    response = HttpResponse(copy, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
