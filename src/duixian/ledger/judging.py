"""What holds of a commitment on a day: reported, evidenced, schedule, and the assessment. Start at `judge`.

Pure: values in, a `Standing` out. A kind of target is a row of `RULES`; its cases are `tests/ledger/judging/*.toml`.
The schedule is the straight line: from 1 January of the target's year to its original deadline, or to the one in force
where that is earlier. At risk is what
`ledger.forecasting` sees clearly short. What nobody has shown or said is `unknown`, never on track.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from duixian.ledger.case import Case, Said, no_proof, silent
from duixian.ledger.forecasting import CLEARLY, Forecast, forecast
from duixian.ledger.phrases import gettext as _
from duixian.ledger.reaching import in_unit, is_ceiling, meets, say
from duixian.ledger.series import judge_duty, judge_relative, judge_streak
from duixian.ledger.standings import NOTHING, Around, Assessment, Known, Pace, Schedule, Standing, Target

__all__ = ["Around", "Assessment", "Known", "Pace", "Schedule", "Standing", "Target", "judge"]
EARLY = Decimal("1.1")
VERSION = 3
DONE_OR_NOT = frozenset({"milestone", "deed"})


def judge(
    target: Target,
    *,
    day: date,
    claims: Iterable[Known] = (),
    proofs: Iterable[Known] = (),
    around: Around = NOTHING,
) -> Standing:
    """Return what holds of `target` on `day`, from the claims and the confirmed proofs known by then, in any order."""
    case = _case(target, day, tuple(claims), tuple(proofs), around)
    rule = f"{target.kind}@{VERSION}"
    if target.withdrawn_on is not None and target.withdrawn_on <= day:
        said = Said(Assessment.WITHDRAWN, _("已撤销：%(withdrawn_why)s") % {"withdrawn_why": target.withdrawn_why})
        schedule = Schedule(pace=Pace.NONE, words=_("已撤销，不再计时序"))
    else:
        said = RULES[target.kind](case)
        schedule = _schedule(case, said.assessment)
    return Standing(
        assessment=said.assessment,
        reported=case.reported,
        evidenced=case.evidenced,
        grade=case.evidenced.grade if case.evidenced else "",
        schedule=schedule,
        words=said.words,
        missing=said.missing,
        rule=rule,
        progress=_progress(case),
        excess=_excess(case),
        forecast=case.forecast,
    )


def _case(target: Target, day: date, claims: tuple[Known, ...], proofs: tuple[Known, ...], around: Around) -> Case:
    reported, evidenced = _last(claims), _last(proofs, settles=target.kind in DONE_OR_NOT)
    shown, fault = in_unit(evidenced, target)
    claimed = in_unit(reported, target)[0]
    case = Case(
        target=target,
        day=day,
        reported=reported,
        evidenced=evidenced,
        claimed=claimed,
        shown=shown,
        fault=fault,
        claims=claims,
        proofs=proofs,
        around=around,
    )
    return replace(case, forecast=_forecast(case))


def _forecast(case: Case) -> Forecast | None:
    """Return where the pace so far leads to; None where nothing adds up."""
    if case.target.kind not in ("count", "level") or is_ceiling(case.target) or case.target.value is None:
        return None
    return forecast(case.basis, time=_time(case), seasons=case.around.seasons)


def _last(known: tuple[Known, ...], *, settles: bool = False) -> Known | None:
    """Return the last that says something; among those of one day the better grade.

    Where it `settles` the matter, what says that it is done stands before all that says less, also later.
    """
    saying = tuple(each for each in known if each.value is not None or each.is_done) or known
    return max(
        saying,
        key=lambda each: (settles and each.is_done, each.as_of, each.closes, -ord(each.grade or "丙"), each.id),
        default=None,
    )


def _accumulating(case: Case) -> Said:
    """Judge what adds up until it is there: works that are counted, a level to be reached."""
    target, shown = case.target, case.shown
    if is_ceiling(target):
        return _holding(case)
    if case.is_done or (shown is not None and meets(target, shown, comparator=_comparator(case))):
        return Said(
            Assessment.DELIVERED,
            _("佐证%(shown)s，达到目标%(value)s%(doubt)s")
            % {"shown": say(target, shown) or _("已完成"), "value": say(target, target.value), "doubt": case.doubt},
        )
    if case.fault:
        return Said(Assessment.UNKNOWN, case.fault, _("缺同一单位的数，请%(ask)s补报") % {"ask": case.ask})
    if shown is not None and case.evidenced is not None and case.evidenced.closes:
        return Said(
            Assessment.MISSED,
            _("期末结果%(shown)s，没有达到目标%(value)s%(doubt)s")
            % {"shown": say(target, shown), "value": say(target, target.value), "doubt": case.doubt},
        )
    if case.is_past:
        return _late(case)
    return _by_pace(case)


def _by_pace(case: Case) -> Said:
    target, basis = case.target, case.basis
    if basis is None:
        return silent(case)
    if case.is_past_first:
        return Said(
            Assessment.AT_RISK, _("原期限已过，佐证还差%(left)s") % {"left": say(target, _left(case))}, no_proof(case)
        )
    found = case.forecast
    if found is not None and found.value is not None and _falls_short(case, found.value):
        return Said(
            Assessment.AT_RISK,
            _("%(asked)s现有%(basis)s%(leads_to)s")
            % {"asked": _asked(case), "basis": say(target, basis), "leads_to": _leads_to(case, found)},
            no_proof(case),
        )
    now = _("现有%(basis)s") % {"basis": say(target, basis)}
    if found is None or found.value is None:
        return Said(
            Assessment.ON_TRACK,
            _("%(now)s，%(how)s") % {"now": now, "how": found.words if found else _("没有期限，不作预测")},
            no_proof(case),
        )
    if found.method == "season":
        return Said(Assessment.ON_TRACK, f"{now}{_leads_to(case, found)}", no_proof(case))
    return Said(Assessment.ON_TRACK, _("%(now)s，跟得上时间") % {"now": now}, no_proof(case))


def _falls_short(case: Case, value: Decimal) -> bool:
    """Answer whether a forecast is clearly below the target: of counted works by one whole at least by now."""
    target, expected = case.target, _expected(case)
    if target.value is None or value >= target.value * CLEARLY:
        return False
    return target.kind != "count" or expected is None or expected - (case.basis or 0) >= 1


def _asked(case: Case) -> str:
    expected = _expected(case)
    return "" if expected is None else _("按时间应有%(expected)s，") % {"expected": say(case.target, expected)}


def _leads_to(case: Case, found: Forecast) -> str:
    value = None if found.value is None else _fine(case.target, found.value)
    return _("；%(words)s，照此到期%(value)s") % {"words": found.words, "value": say(case.target, value)}


def _holding(case: Case) -> Said:
    """Judge what must hold when the period ends: a rate, a share, a floor, a ceiling, a rank, a streak, a duty."""
    target, shown = case.target, case.shown
    if case.fault:
        return Said(Assessment.UNKNOWN, case.fault, _("缺同一单位的数，请%(ask)s补报") % {"ask": case.ask})
    if shown is not None and _is_final(case):
        met = meets(target, shown, comparator=_comparator(case))
        words = _("期末%(shown)s，目标%(value)s，%(how)s%(doubt)s") % {
            "shown": say(target, shown),
            "value": say(target, target.value),
            "how": _("达到") if met else _("没有达到"),
            "doubt": case.doubt,
        }
        return Said(Assessment.DELIVERED if met else Assessment.MISSED, words)
    if case.is_past:
        return Said(Assessment.UNKNOWN, _("期限已到，还没有期末数"), _("缺期末数，请%(ask)s报送") % {"ask": case.ask})
    if case.basis is None:
        return silent(case)
    if meets(target, case.basis):
        return Said(
            Assessment.ON_TRACK,
            _("目前%(basis)s，在目标之内，要守到期末%(doubt)s")
            % {"basis": say(target, case.basis), "doubt": case.doubt},
            no_proof(case),
        )
    words = _("目前%(basis)s，目标%(value)s%(doubt)s") % {
        "basis": say(target, case.basis),
        "value": say(target, target.value),
        "doubt": case.doubt,
    }
    return Said(Assessment.AT_RISK, words, no_proof(case))


def _doing(case: Case) -> Said:
    """Judge what is done or not: a milestone, a deed."""
    if case.is_done:
        day = case.evidenced.as_of if case.evidenced else case.day
        return Said(Assessment.DELIVERED, _("佐证显示%(day)s已完成") % {"day": f"{day:%Y-%m-%d}"})
    if case.is_past:
        return _late(case)
    if case.is_silent:
        return silent(case)
    if case.is_past_first:
        return Said(Assessment.AT_RISK, _("原期限已过，还没有完成的佐证"), no_proof(case))
    return Said(Assessment.ON_TRACK, _("有进展，期限未到"), no_proof(case))


def _late(case: Case) -> Said:
    due = case.target.due or case.day
    overdue = _("期限 %(due)s 已过 %(days)s 天") % {"due": f"{due:%Y-%m-%d}", "days": (case.day - due).days}
    if case.shown is not None:
        return Said(
            Assessment.LATE,
            _("%(overdue)s，佐证还差%(left)s") % {"overdue": overdue, "left": say(case.target, _left(case))},
        )
    claimed = _("，申报已完成，没有佐证") if case.reported and case.reported.is_done else _("，没有完成的佐证")
    return Said(Assessment.LATE, overdue + claimed, _("缺完成的佐证，请%(ask)s补交") % {"ask": case.ask})


def _comparator(case: Case) -> str:
    return case.evidenced.comparator if case.evidenced else "eq"


def _is_final(case: Case) -> bool:
    known, due = case.evidenced, case.target.due
    return known is not None and (known.closes or known.is_done or (due is not None and known.as_of >= due))


def _left(case: Case) -> Decimal | None:
    return None if case.target.value is None else case.target.value - (case.basis or 0)


def _expected(case: Case) -> Decimal | None:
    """Return what the straight line asks for on the day, as fine as the target is written: no half person."""
    time, value = _time(case), case.target.value
    if time is None or value is None or case.target.kind not in ("count", "level") or is_ceiling(case.target):
        return None
    return _fine(case.target, value * time)


def _fine(target: Target, value: Decimal) -> Decimal:
    """Return a value as fine as a target is written."""
    step = Decimal(1) if target.kind == "count" else _step(target, target.value or value)
    return (value / step).to_integral_value() * step


def _step(target: Target, value: Decimal) -> Decimal:
    """Return the last digit in which a target is written: 0.1万亩 of 48.6万亩, 1人 of 2400人."""
    exponent = (value / target.factor).normalize().as_tuple().exponent
    return target.factor * Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def _time(case: Case) -> Decimal | None:
    """Return how much of the time from the start to the planned deadline has gone, from 0 to 1."""
    due, start = case.target.planned, case.target.start
    if due is None or start is None or due <= start:
        return None
    return min(Decimal(1), max(Decimal(0), Decimal((case.day - start).days) / (due - start).days))


def _is_behind(case: Case, basis: Decimal, expected: Decimal) -> bool:
    enough = case.target.kind != "count" or expected - basis >= 1
    return enough and basis < expected * CLEARLY


def _schedule(case: Case, assessment: Assessment) -> Schedule:
    due = case.target.planned
    if due is None:
        return Schedule(pace=Pace.NONE, words=_("没有写明期限"))
    days, time, expected = (due - case.day).days, _time(case), _expected(case)
    gap = None if expected is None or case.basis is None else case.basis - expected
    pace, words = _pace(case, assessment, days, expected)
    return Schedule(pace=pace, words=words, days=days, expected=expected, gap=gap, time=time)


def _pace(case: Case, assessment: Assessment, days: int, expected: Decimal | None) -> tuple[Pace, str]:
    due, named = case.target.planned, case.target.planned_words
    if assessment is Assessment.DELIVERED and case.evidenced and due:
        late = (case.evidenced.as_of - due).days
        return (
            (Pace.OVERDUE, _("比%(named)s晚 %(late)s 天") % {"named": named, "late": late})
            if late > 0 and not case.evidenced.closes
            else _before(late, named)
        )
    if days < 0:
        return Pace.OVERDUE, _("超过%(named)s %(days)s 天") % {"named": named, "days": -days}
    if expected is None or case.basis is None:
        behind = assessment is Assessment.AT_RISK
        words = _("距%(named)s还有 %(days)s 天") % {"named": named, "days": days}
        return (Pace.BEHIND if behind else Pace.IN_TIME), words
    asked = _("按时间此日应有%(expected)s") % {"expected": say(case.target, expected)}
    if _is_behind(case, case.basis, expected):
        return Pace.BEHIND, asked
    return (Pace.AHEAD if case.basis > expected * EARLY else Pace.IN_TIME), asked


def _before(late: int, named: str) -> tuple[Pace, str]:
    if late < 0:
        return Pace.AHEAD, _("比%(named)s早 %(late)s 天") % {"named": named, "late": -late}
    return Pace.IN_TIME, _("按%(named)s完成") % {"named": named}


def _progress(case: Case) -> Decimal | None:
    """Return how much of the target is shown, where it adds up; None where a share of it would mean nothing."""
    value = case.target.value
    if case.target.kind not in ("count", "level") or case.shown is None or not value or is_ceiling(case.target):
        return None
    return case.shown / value


def _excess(case: Case) -> Decimal | None:
    """Return by how much more is reported than is shown, where it is."""
    if case.claimed is None or case.shown is None or case.target.kind not in ("count", "level", "share"):
        return None
    more = case.claimed - case.shown
    return more if more > 0 else None


def _streak(case: Case) -> Said:
    return judge_streak(case, _holding)


def _duty(case: Case) -> Said:
    return judge_duty(case, _holding)


Rule = Callable[[Case], Said]
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "count": _accumulating,
        "level": _accumulating,
        "growth": _holding,
        "share": _holding,
        "floor": _holding,
        "ceiling": _holding,
        "zero": _holding,
        "rank": _holding,
        "streak": _streak,
        "duty": _duty,
        "relative": judge_relative,
        "milestone": _doing,
        "deed": _doing,
    }
)
