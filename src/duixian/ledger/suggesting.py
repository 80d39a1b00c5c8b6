"""Which offices a task is likely for, each with why: the text names it, it led the same last year, it has helped."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from duixian.accounts.models import Office
from duixian.ledger.models import Task
from duixian.ledger.naming import LIKE, find_office, likeness, names_of, plain_name

# From here on two titles are of the same task in two years; from there on of one that is related.
SAME, RELATED = 82.0, 55.0
MOST = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An office, and why it is offered."""

    office: Office
    why: str


@dataclass(slots=True)
class Past:
    """Earlier tasks of a place, by title and by indicator."""

    tasks: list[Task] = field(default_factory=list)
    by_indicator: dict[str, list[Task]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, tasks: Iterable[Task]) -> Past:
        """Return the past of these tasks; their commitments, lead and supporting offices should be loaded."""
        past = cls()
        for task in tasks:
            past.tasks.append(task)
            for indicator in indicators_of(task):
                past.by_indicator[indicator].append(task)
        return past

    def same(self, task: Task) -> list[Task]:
        """Return the earlier tasks that are the same as `task`: of its indicator, else of a very similar title."""
        found = [each for indicator in indicators_of(task) for each in self.by_indicator.get(indicator, ())]
        return found or self._titled(task.title, SAME)

    def related(self, task: Task) -> list[Task]:
        """Return the earlier tasks that have to do with `task`."""
        return self._titled(task.title, RELATED)

    def _titled(self, title: str, cutoff: float) -> list[Task]:
        titles = [each.title for each in self.tasks]
        hits = process.extract(title, titles, scorer=fuzz.ratio, score_cutoff=cutoff, limit=MOST)
        return [self.tasks[at] for _title, _score, at in hits]


def indicators_of(task: Task) -> set[str]:
    """Return the ids of the indicators that a task is measured by."""
    return {each.indicator_id for each in task.commitments.all() if each.indicator_id}


def last_year(task: Task, past: Past) -> Suggestion | None:
    """Return the office that led the same task in the year before, or None."""
    if not task.year:
        return None
    led = [each for each in past.same(task) if each.year == task.year - 1 and each.lead is not None]
    if not led or led[0].lead is None or not led[0].lead.is_active:
        return None
    return Suggestion(led[0].lead, _("去年牵头"))


def suggestions(
    task: Task, past: Past, offices: Sequence[Office], *, nearby: Counter[int], words: str = ""
) -> list[Suggestion]:
    """Return the offices to offer for a task, the likeliest first; `words` is what was typed so far.

    `nearby` says how many tasks of the same chapter each office leads.
    """
    found: dict[int, Suggestion] = {}
    for suggestion in (*_reasons(task, past, offices), *_nearby(nearby, offices)):
        found.setdefault(suggestion.office.pk, suggestion)
    wanted = plain_name(words)
    if not wanted:
        return list(found.values())[:MOST]
    score = {office.pk: likeness(wanted, names_of(office)) for office in offices}
    kept = [office for office in offices if score[office.pk] >= LIKE]
    kept.sort(key=lambda office: (-score[office.pk], office.pk not in found))
    return [found.get(office.pk) or Suggestion(office, "") for office in kept[:MOST]]


def _reasons(task: Task, past: Past, offices: Sequence[Office]) -> Iterable[Suggestion]:
    named = find_office(task.statement.lead, offices).row if task.statement.lead else None
    if named is not None:
        yield Suggestion(named, _("原文点名"))
    for each in past.same(task):
        if each.lead is not None and each.lead.is_active:
            yield Suggestion(each.lead, _("%(year)s 年牵头") % {"year": each.year or ""})
    for each in past.related(task):
        if each.lead is not None and each.lead.is_active:
            yield Suggestion(each.lead, _("牵头过“%(title)s”") % {"title": each.title[:12]})
    by_pk = {office.pk: office for office in offices}
    helped = Counter(office.pk for each in past.related(task) for office in each.supporting.all())
    for pk, times in helped.most_common():
        if pk in by_pk:
            yield Suggestion(by_pk[pk], _("配合过 %(times)s 次") % {"times": times})


def _nearby(nearby: Counter[int], offices: Sequence[Office]) -> Iterable[Suggestion]:
    by_pk = {office.pk: office for office in offices}
    for pk, times in nearby.most_common():
        if pk in by_pk:
            yield Suggestion(by_pk[pk], _("本板块牵头 %(times)s 项") % {"times": times})
