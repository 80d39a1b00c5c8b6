"""The steps of 三色督办 as they stood on a day: a commitment's own, else its place's, else the usual ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from duixian.accounts.models import Place
from duixian.journal.among import Keys
from duixian.ledger.escalation import LADDER, Ladder
from duixian.ledger.models import Commitment
from duixian.ledger.models import Ladder as LadderRow


def ladders_of(rows: Iterable[Commitment], *, end: datetime) -> dict[int, Ladder]:
    """Return the steps of each commitment that has other ones than the usual, in one query."""
    listed = list(rows)
    whole = Q(place__in={row.place_id for row in listed}, commitment=None)
    wanted = LadderRow.objects.filter(whole | Q(commitment__among=Keys(row.pk for row in listed)), at__lt=end)
    of_place: dict[int, Ladder] = {}
    of_one: dict[int, Ladder] = {}
    for place, one, *steps in wanted.order_by("at", "id").values_list("place", "commitment", "blue", "orange", "red"):
        if one is None:
            of_place[place] = Ladder(*steps)
        else:
            of_one[one] = Ladder(*steps)
    found = {row.pk: of_one.get(row.pk) or of_place.get(row.place_id) for row in listed}
    return {key: ladder for key, ladder in found.items() if ladder}


def ladder_of(place: Place, commitment: Commitment | None = None) -> Ladder:
    """Return the steps in force of a place, or of one commitment."""
    rows = LadderRow.objects.filter(place=place, commitment=commitment)
    row = rows.order_by("-at", "-id").first()
    if row is None and commitment is not None:
        return ladder_of(place)
    return Ladder(row.blue, row.orange, row.red) if row else LADDER


def own_ladders(place: Place) -> list[LadderRow]:
    """Return what was set for a place and its commitments, the latest first."""
    return list(LadderRow.objects.filter(place=place).select_related("commitment", "by").order_by("-at", "-id")[:20])
