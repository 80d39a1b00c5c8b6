"""What the API answers: every field is named here, so that no column of a table leaks. Amounts are strings."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Schema

from duixian.statement import plain


class Fault(Schema):
    """What went wrong, where, and what to do; `code` has its heading in docs/errors.md."""

    where: str
    what: str
    hint: str
    code: str
    there: int | None = Field(None, description="已经在的那份文件的编号")


class Difference(Schema):
    """A field in three columns: as you saw it, as somebody else has made it, as you want it."""

    name: str
    title: str
    was: str
    theirs: str
    mine: str
    differs: bool


class Amount(Schema):
    """An exact amount; `value` is null where nobody has told it."""

    value: str | None = Field(examples=["9"])
    high: str | None = None
    unit: str = Field(examples=["个"])


class Source(Schema):
    """Where a figure comes from: the kind of row, its key, and the address of its source card."""

    kind: str = Field(examples=["evidence"])
    id: int
    url: str


class Figure(Schema):
    """A figure with its source."""

    amount: Amount
    is_done: bool
    as_of: date
    grade: str
    source: Source


class DocumentOut(Schema):
    """A document, and how far it is read and reviewed."""

    id: int
    title: str
    kind: str
    place: str
    place_code: str
    year: int | None
    issued_on: date | None
    sha256: str
    state: str
    statements: int
    reviewed: int
    problem: str
    remedy: str
    uploaded_at: datetime
    url: str


class StatementOut(Schema):
    """A statement as it holds now, and where it stands in the document: characters from `start` up to `end`."""

    id: int
    document: int
    revision: int
    start: int
    end: int
    page: int | None
    text: str
    kind: str
    status: str
    subject: str
    event: str | None
    indicator: str | None
    measure: str | None
    comparator: str | None
    amount: Amount
    year: int | None
    due: date | None
    confidence: float
    review: str
    review_reason: str
    url: str


class Conflict(Fault):
    """Somebody else was first: who, the statement as it is now, and what differs."""

    who: str
    now: StatementOut
    differences: list[Difference]


class Paper(Schema):
    """A file that shows something; it counts once `confirmed_at` is set."""

    id: int
    name: str
    sha256: str
    grade: str
    amount: Amount
    is_done: bool
    as_of: date
    confirmed_at: datetime | None
    url: str


class CommitmentOut(Schema):
    """A commitment and how it stands on the day: what is reported and what is shown are never mixed."""

    id: int
    title: str
    place: str
    theme: str
    year: int | None
    indicator: str | None
    kind: str
    comparator: str | None
    target: Amount
    due: date | None
    original_due: date | None
    lead: str | None
    document: int
    statement: int
    on: date
    assessment: str
    rule: str
    why: str
    missing: str
    colour: str
    reported: Figure | None
    evidenced: Figure | None
    schedule: str
    url: str


class CommitmentDetail(CommitmentOut):
    """A commitment with its papers."""

    papers: list[Paper]


class ObservationOut(Schema):
    """A value as it is known; `statement` and `document` say where it is printed."""

    id: int
    indicator: str | None
    subject: str
    place: str
    period_start: date
    period_end: date
    measure: str | None
    comparator: str
    amount: Amount
    status: str
    known_at: datetime
    statement: int | None
    document: int | None
    url: str


class EntryOut(Schema):
    """An entry of the journal: the canonical text that is hashed, its hash, and whether it still holds."""

    id: int
    subject_kind: str
    subject_id: int
    seq: int
    action: str
    deed: str
    actor: str
    at: datetime
    received_at: datetime
    body: str
    prev: str
    hash: str
    holds: bool


class PublicationOut(Schema):
    """A published issue of the report to the people, and where to read it."""

    place: str
    place_code: str
    number: int
    year: int
    as_of: date
    title: str
    published_at: datetime
    check_code: str
    url: str
    json_url: str


class Page(Schema):
    """How many there are in all, and from which on these are."""

    count: int
    offset: int


class Documents(Page):
    """Documents."""

    items: list[DocumentOut]


class Statements(Page):
    """Statements."""

    items: list[StatementOut]


class Commitments(Page):
    """Commitments."""

    items: list[CommitmentOut]


class Observations(Page):
    """Observations."""

    items: list[ObservationOut]


class Entries(Page):
    """Entries."""

    items: list[EntryOut]


class Publications(Page):
    """Publications."""

    items: list[PublicationOut]


def amount(value: Decimal | None, unit: str, high: Decimal | None = None) -> dict[str, Any]:
    """Return an exact amount as the API writes it."""
    return {"value": plain(value), "high": plain(high), "unit": unit}
