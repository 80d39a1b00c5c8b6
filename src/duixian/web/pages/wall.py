"""挂图作战: the year on one sheet, for the wall, the projector and A3; what the supervision office names on it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Role
from duixian.ledger.actions import pins as actions
from duixian.ledger.queries import scope
from duixian.ledger.queries import wall as queries
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.middleware import day_of
from duixian.web.pages.overview import SWITCH
from duixian.web.templatetags.marks import ASSESSMENTS


@opens(*READERS)
def wall(request: HttpRequest) -> HttpResponse:
    """Return the wall chart of a year by theme, office, leader or township; on a phone, one row at a time."""
    asked, by = request.GET.get("year", ""), request.GET.get("by", "theme")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    by = by if by in SWITCH else "theme"
    found = queries.wall(person_of(request), day=day_of(request), year=year, by=by)
    keys = [band.key for band in found.bands]
    band = request.GET.get("band", "")
    kept: dict[str, Any] = {"year": found.year or "", "by": by}
    kept |= {"full": "1"} if "full" in request.GET else {}
    context = {
        "found": found,
        "legend": [(kind, word, found.counts.get(kind, 0)) for kind, word in ASSESSMENTS.items()],
        "is_full": "full" in request.GET,
        "band": band if band in keys else next(iter(keys), ""),
        "by": SWITCH[by],
        "switch": [(title, _here(kept, by=name), name == by) for name, title in SWITCH.items()],
        "years": [(each, _here(kept, year=each)) for each in found.years if each != found.year],
        "bands": [(each, _here(kept, band=each.key)) for each in found.bands],
        "full": _here({name: value for name, value in kept.items() if name != "full"}, **_turned(request)),
    }
    return render(request, "web/wall/page.html", context)


def _here(kept: dict[str, Any], **keys: Any) -> str:
    return f"{reverse('wall')}?{urlencode({**kept, **keys})}"


def _turned(request: HttpRequest) -> dict[str, str]:
    return {} if "full" in request.GET else {"full": "1"}


@opens(Role.KEEPER, methods=("POST",))
def pin(request: HttpRequest, pk: int) -> HttpResponse:
    """Name a commitment on the wall by a short title, or take the name down where none is given."""
    person = person_of(request)
    commitment = one_of(scope.commitments(person), pk=pk)
    if "down" in request.POST:
        actions.unpin(commitment, by=person)
        messages.success(request, _("从挂图上取下了；它还是一个小方格。"))
    else:
        actions.pin(commitment, words=request.POST.get("words", ""), by=person)
        messages.success(request, _("挂上了，挂图上写这个短名。"))
    return redirect("commitment", pk)
