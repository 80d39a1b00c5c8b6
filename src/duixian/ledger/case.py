"""A target with what is known of it on a day, as the rules of judging see it; and what several rules say alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from duixian.ledger.forecasting import Forecast
from duixian.ledger.phrases import gettext as _
from duixian.ledger.standings import NOTHING, Around, Assessment, Known, Target


class Said(NamedTuple):
    """An assessment with its reason, and what would have to be known to say more."""

    assessment: Assessment
    words: str
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A target with what is known of it on a day; values are in the target's unit."""

    target: Target
    day: date
    reported: Known | None
    evidenced: Known | None
    claimed: Decimal | None
    shown: Decimal | None
    fault: str = ""
    claims: tuple[Known, ...] = ()
    proofs: tuple[Known, ...] = ()
    around: Around = NOTHING
    forecast: Forecast | None = None

    @property
    def basis(self) -> Decimal | None:
        """What the pace is taken from: what is shown, else what is reported."""
        return self.claimed if self.shown is None else self.shown

    @property
    def is_past(self) -> bool:
        """Whether the deadline in force is over."""
        return self.target.due is not None and self.day > self.target.due

    @property
    def is_past_first(self) -> bool:
        """Whether the deadline that the pace is taken from is over."""
        return self.target.planned is not None and self.day > self.target.planned

    @property
    def is_done(self) -> bool:
        """Whether a confirmed paper says that it is done."""
        return self.evidenced is not None and self.evidenced.is_done

    @property
    def is_silent(self) -> bool:
        """Whether nobody has said or shown anything."""
        return self.reported is None and self.evidenced is None

    @property
    def ask(self) -> str:
        """Who would know."""
        return self.target.ask

    @property
    def doubt(self) -> str:
        """What a judge would add about the value that is shown: from where it is, whether it is settled."""
        known = self.evidenced
        if known is None or known.value is None:
            return ""
        said = [known.how, known.doubt]
        if known.source == "observation" and known.grade == "乙":
            said.append(_("初步数，核定后可能变"))
        return "".join(_("（%(each)s）") % {"each": each} for each in said if each)


def silent(case: Case) -> Said:
    """Return that it cannot be told, since nobody has said how far it is."""
    words = _("还没有填报，也没有佐证") if case.is_silent else _("有填报，但没有数")
    return Said(Assessment.UNKNOWN, words, _("缺进度数，请%(ask)s填报") % {"ask": case.ask})


def no_proof(case: Case) -> str:
    """Return that papers are missing, where there are none."""
    return "" if case.evidenced else _("只有填报，缺佐证，请%(ask)s补交") % {"ask": case.ask}
