"""Marks of cases: days against a limit, done against planned, a duty as dots, steps as bars. They are always loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.template import Library
from django.utils.html import format_html, format_html_join, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.cases.queries.case import Steps
from duixian.cases.queries.shown import amount
from duixian.programs import Course, Month, Program
from duixian.web.case_table import LEVELS
from duixian.web.templatetags.marks import escalation, icon

register = Library()
BAR, BEHIND = 78.0, 0.9
ROW, NAMES, OFFICES = 26, 108, 84
STATES = {
    "done": (gettext_lazy("办结"), "delivered"),
    "deemed": (gettext_lazy("逾期未答，视为同意"), "delivered"),
    "refused": (gettext_lazy("没有同意"), "missed"),
    "open": (gettext_lazy("在办"), "on_track"),
    "waiting": (gettext_lazy("还没报送"), "unknown"),
    "waived": (gettext_lazy("不需要办"), "withdrawn"),
}
DOTS = {"met": "is-met", "missed": "is-missed", "open": "is-open", "none": "is-none"}


@register.simple_tag
def stage_bar(days: int, limit: int) -> SafeString:
    """Return the days in a stage as a bar with its limit as a line; red beyond it."""
    whole = max(days, limit) * 1.05
    words = _("%(days)s 天，时限 %(limit)s 天") % {"days": days, "limit": limit}
    return _drawn("over" if days > limit else "within", days / whole, limit / whole, words)


@register.simple_tag
def work_bar(done: Any, plan: Any = None) -> SafeString:
    """Return percent done as a bar, with what was planned by now as a line; orange where it is a tenth behind."""
    part, mark = float(done), None if plan is None else float(plan)
    words = _("完成 %(done)s%%") % {"done": round(part)}
    if mark is None:
        return _drawn("within", part / 100, None, words)
    words += _("，计划 %(plan)s%%") % {"plan": round(mark)}
    return _drawn("behind" if part < mark * BEHIND else "within", part / 100, mark / 100, words)


def _drawn(kind: str, part: float, mark: float | None, words: str) -> SafeString:
    """Return a bar of some part of its length, with a line at the mark."""
    tick = (
        format_html('<rect class="tick" x="{}" y="1" width="1.5" height="12"/>', _at(mark)) if mark is not None else ""
    )
    bar = '<rect class="ground" y="4" width="{}" height="6"/><rect class="{}" y="4" width="{}" height="6"/>{}'
    return format_html(
        '<svg class="stage-bar" width="80" height="14" role="img" aria-label="{}">{}</svg>',
        words,
        format_html(bar, BAR, kind, _at(part), tick),
    )


def _at(share: float) -> str:
    return f"{min(max(share, 0), 1) * BAR:.1f}"


@register.simple_tag
def dots(done: int, due: int) -> SafeString:
    """Return how often a duty was done this month, as filled and empty dots."""
    words = _("应 %(due)s 次，%(done)s 次") % {"due": due, "done": done}
    drawn = format_html_join(
        "", '<i class="dot {}"></i>', (("is-met" if n < done else "",) for n in range(max(due, done)))
    )
    return format_html('<span class="dots" role="img" aria-label="{}">{}</span>', words, drawn)


@register.simple_tag
def duty_strip(months: Sequence[Month]) -> SafeString:
    """Return the months of a duty side by side: filled done, rings missing, dotted excused."""
    cells = format_html_join("", '<li class="{}"><span>{}</span>{}</li>', (_month(each) for each in months))
    return format_html('<ul class="duty-strip">{}</ul>', cells)


def _month(month: Month) -> tuple[str, str, SafeString]:
    filled = [("is-met",)] * month.done + [("is-other",)] * month.others
    missing = [(DOTS[month.state],)] * month.lacking
    excused = [("is-excused",)] if month.excused else []
    words = _("%(month)s：应 %(due)s 次，%(done)s 次") % {
        "month": f"{month.first:%Y-%m}", "due": month.due, "done": month.done,
    }  # fmt: skip
    words += _("，别人去 %(n)s 次，不算") % {"n": month.others} if month.others else ""
    words += "".join(_("，核减：%(why)s") % {"why": why} for why in month.excused)
    drawn = format_html_join("", '<i class="dot {}"></i>', [*filled, *missing, *excused])
    title = format_html('<span class="dots" role="img" aria-label="{}" title="{}">{}</span>', words, words, drawn)
    return DOTS[month.state], str(month.first.month), title


@register.simple_tag
def step_state(step: Course) -> SafeString:
    """Return how a step stands, with its shape: beyond its limit in red, before its turn with what it waits for."""
    word, shape = STATES[step.state]
    if step.is_late:
        late = _("超 %(n)s 天") % {"n": step.over}
        return format_html('<span class="mark-words red">{}{}</span>', icon("late"), late)
    if step.state == "waiting" and step.waits_for:
        first = _("、").join(each.title for each in step.waits_for)
        return format_html(
            '<span class="mark-words">{}{}</span>', icon(shape), _("还轮不到，等%(first)s") % {"first": first}
        )
    return format_html('<span class="mark-words">{}{}</span>', icon(shape), word)


@register.simple_tag
def steps_chart(steps: Steps) -> SafeString:
    """Return the steps as bars on one scale of working days, the longest way dark; nothing before the first."""
    listed = [each for each in steps.listed if each.state != "waived"]
    longest = max((each.end for each in listed), default=0)
    if not longest or not any(each.asked_on for each in listed):
        return SafeString("")
    rows = format_html_join("", "{}", ((_bar(each, number, longest),) for number, each in enumerate(listed)))
    words = _("手续用时：并联 %(a)s 个工作日，逐项 %(b)s 个") % {"a": steps.together, "b": steps.one_by_one}
    return format_html(
        '<svg class="steps-chart" viewBox="0 0 640 {}" role="img" aria-label="{}">{}</svg>',
        ROW * len(listed) + 4, words, rows,
    )  # fmt: skip


def _bar(each: Course, number: int, longest: int) -> SafeString:
    left, top = NAMES + OFFICES, number * ROW
    scale = (640 - left - 150) / longest
    start, width = left + each.start * scale, max((each.end - each.start) * scale, 2)
    dark, ahead = " is-critical" if each.is_critical else "", "" if each.asked_on else " is-ahead"
    text = '<text class="{}" x="{}" y="{}">{}</text>'
    return format_html_join("", text, (
        (f"step-name{dark}", 0, top + 17, each.step.title[:9]),
        ("step-office", left - 8, top + 17, each.step.office[:7]),
        ("step-words red" if each.over else "step-words", f"{start + width + 6:.1f}", top + 17, _step_words(each)),
    )) + format_html(
        '<rect class="step-bar{}{}" x="{}" y="{}" width="{}" height="14"/>', dark, ahead, f"{start:.1f}", top + 5,
        f"{width:.1f}",
    )  # fmt: skip


def _step_words(each: Course) -> str:
    if not each.asked_on:
        word = _("还轮不到，限 %(n)s") if each.waits_for else _("未报送，限 %(n)s")
        return word % {"n": each.step.limit}
    if each.state == "deemed":
        return _("%(n)s 天未答，视为同意") % {"n": each.step.limit}
    words = _("%(n)s 天") % {"n": each.days}
    return words + (
        _("，限 %(limit)s，超 %(over)s") % {"limit": each.step.limit, "over": each.over} if each.over else ""
    )


@register.simple_tag
def alert_bars(level: str) -> SafeString:
    """Return the three bars of an alert's level, with its character."""
    return escalation(LEVELS[level], short=True)


@register.simple_tag
def amount_of(value: Decimal, program: Program, key: str) -> SafeString:
    """Return a sum over a field with its unit."""
    words, unit = amount(value.normalize() + 0, program.fields[key].unit)
    return format_html("{} {}", words, unit)


@register.simple_tag
def curve_data(config: Mapping[str, Any], number: str) -> SafeString:
    """Return the points of a curve for its script."""
    return json_script(config, f"curve-{number}")
