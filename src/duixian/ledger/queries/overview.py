"""The overview: how the promises of a year stand, by theme or owner, what turned, what is due, who is quiet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.catalogue import themes
from duixian.journal.days import end_of
from duixian.ledger.judging import Assessment
from duixian.ledger.models import AssessedDay, Document, ReviewState, Statement
from duixian.ledger.queries import scope
from duixian.ledger.queries.behind import Deed, entries_behind
from duixian.ledger.queries.kept import rows_of, states_of
from duixian.ledger.queries.listing import of_year, promised, reds_on, year_meant
from duixian.ledger.queries.once import once
from duixian.ledger.queries.quiet import quiet_keys
from duixian.ledger.queries.rows import Row
from duixian.ledger.queries.turns import states_on

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
SOON_SHOWN, TURNED_SHOWN, REVIEWS_SHOWN = 7, 6, 8
ENDED = (Assessment.DELIVERED, Assessment.MISSED, Assessment.WITHDRAWN)
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A row of the table: a theme, an office, a leader or a township; `keys` ask the list for the same rows."""

    title: str
    keys: Mapping[str, Any]
    counts: Mapping[str, int]
    total: int
    week: int

    @property
    def bad(self) -> int:
        """How many are overdue or can no longer be met."""
        return self.counts.get("late", 0) + self.counts.get("missed", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A commitment whose assessment is another one than a week ago."""

    row: Row
    before: str
    behind: Sequence[Deed] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Red:
    """A commitment that will be red within a week if nothing is done, and on which day."""

    row: Row
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """How far the review of a document is."""

    document: Document
    done: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that the page says of a year on a day."""

    year: int | None
    years: Sequence[int]
    rows: Sequence[Row]
    counts: Mapping[str, int]
    changes: Mapping[str, int]
    groups: Sequence[Group]
    soon: Sequence[Row]
    colours: Mapping[str, int]
    reds: Sequence[Red]
    turned: Sequence[Turn]
    reviews: Sequence[Review]
    passed: float | None
    quiet: int = 0

    @property
    def soon_shown(self) -> Sequence[Row]:
        """The first that fall due."""
        return self.soon[:SOON_SHOWN]

    @property
    def reddening(self) -> int:
        """How many will be red within a week."""
        return len(self.reds)

    @property
    def reddening_shown(self) -> Sequence[Red]:
        """The first that will be red."""
        return self.reds[:TURNED_SHOWN]

    @property
    def reviews_shown(self) -> Sequence[Review]:
        """The first documents that are not reviewed to the end, or the latest where all are."""
        return ([each for each in self.reviews if each.done < each.total] or list(self.reviews))[:REVIEWS_SHOWN]

    @property
    def reviews_left(self) -> int:
        """How many other documents there are."""
        return len(self.reviews) - len(self.reviews_shown)

    @property
    def turned_rest(self) -> Sequence[Turn]:
        """Those behind the first."""
        return self.turned[TURNED_SHOWN:]

    @property
    def turned_shown(self) -> Sequence[Turn]:
        """The first that turned."""
        return self.turned[:TURNED_SHOWN]


def overview(person: Person, *, day: date, year: int | None = None, by: str = "theme") -> Overview:
    """Return the overview of a year, the last one that has begun where none is named."""
    # Neither what the linker proposes nor that a day was assessed stands in the journal.
    assessed = AssessedDay.objects.filter(day=day - WEEK).count()
    found = _overview(person, day=day, year=year, by=by, assessed=assessed)
    return replace(found, quiet=len(quiet_keys(person, day)))


@once
def _overview(person: Person, *, day: date, year: int | None, by: str, assessed: int) -> Overview:
    visible = promised(person, day)
    year, years = year_meant(visible, day=day, asked=year)
    rows = rows_of(of_year(visible, year), day=day) if year else []
    before = _before([row.commitment for row in rows], day - WEEK)
    counts = Counter(str(row.standing.assessment) for row in rows)
    earlier = Counter(before.values())
    return Overview(
        year=year,
        years=years,
        rows=rows,
        counts=counts,
        changes={kind: counts[kind] - earlier[kind] for kind in ("delivered", "late", "unknown")},
        groups=groups(rows, before, by=by, key_of=way_of(by, person)),
        soon=_soon(rows, day),
        colours=Counter(row.escalation.level for row in rows if row.escalation.level),
        reds=_reds(rows, day),
        turned=_turned(rows, before, day),
        reviews=reviews(person, day),
        passed=_passed(year, day),
    )


def _before(listed: Sequence[Any], day: date) -> dict[int, str]:
    """Return how those stood a week ago that were there: as it was written down then, else computed anew."""
    if (kept := states_on(listed, day)) is not None:
        return kept
    there = [each for each in listed if each.accepted_at < end_of(day)]
    return states_of(there, day=day)


def _soon(rows: Iterable[Row], day: date) -> list[Row]:
    open_rows = (row for row in rows if row.standing.assessment not in ENDED)
    due = [row for row in open_rows if row.due is not None and day <= row.due <= day + MONTH]
    return sorted(due, key=lambda row: (row.due or day, row.commitment.pk))


def _reds(rows: Iterable[Row], day: date) -> list[Red]:
    reds = [Red(row=row, day=on) for row in rows if (on := reds_on(row, day=day)) is not None]
    return sorted(reds, key=lambda red: (red.day, red.row.commitment.pk))


_BADNESS = ("missed", "late", "at_risk", "unknown", "delivered", "on_track", "withdrawn")


def _turned(rows: Iterable[Row], before: Mapping[int, str], day: date) -> list[Turn]:
    """Return what turned this week, the worst first."""
    turned = [
        row for row in rows if row.commitment.pk in before and before[row.commitment.pk] != row.standing.assessment
    ]
    behind = entries_behind([row.commitment.pk for row in turned], day)
    turns = [Turn(row=row, before=before[(key := row.commitment.pk)], behind=behind.get(key, ())) for row in turned]
    return sorted(turns, key=lambda turn: _BADNESS.index(turn.row.standing.assessment))


Key = tuple[str, str, Mapping[str, Any]]


def _by_theme(row: Row) -> Key:
    theme = row.commitment.theme
    return theme or NONE, _themes().get(theme, _("未归主题")), {"theme": theme or NONE}


def _by_lead(row: Row) -> Key:
    lead = row.commitment.lead
    return (str(lead.pk), lead.name, {"lead": lead.pk}) if lead else (NONE, _("还没有派"), {"lead": NONE})


def _by_leader(row: Row) -> Key:
    leader = row.commitment.leader
    return (str(leader.pk), leader.name, {"leader": leader.pk}) if leader else (NONE, _("还没有定"), {"leader": NONE})


WAYS: Mapping[str, Callable[[Row], Key]] = {"theme": _by_theme, "lead": _by_lead, "leader": _by_leader}


@cache
def _themes() -> dict[str, str]:
    return {each.id: each.title for each in themes().values()}


def way_of(by: str, person: Person) -> Callable[[Row], Key]:
    """Return what tells the group of a row: its theme, office, leader or township."""
    return WAYS.get(by) or _by_township(person)


def order_of(by: str) -> dict[str, int]:
    """Return the order of the themes; owners and townships have none of their own."""
    return {name: at for at, name in enumerate(_themes())} if by == "theme" else {}


def groups(rows: Sequence[Row], before: Mapping[int, str], *, by: str, key_of: Callable[[Row], Key]) -> list[Group]:
    """Return the rows of the table: themes in the catalogue's order, owners by how many they have; none comes last."""
    found: dict[str, list[Row]] = defaultdict(list)
    named: dict[str, Key] = {}
    for row in rows:
        key = key_of(row)
        named[key[0]] = key
        found[key[0]].append(row)
    order = order_of(by)
    keys = sorted(found, key=lambda name: (name == NONE, order.get(name, 0), -len(found[name]), name))
    return [_group(named[key], found[key], before) for key in keys]


def _group(key: Key, rows: Sequence[Row], before: Mapping[int, str]) -> Group:
    counts = Counter(str(row.standing.assessment) for row in rows)
    was = sum(before.get(row.commitment.pk) == Assessment.DELIVERED for row in rows)
    return Group(title=key[1], keys=key[2], counts=counts, total=len(rows), week=counts["delivered"] - was)


def townships(person: Person) -> list[Place]:
    """Return the townships of a person's places."""
    return list(scope.places(person).filter(level=Place.Level.TOWNSHIP))


def _by_township(person: Person) -> Callable[[Row], Key]:
    places, rows = townships(person), scope.commitments(person).filter(statement__place_name__isnull=False)
    told = dict(rows.values_list("pk", "statement__place_name"))

    def key_of(row: Row) -> Key:
        said = f"{told.get(row.commitment.pk, '')}{row.commitment.title}"
        place = next((each for each in places if each.name in said), None)
        return (place.code, place.name, {"q": place.name}) if place else (NONE, _("全县"), {})

    return key_of


def reviews(person: Person, day: date) -> list[Review]:
    """Return how far the review of each document is, as far as it went by a day; the latest documents first."""
    read = scope.documents(person).filter(state=Document.State.READY, uploaded_at__lt=end_of(day))
    documents = list(read.select_related(None).only("title", "year").order_by("-year", "pk"))
    done = Q(reviewed_at__lt=end_of(day)) & ~Q(review=ReviewState.PROPOSED)
    rows = Statement.objects.filter(document__in=[each.pk for each in documents]).order_by().values("document")
    counted = rows.annotate(stated=Count("pk"), reviewed=Count("pk", filter=done))
    found = {key: (stated, reviewed) for key, stated, reviewed in counted.values_list("document", "stated", "reviewed")}
    return [
        Review(document=each, done=found[each.pk][1], total=found[each.pk][0]) for each in documents if each.pk in found
    ]


def _passed(year: int | None, day: date) -> float | None:
    """Return how much of the year has gone by, in percent; None of a year that is over."""
    if year != day.year:
        return None
    return 100 * day.timetuple().tm_yday / date(day.year, 12, 31).timetuple().tm_yday
