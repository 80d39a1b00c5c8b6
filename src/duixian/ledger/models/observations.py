"""Indicators, and what is known of them: observations, which are never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Place
from duixian.journal.fields import ExactDecimalField
from duixian.journal.models import Subject

if TYPE_CHECKING:
    from django.db.models.fields.related import ForeignKey


class Indicator(models.Model):
    """A row of the catalogue, loaded by `load_catalogue`; its key is the catalogue's id."""

    id = models.CharField(max_length=60, primary_key=True)
    title = models.CharField(max_length=60)
    english = models.CharField(max_length=120, default="", blank=True)
    unit = models.CharField(max_length=30, default="", blank=True)
    measure = models.CharField(max_length=8)
    good = models.CharField(max_length=4)
    theme = models.CharField(max_length=30)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Observation(Subject):
    """A value of an indicator (or of a named thing) at a place in a period, as known from a moment on.

    A revision is a new row that `revises` the old one: what was known on a day are the rows with `known_at` up to it
    that no other such row revises. `obs_status` is SDMX's OBS_STATUS.
    """

    class Status(models.TextChoices):
        """SDMX OBS_STATUS, as far as counties use it."""

        NORMAL = "A", _("核定")
        ESTIMATED = "E", _("预计")
        PROVISIONAL = "P", _("初步")
        FORECAST = "F", _("预测")
        MISSING = "M", _("缺")

    class Source(models.TextChoices):
        """Where it comes from."""

        STATEMENT = "statement", _("文件")
        EVIDENCE = "evidence", _("佐证")
        PERSON = "person", _("填报")
        IMPORT = "import", _("导入")
        PROGRAM = "program", _("业务事项")

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
    subject = models.TextField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="observations")
    period_start = models.DateField()
    period_end = models.DateField()
    measure = models.CharField(max_length=8, null=True, blank=True)
    value = ExactDecimalField(null=True, blank=True)
    value_high = ExactDecimalField(null=True, blank=True)
    unit = models.CharField(max_length=30, default="", blank=True)
    comparator = models.CharField(max_length=8, default="eq")
    obs_status = models.CharField(max_length=1, choices=Status.choices, default=Status.NORMAL)
    source = models.CharField(max_length=10, choices=Source.choices)
    statement: ForeignKey[models.Model | None, models.Model | None] = models.ForeignKey(
        "ledger.Statement", on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
    commitment: ForeignKey[models.Model | None, models.Model | None] = models.ForeignKey(
        "ledger.Commitment", on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
    revises = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="revised_by")
    # Of a program: which figure it is, as an address names it: `major_projects/year_done`.
    made_by = models.CharField(max_length=130, null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("period_end", "known_at")
        indexes = (
            models.Index(fields=("indicator", "place", "period_end"), name="observation_series"),
            models.Index(fields=("place", "period_end"), name="observation_of_place"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(obs_status="M"), name="observation_unknown_is_missing"
            ),
            models.CheckConstraint(condition=Q(period_start__lte=F("period_end")), name="observation_period"),
            models.CheckConstraint(
                condition=~Q(source="statement") | Q(statement__isnull=False), name="observation_has_its_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.period_end:%Y}"[:80]
