"""What every page knows: who is here, which day is meant, the way round, whether anything is made up."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Person, Role
from duixian.cases.queries import visible
from duixian.journal import clock
from duixian.journal.days import known_on
from duixian.web.access import READERS
from duixian.web.middleware import day_of, is_past


class Way(NamedTuple):
    """An entry of the navigation: the name of its address, its title, one character for the narrow form, its roles."""

    url: str
    title: Any
    char: Any
    roles: tuple[str, ...]


WAYS = (
    Way("desk", _("我的办公桌"), _("桌"), READERS),
    Way("overview", _("总览"), _("总"), READERS),
    Way("documents", _("文件"), _("文"), READERS),
    Way("tasks", _("任务分解"), _("分"), READERS),
    Way("commitments", _("承诺"), _("诺"), READERS),
    Way("wall", _("挂图作战"), _("图"), READERS),
    Way("indicators", _("指标"), _("标"), READERS),
    Way("years", _("对照"), _("照"), (Role.KEEPER, Role.LEADER, Role.REVIEWER)),
    Way("report_drafts", _("向人民报告"), _("报"), (Role.KEEPER,)),
    Way("journal", _("日志"), _("志"), (Role.KEEPER, Role.AUDITOR, Role.REVIEWER)),
    Way("manage", _("管理"), _("管"), (Role.KEEPER,)),
)


# What a role is called beside a name; the long form of `Role` is for choosing.
ROLE_WORDS = {
    Role.KEEPER: _("管理员"),
    Role.OFFICE: _("责任单位"),
    Role.LEADER: _("县领导"),
    Role.REVIEWER: _("市级审阅"),
    Role.AUDITOR: _("审计"),
}
# As many entries as a phone's bar holds beside the one for all the others, in this order.
ON_PHONE = ("desk", "commitments", "documents", "journal")


class Shown(NamedTuple):
    """An entry of the navigation as this page shows it."""

    name: str
    title: Any
    char: Any
    href: str
    is_here: bool


def ways_of(person: Person, request: HttpRequest) -> list[Shown]:
    """Return the entries that a person may open; links keep the past day that is looked at."""
    kept = f"?on={day_of(request).isoformat()}" if is_past(request) else ""
    mine = [(way, reverse(way.url)) for way in WAYS if person.role in way.roles]
    shown = [
        Shown(way.url, way.title, way.char, address + kept, _is_within(request.path, address)) for way, address in mine
    ]
    at = next((number for number, way in enumerate(shown) if way.name == "journal"), len(shown))
    return [*shown[:at], *_programs(person, request, kept), *shown[at:]]


def _programs(person: Person, request: HttpRequest, kept: str) -> list[Shown]:
    """Return an entry for each program that a person may see; its title is the county's own."""
    found = [(each.program, reverse("program", args=[each.program.id])) for each in visible.programs(person)]
    return [
        Shown("program", each.title, each.title[:1], address + kept, _is_within(request.path, address))
        for each, address in found
    ]


def _is_within(path: str, address: str) -> bool:
    return path == address if address == reverse("desk") else path.startswith(address)


def home_of(person: Person) -> str:
    """Return the address of the first page that a person may open."""
    return reverse(next(way.url for way in WAYS if person.role in way.roles))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page needs."""
    today = clock.today()
    day = day_of(request) if hasattr(request, "as_of") else today
    person = request.user if hasattr(request, "user") and isinstance(request.user, Person) else None
    ways = ways_of(person, request) if person is not None and hasattr(request, "as_of") else []
    return {
        "person": person,
        "role_word": ROLE_WORDS[Role(person.role)] if person is not None else "",
        "home": home_of(person) if person is not None else reverse("login"),
        "ways": ways,
        "ways_on_phone": [way for name in ON_PHONE for way in ways if way.name == name][:3],
        "may_search": any(way.name == "commitments" for way in ways),
        "as_of": day,
        "today": today,
        "is_past": day < today,
        "known": known_on(day),
        "is_known_later": known_on(day) > day,
        "is_demo": settings.DEMO,
    }
