"""The demo's cases: the three programs installed, a year of what happened to them, day by day, and what rang."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from duixian.accounts.models import Person
from duixian.cases.actions.events import Deed, attach, happen_many
from duixian.cases.actions.moving import move
from duixian.cases.actions.opening import New, change_fields, open_many
from duixian.cases.actions.ringing import ring
from duixian.cases.actions.ties import feed, propose_ties, settle
from duixian.cases.installing import install
from duixian.cases.models import Case, Tie
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.cases.values import strictly
from duixian.catalogue.calendar import is_workday
from duixian.journal import clock
from duixian.ledger import storage
from duixian.ledger.actions.claims import Paper
from duixian.programs.loading import load_source
from duixian.server.demo import pictures

PROGRAMS = ("major_projects", "parallel_approvals", "livelihood_works")
# On so many last days the alerts of the cases were held against their rules each night.
RUNG = 45
# How many drawn photos there are of a kind.
PHOTOS = 7


class Diary:
    """What happens to the cases, noted first and then played in the order of days. Papers are drawn once a kind."""

    def __init__(self, keeper: Person, today: date) -> None:
        self.keeper = keeper
        self.today = today
        self._deeds: dict[date, list[Callable[[], object]]] = defaultdict(list)
        self._happened: dict[date, list[Callable[[], Deed]]] = defaultdict(list)
        self._papers: dict[tuple[str, int], Paper] = {}
        self._keys = 0

    def opens(self, program: str, fields: dict[str, Any], *, on: date, office: Any, box: list[Case]) -> None:
        """Note that a case is opened; it then stands in `box`."""
        shelved = shelf.get(program)
        place = self.keeper.place
        clean = strictly(fields, fields=shelved.program.living, place=place)
        new = New(fields=clean, opened_on=on, office=office, is_synthetic=True)
        self.at(on, lambda: box.extend(open_many(shelved, [new], place=place, by=self.keeper)))

    def at(self, day: date, deed: Callable[[], object]) -> None:
        """Note a deed; what would lie ahead of today does not happen."""
        if day <= self.today:
            self._deeds[day].append(deed)

    def moves(self, box: list[Case], to: str, *, on: date, papers: tuple[str, ...] = (), **fields: Any) -> None:
        """Note that a case enters a stage, with the papers and fields that it asks for."""

        def deed() -> None:
            if fields:
                change_fields(box[0], fields=fields, by=self.keeper)
            for kind in papers:
                attach(box[0], kind=kind, paper=self.paper(kind), by=self.keeper)
            move(box[0], to=to, by=self.keeper)

        self.at(on, deed)

    def happens(
        self, box: list[Case], event: str, *, on: date, by: Person, paper: str = "", late: int = 0, **fields: Any
    ) -> None:
        """Note an event, taken down `late` days after it happened."""
        self._keys += 1
        key, told = f"demo-{self._keys}", min(on + timedelta(days=late), self.today)
        if on > self.today:
            return
        papers = ((paper, self.paper(paper, self._keys % PHOTOS)),) if paper else ()
        self._happened[told].append(
            lambda: Deed(case=box[0], event=event, by=by, key=key, fields=fields, on=on, papers=papers)
        )

    def paper(self, kind: str, number: int = 0) -> Paper:
        """Return the drawn paper of a kind: a few files, which many cases share."""
        if (kind, number) not in self._papers:
            is_photo = "照片" in kind
            drawn = pictures.photo(f"{kind}{number}", [kind]) if is_photo else pictures.form(kind, [kind], kind="PNG")
            digest, size = storage.keep([drawn])
            name, media_type = (f"{kind}.jpg", "image/jpeg") if is_photo else (f"{kind}.png", "image/png")
            made = Paper(sha256=digest, size=size, name=name, media_type=media_type)
            self._papers[kind, number] = made
        return self._papers[kind, number]

    def play(self) -> int:
        """Do all that was noted; return how many deeds that were."""
        count = 0
        for day in sorted(self._deeds.keys() | self._happened.keys()):
            with clock.standing_at(timezone.make_aware(datetime.combine(day, time(10, 20)))):
                for deed in self._deeds[day]:
                    deed()
            with clock.standing_at(timezone.make_aware(datetime.combine(day, time(16, 40)))):
                happen_many([made() for made in self._happened[day]])
            count += len(self._deeds[day]) + len(self._happened[day])
        return count


def install_programs(source: Path, *, by: Person) -> list[Shelved]:
    """Install the programs of the repository beside the demo's folder."""
    for key in PROGRAMS:
        install(load_source(source / "programs" / key), by=by)
    return [shelf.get(key) for key in PROGRAMS]


def ring_nightly(programs: list[Shelved], *, today: date) -> int:
    """Hold the alerts against the cases on the working days before today; return how many ring now."""
    for back in range(RUNG, 0, -1):
        day = today - timedelta(days=back)
        if is_workday(day):
            with clock.standing_at(timezone.make_aware(datetime.combine(day, time(23, 30)))):
                for each in programs:
                    ring(each, day=day)
    return sum(each.alerts.filter(ended_on=None).count() for each in Case.objects.prefetch_related("alerts"))


def tie_commitments(programs: list[Shelved], *, by: Person, today: date) -> int:
    """Propose the ties, confirm the first of each works' amount as the keeper would, and measure; return how many."""
    for each in programs:
        propose_ties(each)
    confirmed = 0
    year = {"commitment__year": today.year, "indicator": "amount_this_year"}
    for tie in Tie.objects.filter(state=Tie.State.PROPOSED, **year).select_related("commitment").order_by("pk"):
        if not Tie.objects.filter(commitment=tie.commitment_id, state=Tie.State.CONFIRMED).exists():
            settle(tie, by=by, is_confirmed=True)
            confirmed += 1
    for each in programs:
        feed(each, day=today)
    return confirmed
