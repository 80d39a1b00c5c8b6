"""The tabs and chips of the list of commitments: links that hold the whole state in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.catalogue import themes
from duixian.ledger.models import SavedView, TargetKind
from duixian.ledger.queries.listing import ALL, ORDER, Filters, Listing
from duixian.ledger.queries.rows import Row
from duixian.web.templatetags.marks import ASSESSMENTS

TABS = {
    "mine": gettext_lazy("我牵头的"),
    "soon": gettext_lazy("30 天内到期"),
    "disputed": gettext_lazy("申报与佐证不符"),
    "unknown": gettext_lazy("无法判定"),
    "silent": gettext_lazy("沉默"),
    "quiet": gettext_lazy("没再提起"),
    "lacking": gettext_lazy("要补材料"),
    "reddening": gettext_lazy("下周转红"),
}
COLOURS = {
    "blue": gettext_lazy("蓝"),
    "orange": gettext_lazy("橙"),
    "red": gettext_lazy("红"),
    "none": gettext_lazy("没有"),
}
DUES = {
    "7": gettext_lazy("7 天内"),
    "30": gettext_lazy("30 天内"),
    "90": gettext_lazy("90 天内"),
    "over": gettext_lazy("已过"),
    "none": gettext_lazy("没有写明"),
}
MOST_OPTIONS = 60


class Option(NamedTuple):
    """A choice of a chip: its words, its address, how many rows it leaves, whether it is the one taken."""

    words: str
    href: str
    many: int | None
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter: its title, what it is set to, the address without it, and its choices."""

    name: str
    title: str
    value: str
    clear: str
    options: Sequence[Option]


class TabLink(NamedTuple):
    """A tab: its words, address and count; `view` is the saved view that it stands for."""

    words: str
    href: str
    many: int | None
    is_here: bool
    view: SavedView | None = None


def tab_links(listing: Listing, views: Iterable[SavedView]) -> list[TabLink]:
    """Return the tabs: all, the ready ones, then the saved views."""
    filters = listing.filters
    plain = Filters(year=filters.year, on=filters.on)
    here = filters.as_query(on="")
    saved = [TabLink(view.name, _with_day(view.query, filters), None, view.query == here, view) for view in views]
    is_saved = any(tab.is_here for tab in saved)
    ready = [
        TabLink(
            str(TABS[tab.name]),
            f"?{plain.as_query(only=tab.name)}",
            tab.count,
            filters.only == tab.name and not is_saved,
        )
        for tab in listing.tabs
    ]
    first = TabLink(_("全部"), f"?{plain.as_query()}", len(listing.base), not filters.only and not is_saved)
    return [first, *ready, *saved]


def _with_day(query: str, filters: Filters) -> str:
    return f"?{query}{'&' if query and filters.on else ''}{f'on={filters.on}' if filters.on else ''}"


WORDS: Mapping[str, Callable[[Row], str]] = {
    "place": lambda row: row.commitment.place.name,
    "theme": lambda row: _theme(row.commitment.theme),
    "lead": lambda row: _named(row.commitment.lead, _("未派办")),
    "leader": lambda row: _named(row.commitment.leader, _("未定")),
    "document": lambda row: row.commitment.document.title,
    "assessment": lambda row: str(ASSESSMENTS[row.standing.assessment]),
    "colour": lambda row: str(COLOURS[row.escalation.level or "none"]),
    "kind": lambda row: str(TargetKind(row.commitment.target_kind).label),
}
TITLES = {
    "place": gettext_lazy("地方"),
    "theme": gettext_lazy("主题"),
    "lead": gettext_lazy("牵头单位"),
    "leader": gettext_lazy("责任领导"),
    "document": gettext_lazy("文件"),
    "assessment": gettext_lazy("判定"),
    "colour": gettext_lazy("督办"),
    "kind": gettext_lazy("目标类型"),
}


def chips(listing: Listing) -> list[Chip]:
    """Return the chips with their choices, counted over the year that is looked at."""
    *named, kind = (name for name in WORDS if name != "place" or listing.is_of_many)
    due = _fixed(listing, "due", _("期限"), [(key, str(words)) for key, words in DUES.items()])
    return [_year_chip(listing), *(_chip(listing, name) for name in named), due, _chip(listing, kind)]


def _theme(theme: str) -> str:
    found = themes().get(theme)
    return found.title if found else _("未归类")


def _named(row: Any, without: str) -> str:
    return without if row is None else str(row.name)


def _chip(listing: Listing, name: str) -> Chip:
    """Return a chip whose choices are counted; words are made once a choice, not once a row."""
    counted = {each.key: each.many for each in listing.choices[name]}
    words = {each.key: WORDS[name](each.row) for each in listing.choices[name]}
    order = [str(kind) for kind in ORDER] if name == "assessment" else None
    keys = sorted(counted, key=lambda key: order.index(key) if order else (-counted[key], words[key]))
    filters, here = listing.filters, getattr(listing.filters, name)
    options = [
        Option(words[key], f"?{filters.as_query(**{name: key})}", counted[key], key == here)
        for key in keys[:MOST_OPTIONS]
    ]
    clear = f"?{filters.as_query(**{name: ''})}"
    value = _("、").join(words.get(key, key) for key in here.split(",")) if here else ""
    return Chip(name=name, title=str(TITLES[name]), value=value, clear=clear, options=options)


def _fixed(listing: Listing, name: str, title: str, pairs: Sequence[tuple[str, str]]) -> Chip:
    filters, here = listing.filters, getattr(listing.filters, name)
    options = [Option(words, f"?{filters.as_query(**{name: key})}", None, key == here) for key, words in pairs]
    value = next((words for key, words in pairs if key == here), here)
    return Chip(name=name, title=title, value=value, clear=f"?{filters.as_query(**{name: ''})}", options=options)


def _year_chip(listing: Listing) -> Chip:
    filters, year = listing.filters, listing.year
    around = range(year - 2, year + 2) if year else ()
    options = [Option(str(each), f"?{filters.as_query(year=str(each))}", None, each == year) for each in around]
    options.append(Option(_("各年"), f"?{filters.as_query(year=ALL)}", None, year is None))
    clear = f"?{filters.as_query(year=ALL)}"
    return Chip(name="year", title=_("年度"), value=str(year) if year else "", clear=clear, options=options)
