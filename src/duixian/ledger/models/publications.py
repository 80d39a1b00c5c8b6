"""Reports to the people: drafted from the ledger, published once, and from then on the same bytes for good."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Person, Place
from duixian.journal.models import Subject


class Publication(Subject):
    """One issue: `draft` is its text with references, `content` the published JSON, `check_code` its SHA-256.

    `figures` are those of programs as they were when it was drafted; None in an issue from before there were any.
    """

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    title = models.CharField(max_length=120)
    draft = models.TextField()
    figures = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    content = models.TextField(blank=True, default="")
    check_code = models.CharField(max_length=64, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("place__path", "-number")
        constraints = (
            models.UniqueConstraint(fields=("place", "number"), name="publication_number"),
            models.CheckConstraint(
                condition=Q(state="draft", content="")
                | (Q(state="published", published_at__isnull=False) & ~Q(content="") & ~Q(check_code="")),
                name="publication_published_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
