"""What the linker proposes and a person confirms: promises met with results, and findings nobody mends silently."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Person, Place
from duixian.journal.models import Subject
from duixian.ledger.models.documents import Statement


class Verdict(models.TextChoices):
    """What a person says of a proposal."""

    PROPOSED = "proposed", _("等人确认")
    CONFIRMED = "confirmed", _("已确认")
    REJECTED = "rejected", _("不是一回事")


class Link(Subject):
    """An earlier promise and what a later document says of the same; `met`, `why`, `reasons` are the linker's.

    `stale` is set where the linker no longer proposes it, since a statement was corrected; a person's word stays.
    """

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="links")
    earlier = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="links_later")
    later = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="links_earlier")
    relation = models.CharField(max_length=16)
    met = models.CharField(max_length=16)
    why = models.TextField()
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=Verdict.choices, default=Verdict.PROPOSED)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField()
    stale = models.BooleanField(default=False)

    class Meta:
        ordering = ("-score", "id")
        constraints = (
            models.UniqueConstraint(fields=("earlier", "later"), name="link_once"),
            models.CheckConstraint(condition=~Q(earlier=F("later")), name="link_of_two"),
            models.CheckConstraint(condition=Q(met__in=("yes", "no", "cannot be told")), name="link_met"),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_at__isnull=False), name="link_decided_when"
            ),
        )

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"[:80]


class Finding(Subject):
    """Something that a person should look at: a contradiction, a total that does not add up, a promise gone quiet.

    `key` is made of its kind and statements, so that the same is found once; `answer` is what a person says of it.
    """

    class Kind(models.TextChoices):
        """What sort of finding it is."""

        CONTRADICTION = "contradiction", _("说法不一")
        TOTAL = "total", _("分项加不上")
        QUIET = "quiet", _("没再提起")
        DUPLICATE = "duplicate", _("印了两遍")
        UNPROMISED = "unpromised", _("没有承诺的结果")
        LEDGER = "ledger", _("与台账不一")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    key = models.CharField(max_length=64, unique=True)
    statements = models.ManyToManyField(Statement, related_name="findings")
    strength = models.CharField(max_length=4, default="hard")
    why = models.TextField(blank=True, default="")
    found_at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True, default="")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    stale = models.BooleanField(default=False)

    class Meta:
        ordering = ("kind", "id")
        constraints = (
            models.CheckConstraint(condition=Q(answer="") | Q(answered_at__isnull=False), name="finding_answered_when"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.why}"[:80]
