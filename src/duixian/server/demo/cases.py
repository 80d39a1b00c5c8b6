"""The demo's cases: the programs of the repository installed, and a year of what happened to their cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.utils import timezone

from duixian.accounts.actions.founding import found_person
from duixian.accounts.models import Person, Role
from duixian.cases.actions.ties import feed, settle
from duixian.cases.installing import install
from duixian.cases.models import Tie
from duixian.cases.queries.installed import listed
from duixian.cases.tables.shelf import shelf
from duixian.journal import clock
from duixian.programs.loading import load_source
from duixian.server.assessing import run_cases
from duixian.server.demo.approvals import OFFICE, tell_approvals
from duixian.server.demo.casebook import Book, load_book
from duixian.server.demo.paperwork import Papers
from duixian.server.demo.people import Cast
from duixian.server.demo.projects import tell_projects
from duixian.server.demo.timeline import Timeline
from duixian.server.demo.told import Scene
from duixian.server.demo.works import tell_works

# The nights before today on which the alerts were held against the cases: once a week, and lately every night.
NIGHTS = (*range(48, 6, -7), *range(5, -1, -1))
NAMED = ("commitment", "program", "indicator", "choice")
PROGRAMS = ("major_projects", "parallel_approvals", "livelihood_works")


def play_cases(cast: Cast) -> int:
    """Install the programs beside the county's folder and play what happened to their cases; return how many acts.

    The alerts are held against them in the nights.
    """
    book = load_book(cast.county.folder)
    begun = timezone.make_aware(datetime.combine(book.begun, time(9, 10)))
    with clock.standing_at(begun - timedelta(days=3)):
        for key in PROGRAMS:
            install(load_source(cast.county.folder.parent / "programs" / key), by=cast.keeper)
        leaders, agents = list(_leaders(cast, book)), list(_agents(cast, book))
    timeline = Timeline(cast.place, begun, cast.county.today)
    scene = Scene(
        book=book,
        timeline=timeline,
        papers=Papers(cast.county.name),
        keeper=cast.keeper,
        today=cast.county.today.date(),
    )
    tell_projects(scene, cast, leaders)
    tell_approvals(scene, cast, agents)
    tell_works(scene, cast, leaders)
    acts = timeline.play()
    for back in NIGHTS:
        with clock.standing_at(cast.county.today - timedelta(days=back, hours=8)):
            list(run_cases(None))
    return acts


def _leaders(cast: Cast, book: Book) -> Iterator[Person]:
    """Yield who leads projects: those of the county's cast, and the other leaders, whom nobody logs in as."""
    yield from (each for each in cast.accounts.values() if each.role == Role.LEADER)
    for at, who in enumerate(book.leaders):
        yield found_person(
            username=f"leader{at:02}", name=who["name"], role=Role.LEADER, place=cast.place, title=who["title"]
        )


def _agents(cast: Cast, book: Book) -> Iterator[Person]:
    """Yield who runs errands for applicants."""
    for at, who in enumerate(book.agents):
        yield found_person(
            username=f"agent{at:02}",
            name=who["name"],
            role=Role.OFFICE,
            place=cast.place,
            office=cast.offices[OFFICE],
            title="代办员",
        )


def tie_commitments(cast: Cast) -> int:
    """Confirm the proposed ties of which the book says so, as the keeper would, and measure; return how many."""
    told = load_book(cast.county.folder).ties
    named = {tuple(tie[key] for key in NAMED) for tie in told if tie.get("confirmed")}
    proposed = Tie.objects.filter(state=Tie.State.PROPOSED).select_related("commitment").order_by("pk")
    chosen = [tie for tie in proposed if (tie.commitment.title, tie.program, tie.indicator, tie.choice) in named]
    for tie in chosen:
        settle(tie, by=cast.keeper, is_confirmed=True)
    for each in shelf.all():
        feed(each, day=cast.county.today.date() - timedelta(days=1))
    return len(chosen)


def case_counts() -> Iterator[tuple[str, int]]:
    """Yield how many cases each program has."""
    yield from ((row.title, row.cases) for row in listed())
