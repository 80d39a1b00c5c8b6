"""Rules that look beyond one value: another indicator, a row of years, the calendar periods of a standing duty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from duixian.ledger.case import Case, Said, no_proof
from duixian.ledger.periods import NAMES, Period, whole_periods
from duixian.ledger.phrases import gettext as _
from duixian.ledger.reaching import say
from duixian.ledger.standings import Assessment, Known
from duixian.ledger.wording import Relation
from duixian.statement import plain

Otherwise = Callable[[Case], Said]


def judge_relative(case: Case) -> Said:
    """Judge what is compared with another indicator by the two values of the latest period that both have."""
    relation = case.target.relation
    if case.is_done:
        return Said(Assessment.DELIVERED, _("佐证已确认达到"))
    title = relation.title if relation else _("所比指标")
    pair = _pair(case.proofs, case.around.other)
    if relation is None or pair is None:
        return _unpaired(case, title)
    own, other = pair
    holds, words = _compared(own, other, relation)
    is_final = case.target.due is not None and own.as_of >= case.target.due
    if is_final:
        return Said(Assessment.DELIVERED if holds else Assessment.MISSED, words)
    if case.is_past:
        return Said(
            Assessment.UNKNOWN,
            _("期限已到，还没有两个指标的期末数；%(words)s") % {"words": words},
            _("缺期末数，请%(ask)s报送") % {"ask": case.ask},
        )
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
        said = _("自身%(value)s（%(as_of)s），没有%(title)s同期的数") % {
            "value": _rate(known.value),
            "as_of": f"{known.as_of:%Y-%m-%d}",
            "title": title,
        }
        return Said(
            Assessment.UNKNOWN,
            said,
            _("缺%(title)s%(as_of)s的数，请%(ask)s一并报送")
            % {"title": title, "as_of": f"{known.as_of:%Y-%m-%d}", "ask": case.ask},
        )
    missing = _("缺所比指标（%(title)s）和自身同期的数，请%(ask)s一并报送") % {"title": title, "ask": case.ask}
    return Said(Assessment.UNKNOWN, _("要与%(title)s比，还没有两者同期的数") % {"title": title}, missing)


def _compared(own: Known, other: Known, relation: Relation) -> tuple[bool, str]:
    """Return whether the relation holds, and both values in words."""
    gap = (own.value or Decimal(0)) - (other.value or Decimal(0))
    holds = gap > 0 if relation.how == "above" else gap >= -relation.room
    apart = (
        _("高%(gap)s个百分点") % {"gap": plain(gap)}
        if gap > 0
        else _("低%(gap)s个百分点") % {"gap": plain(-gap)}
        if gap < 0
        else _("一样")
    )
    asked = {"step": _("要同步"), "above": _("要更高"), "floor": _("不能低")}[relation.how]
    room = _("，可低%(room)s个百分点") % {"room": plain(relation.room)} if relation.room else ""
    both = _("自身%(value)s，%(title)s%(other)s（同为%(as_of)s）") % {
        "value": _rate(own.value),
        "title": relation.title,
        "other": _rate(other.value),
        "as_of": f"{own.as_of:%Y-%m-%d}",
    }
    doubt = "".join(
        _("（%(each)s）") % {"each": each}
        for each in dict.fromkeys((own.how, own.doubt, other.how, other.doubt))
        if each
    )
    return holds, _("%(both)s，%(apart)s；%(asked)s%(room)s，%(how)s%(doubt)s") % {
        "both": both,
        "apart": apart,
        "asked": asked,
        "room": room,
        "how": _("做到") if holds else _("没有做到"),
        "doubt": doubt,
    }


def _rate(value: Decimal | None) -> str:
    value = value or Decimal(0)
    return (
        _("下降%(value)s%%") % {"value": plain(-value)} if value < 0 else _("增长%(value)s%%") % {"value": plain(value)}
    )


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
        return Said(
            Assessment.MISSED,
            _("%(first)s年是%(value)s，连续断在这一年（要连续%(years)s年）")
            % {"first": first, "value": value, "years": target.years},
        )
    return _unbroken(case, years, [year for year in years if year not in seen])


def _unbroken(case: Case, years: range, lacking: list[int]) -> Said:
    held = _("%(count)s年做到") % {"count": len(years) - len(lacking)}
    if not lacking:
        return Said(
            Assessment.DELIVERED,
            _("%(years)s—%(last)s年连续%(held)s") % {"years": years[0], "last": years[-1], "held": held},
        )
    if lacking == [years[-1]] and not case.is_past:
        return Said(
            Assessment.ON_TRACK,
            _("%(years)s—%(last)s年连续%(held)s，%(next)s年的数还没有到")
            % {"years": years[0], "last": years[-2], "held": held, "next": years[-1]},
        )
    named = "、".join(_("%(year)s年") % {"year": year} for year in lacking)
    return Said(
        Assessment.UNKNOWN,
        _("%(held)s，%(named)s没有数") % {"held": held, "named": named},
        _("缺%(named)s的数，请%(ask)s补报") % {"named": named, "ask": case.ask},
    )


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
    words = _("已过%(count)s%(name)s，%(met)s%(name)s做到%(value)s") % {
        "count": len(periods),
        "name": name,
        "met": met,
        "value": say(case.target, case.target.value),
    }
    words += _("，%(missed)s没有做到") % {"missed": _named(missed)} if missed else ""
    words += _("，%(lacking)s没有填报") % {"lacking": _named(lacking)} if lacking else ""
    if missed:
        return Said(Assessment.MISSED if case.is_past else Assessment.AT_RISK, words, no_proof(case))
    if lacking:
        return Said(
            Assessment.UNKNOWN,
            words,
            _("缺%(lacking)s的次数，请%(ask)s补报") % {"lacking": _named(lacking), "ask": case.ask},
        )
    if case.is_past and case.evidenced is None:
        return Said(Assessment.UNKNOWN, _("%(words)s，都没有佐证") % {"words": words}, no_proof(case))
    return Said(Assessment.DELIVERED if case.is_past else Assessment.ON_TRACK, words, no_proof(case))


def _named(periods: list[Period]) -> str:
    shown = "、".join(period.words for period in periods[:6])
    return (
        _("%(shown)s等%(count)s%(name)s") % {"shown": shown, "count": len(periods), "name": NAMES[periods[0].cadence]}
        if len(periods) > 6
        else shown
    )
