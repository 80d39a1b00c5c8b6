"""Tasks and commitments: what is promised, to whom it is given, what its owner says and what the papers show.

What changes is kept as dated rows (assignments, amendments, claims, evidence): a past day is a filter on their dates.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Office, Person, Place
from duixian.journal.fields import ExactDecimalField
from duixian.journal.models import Subject
from duixian.ledger.models.documents import Document, Statement
from duixian.ledger.models.observations import Indicator


class TargetKind(models.TextChoices):
    """How a target is judged; each has its rule in `ledger.judging`."""

    LEVEL = "level", _("水平")
    GROWTH = "growth", _("增长")
    SHARE = "share", _("占比")
    FLOOR = "floor", _("底线（不低于）")
    CEILING = "ceiling", _("上限（不超过）")
    ZERO = "zero", _("零容忍")
    RANK = "rank", _("位次")
    RELATIVE = "relative", _("与另一指标相比")
    STREAK = "streak", _("连续")
    COUNT = "count", _("计数")
    MILESTONE = "milestone", _("节点")
    DUTY = "duty", _("经常性")
    DEED = "deed", _("事项")


class Owned(models.Model):
    """Who answers for a thing: the lead office, those that support it, the responsible leader."""

    lead = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss_led")
    supporting = models.ManyToManyField(Office, blank=True, related_name="%(class)ss_supported")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)ss")

    class Meta:
        abstract = True


class Task(Owned, Subject):
    """A row of a plan: the statement it stands on, its headings, who does it. Its figures are its commitments.

    `due` is the day its office works to; None where neither the text nor a person names one. A row that the review
    has dissolved is `retired`, never deleted.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="tasks")
    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="task")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(max_length=200)
    section = models.JSONField(default=list)
    chapter = models.CharField(max_length=120, default="", blank=True)
    order = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    due_in_text = models.DateField(null=True, blank=True)
    is_duty = models.BooleanField(default=False)
    remark = models.CharField(max_length=300, default="", blank=True)
    retired = models.BooleanField(default=False)

    class Meta:
        ordering = ("document_id", "order")
        indexes = (models.Index(fields=("place", "year", "lead"), name="task_of_office"),)

    def __str__(self) -> str:
        return self.title


class Commitment(Owned, Subject):
    """A promise: its sentence, its typed target, its deadline. `baseline` is the target at acceptance and stays.

    `due` is the deadline in force, `original_due` the first one. `withdrawn_at` ends it, with a reason in the journal.
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="commitment")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="commitments")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="commitments")
    title = models.CharField(max_length=200)
    theme = models.CharField(max_length=30, default="", blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    target_kind = models.CharField(max_length=10, choices=TargetKind.choices)
    measure = models.CharField(max_length=8, null=True, blank=True)
    comparator = models.CharField(max_length=8, null=True, blank=True)
    value = ExactDecimalField(null=True, blank=True)
    value_high = ExactDecimalField(null=True, blank=True)
    unit = models.CharField(max_length=30, default="", blank=True)
    event = models.CharField(max_length=60, null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    original_due = models.DateField(null=True, blank=True)
    baseline = models.JSONField()
    accepted_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("document_id", "id")
        indexes = (
            models.Index(fields=("place", "year", "theme"), name="commitment_theme"),
            models.Index(fields=("place", "lead", "due"), name="commitment_of_office"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(target_kind__in=TargetKind.values), name="commitment_target_kind"),
            models.CheckConstraint(
                condition=Q(target_kind__in=("milestone", "deed", "relative")) | Q(value__isnull=False),
                name="commitment_has_a_value",
            ),
            models.CheckConstraint(
                condition=Q(value_high__isnull=True) | Q(value_high__gte=F("value")), name="commitment_range"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""), name="commitment_withdrawn_why"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """Who a commitment was given to, from when on."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="assignments")
    lead = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.lead or '—'} {self.at:%Y-%m-%d}"


class Amendment(models.Model):
    """A change of a deadline, with its reason; the first deadline stays with the commitment."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="amendments")
    due_before = models.DateField(null=True, blank=True)
    due = models.DateField()
    reason = models.CharField(max_length=300)
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("at", "id")
        constraints = (models.CheckConstraint(condition=~Q(reason=""), name="amendment_has_a_reason"),)

    def __str__(self) -> str:
        return f"{self.due_before} → {self.due}"


class Claim(models.Model):
    """What an owner says of a commitment: a value or only words, as of a day. A claim is never evidence.

    `at` is the device's time, `received_at` the server's; `key` makes a second sending of the same form harmless.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="claims")
    value = ExactDecimalField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    words = models.CharField(max_length=500, default="", blank=True)
    as_of = models.DateField()
    at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="claims")
    key = models.CharField(max_length=40, unique=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        ordering = ("as_of", "received_at", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(value__isnull=False) | Q(is_done=True) | ~Q(words=""), name="claim_says_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.commitment_id} {self.as_of:%Y-%m-%d}"


class Evidence(models.Model):
    """A file that shows something: its sha256, what it is, who brought it, when and where; what it proves is `value`.

    `grade` is 甲 (an original or an acceptance paper), 乙 (provisional, will be revised) or 丙 (a photo or a word).
    A keeper confirms it; until then it shows, but does not count.
    """

    class Grade(models.TextChoices):
        """How much a file proves."""

        A = "甲", _("甲 · 原件或验收单")
        B = "乙", _("乙 · 初步材料")
        C = "丙", _("丙 · 照片或说明")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="evidence")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    grade = models.CharField(max_length=1, choices=Grade.choices, default=Grade.C)
    value = ExactDecimalField(null=True, blank=True)
    is_done = models.BooleanField(default=False)
    as_of = models.DateField()
    place_words = models.CharField(max_length=120, default="", blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("as_of", "received_at", "id")
        indexes = (models.Index(fields=("received_at",), condition=Q(confirmed_at=None), name="evidence_unconfirmed"),)
        constraints = (
            models.CheckConstraint(condition=Q(grade__in=("甲", "乙", "丙")), name="evidence_grade"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_by__isnull=False), name="evidence_confirmed_by"
            ),
        )

    def __str__(self) -> str:
        return self.name
