"""Whether a promise about works was kept, by the stage promised and the stage reported."""

from __future__ import annotations

import re

from duixian.catalogue.works import marks
from duixian.linking.comparison import Verdict
from duixian.linking.names import Likeness
from duixian.linking.naming import comes_again
from duixian.linking.works import Work

Judged = tuple[Verdict, str]
_STARTED = marks()["开工"].rank or 0
_BUILT = marks()["建成"].rank or 0


def outcome(earlier: Work, later: Work, like: Likeness, again: Work | None = None) -> Judged:
    """Return whether what `earlier` promises was kept as far as `later` says, and on what grounds in Chinese.

    `again` is the mention of the same works in the plan of the later report, where `later` stands in its review.
    """
    if not earlier.promised:
        return "cannot be told", f"前一份报告已报“{_words(earlier)}”，不是承诺；后来{_said(later)}"
    if like.doubts:
        return "cannot be told", f"{like.doubts[0]}；后来{_said(later)}"
    if later.promised:
        return _promised_again(earlier, later)
    return _reported(earlier, later, again)


def _reported(earlier: Work, later: Work, again: Work | None) -> Judged:
    """Judge a promise by the stage that a review reports."""
    due, reached = earlier.stage.rank, later.stage.rank
    still = f"，后来仍计划“{_words(again)}”" if again else ""
    if reached is None:
        return "cannot be told", f"只报“{_words(later)}”，未报到哪一步{still}"
    if later.stage.lacking:
        met: Verdict = "no" if due is not None and due >= reached else "cannot be told"
        return met, f"承诺“{_words(earlier)}”，报的是“{_words(later)}”{still}"
    if due is None:
        if again and _yet_to_start(again) and reached <= _STARTED:
            return "no", f"只报“{_words(later)}”，并未开工{still}"
        return "yes", f"承诺未定阶段，已报“{_words(later)}”"
    if reached >= due and not (later.stage.part and due >= _BUILT):
        if _is_late(earlier, later):
            return "no", f"承诺{_day(earlier)}“{_words(earlier)}”，{_day(later)}才“{_words(later)}”"
        return "yes", f"承诺“{_words(earlier)}”，已报“{_words(later)}”"
    return "no", f"承诺“{_words(earlier)}”，只报“{_words(later)}”{still}"


def _promised_again(earlier: Work, later: Work) -> Judged:
    """Judge a promise that the later report only makes again."""
    due, again = earlier.stage.rank, later.stage.rank
    if comes_again(later):
        return "cannot be told", f"同一活动再次列入计划，{_when(earlier)}是否举办未报"
    if due is None:
        if _yet_to_start(later):
            return "no", f"后来才计划“{_words(later)}”，未见开工"
        return "cannot be told", f"后来仍列“{_words(later)}”，两次都未报到哪一步"
    if due >= _BUILT or (again is not None and again <= due):
        return "no", f"应“{_words(earlier)}”，后来仍列“{_words(later)}”"
    return "cannot be told", f"后来列“{_words(later)}”，是否已“{_words(earlier)}”未报"


def _is_late(earlier: Work, later: Work) -> bool:
    """Whether a dated result came after the day that was promised."""
    by, on = earlier.statement.due, later.statement.due
    return by is not None and on is not None and on > by


def _day(work: Work) -> str:
    """Return the day as it is written, or the month that the reader read."""
    statement = work.statement
    return statement.text if statement.kind == "milestone" or statement.due is None else f"{statement.due.month}月"


def _yet_to_start(work: Work) -> bool:
    """Whether a plan means to start works, which then have not been started."""
    return work.stage.rank is not None and work.stage.rank == _STARTED


def _when(work: Work) -> str:
    year = work.statement.year
    return f"{year}年" if year else "当年"


def _words(work: Work) -> str:
    """Return what is said of works, without what calls them works (项目|建成投用)."""
    return _CALLED.sub("", work.stage.words)


_CALLED = re.compile(r"^(?:项目|工程|建设|工作)+(?=.{2})")


def _said(work: Work) -> str:
    return f"计划“{_words(work)}”" if work.promised else f"报“{_words(work)}”"
