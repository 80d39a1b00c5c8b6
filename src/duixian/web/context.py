"""What every page knows: who is here, which day is meant, the way round, whether anything is made up."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Person, Role
from duixian.journal import clock
from duixian.web.access import READERS
from duixian.web.middleware import day_of


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
    Way("journal", _("日志"), _("志"), (Role.KEEPER, Role.AUDITOR, Role.REVIEWER)),
    Way("manage", _("管理"), _("管"), (Role.KEEPER,)),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the frame of every page needs."""
    day, today = day_of(request) if hasattr(request, "as_of") else clock.today(), clock.today()
    person = request.user if hasattr(request, "user") and isinstance(request.user, Person) else None
    return {
        "person": person,
        "ways": [way for way in WAYS if person is not None and person.role in way.roles],
        "as_of": day,
        "today": today,
        "is_past": day < today,
        "is_demo": settings.DEMO,
    }
