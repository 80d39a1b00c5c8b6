"""A document as it was printed, and the statements that the reader found in it, with what people say of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.journal.fields import ExactDecimalField
from duixian.journal.models import Subject
from duixian.ledger.models.observations import Indicator
from duixian.reader.about import NO_YEAR


class Document(Subject):
    """A report: its file by sha256, its place and year, and its text, which never changes once it is read.

    `pages` is what `ledger.papers` keeps of a paged document; `step`, `done` and `total` tell how far the reading is.
    """

    class Kind(models.TextChoices):
        """What sort of document it is."""

        WORK_REPORT = "work_report", _("政府工作报告")
        PARTY_REPORT = "party_report", _("党代会报告")
        PLAN = "plan", _("规划与任务清单")
        PRESS = "press", _("报纸特刊")
        OTHER = "other", _("其他文件")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("等待读取")
        READING = "reading", _("正在读取")
        READY = "ready", _("读好了")
        FAILED = "failed", _("没有读成")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.OTHER)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=80, default="", blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problem = models.TextField(default="", blank=True)
    remedy = models.TextField(default="", blank=True)
    text = models.TextField(default="", blank=True)
    encoding = models.CharField(max_length=20, default="", blank=True)
    notes = models.JSONField(default=list, blank=True)
    pages = models.JSONField(null=True, blank=True)
    reader_version = models.CharField(max_length=20, default="", blank=True)
    is_fictional = models.BooleanField(default=False)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-year", "-uploaded_at")
        constraints = (
            models.UniqueConstraint(fields=("place", "sha256"), name="document_once_a_place"),
            models.CheckConstraint(
                condition=~Q(state="ready") | (~Q(text="") & Q(read_at__isnull=False)), name="document_ready_has_text"
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(problem=""), name="document_failed_says_why"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def open_notes(self) -> list[str]:
        """What the reader noticed, without what a person has mended since: a year that was given."""
        return [note for note in self.notes if not (self.year and note == NO_YEAR)]


class ReviewState(models.TextChoices):
    """What people say of a statement; `corrected` is accepted with a change."""

    PROPOSED = "proposed", _("待审")
    ACCEPTED = "accepted", _("已接受")
    CORRECTED = "corrected", _("更正后接受")
    REJECTED = "rejected", _("已驳回")


class Statement(Subject):
    """One statement of a document. `as_read` is what the reader said and stays; the columns are what holds now.

    `origin` says where it comes from: the reader, a split or a merge by a person, or a person's own marking.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    status = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    section = models.JSONField(default=list)
    subject = models.TextField()
    event = models.CharField(max_length=60, null=True, blank=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="statements")
    measure = models.CharField(max_length=8, null=True, blank=True)
    value = ExactDecimalField(null=True, blank=True)
    value_high = ExactDecimalField(null=True, blank=True)
    unit = models.CharField(max_length=30, default="", blank=True)
    comparator = models.CharField(max_length=8, null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    place_name = models.CharField(max_length=60, null=True, blank=True)
    place_code = models.CharField(max_length=12, null=True, blank=True)
    lead = models.CharField(max_length=60, null=True, blank=True)
    repeats = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeated_by")
    confidence = models.FloatField(default=0)
    page = models.PositiveIntegerField(null=True, blank=True)
    as_read = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=8, default="reader")
    review = models.CharField(max_length=10, choices=ReviewState.choices, default=ReviewState.PROPOSED)
    review_reason = models.CharField(max_length=200, default="", blank=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("document_id", "start", "end", "id")
        indexes = (models.Index(fields=("document", "review"), name="statement_review"),)
        constraints = (
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="statement_has_a_span"),
            models.CheckConstraint(
                condition=Q(sentence_start__lte=F("start")) & Q(sentence_end__gte=F("end")),
                name="statement_in_its_sentence",
            ),
            models.CheckConstraint(condition=Q(kind__in=("figure", "milestone", "task")), name="statement_kind"),
            models.CheckConstraint(
                condition=Q(status__in=("result", "target", "rule", "fact")), name="statement_status"
            ),
            models.CheckConstraint(
                condition=Q(review="proposed") | Q(reviewed_at__isnull=False), name="statement_reviewed_when"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=("reader", "split", "merge", "person")), name="statement_origin"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject} {self.text}"[:80]
