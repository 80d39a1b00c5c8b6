"""What the supervision office names on the wall chart, from when to when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duixian.accounts.models import Person
from duixian.ledger.models.commitments import Commitment


class Pin(models.Model):
    """A commitment that stands on the wall chart with a short title; taken down, it stays on the record."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="pins")
    words = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("commitment",), condition=Q(ended_at=None), name="pinned_once"),
            models.CheckConstraint(condition=~Q(words=""), name="pin_has_words"),
        )

    def __str__(self) -> str:
        return self.words
