"""Tasks and commitments of a generated county, with what offices said of them and showed, month by month."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from benchmarks.load.bulk import put_rows
from benchmarks.load.cast import Cast
from benchmarks.load.chronicle import Chronicle
from benchmarks.load.kinds import Said
from benchmarks.load.papers import Papers, end_of_year
from benchmarks.load.size import NOW
from duixian.accounts.models import Person, Role
from duixian.journal.models import Subject
from duixian.ledger import storage
from duixian.ledger.models import Amendment, Assignment, Claim, Commitment, Evidence, Statement, Task
from duixian.ledger.targets import baseline_of, theme_of

# Of a hundred commitments: nobody ever reports, the deadline was put off once, it was withdrawn.
SILENT, AMENDED, WITHDRAWN = 12, 8, 1
# Of a hundred reports: a paper came with it; a keeper confirmed it; it was sent back.
WITH_PAPER, CONFIRMED, RETURNED = 55, 92, 2
# Of a hundred tasks, those that nobody leads yet.
UNLED = 1
PHOTO = b"\xff\xd8\xff\xe0 a photo of the generated county \xff\xd9"
# What hangs on a commitment and has no entries of its own.
DATED = (Assignment, Amendment, Claim, Evidence)
NUMBERLESS = frozenset({"milestone", "deed", "relative"})


@dataclass(slots=True)
class Promises:
    """All rows around commitments, each kind in the order of its keys."""

    tasks: list[Task] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


class Play:
    """Plays five years of a county: who was given what, reported what, showed what."""

    def __init__(self, cast: Cast, papers: Papers, chronicle: Chronicle, draw: random.Random) -> None:
        self.cast, self.papers, self.chronicle, self.draw = cast, papers, chronicle, draw
        self.made, self.path = Promises(), cast.county.path
        self.photo, self.photo_size = storage.keep([PHOTO])
        self.reporters = {each.office_id: each for each in cast.of(Role.OFFICE)}
        self.leaders = cast.of(Role.LEADER)

    def run(self) -> Promises:
        """Return everything that follows from the statements."""
        for row in self.papers.statements:
            if row.pk in self.papers.tasks:
                self._task(row)
            elif row.pk in self.papers.said:
                self._report_on(self._commitment(row, self.papers.said[row.pk]))
        return self.made

    def _chance(self, percent: int) -> bool:
        return self.draw.randrange(100) < percent

    def _tell(self, row: Subject, action: str, at: datetime, by: Person | None = None, **more: Any) -> None:
        who = (by.name, by.pk) if by else self.cast.keeper
        self.chronicle.tell(row, action, at=at, by=who, place=self.path, **more)

    def _task(self, row: Statement) -> None:
        made, at = self.made.tasks, _moment(row)
        lead = None if self._chance(UNLED) else self.draw.choice(self.cast.offices)
        leader = self.draw.choice(self.leaders) if lead else None
        task = Task(
            id=len(made) + 1, document=row.document, statement=row, place=self.cast.county, title=row.subject,
            section=row.section, chapter=row.section[-1], order=row.number, year=row.year, lead=lead, leader=leader,
        )  # fmt: skip
        made.append(task)
        self._tell(task, "task.make", at, after={"title": task.title})
        if lead is not None:
            self._tell(task, "task.assign", at + timedelta(days=5), after={"lead": lead.name}, reason="年度任务分解")

    def _commitment(self, row: Statement, said: Said) -> Commitment:
        made, task, at, due = self.made.commitments, self.made.tasks[-1], _moment(row), end_of_year(row)
        names = ("measure", "comparator", "value", "unit", "event", "indicator_id", "year")
        commitment = Commitment(
            id=len(made) + 1, statement=row, document=row.document, task=task, place=self.cast.county,
            title=said.title, theme=theme_of(row), target_kind=said.target, due=due, original_due=due,
            baseline=baseline_of(row), accepted_at=at, lead=task.lead, leader=task.leader,
            **{name: getattr(row, name) for name in names},
        )  # fmt: skip
        made.append(commitment)
        self._tell(commitment, "commitment.promise", at, after=commitment.baseline)
        self._give(commitment, at + timedelta(days=5))
        return commitment

    def _give(self, row: Commitment, at: datetime) -> None:
        if row.lead is None:
            return
        key = len(self.made.assignments) + 1
        self.made.assignments.append(Assignment(id=key, commitment=row, lead=row.lead, leader=row.leader, at=at))
        self._tell(row, "commitment.assign", at, after={"lead": row.lead.name}, reason="年度任务分解")

    def _report_on(self, row: Commitment) -> None:
        if row.lead is None or row.year is None or self._chance(SILENT):
            return
        speed, day = Decimal(self.draw.randint(60, 115)) / 100, self.draw.randint(3, 27)
        for month in range(2, 14):
            at = datetime(row.year + month // 13, (month - 1) % 12 + 1, day, 2, self.draw.randrange(60), tzinfo=UTC)
            if at < NOW - timedelta(hours=12) and self._chance(75):
                self._report(row, at, Decimal(month - 1) / 12 * speed)
        if self._chance(AMENDED) and row.due:
            self._amend(row, datetime(row.year, 6, day, 3, tzinfo=UTC))
        if self._chance(WITHDRAWN):
            self._withdraw(row, datetime(row.year, 7, day, 3, tzinfo=UTC))

    def _report(self, row: Commitment, at: datetime, share: Decimal) -> None:
        by, made = self.reporters[row.lead_id], self.made.claims
        as_of = at.date() - timedelta(days=1)
        value, is_done = _said_now(row, share)
        words = "" if value is not None or is_done else "前期手续办完，正在施工。"
        claim = Claim(
            id=len(made) + 1, commitment=row, value=value, is_done=is_done, words=words, as_of=as_of, at=at,
            received_at=at, by=by, key=f"generated-{len(made) + 1}",
        )  # fmt: skip
        made.append(claim)
        after: dict[str, Any] = {"value": value, "done": is_done, "words": words, "as_of": as_of, "papers": []}
        self._tell(row, "commitment.report", at, by, after=after)
        if self._chance(RETURNED):
            claim.returned_at, claim.returned_why = at + timedelta(days=1), "缺盖章"
            self._tell(row, "commitment.return", claim.returned_at, after={"claim": claim.pk}, reason="缺盖章")
        elif self._chance(WITH_PAPER):
            self._show(row, claim)

    def _show(self, row: Commitment, claim: Claim) -> None:
        made, at = self.made.evidence, claim.at + timedelta(hours=7)
        paper = Evidence(
            id=len(made) + 1, commitment=row, claim=claim, name=f"{claim.as_of}.jpg", sha256=self.photo,
            size=self.photo_size, media_type="image/jpeg", value=claim.value, is_done=claim.is_done,
            as_of=claim.as_of, by=claim.by, at=claim.at, received_at=claim.at,
        )  # fmt: skip
        made.append(paper)
        if self._chance(CONFIRMED):
            paper.grade, paper.confirmed_at, paper.confirmed_by_id = (
                self.draw.choice("甲甲乙丙"),
                at,
                self.cast.keeper[1],
            )
            after = {"paper": paper.sha256, "grade": paper.grade, "value": paper.value, "done": paper.is_done}
            self._tell(row, "commitment.confirm", at, after=after)

    def _amend(self, row: Commitment, at: datetime) -> None:
        made, due = self.made.amendments, date(row.due.year if row.due else at.year, 12, 31)
        if row.due is None or due <= row.due or at >= NOW:
            return
        amendment = Amendment(
            id=len(made) + 1, commitment=row, due_before=row.due, due=due, reason="设备推迟到货", at=at,
            by_id=self.cast.keeper[1] or 0,
        )  # fmt: skip
        made.append(amendment)
        self._tell(row, "commitment.amend", at, before={"due": row.due}, after={"due": due}, reason="设备推迟到货")
        row.due = due

    def _withdraw(self, row: Commitment, at: datetime) -> None:
        if at < NOW:
            row.withdrawn_at, row.withdrawn_why = at, "用地调整，改在下一年建"
            self._tell(row, "commitment.withdraw", at, after={"why": row.withdrawn_why}, reason=row.withdrawn_why)


def _moment(row: Statement) -> datetime:
    return row.document.uploaded_at + timedelta(hours=3, seconds=row.number)


def _said_now(row: Commitment, share: Decimal) -> tuple[Decimal | None, bool]:
    """Return the number that is reported by a share of the year, and whether it is said to be done."""
    if row.target_kind in NUMBERLESS or row.value is None:
        return None, share >= 1
    if row.target_kind in ("count", "level"):
        return (row.value * share).quantize(Decimal(1)), False
    return (row.value * (Decimal("0.9") + share / 8)).quantize(Decimal("0.1")), False


def store_promises(made: Promises, chronicle: Chronicle) -> None:
    """Store tasks and commitments with all around them, once the journal is written."""
    for rows in _kinds(made):
        if rows and isinstance(rows[0], Subject):
            chronicle.set_heads(rows)
        put_rows(rows)


def _kinds(made: Promises) -> Iterator[list[Any]]:
    yield from (getattr(made, each.name) for each in fields(made))
