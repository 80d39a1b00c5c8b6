"""What happened to a case: stages, events with amounts, steps, excuses, papers. Dated rows, never overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from duixian.accounts.models import Person
from duixian.cases.models.spine import Case
from duixian.journal.fields import ExactDecimalField


class CaseStage(models.Model):
    """A stage that a case entered: on which day, told when, by whom, why where it goes back."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=40)
    on = models.DateField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("on", "id")
        indexes = (models.Index(fields=("case", "stage", "on"), name="case_stage_reached"),)

    def __str__(self) -> str:
        return f"{self.stage} {self.on:%Y-%m-%d}"


class CaseEvent(models.Model):
    """Something that happened: `on` by the device, `counts_on` the day it counts for, `received_at` by the server.

    `key` makes a second sending of the same form harmless. One that was wrong is withdrawn, with a reason.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    event = models.CharField(max_length=40)
    on = models.DateField()
    counts_on = models.DateField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField(default=dict)
    key = models.CharField(max_length=40, unique=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("counts_on", "id")
        indexes = (
            models.Index(fields=("case", "event", "counts_on"), name="case_event_counts"),
            # All of one kind, case by case, without a look at the rows: what alerts and figures count.
            models.Index(fields=("event", "case", "counts_on", "withdrawn_at"), name="case_event_kind"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""), name="case_event_withdrawn_why"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.on:%Y-%m-%d}"


class EventAmount(models.Model):
    """A number of an event, typed: what running totals add up."""

    event = models.ForeignKey(CaseEvent, on_delete=models.CASCADE, related_name="amounts")
    name = models.CharField(max_length=40)
    value = ExactDecimalField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "name"), name="event_amount"),)

    def __str__(self) -> str:
        return f"{self.name} {self.value}"


class CaseStep(models.Model):
    """A step of a case: asked for, answered, granted; or waived by a person with a reason. Each step of its version has
    its row; one that was refused and is asked for again has another, its next `attempt`.

    `deadline` is the last day of its limit, set when it is asked for; a `deemed` one passes on it unanswered.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=40)
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    granted = models.BooleanField(default=True)
    words = models.CharField(max_length=300, default="", blank=True)
    deadline = models.DateField(null=True, blank=True)
    deemed = models.BooleanField(default=False)
    waived_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("id",)
        # Whose cases an office may see because a step of its own was asked of it.
        indexes = (models.Index(fields=("step", "case"), condition=Q(asked_on__isnull=False), name="case_step_asked"),)
        constraints = (
            models.UniqueConstraint(fields=("case", "step", "attempt"), name="case_step"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")), name="case_step_order"
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True) | Q(deadline__isnull=False), name="case_step_has_a_deadline"
            ),
        )

    def __str__(self) -> str:
        return self.step


class CaseExcuse(models.Model):
    """Days on which a duty did not count, and why; said by the keeper."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="excuses")
    event = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="case_excuse_days"),
            models.CheckConstraint(condition=~Q(reason=""), name="case_excuse_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d}—{self.until:%Y-%m-%d}"


class CasePaper(models.Model):
    """A file that shows something of a case: its sha256, what it is, when and where it was taken, who brought it."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    event = models.ForeignKey(CaseEvent, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    on = models.DateField()
    place_words = models.CharField(max_length=120, default="", blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("on", "id")

    def __str__(self) -> str:
        return self.name
