"""Marks that stand on many pages: source, assessment, bar, escalation, progress, number. They are always loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from django.http import HttpRequest
from django.template import Context, Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from duixian.web.templatetags import numbers

register = Library()
register.filter("day", numbers.day)
register.filter("day_words", numbers.day_words)
register.filter("day_full", numbers.day_full)
register.filter("weekday", numbers.weekday)
register.filter("figure", numbers.figure)

# The order in which they stand in every bar and legend.
ASSESSMENTS = {
    "delivered": gettext_lazy("已兑现"),
    "on_track": gettext_lazy("按期"),
    "at_risk": gettext_lazy("有风险"),
    "late": gettext_lazy("逾期"),
    "missed": gettext_lazy("未兑现"),
    "unknown": gettext_lazy("无法判定"),
    "withdrawn": gettext_lazy("已撤销"),
}
SOURCES = {
    "original": gettext_lazy("有原件或验收单，查看出处"),
    "provisional": gettext_lazy("初步数，还会修订，查看出处"),
    "reported": gettext_lazy("只有单位填报，查看出处"),
    "missing": gettext_lazy("应有而没有，查看缺什么"),
}
ESCALATIONS = {
    1: (gettext_lazy("蓝色提醒"), gettext_lazy("蓝")),
    2: (gettext_lazy("橙色预警"), gettext_lazy("橙")),
    3: (gettext_lazy("红色督办"), gettext_lazy("红")),
}
HATCHED = {"at_risk": "hatch-risk", "late": "hatch-late", "unknown": "hatch-unknown"}
# A count is written into its part of the bar where the part is at least this share of it, in percent.
ROOM_FOR_A_COUNT = 5
Given = ParamSpec("Given")


def drawn_once(draw: Callable[Given, SafeString]) -> Callable[Given, SafeString]:
    """Keep what a mark looks like in a language: a page of rows shows the same few some hundred times."""

    @lru_cache(maxsize=200)
    def kept(_language: str | None, args: tuple[Any, ...], more: tuple[tuple[str, Any], ...]) -> SafeString:
        return draw(*args, **dict(more))

    @wraps(draw)
    def drawn(*args: Given.args, **more: Given.kwargs) -> SafeString:
        return kept(get_language(), args, tuple(more.items()))

    return drawn


@register.simple_tag
def source_mark(kind: str, href: str = "", label: str = "") -> SafeString:
    """Return the 6 px square after a number: original, provisional, reported or missing; it never starts a line."""
    words = label or SOURCES[kind]
    if href:
        return format_html(
            '\u2060<a class="src src-{}" href="{}" aria-label="{}" title="{}"></a>', kind, href, words, words
        )
    return format_html(
        '\u2060<span class="src src-{}" role="img" aria-label="{}" title="{}"></span>', kind, words, words
    )


@register.simple_tag
def number(value: Any, unit: str = "", source: str = "", href: str = "", label: str = "") -> SafeString:
    """Return a value with its unit and source mark, unbroken; words such as 缺8月 stand in place of a value."""
    mark = source_mark(source, href, label) if source else SafeString("")
    small = format_html("<small>{}</small>", unit) if unit else ""
    return format_html('<span class="num"><b>{}</b>{}{}</span>', numbers.figure(value), small, mark)


@register.simple_tag
@drawn_once
def icon(name: str, label: str = "") -> SafeString:
    """Return a drawing of the sprite; without a label it is silent, since words stand beside it."""
    says = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="mark m-{}" {}><use href="#m-{}"/></svg>', name, says, name)


@register.simple_tag
@drawn_once
def assessment(kind: str, words: bool = True) -> SafeString:
    """Return the shape of one of the seven assessments, with its word beside it or as its name."""
    word = str(ASSESSMENTS[kind])
    if not words:
        return icon(kind, word)
    return format_html('<span class="mark-words as as-{}">{}{}</span>', kind, icon(kind), word)


@register.filter
def assessment_word(kind: str) -> str:
    """Return the word of an assessment."""
    return str(ASSESSMENTS[kind])


@register.simple_tag
def stacked_bar(counts: Mapping[str, int], height: int = 14, labels: bool = False, title: str = "") -> SafeString:
    """Return a bar of the seven assessments in their order; what is bad or unknown is hatched."""
    parts = [(kind, counts.get(kind, 0)) for kind in ASSESSMENTS if counts.get(kind, 0)]
    total = sum(count for _, count in parts)
    words = _bar_words(parts) if total else _("还没有")
    drawn, left = [], 0.0
    for kind, count in parts:
        width = 100 * count / total
        drawn.append(_part(kind, count, left, width, height, labels))
        left += width
    return format_html(
        '<svg class="stack" width="100%" height="{}" role="img" aria-label="{}">{}</svg>',
        height,
        f"{title}{_('：') if title else ''}{words}",
        format_html_join("", "{}", ((part,) for part in drawn)),
    )


def _bar_words(parts: list[tuple[str, int]]) -> str:
    return _("，").join(f"{ASSESSMENTS[kind]} {count}" for kind, count in parts)


def _part(kind: str, count: int, left: float, width: float, height: int, labels: bool) -> SafeString:
    fill = format_html('fill="url(#{})"', HATCHED[kind]) if kind in HATCHED else format_html('class="f-{}"', kind)
    shape = format_html(
        '<rect {} x="{}%" y="-1" width="{}%" height="{}"/>', fill, f"{left:.3f}", f"{width:.3f}", height + 2
    )
    if kind in ("missed", "withdrawn"):
        edge = '<rect class="edge" x="{}%" y="0.5" width="{}%" height="{}"/>'
        shape += format_html(edge, f"{left:.3f}", f"{width:.3f}", height - 1)
    if labels and width >= ROOM_FOR_A_COUNT and kind in ("delivered", "on_track", "late"):
        text = '<text class="t-{}" x="{}%" dx="7" y="{}">{}</text>'
        shape += format_html(text, kind, f"{left:.3f}", height / 2, count)
    return shape


@register.simple_tag
@drawn_once
def escalation(level: int | None, short: bool = False) -> SafeString:
    """Return three rising bars, as many lit as steps, with the word (or its first character); nothing for no step."""
    if not level:
        return SafeString("")
    long_word, short_word = ESCALATIONS[level]
    bars = format_html_join(
        "",
        '<rect {} x="{}" y="{}" width="3.6" height="{}"/>',
        (
            (SafeString('class="lit"' if step < level else ""), 5 * step, 8 - 3.5 * step, 5 + 3.5 * step)
            for step in range(3)
        ),
    )
    word = format_html('<abbr title="{}">{}</abbr>', long_word, short_word) if short else long_word
    drawing = '<span class="esc esc-{}"><svg class="mark" viewBox="0 0 14 14" aria-hidden="true">{}</svg>{}</span>'
    return format_html(drawing, level, bars, word)


@register.simple_tag
def progress(done: float | None, tick: float | None = None, kind: str = "on_track") -> SafeString:
    """Return a bar for what is done, in percent, with a tick for where the original deadline says it should be."""
    if done is None:
        return format_html('<span class="quiet">{}</span>', _("不适用"))
    words = _("完成 %(done)d%%") % {"done": round(done)}
    mark = SafeString("")
    if tick is not None:
        words += _("，按原期限应到 %(tick)d%%") % {"tick": round(tick)}
        mark = format_html('<rect class="tick" x="{}%" y="1" width="2" height="12"/>', f"{min(max(tick, 0), 98):.2f}")
    return format_html(
        '<svg class="prog" role="img" aria-label="{}"><rect class="ground" y="5" width="100%" height="4"/>'
        '<rect class="fill {}" y="5" width="{}%" height="4"/>{}</svg>',
        words,
        kind,
        f"{min(max(done, 0), 100):.2f}",
        mark,
    )


@register.simple_tag
@drawn_once
def grade(mark: str) -> SafeString:
    """Return the grade of evidence, 甲, 乙 or 丙, in its small frame."""
    title = {"甲": _("第三方原件"), "乙": _("部门台账"), "丙": _("只有照片或填报")}[mark]
    return format_html('<abbr class="grade" title="{}">{}</abbr>', title, mark)


@register.inclusion_tag("web/_statuses.html")
def three_statuses(
    reported: Mapping[str, Any], evidenced: Mapping[str, Any], timing: Mapping[str, Any]
) -> dict[str, Any]:
    """Return 申报, 佐证 and 时序 side by side; each knows value, unit, source, href, note, and grade or tone."""
    return {"reported": reported, "evidenced": evidenced, "timing": timing}


@register.simple_tag(takes_context=True)
def carried(context: Context) -> str:
    """Return `?on=2025-06-30` where a past day is looked at, else nothing: a link keeps the day."""
    request: HttpRequest = context["request"]
    return f"?on={context['as_of'].isoformat()}" if request.GET.get("on") and context.get("is_past") else ""


@register.simple_tag(takes_context=True)
def back_to_today(context: Context) -> str:
    """Return this address without the past day."""
    request: HttpRequest = context["request"]
    kept = request.GET.copy()
    kept.pop("on", None)
    kept.pop("known", None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


@register.simple_tag(takes_context=True)
def other_page(context: Context, key: str, number: int) -> str:
    """Return this address with another page of the table whose pages are counted in `key`."""
    asked = context["request"].GET.copy()
    asked[key] = number
    return f"?{asked.urlencode()}"


@register.simple_tag(takes_context=True)
def other_parameters(context: Context, *without: str) -> SafeString:
    """Return hidden fields for the parameters of this address but those named, so that a form keeps them."""
    request: HttpRequest = context["request"]
    pairs = [(key, value) for key, values in request.GET.lists() if key not in without for value in values]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)
