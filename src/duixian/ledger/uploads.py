"""Evidence as it comes in: what a file is by its content, never by its name; then it is kept by its SHA-256."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Protocol

from django.utils.translation import gettext as _

from duixian.errors import LedgerError
from duixian.ledger import storage
from duixian.ledger.actions.claims import Paper
from duixian.reader.formats.previews import is_picture

LARGEST = 20 * 1024 * 1024
MOST_FILES = 10
_OFFICE = "application/vnd.openxmlformats-officedocument."
PICTURES = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "image/webp": b"RIFF"}
PDF, DOCX, XLSX = "application/pdf", f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
SUFFIXES = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    PDF: (".pdf",),
    DOCX: (".docx",),
    XLSX: (".xlsx",),
}


class Upload(Protocol):
    """A file that comes in: Django's, or a test's."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterator[bytes]:
        """Yield its bytes."""


def papers_of(files: Iterable[Upload], *, taken_at: str = "") -> list[Paper]:
    """Keep the files and return them as papers; one that is refused refuses all, and nothing is claimed.

    `taken_at` says in words where they were taken.
    """
    listed = list(files)
    if len(listed) > MOST_FILES:
        raise LedgerError(
            _("一次最多传 %(most_files)s 件，这次有 %(n)s 件。") % {"most_files": MOST_FILES, "n": len(listed)},
            hint=_("分两次报。"),
        )
    return [_kept(each, taken_at=taken_at) for each in listed]


def _kept(file: Upload, *, taken_at: str) -> Paper:
    """Keep one file; of a report that is refused because of a later one it lies there unnamed and does no harm."""
    data, media_type = _checked(file)
    digest, size = storage.keep([data])
    name = (file.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return Paper(sha256=digest, size=size, name=name, media_type=media_type, place_words=taken_at)


def _checked(file: Upload) -> tuple[bytes, str]:
    name = file.name or _("没有名字的文件")
    if (file.size or 0) > LARGEST:
        hint = _("照片用手机的普通尺寸，文件分几份传。")
        raise LedgerError(_("文件超过 %(most)s MB。") % {"most": LARGEST >> 20}, where=name, hint=hint)
    data = b"".join(file.chunks())
    if not data:
        raise LedgerError(_("文件是空的。"), where=name, hint=_("重新拍一张，或者重新导出再传。"))
    found = media_type_of(data)
    if found is None:
        hint = _("能传的是 jpg、png、webp 照片和 pdf、docx、xlsx 文件；其他格式先另存为其中一种。")
        raise LedgerError(_("看内容不是能收的文件，或者文件坏了。"), where=name, hint=hint)
    if not name.lower().endswith(SUFFIXES[found]):
        hint = _("把文件名的结尾改成 %(suffix)s 再传。") % {"suffix": SUFFIXES[found][0]}
        raise LedgerError(_("文件名的结尾和内容对不上。"), where=name, hint=hint)
    return data, found


def media_type_of(data: bytes) -> str | None:
    """Return what the bytes are, or None for what is not taken: neither a name nor a header is believed."""
    for media_type, magic in PICTURES.items():
        if data.startswith(magic):
            is_webp = media_type != "image/webp" or data[8:12] == b"WEBP"
            return media_type if is_webp and is_picture(data) else None
    if data.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in data[-2048:] else None
    return _office_kind(data) if data.startswith(b"PK\x03\x04") else None


def _office_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = frozenset(parts.namelist())
    except (zipfile.BadZipFile, ValueError):
        return None
    if "[Content_Types].xml" not in names or any("vbaProject" in name for name in names):
        return None
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None
