"""Values of a series in its own scale."""

from __future__ import annotations

from decimal import Decimal

from django.template import Library

from duixian.ledger.models import Observation
from duixian.ledger.observed import Scale, Seen, period_words

register = Library()


@register.filter
def in_scale(value: Decimal | None, scale: Scale) -> str:
    """Return a value as the series writes it, with its unit."""
    return "" if value is None else scale.say(value)


@register.filter
def seen_words(seen: Seen, scale: Scale) -> str:
    """Return a value that arrived in words: 2025年1—8月 初步 6.1%."""
    status = Observation.Status(seen.status).label
    return f"{period_words(seen.start, seen.end)} {status} {in_scale(seen.value, scale)}"
