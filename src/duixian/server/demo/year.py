"""Playing the invented years: each report, confirmation, return, amendment and withdrawal, in the order of days."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from django.utils import timezone

from duixian.accounts.models import Place
from duixian.catalogue import indicators
from duixian.journal import clock
from duixian.ledger import storage
from duixian.ledger.actions.assessing import assess
from duixian.ledger.actions.claims import Paper, change_due, confirm_evidence, report, return_claim, withdraw
from duixian.ledger.models import Claim, Commitment, Evidence
from duixian.server.demo import pictures
from duixian.server.demo.county import Story
from duixian.server.demo.people import Cast
from duixian.server.demo.plans import WITHDRAWN, Promise, Step, plan, way_of

# Papers of the last days still wait for the keeper.
WAITING = timedelta(days=9)
# For how many days the invented county has written down each night what turned.
ASSESSED = 24
KINDS = {"photo": ("jpg", "image/jpeg"), "form.png": ("png", "image/png"), "form.pdf": ("pdf", "application/pdf")}


class Event(NamedTuple):
    """Something that happens at a moment; `order` keeps apart what happens at once."""

    moment: datetime
    order: int
    deed: Callable[[], object]


def play(cast: Cast) -> int:
    """Play all that happens up to today; return how many deeds that were."""
    teller = Teller(cast)
    rows = Commitment.objects.filter(place=cast.place, withdrawn_at=None)
    for row in rows.select_related("lead", "place", "document").order_by("pk"):
        teller.tell(row)
    for back in range(ASSESSED, -1, -1):
        moment = timezone.make_aware(datetime.combine(teller.today.date() - timedelta(days=back), time(0, 40)))
        teller.add(moment, partial(assess, cast.place))
    for event in sorted(teller.events):
        with clock.standing_at(event.moment):
            event.deed()
    return len(teller.events)


class Teller:
    """Turns plans into events."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.today = cast.county.today
        self.townships = cast.townships()
        self.events: list[Event] = []

    def tell(self, row: Commitment) -> None:
        """Add what happens to a commitment."""
        if row.lead is None:
            return
        promise, story = promise_of(row, self.today.date()), self.cast.county.story(row.title, row.document.year)
        way = way_of(promise, story, today=self.today.date())
        for at, step in enumerate(plan(promise, way, story, today=self.today.date())):
            self._report(row, step, at, is_told=story is not None)
        if story is not None:
            self._special(row, story)

    def add(self, moment: datetime, deed: Callable[[], object]) -> None:
        """Let a deed happen, unless it is still to come."""
        if moment < self.today:
            self.events.append(Event(moment, len(self.events), deed))

    def _report(self, row: Commitment, step: Step, at: int, *, is_told: bool) -> None:
        moment = _at(step.day, f"{row.title} {at}")
        key = sha256(f"{row.year} {row.title} {at}".encode()).hexdigest()[:32]
        self.add(moment, partial(self._send, row, step, key))
        if step.is_returned:
            self.add(moment + timedelta(days=2, hours=1), partial(self._return, key, row))
        elif step.grade and (is_told or moment < self.today - WAITING):
            later = _at(step.day + timedelta(days=2), f"{row.title} {at} confirmed")
            self.add(later, partial(self._confirm, key, step))

    def _send(self, row: Commitment, step: Step, key: str) -> None:
        lead = row.lead
        if lead is None:
            return
        papers = [self._paper(row, step, key)] if step.paper else []
        report(
            row,
            by=self.cast.of_office[lead.name],
            key=key,
            as_of=step.as_of,
            value=step.value,
            is_done=step.is_done,
            words=step.words or ("" if step.value is not None or step.is_done else "正在推进。"),
            papers=papers,
        )

    def _paper(self, row: Commitment, step: Step, key: str) -> Paper:
        ending, media = KINDS[step.paper]
        town = self.townships[int(key[:6], 16) % len(self.townships)]
        data = _drawn(row, step, town, key)
        digest, size = storage.keep([data])
        what = "现场照片" if step.paper == "photo" else "验收单" if step.grade == "甲" else "进度表"
        name = f"{what}_{step.as_of:%Y%m%d}.{ending}"
        return Paper(sha256=digest, size=size, name=name, media_type=media, place_words=town.name)

    def _confirm(self, key: str, step: Step) -> None:
        evidence = Evidence.objects.filter(claim__key=key).first()
        if evidence is not None:
            confirm_evidence(evidence, by=self.cast.keeper, grade=step.grade, value=step.shown, is_done=step.is_done)

    def _return(self, key: str, row: Commitment) -> None:
        reasons = self.cast.county.returns
        why = random.Random(row.title).choice(reasons)
        return_claim(Claim.objects.get(key=key), by=self.cast.keeper, why=why)

    def _special(self, row: Commitment, story: Story) -> None:
        if story.amended:
            moment = _at(story.amended["on"], row.title)
            self.add(moment, partial(self._amend, row, story.amended["due"], story.amended["reason"]))
        if story.way == "withdrawn":
            moment = _at(date(story.year, *WITHDRAWN), row.title)
            self.add(moment, partial(withdraw, row, by=self.cast.keeper, why=story.reason))

    def _amend(self, row: Commitment, due: date, reason: str) -> None:
        change_due(row, due=due, by=self.cast.keeper, reason=reason)


def promise_of(row: Commitment, today: date) -> Promise:
    """Return what of a commitment a plan depends on."""
    indicator = indicators().get(row.indicator_id or "")
    value = row.value
    down = row.comparator in ("le", "lt") or (value is not None and value < 0)
    down = down or (row.comparator not in ("ge", "gt") and indicator is not None and indicator.good == "down")
    year = row.year or row.document.year or today.year
    return Promise(
        title=row.title,
        kind=row.target_kind,
        year=year,
        due=row.due or date(year, 12, 31),
        value=value if value is None else Decimal(value),
        is_ceiling=down,
    )


def _at(day: date, seed: str) -> datetime:
    """Return a moment of office hours on a day."""
    luck = random.Random(seed)
    return timezone.make_aware(
        datetime.combine(day, time(luck.randrange(9, 17), luck.randrange(60), luck.randrange(60)))
    )


def _drawn(row: Commitment, step: Step, town: Place, key: str) -> bytes:
    day = f"{step.as_of:%Y-%m-%d}"
    if step.paper == "photo":
        return pictures.photo(key, [row.title[:30], f"{town.name} {day}"])
    lines = [f"事项：{row.title[:24]}", f"地点：{town.name}", f"截至：{day}", f"填报单位：{row.lead}", "结论：属实"]
    kind = "PDF" if step.paper.endswith("pdf") else "PNG"
    return pictures.form("验收单（虚构）" if step.grade == "甲" else "进度表（虚构）", lines, kind=kind)


def counts() -> Iterator[tuple[str, int]]:
    """Yield what there is now."""
    yield "承诺", Commitment.objects.count()
    yield "填报", Claim.objects.count()
    yield "佐证", Evidence.objects.count()
