"""How the journal writes moments, delays and hashes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.template import Library
from django.utils import timezone
from django.utils.translation import gettext as _

register = Library()


@register.filter
def moment(value: datetime, day: date) -> str:
    """Return when something came in, as seen on `day`: 09:46, 昨日 18:22, 09-24 18:22, 2024-12-31 18:22."""
    local = timezone.localtime(value)
    if local.date() == day:
        return local.strftime("%H:%M")
    if local.date() == day - timedelta(days=1):
        return _("昨日 %(time)s") % {"time": local.strftime("%H:%M")}
    return local.strftime("%m-%d %H:%M" if local.year == day.year else "%Y-%m-%d %H:%M")


@register.filter
def delay_words(value: timedelta) -> str:
    """Return a delay in its two largest units: 2 小时 14 分, 3 天 5 小时."""
    minutes = int(value.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return _("%(hours)d 小时 %(minutes)d 分") % {"hours": hours, "minutes": minutes}
    return _("%(days)d 天 %(hours)d 小时") % {"days": hours // 24, "hours": hours % 24}


@register.filter
def short_hash(value: str) -> str:
    """Return a hash by its ends: a71c…09e2."""
    return f"{value[:4]}…{value[-4:]}" if value else _("没有")


@register.filter
def hash_groups(value: str) -> str:
    """Return the first twelve characters of a hash in groups of four: e94b 17d2 6a30 …"""
    return f"{' '.join(value[at : at + 4] for at in range(0, 12, 4))} …"
