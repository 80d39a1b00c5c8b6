"""Founding a ledger: the data folder, the database, the county and the first keeper. Doing it again changes nothing."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from duixian.accounts.actions.founding import found_county, found_keeper
from duixian.accounts.models import Person, Place
from duixian.catalogue import parents, place_by_code, places_named
from duixian.catalogue.places import Place as Listed
from duixian.errors import StorageError, UsageError
from duixian.ledger.actions.catalogue import load_catalogue

KEEPER = "keeper"
PIECES = 4
CONSONANTS, VOWELS = "bdfghjkmnprstvz", "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """What stands now: the county, and what this run made; `password` is shown once and kept nowhere."""

    place: str
    is_new: bool
    upgraded: int
    username: str = ""
    password: str = ""


def found(folder: Path, *, place: Callable[[], str]) -> Founded:
    """Make what is missing of a ledger; `place` is asked only where there is no county yet, first where it can be."""
    listed = county_named(place()) if _is_untouched(folder) else None
    is_new = prepare(folder)
    upgraded = migrate()
    county = Place.objects.filter(level=Place.Level.COUNTY).order_by("path").first()
    if county is None:
        listed = listed or county_named(place())
        city, code, name = above(listed)
        county = found_county(code=listed.code, name=listed.name, above=(code, name) if city else None)
    words = f"{county.name} {county.code}" + (f"（{county.parent}）" if county.parent else "")
    if Person.objects.exists():
        return Founded(place=words, is_new=is_new, upgraded=0 if is_new else upgraded)
    password = new_password()
    found_keeper(username=KEEPER, password=password, place=county)
    return Founded(place=words, is_new=is_new, upgraded=0, username=KEEPER, password=password)


def _is_untouched(folder: Path) -> bool:
    """Answer whether there is surely no county yet: a misspelt one then leaves nothing behind."""
    return connection.vendor == "sqlite" and not (folder.exists() and any(folder.iterdir()))


def prepare(folder: Path) -> bool:
    """Make the folder and its secret key, readable by its owner alone; return whether they are new."""
    key = folder / "secret.key"
    try:
        if key.exists():
            return False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_empty(folder)
        folder.chmod(0o700)
        (folder / "static").mkdir()
        made = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w") as file:
            file.write(secrets.token_urlsafe(48))
    except OSError as error:
        hint = f"系统说：{error.strerror}。换一个文件夹，或检查写权限和磁盘空间。"
        raise StorageError("数据文件夹建不了。", where=str(folder), hint=hint) from None
    return True


def _check_empty(folder: Path) -> None:
    if any(folder.iterdir()):
        hint = "账本的文件夹只给账本用：换一个新的或空的文件夹。"
        raise StorageError("这个文件夹里有别的东西，没有动它。", where=str(folder), hint=hint)


def pending() -> int:
    """Return how many steps the database is behind the program; raises StorageError where it cannot be reached."""
    try:
        executor = MigrationExecutor(connection)
        return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except OperationalError as error:
        hint = f"数据库说：{str(error).strip()}。检查 DUIXIAN_DATABASE_URL，或数据文件夹的写权限。"
        raise StorageError("数据库打不开。", where=str(settings.DATABASES["default"]["NAME"]), hint=hint) from None


def migrate() -> int:
    """Bring the database up to the program, with the catalogue; return how many steps that took."""
    steps = pending()
    if steps:
        call_command("migrate", verbosity=0, interactive=False)
        load_catalogue()
    return steps


def county_named(words: str) -> Listed:
    """Return the county that a name or a code of six digits means; raises UsageError with the choices."""
    if words.isdigit():
        one = place_by_code(words)
        found: tuple[Listed, ...] = (one,) if one else ()
    else:
        found = places_named(words, short=True)
    counties = [each for each in found if each.level == "county" and each.until is None]
    if len(counties) == 1:
        return counties[0]
    if counties:
        listed = "，".join(f"{each.code} {each.city or each.province}{each.name}" for each in counties[:8])
        raise UsageError(f"叫“{words}”的县不止一个。", hint=f"写代码：{listed}")
    raise UsageError(f"没有“{words}”这个县。", hint="写今天的县名，如 武乡县；或六位行政区划代码，如 140429。")


def above(county: Listed) -> tuple[bool, str, str]:
    """Return whether a county has a city above it (a municipality is one), with its code and name."""
    up = next(iter(parents(county)), None)
    if up is None or (up.level == "province" and county.city is None):
        return False, "", ""
    return True, up.code.rstrip("0").ljust(4, "0")[:4] if up.level == "city" else up.code[:2], up.name


def new_password() -> str:
    """Return a password that can be read out: tavi-reno-48-milo, about 56 bits."""
    pieces = ["".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2)) for _ in range(PIECES)]
    return "-".join([*pieces[:2], f"{secrets.randbelow(90) + 10}", *pieces[2:]])
