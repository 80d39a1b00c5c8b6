"""Dated milestones of two reports: what was to reach a stage by a day, and whether it did. Start at `milestone_links`.

The thing is the reader's subject, the stage its event: `catalogue/data/stages.csv` says which stage is further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duixian.catalogue.naming import normal
from duixian.catalogue.stages import Stage, stages
from duixian.linking.comparison import End, Link
from duixian.linking.figures import fits_year
from duixian.linking.names import Likeness, Weights, likeness, name_of
from duixian.linking.nearby import Nearby, pairs_of
from duixian.linking.reads import Read
from duixian.linking.subjects import LEAST_INFO, NAMED
from duixian.linking.verdicts import Judged, said, unclear
from duixian.statement import Statement

LEAST = 0.72
_ALL = re.compile(r"(?:已|均|全部|都|全面)+$")
# A day by which a thing was done; a year alone (2024年建成) does not say whether it was in time.
_FINE = re.compile("[月季日底初中末旬]|半年")
# 清河湾农产品集散中心（原城西冷链物流园）: what it was called before.
_FORMER = re.compile(r"（原(?:名|称|为)?([^）]{3,20})）")


def milestone_links(earlier: Read, later: Read, weights: Weights) -> Iterator[Link]:
    """Yield the dated milestones that `earlier` promises and of which `later` speaks, each with its verdict."""
    dated = [each for each in later.report.statements if each.kind == "milestone" or is_dated(each)]
    found = Nearby((each, pairs_of(*_names(each, later.report.text))) for each in dated)
    for promise in earlier.promised:
        if promise.kind != "milestone" or promise.repeats is not None:
            continue
        near = found.of(pairs_of(promise.subject))
        best = max(_alike(promise, near, later, weights), key=lambda pair: pair[0], default=None)
        if best is not None:
            _, like, other = best
            met, why = judge_stage(promise, other)
            yield Link(
                earlier=End(earlier.doc, promise),
                later=End(later.doc, other),
                relation="same project",
                met="cannot be told" if like.doubts else met,
                why=f"{like.doubts[0]}；{why}" if like.doubts else why,
                score=min(1.0, like.score),
                reasons=like.reasons,
            )


def _alike(
    promise: Statement, found: Sequence[Statement], later: Read, weights: Weights
) -> Iterator[tuple[float, Likeness, Statement]]:
    """Yield the milestones that may be of the same thing, results before plans, with how well they fit."""
    for other in found:
        if not fits_year(promise, other):
            continue
        names = _names(other, later.report.text)
        like = max((_alike_names(promise.subject, name, weights) for name in names), key=lambda like: like.score)
        if like.score >= LEAST and like.info >= LEAST_INFO:
            yield like.score + 0.15 * (other.status == "result") + 0.02 * (other.event == promise.event), like, other


def _names(statement: Statement, text: str) -> list[str]:
    """Return the names of a thing, its former one among them where the sentence gives it."""
    return [thing_of(statement), *_FORMER.findall(text[statement.sentence.start : statement.start])]


def _alike_names(one: str, other: str, weights: Weights) -> Likeness:
    """Return how like two names are; that of works of all sorts (新建项目) only counts where it is the same."""
    return NAMED if normal(one) == normal(other) else likeness(name_of(one), name_of(other), weights)


def is_dated(statement: Statement) -> bool:
    """Answer whether a count says that all of it reached a stage by a day (6月底39个新建项目全部开工)."""
    dated = statement.kind == "figure" and statement.due is not None and statement.status == "result"
    return dated and _split(statement.subject)[1] != ""


def _split(subject: str) -> tuple[str, str]:
    """Return a subject without the stage at its end, and that stage."""
    stage = max((word for word in stages() if word and subject.endswith(word)), key=len, default="")
    return _ALL.sub("", subject.removesuffix(stage)), stage


def thing_of(statement: Statement) -> str:
    """Return what a milestone, or a count of all of its things, speaks of."""
    return statement.subject if statement.kind == "milestone" else _split(statement.subject)[0]


def event_of(statement: Statement) -> str:
    """Return the stage as it is written."""
    return statement.event or (_split(statement.subject)[1] if statement.kind == "figure" else "")


def stage_of(statement: Statement) -> Stage | None:
    """Return the stage that a milestone names, by the longest stage word at the end of its event."""
    event = event_of(statement)
    words = [word for word in stages() if word and event.endswith(word)] or [word for word in stages() if word in event]
    return stages()[max(words, key=len)] if words else None


def judge_stage(promise: Statement, later: Statement) -> Judged:
    """Return whether a dated milestone was reached in time: the stage, then the day."""
    due, reached = stage_of(promise), stage_of(later)
    if later.status != "result":
        again = f"{later.year} 年又定{said(later)}{later.event or ''}" if later.year else f"又定{said(later)}"
        return Judged("no", f"应{said(promise)}{promise.event or ''}，没有报做成，{again}")
    wanted, told = event_of(promise), event_of(later)
    if due is not None and reached is not None and reached.order < due.order:
        return Judged("no", f"应“{wanted}”，只报“{told}”")
    if promise.due is not None and later.due is not None and later.due > promise.due:
        if not _FINE.search(later.text):
            return Judged("yes", f"应{said(promise)}{wanted}，{said(later)}{told}；没有报月份，是否按时不知")
        return Judged("no", f"应{said(promise)}{wanted}，{said(later)}才{told or '做成'}")
    if due is None or reached is None:
        return unclear(f"应“{wanted}”，报的是“{told}”")
    return Judged("yes", f"应{said(promise)}{wanted}，{_day(later)}{told}")


def _day(statement: Statement) -> str:
    """Return the day as it is written; that of a count stands beside it."""
    if statement.kind == "milestone" or statement.due is None:
        return said(statement)
    return f"{statement.due.month}月{said(statement)}"
