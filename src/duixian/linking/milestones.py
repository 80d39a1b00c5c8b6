"""Dated milestones of two reports: what was to reach a stage by a day, and whether it did. Start at `milestone_links`.

The thing is the reader's subject, the stage its event: `catalogue/data/stages.csv` says which stage is further on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from duixian.catalogue.stages import Stage, stages
from duixian.linking.comparison import End, Link
from duixian.linking.figures import fits_year
from duixian.linking.names import Likeness, Weights, likeness, name_of
from duixian.linking.reads import Read
from duixian.linking.subjects import LEAST_INFO
from duixian.linking.verdicts import Judged, said, unclear
from duixian.statement import Statement

LEAST = 0.72
# 清河湾农产品集散中心（原城西冷链物流园）: what it was called before.
_FORMER = re.compile(r"（原(?:名|称|为)?([^）]{3,20})）")


def milestone_links(earlier: Read, later: Read, weights: Weights) -> Iterator[Link]:
    """Yield the dated milestones that `earlier` promises and of which `later` speaks, each with its verdict."""
    found = [each for each in later.report.statements if each.kind == "milestone"]
    for promise in earlier.promised:
        if promise.kind != "milestone" or promise.repeats is not None:
            continue
        best = max(_alike(promise, found, later, weights), key=lambda pair: pair[0], default=None)
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
    mine = name_of(promise.subject)
    for other in found:
        if not fits_year(promise, other):
            continue
        names = [other.subject, *_FORMER.findall(later.report.text[other.sentence.start : other.start])]
        like = max((likeness(mine, name_of(name), weights) for name in names), key=lambda like: like.score)
        if like.score >= LEAST and like.info >= LEAST_INFO:
            yield like.score + 0.15 * (other.status == "result") + 0.02 * (other.event == promise.event), like, other


def stage_of(statement: Statement) -> Stage | None:
    """Return the stage that a milestone names, by the longest stage word at the end of its event."""
    event = statement.event or ""
    words = [word for word in stages() if word and event.endswith(word)] or [word for word in stages() if word in event]
    return stages()[max(words, key=len)] if words else None


def judge_stage(promise: Statement, later: Statement) -> Judged:
    """Return whether a dated milestone was reached in time: the stage, then the day."""
    due, reached = stage_of(promise), stage_of(later)
    if later.status != "result":
        again = f"{later.year} 年又定{said(later)}{later.event or ''}" if later.year else f"又定{said(later)}"
        return Judged("no", f"应{said(promise)}{promise.event or ''}，没有报做成，{again}")
    if due is not None and reached is not None and reached.order < due.order:
        return Judged("no", f"应“{promise.event}”，只报“{later.event}”")
    if promise.due is not None and later.due is not None and later.due > promise.due:
        return Judged("no", f"应{said(promise)}{promise.event or ''}，{said(later)}才{later.event or '做成'}")
    if due is None or reached is None:
        return unclear(f"应“{promise.event or ''}”，报的是“{later.event or ''}”")
    return Judged("yes", f"应{said(promise)}{promise.event or ''}，{said(later)}{later.event or ''}")
