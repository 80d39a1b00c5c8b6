"""Whether a promise about works was kept, by the stage promised and the stage reported."""

from __future__ import annotations

from duixian.linking.comparison import Verdict
from duixian.linking.names import Likeness
from duixian.linking.works import Work


def outcome(earlier: Work, later: Work, like: Likeness) -> tuple[Verdict, str]:
    """Return whether what `earlier` promises was kept as far as `later` says, and on what grounds in Chinese."""
    if not earlier.promised:
        return "cannot be told", f"前一份报告已述“{_words(earlier)}”，不是承诺；后来{_said(later)}"
    if like.doubts:
        return "cannot be told", f"{like.doubts[0]}；后来{_said(later)}"
    due, reached = earlier.stage.rank, later.stage.rank
    if later.promised:
        return _promised_again(due, reached, earlier, later)
    if reached is None:
        return "cannot be told", f"只报“{_words(later)}”，未报到哪一步"
    if due is None:
        return "yes", f"承诺未定阶段，已报“{_words(later)}”"
    short = later.stage.part and due >= 60
    if reached >= due and not short:
        return "yes", f"承诺“{_words(earlier)}”，已报“{_words(later)}”"
    return "no", f"承诺“{_words(earlier)}”，只报“{_words(later)}”"


def _promised_again(due: int | None, again: int | None, earlier: Work, later: Work) -> tuple[Verdict, str]:
    """Judge a promise that the later report only makes again."""
    if due is None:
        if again == 40:
            return "no", f"后来仍计划“{_words(later)}”，未见开工"
        return "cannot be told", "两份报告都只说推进，未报到哪一步"
    if again is None:
        return (
            ("no", f"应“{_words(earlier)}”，后来仍列“{_words(later)}”")
            if due >= 60
            else ("cannot be told", f"后来仍列“{_words(later)}”，是否已“{_words(earlier)}”未报")
        )
    if again <= due or due >= 60:
        return "no", f"应“{_words(earlier)}”，后来又列为“{_words(later)}”"
    return "cannot be told", f"后来计划“{_words(later)}”，是否已“{_words(earlier)}”未报"


def _words(work: Work) -> str:
    return work.stage.words


def _said(work: Work) -> str:
    return f"计划“{work.stage.words}”" if work.promised else f"报“{work.stage.words}”"
