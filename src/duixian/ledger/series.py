"""Rules that look beyond one value: another indicator, a row of years, the calendar periods of a standing duty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from duixian.ledger.case import Case, Said, no_proof
from duixian.ledger.periods import NAMES, Period, whole_periods
from duixian.ledger.reaching import say
from duixian.ledger.standings import Assessment, Known
from duixian.ledger.wording import Relation
from duixian.statement import plain

Otherwise = Callable[[Case], Said]


def judge_relative(case: Case) -> Said:
    """Judge what is compared with another indicator by the two values of the latest period that both have."""
    relation = case.target.relation
    if case.is_done:
        return Said(Assessment.DELIVERED, "佐证已确认达到")
    title = relation.title if relation else "所比指标"
    pair = _pair(case.proofs, case.around.other)
    if relation is None or pair is None:
        return _unpaired(case, title)
    own, other = pair
    holds, words = _compared(own, other, relation)
    is_final = case.target.due is not None and own.as_of >= case.target.due
    if is_final:
        return Said(Assessment.DELIVERED if holds else Assessment.MISSED, words)
    if case.is_past:
        return Said(Assessment.UNKNOWN, f"期限已到，还没有两个指标的期末数；{words}", f"缺期末数，请{case.ask}报送")
    return Said(Assessment.ON_TRACK if holds else Assessment.AT_RISK, words)


def _pair(own: Sequence[Known], other: Sequence[Known]) -> tuple[Known, Known] | None:
    """Return both values of the latest period for which there are both."""
    others = {each.as_of: each for each in sorted(other, key=lambda each: each.id) if each.value is not None}
    both = [each for each in own if each.value is not None and each.as_of in others]
    latest = max(both, key=lambda each: (each.as_of, each.id), default=None)
    return None if latest is None else (latest, others[latest.as_of])


def _unpaired(case: Case, title: str) -> Said:
    known = case.evidenced
    if known is not None and known.value is not None:
        said = f"自身{_rate(known.value)}（{known.as_of:%Y-%m-%d}），没有{title}同期的数"
        return Said(Assessment.UNKNOWN, said, f"缺{title}{known.as_of:%Y-%m-%d}的数，请{case.ask}一并报送")
    missing = f"缺所比指标（{title}）和自身同期的数，请{case.ask}一并报送"
    return Said(Assessment.UNKNOWN, f"要与{title}比，还没有两者同期的数", missing)


def _compared(own: Known, other: Known, relation: Relation) -> tuple[bool, str]:
    """Return whether the relation holds, and both values in words."""
    gap = (own.value or Decimal(0)) - (other.value or Decimal(0))
    holds = gap > 0 if relation.how == "above" else gap >= -relation.room
    apart = f"高{plain(gap)}个百分点" if gap > 0 else f"低{plain(-gap)}个百分点" if gap < 0 else "一样"
    asked = {"step": "要同步", "above": "要更高", "floor": "不能低"}[relation.how]
    room = f"，可低{plain(relation.room)}个百分点" if relation.room else ""
    both = f"自身{_rate(own.value)}，{relation.title}{_rate(other.value)}（同为{own.as_of:%Y-%m-%d}）"
    doubt = "".join(f"（{each}）" for each in dict.fromkeys((own.how, own.doubt, other.how, other.doubt)) if each)
    return holds, f"{both}，{apart}；{asked}{room}，{'做到' if holds else '没有做到'}{doubt}"


def _rate(value: Decimal | None) -> str:
    value = value or Decimal(0)
    return f"下降{plain(-value)}%" if value < 0 else f"增长{plain(value)}%"


def judge_streak(case: Case, otherwise: Otherwise) -> Said:
    """Judge a row of years by the values of its years; by the number that is reported where no year has one."""
    target, wanted = case.target, case.target.condition
    last = target.due.year if target.due else case.day.year
    if wanted is None or not target.years:
        return otherwise(case)
    seen = {each.as_of.year: each for each in case.around.years if each.value is not None}
    years = range(last - target.years + 1, last + 1)
    if not seen.keys() & set(years):
        return otherwise(case)
    broken = [year for year in years if year in seen and not wanted.holds(seen[year].value or Decimal(0))]
    if broken:
        first = broken[0]
        value = f"{plain(seen[first].value)}{seen[first].unit}"
        return Said(Assessment.MISSED, f"{first}年是{value}，连续断在这一年（要连续{target.years}年）")
    return _unbroken(case, years, [year for year in years if year not in seen])


def _unbroken(case: Case, years: range, lacking: list[int]) -> Said:
    held = f"{len(years) - len(lacking)}年做到"
    if not lacking:
        return Said(Assessment.DELIVERED, f"{years[0]}—{years[-1]}年连续{held}")
    if lacking == [years[-1]] and not case.is_past:
        return Said(Assessment.ON_TRACK, f"{years[0]}—{years[-2]}年连续{held}，{years[-1]}年的数还没有到")
    named = "、".join(f"{year}年" for year in lacking)
    return Said(Assessment.UNKNOWN, f"{held}，{named}没有数", f"缺{named}的数，请{case.ask}补报")


def judge_duty(case: Case, otherwise: Otherwise) -> Said:
    """Judge a standing duty by the calendar periods that are over: met, missed, or not reported."""
    target = case.target
    known = (*case.claims, *case.proofs)
    start = target.since or target.start or min((each.as_of for each in known), default=None)
    if not target.cadence or target.value is None or start is None or case.is_silent:
        return otherwise(case)
    end = case.day if target.due is None else min(case.day, target.due)
    periods = list(whole_periods(target.cadence, start=start, end=end))
    if not periods:
        return otherwise(case)
    done = {period: _times(case, period) for period in periods}
    missed = [period for period, times in done.items() if times is not None and times < target.value]
    silent_ones = [period for period, times in done.items() if times is None]
    return _counted(case, periods, missed, silent_ones)


def _times(case: Case, period: Period) -> Decimal | None:
    """Return how often it was done in a period: what papers show, else what is reported; None where nobody says."""
    for known in (case.proofs, case.claims):
        within = [each for each in known if each.as_of in period]
        numbers = sorted((each for each in within if each.value is not None), key=lambda each: (each.as_of, each.id))
        if numbers:
            return numbers[-1].value
        if within:
            return Decimal(len(within))
    return None


def _counted(case: Case, periods: list[Period], missed: list[Period], lacking: list[Period]) -> Said:
    name = NAMES[periods[0].cadence]
    met = len(periods) - len(missed) - len(lacking)
    words = f"已过{len(periods)}{name}，{met}{name}做到{say(case.target, case.target.value)}"
    words += f"，{_named(missed)}没有做到" if missed else ""
    words += f"，{_named(lacking)}没有填报" if lacking else ""
    if missed:
        return Said(Assessment.MISSED if case.is_past else Assessment.AT_RISK, words, no_proof(case))
    if lacking:
        return Said(Assessment.UNKNOWN, words, f"缺{_named(lacking)}的次数，请{case.ask}补报")
    if case.is_past and case.evidenced is None:
        return Said(Assessment.UNKNOWN, f"{words}，都没有佐证", no_proof(case))
    return Said(Assessment.DELIVERED if case.is_past else Assessment.ON_TRACK, words, no_proof(case))


def _named(periods: list[Period]) -> str:
    shown = "、".join(period.words for period in periods[:6])
    return f"{shown}等{len(periods)}{NAMES[periods[0].cadence]}" if len(periods) > 6 else shown
