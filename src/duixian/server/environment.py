"""Reading `DUIXIAN_*` from the environment, with defaults that run on a laptop; a bad value stops the start."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
}

# A file of a demo's data folder: the invented moment at which it begins, and the real one at which it was made.
DEMO_MARK = "demo"


def data_folder() -> Path:
    """Return the folder that holds the database, the files and the secret key."""
    return Path(os.environ.get("DUIXIAN_DATA", "duixian-data")).resolve()


def database(folder: Path) -> dict[str, Any]:
    """Return the database that `DUIXIAN_DATABASE_URL` names, else the SQLite file of the data folder."""
    url = os.environ.get("DUIXIAN_DATABASE_URL", "")
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "duixian.sqlite3"), "OPTIONS": SQLITE}
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60))
    except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError) as error:
        raise ImproperlyConfigured(
            f"DUIXIAN_DATABASE_URL 认不出来：{error}。写成 postgresql://用户:密码@主机:5432/库名"
        ) from None
    if found["ENGINE"].endswith("sqlite3"):
        found["OPTIONS"] = SQLITE
    return found


def secret_key(folder: Path) -> str:
    """Return the key of `DUIXIAN_SECRET_KEY`, else that of the data folder, else one for this process only."""
    given = os.environ.get("DUIXIAN_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("DUIXIAN_SECRET_KEY 太短：至少 32 个字符，用 duixian init 生成一个")
        return given
    kept = folder / "secret.key"
    return kept.read_text().strip() if kept.exists() else secrets.token_urlsafe(48)


def clock_shift(folder: Path) -> timedelta:
    """Return how far the clock runs behind: in a demo's folder, so that its invented day is today; else not at all."""
    kept = folder / DEMO_MARK
    if not kept.exists():
        return timedelta()
    began, real = (datetime.fromisoformat(line).astimezone(UTC) for line in kept.read_text().split()[:2])
    return began - real


def flag(name: str, *, default: bool = False) -> bool:
    """Return a yes or no of the environment."""
    given = os.environ.get(name, "").strip().lower()
    if given in ("", "0", "1", "no", "yes", "false", "true"):
        return given in ("1", "yes", "true") if given else default
    raise ImproperlyConfigured(f"{name}={given} 认不出来：写 1 或 0")


def count(name: str, *, most: int) -> int:
    """Return a small number of the environment, 0 where there is none."""
    given = os.environ.get(name, "").strip() or "0"
    if given.isascii() and given.isdigit() and int(given) <= most:
        return int(given)
    raise ImproperlyConfigured(f"{name}={given} 认不出来：写 0 到 {most} 的一个数")


def words(name: str, default: str) -> list[str]:
    """Return a list of the environment, separated by commas."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]
