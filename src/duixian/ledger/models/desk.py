"""What belongs to a person's own desk: saved views, and where someone is in a document right now."""

from __future__ import annotations

from django.db import models

from duixian.accounts.models import Person
from duixian.ledger.models.documents import Document


class SavedView(models.Model):
    """A list with its filters, under a name of one's own; `query` is the address after the question mark."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="views")
    page = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("person", "page", "name"), name="view_name"),)

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """Where a reviewer is in a document."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="presences")
    statement_id = models.BigIntegerField(null=True, blank=True)
    number = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "document"), name="presence_once"),)

    def __str__(self) -> str:
        return f"{self.person} {self.number}"
