"""Entries, the seals over a day of them, and what a model needs to have a history: `Subject`."""

from __future__ import annotations

from django.db import models


class Subject(models.Model):
    """A row with a history: how many entries it has, and the hash of the last one."""

    revision = models.PositiveIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, default="", blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def subject_kind(cls) -> str:
        """Return the word by which entries know this model: `ledger.commitment`."""
        return cls._meta.label_lower


class Entry(models.Model):
    """One change: `body` is the canonical text that is hashed, the other columns repeat of it what one searches by.

    `at` is when it was done (the device's clock), `received_at` when it came in (the server's clock); `place` is the
    path of the place that it concerns.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    actor = models.CharField(max_length=60, default="", blank=True)
    actor_id = models.BigIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, default="", blank=True)
    title = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(db_index=True)
    body = models.TextField()
    prev = models.CharField(max_length=64, default="", blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-received_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("subject_kind", "subject_id", "seq"), name="entry_seq"),
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="entry_seq_from_one"),
        )
        # For the entries of one deed, latest first.
        indexes = (models.Index(fields=("action", "received_at"), name="entry_of_deed"),)

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id} #{self.seq} {self.action}"


class Seal(models.Model):
    """What a day held: how many entries, a digest over all of them, and the seal before it."""

    day = models.DateField(unique=True)
    entries = models.PositiveIntegerField()
    total = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, default="", blank=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}: {self.entries}"
