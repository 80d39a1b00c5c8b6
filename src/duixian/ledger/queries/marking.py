"""What is known of a stretch of text that the reader missed: its sentence, its headings, its page, its year."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from duixian.errors import LedgerError
from duixian.ledger.models import Document
from duixian.ledger.papers import paper_of

_END = re.compile(r"[。！？；]|\n\s*\n")
_LONGEST = 300


def around(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return the fields that the place of a stretch gives; raises LedgerError for one that is none."""
    text = document.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise LedgerError(_("选的地方不在文件里。"), where=document.title, hint=_("在左边的文字里重新选一段。"))
    if end - start > _LONGEST:
        hint = _("一条只说一件事，最多 %(longest)s 个字；选短一些，或者分几次选。") % {"longest": _LONGEST}
        raise LedgerError(_("选了 %(n)s 个字，太长。") % {"n": end - start}, where=document.title, hint=hint)
    before = document.statements.filter(start__lte=start).order_by("-start").first()
    spot = paper.spot(start, end) if (paper := paper_of(document.pages)) else None
    return {
        "sentence_start": _sentence_start(text, start),
        "sentence_end": _sentence_end(text, end),
        "section": before.section if before is not None else [],
        "year": before.year if before is not None else document.year,
        "subject": " ".join(text[start:end].split()),
        "page": spot.page if spot else None,
        "place_name": document.place.name,
        "confidence": 1.0,
    }


def _sentence_start(text: str, start: int) -> int:
    ends = [match.end() for match in _END.finditer(text, max(0, start - _LONGEST), start)]
    first = max([*ends, max(0, start - _LONGEST)])
    return first + len(text[first:start]) - len(text[first:start].lstrip())


def _sentence_end(text: str, end: int) -> int:
    found = _END.search(text, max(0, end - 1), min(len(text), end + _LONGEST))
    return max(end, found.end()) if found else min(len(text), end + _LONGEST)
