"""Everything the reading desk shows, from few queries: the views hand it to the templates."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from duixian.accounts.models import Role
from duixian.catalogue import indicators
from duixian.ledger.actions.presence import seen_at
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.queries import desk as queries
from duixian.ledger.queries import follows
from duixian.web.access import person_of
from duixian.web.desk_fields import cuts, field_rows, mends, quote
from duixian.web.forms.statements import StatementForm, filled
from duixian.web.marked import blocks_of, marked
from duixian.web.middleware import day_of, is_past
from duixian.web.sheets import sheets
from duixian.web.strip import strip

VIEWS = ("both", "text", "page")
SURE = 0.95


def desk_context(
    request: HttpRequest, document: Document, *, at: str = "", form: StatementForm | None = None, **more: Any
) -> dict[str, Any]:
    """Return what the page needs: the desk, the text, the fields; `form` is one that was sent and is not right."""
    person = person_of(request)
    until = day_of(request) if is_past(request) else None
    desk = queries.desk(document, at=at or request.GET.get("at", ""), until=until)
    may_review = person.role == Role.KEEPER and until is None
    if may_review and desk.current is not None:
        number = (desk.at or 0) + 1
        seen_at(document, person=person, statement=desk.current.pk, number=number)
    return {
        "document": document,
        "desk": desk,
        "may_review": may_review,
        "others": list(queries.others(document, person)),
        "recent": queries.recent(desk),
        "previous": desk.step(-1),
        "following": desk.step(1),
        "doubtful": desk.doubtful,
        "sure": len(queries.sure(desk.rows, least=SURE)),
        "sure_from": SURE,
        **_text(request, document, desk),
        **_current(desk, form),
        **more,
    }


def _text(request: HttpRequest, document: Document, desk: queries.Desk) -> dict[str, Any]:
    kept = {name: value for name in ("view", "on") if (value := request.GET.get(name) or request.POST.get(name))}
    text = marked(desk, more="&amp;" + urlencode(kept) if kept else "")
    scans = sheets(document, text.rows, desk.current)
    asked = kept.get("view", "")
    view = (asked if asked in VIEWS else VIEWS[0]) if scans else "text"
    return {
        "view": view,
        "sheets": scans,
        "kept": kept,
        "kept_query": urlencode(kept),
        "marked": text if view != "page" else None,
        "strip": strip(desk.rows, desk.at),
    }


def _current(desk: queries.Desk, form: StatementForm | None) -> dict[str, Any]:
    row = desk.current
    if row is None:
        return {}
    shown = form or filled(row)
    return {
        "row": row,
        "number": (desk.at or 0) + 1,
        "paragraph": _paragraph(desk, row),
        "form": shown,
        "editing": form is not None or (row.origin != "reader" and row.review == ReviewState.PROPOSED),
        "is_cut": row.origin in ("split", "merge") and row.review == ReviewState.PROPOSED,
        "fields": list(field_rows(row, shown)),
        "mends": mends(row),
        "quote": quote(row),
        "cuts": cuts(row),
        "percent": round(row.confidence * 100),
        "makes": follows.makes(row),
        "made_title": follows.made_title(row),
        "before": follows.before(row, desk.document),
        "link": follows.likely(row),
        "indicators": indicators().values(),
    }


def _paragraph(desk: queries.Desk, row: Statement) -> tuple[int, int]:
    """Return how many statements of the paragraph are reviewed, and how many it has."""
    block = next(each for each in reversed(blocks_of(desk)) if each.start <= row.start)
    inside = [each for each in desk.rows if block.start <= each.start < block.end]
    return sum(not each.waits for each in inside), len(inside)
