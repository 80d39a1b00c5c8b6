"""How many entries came in on each day, counted once and kept in the process: entries are never changed."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from threading import Lock

from django.core.paginator import Paginator
from django.db.models import CharField, Count, QuerySet
from django.db.models.functions import Cast, Substr
from django.utils import timezone
from django.utils.functional import cached_property

from duixian.accounts.models import Person
from duixian.journal.models import Entry
from duixian.ledger.queries import scope

# The last entries are counted anew each time: on PostgreSQL one may come to be seen after others with higher keys.
ANEW = 20_000

_kept: dict[str, tuple[int, Counter[date]]] = {}
_lock = Lock()


def entries_by_day(person: Person) -> Counter[date]:
    """Return how many of the entries that a person may see came in on each day."""
    rows, path = scope.entries(person).order_by(), f"{person.role} {person.place.path}"
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with _lock:
        upto, counted = _kept.get(path, (0, Counter()))
    if last - ANEW > upto:
        counted = counted + _counted(rows.filter(pk__gt=upto, pk__lte=last - ANEW))
        upto = last - ANEW
        with _lock:
            _kept[path] = (upto, counted)
    return counted + _counted(rows.filter(pk__gt=upto))


def forget() -> None:
    """Forget all counts: for tests, whose ledgers come and go under the same keys."""
    with _lock:
        _kept.clear()


def _counted(rows: QuerySet[Entry]) -> Counter[date]:
    """Return the counts by the county's day, from those by the hour as it is stored: that asks no function of ours."""
    hours = rows.annotate(hour=Substr(Cast("received_at", CharField()), 1, 13)).values("hour").annotate(n=Count("pk"))
    found: Counter[date] = Counter()
    for hour, number in hours.values_list("hour", "n"):
        found[timezone.localdate(datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC))] += number
    return found


class Counted(Paginator[Entry]):
    """Pages of a list whose length is known already."""

    def __init__(self, rows: QuerySet[Entry], per_page: int, *, length: int) -> None:
        super().__init__(rows, per_page)
        self.length = length

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self.length
