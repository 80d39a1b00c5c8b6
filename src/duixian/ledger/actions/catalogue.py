"""The catalogue's indicators in the table; idempotent, so that an upgrade runs it again."""

from __future__ import annotations

from duixian.catalogue import indicators
from duixian.ledger.models import Indicator

FIELDS = ["title", "english", "unit", "measure", "good", "theme"]


def load_catalogue() -> int:
    """Write every indicator of the catalogue into its table; return how many there are."""
    rows = [Indicator(id=each.id, **{name: getattr(each, name) for name in FIELDS}) for each in indicators().values()]
    Indicator.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=FIELDS)
    return len(rows)
