"""The spine of a case, the abstract row of a program's own table, and the programs that are installed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from duixian.accounts.models import Office, Place
from duixian.journal.models import Subject


class Installed(Subject):
    """A program in force: its text as installed, and the plan that brought the tables there. Its folder is a copy."""

    program = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=8)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField(default=list)
    installed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("program",)

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class InstalledVersion(models.Model):
    """A version of a program with its text: never edited, since the cases that began with it are judged by it."""

    installed = models.ForeignKey(Installed, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=8)
    in_force = models.DateField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    installed_at = models.DateTimeField()

    class Meta:
        ordering = ("installed", "id")
        constraints = (models.UniqueConstraint(fields=("installed", "version"), name="installed_version"),)

    def __str__(self) -> str:
        return f"{self.installed.title} {self.version}"


class Case(Subject):
    """What crosses programs: which program and version, number, title, stage, whose and where. Revision and head too.

    `archived` holds the row of a program that was removed, so that nothing of it is lost.
    """

    program = models.CharField(max_length=40)
    version = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    stage = models.CharField(max_length=40)
    stage_since = models.DateField()
    opened_on = models.DateField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="cases")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="cases")
    is_synthetic = models.BooleanField(default=False)
    archived = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ("program", "number")
        indexes = (
            models.Index(fields=("program", "stage", "stage_since"), name="case_stage"),
            models.Index(fields=("program", "office"), name="case_office"),
            models.Index(fields=("program",), condition=Q(is_synthetic=True), name="case_synthetic"),
        )
        constraints = (
            models.UniqueConstraint(fields=("program", "number"), name="case_number"),
            models.CheckConstraint(condition=~Q(title=""), name="case_has_title"),
            models.CheckConstraint(condition=Q(stage_since__gte=models.F("opened_on")), name="case_stage_since"),
        )

    def __str__(self) -> str:
        return self.title

    def repeated(self) -> dict[str, Any]:
        """Return what a row of its program's table repeats of it."""
        return {
            "case_id": self.pk,
            "stage": self.stage,
            "stage_since": self.stage_since,
            "opened_on": self.opened_on,
            "place_of_id": self.place_id,
            "office_of_id": self.office_id,
        }


class CaseRow(models.Model):
    """The row of a case in its program's own table; it repeats of the spine what lists filter and sort by."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, primary_key=True, related_name="+")
    stage = models.CharField(max_length=40)
    stage_since = models.DateField()
    opened_on = models.DateField()
    place_of = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    office_of = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Workday(models.Model):
    """A day and how many working days there are up to it: two of them give the working days between, in a query."""

    day = models.DateField(primary_key=True)
    number = models.PositiveIntegerField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.number}"
