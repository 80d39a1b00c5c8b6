"""What the page of a commitment says in its three statuses."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from duixian.catalogue import themes
from duixian.ledger.judging import Pace
from duixian.ledger.queries.commitment import Detail
from duixian.ledger.queries.rows import TONES, Shown
from duixian.ledger.reaching import number
from duixian.web.templatetags.numbers import day_words


def statuses(detail: Detail) -> dict[str, dict[str, Any]]:
    """Return 申报, 佐证 and 时序, each with its value, unit, mark and a line below."""
    standing = detail.row.standing
    return {
        "reported": {**_known(detail.reported, note=_claim_note(detail)), "above": standing.disputed},
        "evidenced": {**_known(detail.evidenced, note=_proof_note(detail)), "grade": standing.grade},
        "timing": _timing(detail),
    }


def _known(shown: Shown | None, *, note: str) -> dict[str, Any]:
    if shown is None:
        return {"value": None, "note": note}
    return {"value": shown.value, "unit": shown.unit, "source": shown.source, "href": shown.href, "note": note}


def _claim_note(detail: Detail) -> str:
    known = detail.row.standing.reported
    claim = next((each for each in detail.claims if known and each.pk == known.id), None)
    if claim is None:
        return _("还没有单位填报")
    note = _("%(who)s，截至 %(day)s") % {"who": claim.by.name, "day": day_words(claim.as_of)}
    return f"{note} · {claim.words}" if claim.words else note


def _proof_note(detail: Detail) -> str:
    known = detail.row.standing.evidenced
    waiting = len(detail.unproven)
    more = _("，另有 %(count)s 件没有认定") % {"count": waiting} if waiting else ""
    if known is None:
        return _("还没有认定过佐证%(more)s") % {"more": more}
    words = _("文件公布的结果") if known.source == "observation" else _("认定的材料")
    return _("%(words)s，截至 %(day)s%(more)s") % {"words": words, "day": day_words(known.as_of), "more": more}


def _timing(detail: Detail) -> dict[str, Any]:
    schedule, target = detail.row.standing.schedule, detail.row.facts.target
    value, unit = str(detail.row.pace), ""
    if schedule.pace is Pace.BEHIND and schedule.gap is not None:
        value, unit = f"{value} {number(target, -schedule.gap)}", target.shown or target.unit
    elif schedule.pace is Pace.OVERDUE and schedule.days is not None and schedule.days < 0:
        value, unit = f"{value} {-schedule.days}", _("天")
    return {"value": value, "unit": unit, "tone": TONES.get(schedule.pace, ""), "note": schedule.words}


def theme_title(theme: str) -> str:
    """Return the title of a theme, or nothing."""
    found = themes().get(theme)
    return found.title if found else ""
