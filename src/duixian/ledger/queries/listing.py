"""The list of commitments: filters from the address, tabs with counts, search, order, and one page of rows.

A year is judged as a whole, since assessments are computed and never stored: the number of queries does not grow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Substr

from duixian.accounts.models import Person, Role
from duixian.journal.days import end_of
from duixian.ledger.escalation import escalate
from duixian.ledger.judging import Assessment
from duixian.ledger.models import Commitment, Document
from duixian.ledger.queries import scope
from duixian.ledger.queries.kept import DOCUMENTS, rows_of
from duixian.ledger.queries.once import once
from duixian.ledger.queries.ordering import in_order
from duixian.ledger.queries.quiet import quiet_keys
from duixian.ledger.queries.rows import Row

PAGE = 50
WEEK = timedelta(days=7)
SOON, SILENT = 30, 90
ALL = "all"
# A view to which the overview leads: promised once, and in no later document.
QUIET = "quiet"
ORDER = tuple(Assessment)
NAMES = (
    "q",
    "year",
    "theme",
    "lead",
    "leader",
    "place",
    "document",
    "assessment",
    "kind",
    "due",
    "colour",
    "only",
    "sort",
    "on",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address asks for; empty strings ask for nothing, a comma for either. `only` is a tab or an aside."""

    q: str = ""
    year: str = ""
    theme: str = ""
    lead: str = ""
    leader: str = ""
    place: str = ""
    document: str = ""
    assessment: str = ""
    kind: str = ""
    due: str = ""
    colour: str = ""
    only: str = ""
    sort: str = ""
    on: str = ""
    page: int = 1

    def as_query(self, **changed: str) -> str:
        """Return the part of an address that asks for this, with some of it changed; the page starts anew."""
        kept = {name: getattr(self, name) for name in NAMES}
        return urlencode({name: value for name, value in {**kept, **changed}.items() if value})


