"""Rows of the ledger as the API writes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from duixian.journal.days import end_of
from duixian.journal.models import Entry
from duixian.ledger.judging import Known, Target
from duixian.ledger.models import Document, Evidence, Observation, Publication, Statement
from duixian.ledger.queries.journal import row_of as entry_row
from duixian.ledger.queries.rows import Row, source_href
from duixian.web.api.shapes import amount


def document_out(row: Any) -> dict[str, Any]:
    """Return a document that `queries.documents.listed` found."""
    document: Document = row
    names = ("id", "title", "kind", "year", "issued_on", "sha256", "state", "problem", "remedy", "uploaded_at")
    return {
        **{name: getattr(document, name) for name in names},
        "place": document.place.name,
        "place_code": document.place.code,
        "statements": row.found,
        "reviewed": row.reviewed,
        "url": reverse("document_original", args=[document.pk]),
    }


_STATEMENT = (
    "id", "revision", "start", "end", "page", "text", "kind", "status", "subject", "event", "measure", "comparator",
    "year", "due", "confidence", "review", "review_reason",
)  # fmt: skip


def statement_out(row: Statement) -> dict[str, Any]:
    """Return a statement."""
    return {
        **{name: getattr(row, name) for name in _STATEMENT},
        "document": row.document_id,
        "indicator": row.indicator_id,
        "amount": amount(row.value, row.unit, row.value_high),
        "url": f"{reverse('reading_desk', args=[row.document_id])}?at={row.pk}#s{row.pk}",
    }


def commitment_out(row: Row, *, day: date) -> dict[str, Any]:
    """Return a commitment and how it stands on a day."""
    promise, target, standing = row.commitment, row.facts.target, row.standing
    names = ("id", "title", "theme", "year", "comparator", "original_due")
    return {
        **{name: getattr(promise, name) for name in names},
        "place": promise.place.name,
        "indicator": promise.indicator_id,
        "kind": promise.target_kind,
        "target": amount(promise.value, promise.unit, promise.value_high),
        "due": target.due,
        "lead": promise.lead.name if promise.lead else None,
        "document": promise.document_id,
        "statement": promise.statement_id,
        "on": day,
        "assessment": str(standing.assessment),
        "rule": standing.rule,
        "why": standing.words,
        "missing": standing.missing,
        "colour": row.escalation.level or "",
        "reported": _figure(standing.reported, target),
        "evidenced": _figure(standing.evidenced, target),
        "schedule": str(standing.schedule.words),
        "url": reverse("commitment", args=[promise.pk]),
    }


def paper_out(paper: Evidence, *, unit: str, day: date) -> dict[str, Any]:
    """Return a paper as it was known on a day."""
    names = ("id", "name", "sha256", "grade", "is_done", "as_of")
    is_confirmed = paper.confirmed_at is not None and paper.confirmed_at < end_of(day)
    return {
        **{name: getattr(paper, name) for name in names},
        "amount": amount(paper.value, unit),
        "confirmed_at": paper.confirmed_at if is_confirmed else None,
        "url": reverse("source", args=["evidence", paper.pk]),
    }


def _figure(known: Known | None, target: Target) -> dict[str, Any] | None:
    if known is None:
        return None
    return {
        "amount": amount(known.value, known.unit or target.unit),
        "is_done": known.is_done,
        "as_of": known.as_of,
        "grade": known.grade,
        "source": {"kind": known.source, "id": known.id, "url": source_href(known)},
    }


def observation_out(row: Observation) -> dict[str, Any]:
    """Return an observation."""
    names = ("id", "subject", "period_start", "period_end", "measure", "comparator", "known_at")
    return {
        **{name: getattr(row, name) for name in names},
        "indicator": row.indicator_id,
        "place": row.place.name,
        "amount": amount(row.value, row.unit, row.value_high),
        "status": row.obs_status,
        "statement": row.statement.pk if row.statement else None,
        "document": getattr(row.statement, "document_id", None),
        "url": reverse("source", args=["observation", row.pk]),
    }


def entry_out(entry: Entry, *, broken: Any) -> dict[str, Any]:
    """Return an entry of the journal."""
    names = ("id", "subject_kind", "subject_id", "seq", "action", "actor", "body", "prev", "hash")
    shown = entry_row(entry, is_broken=entry.pk in broken)
    times = {name: timezone.localtime(getattr(entry, name)) for name in ("at", "received_at")}
    return {**{name: getattr(entry, name) for name in names}, **times, "deed": shown.deed, "holds": shown.holds}


def publication_out(row: Publication) -> dict[str, Any]:
    """Return a published issue."""
    names = ("number", "year", "as_of", "title", "published_at", "check_code")
    where = [row.place.code, row.number]
    return {
        **{name: getattr(row, name) for name in names},
        "place": row.place.name,
        "place_code": row.place.code,
        "url": reverse("public_report", args=where),
        "json_url": reverse("public_report_json", args=where),
    }
