"""Places, offices and people. A place's `path` holds the codes above it, so that one prefix is one subtree."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from duixian.journal import clock
from duixian.journal.models import Subject


class Place(Subject):
    """A city, county, township or village; `path` is `1404/140429/140429100/`."""

    class Level(models.TextChoices):
        """How large it is."""

        CITY = "city", _("市")
        COUNTY = "county", _("县")
        TOWNSHIP = "township", _("乡镇")
        VILLAGE = "village", _("村")

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=120, unique=True)
    aliases = models.TextField(default="", blank=True)
    is_fictional = models.BooleanField(default=False)

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(code=""), name="place_has_code"),
            models.CheckConstraint(condition=~models.Q(name=""), name="place_has_name"),
            models.CheckConstraint(
                condition=models.Q(level__in=("city", "county", "township", "village")), name="place_level"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def county_path(self) -> str:
        """The path of the county that it lies in; of a city or a county its own."""
        below = {self.Level.TOWNSHIP.value: 1, self.Level.VILLAGE.value: 2}.get(self.level, 0)
        parts = self.path.split("/")
        return "/".join([*parts[: len(parts) - 1 - below], ""])


class Office(Subject):
    """An office of a place: 县住建局. Its name is unique there; `aliases` are other ways of writing it, one a line."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="offices")
    name = models.CharField(max_length=60)
    short = models.CharField(max_length=30, default="", blank=True)
    aliases = models.TextField(default="", blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("place__path", "name")
        constraints = (
            models.UniqueConstraint(fields=("place", "name"), name="office_name"),
            models.CheckConstraint(condition=~models.Q(name=""), name="office_has_name"),
        )

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """Finds people by the name they log in with."""


class Role(models.TextChoices):
    """What a person is here for."""

    KEEPER = "keeper", _("管理员（督查室）")
    OFFICE = "office", _("责任单位")
    LEADER = "leader", _("县领导")
    REVIEWER = "reviewer", _("市级审阅")
    AUDITOR = "auditor", _("审计")


class Person(AbstractBaseUser, Subject):
    """Someone who logs in: a role, the place they answer for and, in the role of an office, the office."""

    username = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=60, default="", blank=True)
    role = models.CharField(max_length=10, choices=Role.choices)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="people")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    keys_off = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    # The name of the token with which a program acts for them; no column.
    via: str = ""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role", "place"]
    objects: ClassVar[People] = People()

    class Meta:
        ordering = ("place__path", "name")
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="person_role"),
            models.CheckConstraint(condition=~models.Q(username="") & ~models.Q(name=""), name="person_has_names"),
            models.CheckConstraint(
                condition=~models.Q(role="office") | models.Q(office__isnull=False), name="person_of_an_office"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_keeper(self) -> bool:
        """Whether they keep the ledger of their place."""
        return self.role == Role.KEEPER

    @cached_property
    def places(self) -> list[int]:
        """The keys of their place and of all below it: few, asked for once, and cheaper to ask with than a path."""
        return list(Place.objects.filter(path__startswith=self.place.path).values_list("pk", flat=True))


class Token(models.Model):
    """A key for programs that act in a person's name; of the key itself only its SHA-256 is kept.

    `scopes` are words of `Scope`, a space between them: never more than the person's role allows.
    """

    class Scope(models.TextChoices):
        """What a program may do with it."""

        READ = "read", _("查看")
        REVIEW = "review", _("审核条目")
        REPORT = "report", _("报进度")
        JOURNAL = "journal", _("查看日志")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=80)
    made_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(scopes=""), name="token_named_and_scoped"),
        )

    def __str__(self) -> str:
        return self.name
