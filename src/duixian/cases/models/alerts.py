"""Alerts that ring, from when on and how loudly; and ties of a commitment to an indicator of a program."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Person
from duixian.cases.models.spine import Case
from duixian.journal.models import Subject
from duixian.ledger.models import Commitment


class CaseAlert(models.Model):
    """An alert that rang at a case: since when, how loudly by now, until when. `level` only rises while it rings."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="alerts")
    alert = models.CharField(max_length=40)
    since = models.DateField()
    level = models.CharField(max_length=6)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("since", "id")
        indexes = (models.Index(fields=("alert", "ended_on"), name="case_alert_open"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "alert"), condition=Q(ended_on__isnull=True), name="case_alert_rings_once"
            ),
            models.CheckConstraint(condition=Q(level__in=("blue", "orange", "red")), name="case_alert_level"),
        )

    def __str__(self) -> str:
        return f"{self.alert} {self.level}"


class Tie(Subject):
    """A commitment measured by an indicator of a program; proposed with reasons, settled by a person."""

    class State(models.TextChoices):
        """What a person has said of it."""

        PROPOSED = "proposed", _("待确认")
        CONFIRMED = "confirmed", _("已确认")
        REFUSED = "refused", _("不相干")

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="ties")
    program = models.CharField(max_length=40)
    indicator = models.CharField(max_length=40)
    choice = models.CharField(max_length=40, default="", blank=True)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("commitment_id", "id")
        constraints = (
            models.UniqueConstraint(fields=("commitment", "program", "indicator", "choice"), name="tie_once"),
            models.UniqueConstraint(fields=("commitment",), condition=Q(state="confirmed"), name="tie_confirmed_once"),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(by__isnull=False), name="tie_is_settled_by_someone"
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment} ← {self.program}.{self.indicator}"
