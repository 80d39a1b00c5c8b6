"""What the daily assessing leaves behind: turns of assessment and colour, the days assessed, the steps of 三色督办.

All three are append-only. What holds on a day follows from `ledger.judging`; these rows say when it turned, and why.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duixian.accounts.models import Person, Place
from duixian.ledger.models.commitments import Commitment


class Ladder(models.Model):
    """From which working day past the deadline each colour is lit: of a place, or of one commitment."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="ladders")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="ladders")
    blue = models.PositiveSmallIntegerField()
    orange = models.PositiveSmallIntegerField()
    red = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(blue__gte=1, blue__lt=F("orange"), orange__lt=F("red")), name="ladder_rises"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ladder_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.blue}/{self.orange}/{self.red}"


class Step(models.Model):
    """A commitment whose assessment or colour turned on a day: from what to what, by which rule and inputs, in words.

    The first one of a commitment has nothing before.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    day = models.DateField()
    before = models.CharField(max_length=10, default="", blank=True)
    assessment = models.CharField(max_length=10)
    colour_before = models.CharField(max_length=6, default="", blank=True)
    colour = models.CharField(max_length=6, default="", blank=True)
    rule = models.CharField(max_length=20)
    inputs = models.JSONField(default=dict)
    words = models.TextField()
    missing = models.TextField(default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "id")
        constraints = (models.UniqueConstraint(fields=("commitment", "day"), name="step_once_a_day"),)
        indexes = (models.Index(fields=("day", "commitment"), name="step_of_day"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.before} → {self.assessment}"


class AssessedDay(models.Model):
    """A day whose commitments have all been assessed, and how many of them turned."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="assessed_days")
    day = models.DateField()
    commitments = models.PositiveIntegerField()
    turned = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("place", "day"), name="assessed_once"),)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.turned}"
