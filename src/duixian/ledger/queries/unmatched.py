"""Findings that the ledger itself yields: results nobody had promised, and documents that differ from what it holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from duixian.accounts.models import Place
from duixian.catalogue.units import convert
from duixian.exporters.shown import grouped
from duixian.ledger.models import Document, Finding, Link, Observation, ReviewState, Statement, Verdict
from duixian.statement import plain


class Found(NamedTuple):
    """What was found: its kind, the keys of its statements, why, and how strong."""

    kind: str
    about: list[int]
    why: str
    strength: str


def found_in(place: Place) -> Iterator[Found]:
    """Yield the results without a promise, and the documents against the ledger."""
    yield from _unpromised(place)
    yield from _against_ledger(place)


def _unpromised(place: Place) -> Iterator[Found]:
    """Yield the results of a year of which the report before promised other things, but not this."""
    ready = Document.objects.filter(place=place, state=Document.State.READY)
    promised = set(ready.filter(statements__status="target").values_list("statements__year", flat=True).distinct())
    linked = Link.objects.filter(place=place, stale=False).exclude(state=Verdict.REJECTED).values("later")
    rows = Statement.objects.filter(document__in=ready, kind="figure", status="result", indicator__isnull=False)
    rows = rows.exclude(review=ReviewState.REJECTED).exclude(pk__in=linked).filter(repeats=None)
    targets = Statement.objects.filter(document__in=ready, status="target").exclude(review=ReviewState.REJECTED)
    named = set(targets.values_list("indicator", "year"))
    for pk, indicator, year in rows.order_by("pk").values_list("pk", "indicator", "year"):
        if year in promised and (indicator, year) not in named:
            yield Found(Finding.Kind.UNPROMISED, [pk], f"{year}年的计划里没有这一项", "soft")


def _against_ledger(place: Place) -> Iterator[Found]:
    """Yield where a document gives another value than an import, a person or a paper of the same period."""
    rows = Observation.objects.filter(place=place, withdrawn_at=None, revised_by=None, value__isnull=False)
    rows = rows.exclude(indicator=None)
    alike: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    # Only what a document speaks of: the ledger's own rows may be millions.
    said = rows.filter(source=Observation.Source.STATEMENT).order_by("pk")
    for each in said:
        alike[each.indicator_id, each.measure, each.period_end].append(each)
    held = rows.exclude(source=Observation.Source.STATEMENT).filter(
        indicator__in={key[0] for key in alike}, period_end__in={key[2] for key in alike}
    )
    for own in held.order_by("pk"):
        for each in alike.get((own.indicator_id, own.measure, own.period_end), ()):
            if (why := _differs(each, own)) and isinstance(each.statement_id, int):
                yield Found(Finding.Kind.LEDGER, [each.statement_id], why, "hard")


def _differs(said: Observation, held: Observation) -> str:
    if said.value is None or held.value is None:
        return ""
    value = held.value if held.unit == said.unit else convert(held.value, held.unit, to=said.unit)
    if value is None or value == said.value:
        return ""
    written, known = (f"{grouped(plain(each) or '0')}{said.unit}" for each in (said.value, value))
    source, day = held.get_source_display(), held.known_at
    return f"文件写{written}，台账记{known}（{source}，{day:%Y-%m-%d}）"