def filters_of(asked: Mapping[str, str]) -> Filters:
    """Return the filters of an address; what it does not know is left out."""
    page = asked.get("page", "1")
    named = {name: asked.get(name, "").strip()[:80] for name in NAMES}
    return Filters(**named, page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 6 else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A ready view over the list: its name in the address, how many it has."""

    name: str
    count: int


class Choice(NamedTuple):
    """What a filter can be set to: its word in the address, how many rows of the year have it, the first of them."""

    key: str
    many: int
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Rows in order, those of the page, counts by assessment of all that match, tabs, and documents that match."""

    filters: Filters
    year: int | None
    rows: Sequence[Row]
    base: Sequence[Row]
    tabs: Sequence[Tab]
    choices: Mapping[str, Sequence[Choice]]
    documents: Sequence[Document] = field(default_factory=tuple)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows have which assessment, in the order of bars; those that none has are 0."""
        found = Counter(str(row.standing.assessment) for row in self.rows)
        return {str(kind): found[str(kind)] for kind in ORDER}

    @property
    def shown(self) -> Sequence[Row]:
        """The rows of this page."""
        return self.rows[self.start : self.start + PAGE]

    @property
    def start(self) -> int:
        """How many rows stand before this page."""
        return (min(self.filters.page, self.last_page) - 1) * PAGE

    @property
    def is_of_many(self) -> bool:
        """Whether more than one place is here, so that a row has to say its own."""
        return len(self.choices["place"]) > 1

    @property
    def plain_year(self) -> int:
        """The year that need not be written beside a day; 0 where every day needs its year."""
        return self.year or 0

    @property
    def page(self) -> int:
        """The number of this page, from 1."""
        return self.start // PAGE + 1

    @property
    def pages(self) -> dict[str, int]:
        """How many pages there are, and the numbers of those before and after this one; nothing where one holds all."""
        if len(self.rows) <= PAGE:
            return {}
        around = {"before": self.page - 1, "after": self.page + 1}
        there = {name: number for name, number in around.items() if 1 <= number <= self.last_page}
        return {"of": self.last_page, **there}

    @property
    def last_page(self) -> int:
        """The number of the last page, from 1."""
        return max(0, len(self.rows) - 1) // PAGE + 1

    @property
    def end(self) -> int:
        """How many rows stand up to the end of this page."""
        return min(self.start + PAGE, len(self.rows))


def listing(person: Person, filters: Filters, *, day: date) -> Listing:
    """Return the commitments that a person may see and asks for, as known on a day."""
    # What the linker proposes does not stand in the journal.
    quiet = quiet_keys(person, day) if filters.only == QUIET else frozenset()
    return replace(_listing(person, replace(filters, page=1), day=day, quiet=quiet), filters=filters)


@once
def _listing(person: Person, filters: Filters, *, day: date, quiet: frozenset[int]) -> Listing:
    visible = promised(person, day)
    year = _year(filters, visible, day)
    base = rows_of(of_year(visible, year) if year else visible, day=day)
    found = _found(person, filters.q, visible) if filters.q else None
    checks = [*_checks(filters, day), *_among(found)]
    if filters.only == QUIET:
        checks.append(lambda row: row.commitment.pk in quiet)
    tab = {**TABS, **ASIDES}.get(filters.only)
    rows = [row for row in base if all(check(row) for check in checks) and (tab is None or tab(row, person, day))]
    tabs = [Tab(name=name, count=sum(keep(row, person, day) for row in base)) for name, keep in TABS.items()]
    if person.role not in (Role.OFFICE, Role.LEADER):
        tabs = [tab for tab in tabs if tab.name != "mine"]
    if filters.only == QUIET or filters.only in ASIDES:
        tabs.append(Tab(name=filters.only, count=len(rows)))
    documents = _documents(person, filters.q) if filters.q else ()
    rows = in_order(rows, filters.sort, by=SORTS)
    return Listing(
        filters=filters,
        year=year,
        rows=rows,
        base=base,
        tabs=tabs,
        choices={name: _choices(base, of) for name, of in KEYS.items()},
        documents=documents,
    )


def _choices(rows: Sequence[Row], of: Callable[[Row], Any]) -> list[Choice]:
    keys = [of(row) for row in rows]
    first = dict(zip(reversed(keys), reversed(rows), strict=True))
    return [Choice(str(key), many, first[key]) for key, many in Counter(keys).items()]


def picked(found: Listing, asked: str) -> Listing:
    """Return a listing with only the rows whose keys are asked for, `3,14`; all of them where none is."""
    keys = frozenset(asked.split(","))
    return replace(found, rows=[row for row in found.rows if str(row.commitment.pk) in keys]) if asked else found


def promised(person: Person, day: date) -> QuerySet[Commitment]:
    """Return the commitments of a person that were there on a day, with what a row needs."""
    rows = scope.commitments(person).filter(accepted_at__lt=end_of(day))
    rows = rows.defer("baseline").prefetch_related("lead", "leader", "place", DOCUMENTS)
    return rows.order_by(F("year").desc(nulls_last=True), "pk")


def of_year(rows: QuerySet[Commitment], year: int) -> QuerySet[Commitment]:
    """Return what counts for a year: what is promised for it, and what has stood without a year since before."""
    return rows.filter(Q(year=year) | Q(year=None, document__year__lte=year) | Q(year=None, document__year=None))


def year_meant(rows: QuerySet[Commitment], *, day: date, asked: int | None = None) -> tuple[int | None, list[int]]:
    """Return the year that a page is about (the last one that has begun where none is asked for), and all."""
    years = sorted({each for each in rows.order_by().values_list("year", flat=True).distinct() if each})
    return asked or max((each for each in years if each <= day.year), default=years[0] if years else None), years


def _year(filters: Filters, visible: QuerySet[Commitment], day: date) -> int | None:
    """Return the year that is meant: the one asked for, else the last up to the day's that has any; None for all."""
    if filters.year == ALL or (filters.q and not filters.year):
        return None
    if filters.year.isascii() and filters.year.isdigit() and len(filters.year) == 4:
        return int(filters.year)
    last: int | None = visible.filter(year__lte=day.year).aggregate(last=Max("year"))["last"]
    return last


def _found(person: Person, words: str, visible: QuerySet[Commitment]) -> frozenset[int]:
    """Return the keys of the commitments whose title, sentence or office has the words."""
    length = F("statement__sentence_end") - F("statement__sentence_start")
    rows = visible.annotate(sentence=Substr("document__text", F("statement__sentence_start") + 1, length))
    has = Q(title__icontains=words) | Q(sentence__icontains=words) | Q(lead__name__icontains=words)
    number = words.lstrip("0")
    if number.isascii() and number.isdigit() and len(number) < 10:
        has |= Q(pk=int(number))
    return frozenset(rows.filter(has).values_list("pk", flat=True))


def _documents(person: Person, words: str) -> list[Document]:
    rows = scope.documents(person).filter(Q(title__icontains=words) | Q(text__icontains=words))
    return list(rows.defer("text", "pages", "notes")[:20])


Check = Callable[[Row], bool]


def _checks(filters: Filters, day: date) -> list[Check]:
    """Return what a row has to pass."""
    checks = [_equals(getattr(filters, name), of) for name, of in KEYS.items() if getattr(filters, name)]
    return [*checks, _due_within(filters.due, day)] if filters.due else checks


def _among(keys: frozenset[int] | None) -> list[Check]:
    return [] if keys is None else [lambda row: row.commitment.pk in keys]


def _equals(value: str, of: Callable[[Row], Any]) -> Check:
    values = value.split(",")
    return lambda row: str(of(row)) in values


def _due_within(asked: str, day: date) -> Check:
    """Return the check of a deadline: within so many days, overdue, or none."""
    if asked == "none":
        return lambda row: row.due is None
    if asked == "over":
        return lambda row: row.due is not None and row.due < day
    days = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else SOON
    last = day + timedelta(days=days)
    return lambda row: row.due is not None and day <= row.due <= last


def _is_open(row: Row) -> bool:
    return row.standing.assessment not in (Assessment.DELIVERED, Assessment.MISSED, Assessment.WITHDRAWN)


def _is_mine(row: Row, person: Person, day: date) -> bool:
    if person.role == Role.OFFICE:
        return row.commitment.lead_id == person.office_id
    return row.commitment.leader_id == person.pk


def _is_silent(row: Row, person: Person, day: date) -> bool:
    """Answer whether nobody has said or shown anything for a quarter, while it should be under way."""
    last = max((each.as_of for each in (*row.facts.claims, *row.facts.proofs)), default=None)
    since = last or row.facts.target.start or day
    return _is_open(row) and (day - since).days > SILENT


# What a row has for each filter that is a choice.
KEYS: Mapping[str, Callable[[Row], Any]] = {
    "theme": lambda row: row.commitment.theme or "none",
    "lead": lambda row: row.commitment.lead_id or "none",
    "leader": lambda row: row.commitment.leader_id or "none",
    "place": lambda row: row.commitment.place_id,
    "document": lambda row: row.commitment.document_id,
    "assessment": lambda row: row.standing.assessment,
    "kind": lambda row: row.commitment.target_kind,
    "colour": lambda row: row.escalation.level or "none",
}
TABS: Mapping[str, Callable[[Row, Person, date], bool]] = {
    "mine": _is_mine,
    "soon": lambda row, _person, day: _is_open(row) and _due_within(str(SOON), day)(row),
    "disputed": lambda row, _person, _day: row.standing.disputed,
    "unknown": lambda row, _person, _day: row.standing.assessment is Assessment.UNKNOWN,
    "silent": _is_silent,
}


def is_lacking(row: Row) -> bool:
    """Answer whether something is reported that no confirmed paper shows, or not all of it."""
    return (
        _is_open(row)
        and row.standing.reported is not None
        and (row.standing.evidenced is None or row.standing.disputed)
    )


def reds_on(row: Row, *, day: date) -> date | None:
    """Return the day within a week on which a row that is not red will be, if nothing is done."""
    if not is_reddening(row, day=day):
        return None
    for days in range(1, WEEK.days):
        then = day + timedelta(days=days)
        if escalate(row.standing.assessment, due=row.due, day=then, ladder=row.facts.ladder).level == "red":
            return then
    return day + WEEK


def is_reddening(row: Row, *, day: date) -> bool:
    """Answer whether a row that is not red will be within the week, if nothing is done."""
    if row.standing.assessment is not Assessment.LATE or row.escalation.level == "red":
        return False
    return escalate(row.standing.assessment, due=row.due, day=day + WEEK, ladder=row.facts.ladder).level == "red"


# Views to which the desk and the overview lead; they are tabs only while they are looked at.
ASIDES: Mapping[str, Callable[[Row, Person, date], bool]] = {
    "lacking": lambda row, _person, _day: is_lacking(row),
    "reddening": lambda row, _person, day: is_reddening(row, day=day),
}

SORTS: Mapping[str, Callable[[Row], Any]] = {
    "number": lambda row: row.commitment.pk,
    "title": lambda row: row.commitment.title,
    "target": lambda row: row.target_order,
    "now": lambda row: row.now_order,
    "progress": lambda row: row.done,
    "due": lambda row: row.due,
    "lead": lambda row: row.commitment.lead.name if row.commitment.lead else None,
    "assessment": lambda row: ORDER.index(row.standing.assessment),
    "colour": lambda row: -row.escalation.bars,
}
