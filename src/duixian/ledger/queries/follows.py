"""What accepting a statement will make, and what the year before said of the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from duixian.exporters.breakdown import measured
from duixian.exporters.shown import grouped
from duixian.ledger.actions.promises import is_promise, is_result
from duixian.ledger.models import Commitment, Document, Link, Observation, Statement, Verdict
from duixian.ledger.pure import as_read
from duixian.ledger.targets import promised_title
from duixian.statement import plain

Makes = Literal["commitment", "observation", "task", "repeat", "nothing"]


def makes(row: Statement) -> Makes:
    """Return what accepting a statement makes."""
    if row.repeats_id is not None:
        return "repeat"
    if is_promise(row):
        return "commitment"
    if is_result(row):
        return "observation"
    return "task" if row.kind == "task" and row.status in ("target", "rule") else "nothing"


def made_title(row: Statement) -> str:
    """Return what that is called: 改造老旧小区 9个."""
    return promised_title(row)


@dataclass(frozen=True, slots=True)
class Before:
    """What was promised of the same indicator for a year, and what came of it."""

    year: int
    promise: str = ""
    result: str = ""
    commitment: Commitment | None = None
    observation: Observation | None = None

    @property
    def lead(self) -> str:
        """The office that led it."""
        return self.commitment.lead.name if self.commitment is not None and self.commitment.lead else ""


def before(row: Statement, document: Document) -> Before | None:
    """Return what was promised of the same indicator for the year before and what came of it, or None."""
    if row.year is None or row.indicator_id is None or row.status not in ("target", "result"):
        return None
    year = row.year - 1 if row.status == "target" else row.year
    same = {"indicator": row.indicator_id, "measure": row.measure, "place": document.place_id, "withdrawn_at": None}
    promise = Commitment.objects.filter(**same, year=year).exclude(statement=row).select_related("lead").first()
    results = Observation.objects.filter(**same, period_end__year=year).exclude(statement=row)
    seen = results.select_related("statement").order_by("-known_at").first()
    if promise is None and seen is None:
        return None
    return Before(year, promise.title if promise else "", _shown(seen), promise, seen)


def _shown(seen: Observation | None) -> str:
    """Return a result as its sentence writes it, else in the unit of the table."""
    if seen is None or seen.value is None:
        return ""
    if isinstance(seen.statement, Statement):
        return measured(as_read(seen.statement))
    return f"{grouped(plain(seen.value) or '')}{seen.unit}"


def likely(row: Statement) -> Link | None:
    """Return the promise of an earlier document that a statement likely answers, as the linker proposed it."""
    links = row.links_earlier.filter(stale=False).exclude(state=Verdict.REJECTED)
    return links.select_related("earlier__document").order_by("-score", "id").first()
