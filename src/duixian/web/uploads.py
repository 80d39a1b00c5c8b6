"""Taking in uploaded files: each is kept and queued, or refused with what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.errors import DuixianError, DuplicateError, FileError
from duixian.ledger.actions.documents import add_document
from duixian.ledger.jobs import start_reading
from duixian.ledger.models import Document
from duixian.reader.formats import loader_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: its document, or what is wrong; `there` is the document that holds the same bytes."""

    name: str
    document: Document | None = None
    problem: DuixianError | None = None
    there: int | None = None


def take_in(files: Iterable[UploadedFile[Any]], *, place: Place, by: Person) -> Iterator[Outcome]:
    """Yield what became of each file, in order; one that is refused does not stop the others."""
    for file in files:
        name = file.name or _("没有名字的文件")
        try:
            yield Outcome(name=name, document=_taken(file, name, place, by))
        except DuplicateError as error:
            yield Outcome(name=name, problem=error, there=error.key)
        except DuixianError as error:
            yield Outcome(name=name, problem=error)


def _taken(file: UploadedFile[Any], name: str, place: Place, by: Person) -> Document:
    check(file, name)
    file.seek(0)
    document = add_document(file.chunks(), name=name, place=place, by=by)
    start_reading(document)
    return document


def check(file: UploadedFile[Any], name: str) -> None:
    """Raise FileError for a file that is empty, too large, or not what its name says."""
    if not file.size:
        hint = _("看看它的大小，另存一份再传。")
        raise FileError(_("文件是空的，一个字也没有。"), where=name, hint=hint)
    if file.size > settings.LARGEST_UPLOAD:
        most = settings.LARGEST_UPLOAD >> 20
        what = _("文件有 %(size)s MB，最多传 %(most)s MB，没有存。") % {"size": file.size >> 20, "most": most}
        raise FileError(what, where=name, hint=_("按年份或章节拆成几份，或者把扫描件的分辨率降一些再传。"))
    loader_for(file.read(), name)
