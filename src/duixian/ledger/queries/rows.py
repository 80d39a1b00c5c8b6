"""A commitment as one row of a list: its target in words, what is known of it, its three statuses side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.exporters.labels import SIGNS
from duixian.ledger.escalation import Escalation
from duixian.ledger.judging import Assessment, Known, Pace, Standing, Target
from duixian.ledger.models import Commitment
from duixian.ledger.queries.standing import Facts, escalation_of, judged
from duixian.ledger.reaching import in_unit, number, say

PACES = {
    Pace.AHEAD: gettext_lazy("提前"),
    Pace.IN_TIME: gettext_lazy("按期"),
    Pace.BEHIND: gettext_lazy("落后"),
    Pace.OVERDUE: gettext_lazy("逾期"),
    Pace.NONE: gettext_lazy("无期限"),
}
TONES = {Pace.AHEAD: "ahead", Pace.BEHIND: "behind", Pace.OVERDUE: "late"}
# Targets that are said in words, without a number.
WORDED = frozenset({"milestone", "deed", "relative"})
# The source mark of a paper by its grade; a claim is □, nothing at all is dotted.
MARKS = {"甲": "original", "乙": "provisional", "丙": "reported"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure as a page shows it: value, unit, source mark, and the address of its source card."""

    value: str
    unit: str = ""
    source: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A commitment with what holds of it; its words are made when a page asks for them."""

    commitment: Commitment
    facts: Facts
    standing: Standing
    escalation: Escalation
    # Of its own for each row that was made: what is drawn of a kept row holds as long as the row.
    stamp: int = field(default_factory=count().__next__, compare=False)

    @property
    def target(self) -> str:
        """The target in words."""
        return target_words(self.commitment, self.facts.target)

    @property
    def now(self) -> Shown:
        """What is known at best."""
        return now_of(self.facts.target, self.standing)

    @property
    def target_order(self) -> tuple[str, Decimal] | None:
        """What the target is sorted by: its unit, then its number; None where it has no number."""
        target = self.facts.target
        return None if target.value is None or target.kind in WORDED else (target.unit, target.value)

    @property
    def now_order(self) -> tuple[str, Decimal] | None:
        """What is known at best, as sorted: the target's unit, then the number; None where there is no number."""
        best = best_of(self.standing)
        value, _wrong = in_unit(best, self.facts.target)
        return None if value is None else (self.facts.target.unit, value)

    @property
    def reported(self) -> str:
        """What the owner says, in a word."""
        return reported_word(self.facts.target, self.standing)

    @property
    def pace(self) -> Any:
        """Where it is against the original deadline, in a word."""
        return PACES[self.standing.schedule.pace]

    @property
    def tone(self) -> str:
        """How that word is shown."""
        return TONES.get(self.standing.schedule.pace, "")

    @property
    def done(self) -> float | None:
        """How much is shown, in percent; None where a share would mean nothing."""
        return None if self.standing.progress is None else float(self.standing.progress * 100)

    @property
    def tick(self) -> float | None:
        """How much of the time to the original deadline has gone, in percent."""
        time = self.standing.schedule.time
        return None if time is None else float(time * 100)

    @property
    def number(self) -> str:
        """Its number, as the list shows it."""
        return f"{self.commitment.pk:03d}"

    @property
    def due(self) -> date | None:
        """The deadline in force on the day."""
        return self.facts.target.due

    @property
    def moved_due(self) -> date | None:
        """The original deadline, where another one is in force."""
        original = self.commitment.original_due
        return original if original and original != self.due else None


def row_of(commitment: Commitment, facts: Facts, *, day: date) -> Row:
    """Return the row of a commitment on a day."""
    standing = judged(facts, day=day)
    escalation = escalation_of(facts, standing, day=day)
    return Row(commitment=commitment, facts=facts, standing=standing, escalation=escalation)


def target_words(commitment: Commitment, target: Target) -> str:
    """Return the target in words: 增长 ≥5%, 9 个, 06-30 前投入使用."""
    if commitment.target_kind in WORDED:
        return _deed_words(commitment)
    sign = {str(name): sign for name, sign in SIGNS.items()}.get(target.comparator or "", "")
    value = target.value or Decimal(0)
    fall = value < 0 and target.kind == "growth"
    bounds = sorted(abs(each) if fall else each for each in (value, target.value_high) if each is not None)
    amount = "–".join([*(number(target, each) for each in bounds[:-1]), say(target, bounds[-1])])
    verb = {"growth": _("下降") if fall else _("增长"), "rank": _("第")}.get(target.kind, "")
    if target.kind == "growth" and target.measure == "change":
        verb = _("下降") if fall else _("提高")
    return f"{verb} {sign}{amount}".strip()


def _deed_words(commitment: Commitment) -> str:
    if commitment.event:
        return commitment.event
    return _("与另一指标相比") if commitment.target_kind == "relative" else _("完成")


def source_href(known: Known) -> str:
    """Return the address of the source card of something known."""
    return reverse("source", args=[known.source, known.id]) if known.id else ""


def mark_of(known: Known) -> str:
    """Return the source mark of something known."""
    return "reported" if known.source == "claim" else MARKS.get(known.grade, "reported")


def shown(target: Target, known: Known | None) -> Shown | None:
    """Return something known as a figure with its mark, or None where nothing is known."""
    if known is None:
        return None
    if known.value is not None:
        own = known.unit and known.unit != target.unit
        value = f"{known.value:,f}" if own else number(target, known.value)
        unit = known.unit if own else target.shown or target.unit
    else:
        value, unit = _("已完成") if known.is_done else _("有进展"), ""
    return Shown(value=value, unit=unit, source=mark_of(known), href=source_href(known))


def now_of(target: Target, standing: Standing) -> Shown:
    """Return what is known at best: what is shown, else what is reported, else that there is nothing yet."""
    if standing.assessment is Assessment.WITHDRAWN:
        return Shown(value=_("撤销"), source="missing")
    return shown(target, best_of(standing)) or Shown(value=_("还没有"), source="missing")


def best_of(standing: Standing) -> Known | None:
    """Return what is known at best: what is shown, else what is reported; nothing of what was withdrawn."""
    if standing.assessment is Assessment.WITHDRAWN:
        return None
    return standing.reported if standing.evidenced is None else standing.evidenced


def reported_word(target: Target, standing: Standing) -> str:
    """Return what the owner says, in a word: 完成, 进行, 未报; the figure where more is reported than shown."""
    claim = standing.reported
    if claim is None:
        return _("未报")
    if standing.excess is not None and claim.value is not None:
        return say(target, claim.value)
    reached = claim.value is not None and target.value is not None and standing.progress is not None
    is_full = reached and claim.value >= target.value  # type: ignore[operator]
    return _("完成") if claim.is_done or is_full else _("进行")
