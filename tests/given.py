"""What tests of the commitments' pages share: a promise with its office, and files as they come in."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from duixian.accounts.models import Office
from duixian.ledger.models import Commitment

EXIF_MAKER = b"SecretCamera"


def promise(words: str, *, lead: Office | None = None) -> Commitment:
    """Return the commitment whose title has the words, given to an office."""
    found = Commitment.objects.get(title__contains=words)
    if lead is not None:
        Commitment.objects.filter(pk=found.pk).update(lead=lead)
        found.refresh_from_db()
    return found


def jpeg(*, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """Return a photo with what a camera writes into it."""
    picture, written = Image.new("RGB", size, "tan"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = EXIF_MAKER.decode()
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def photo(name: str = "现场照.jpg") -> SimpleUploadedFile:
    """Return a photo as a form sends it."""
    return SimpleUploadedFile(name, jpeg(), content_type="image/jpeg")


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    """Return any file as a form sends it, under a media type that means nothing."""
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def office_file(*names: str) -> bytes:
    """Return a zip with these parts: what a docx or xlsx is told by."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        for name in ("[Content_Types].xml", *names):
            parts.writestr(name, "x")
    return written.getvalue()
