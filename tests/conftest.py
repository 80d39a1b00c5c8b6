"""What tests of several packages share: a report read by hand, the command, a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from benchmarks.chromium import launched
from django.utils import translation
from hypothesis import settings
from playwright.sync_api import Browser
from qinghewan import told

from duixian import Reading

pytest_plugins = ["databases", "people", "looking", "installing", "founded"]

# `make bench` draws more rules than `make test` does: tests/rules/test_equal.py.
settings.register_profile("bench")


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name bytes by their kind alone: an archive holds the second in which it was made, so each process has another."""
    return "bytes" if isinstance(val, bytes) else None


Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(autouse=True)
def in_chinese() -> None:
    """Begin each test in Chinese: a request in English leaves its language in the thread."""
    translation.deactivate()


KEEPING = (
    "duixian.cases.past",
    "duixian.cases.queries.figures",
    "duixian.cases.queries.places",
    "duixian.ledger.comparing",
)
FORGETFUL = (
    *KEEPING,
    "duixian.ledger.queries.kept",
    "duixian.ledger.queries.once",
    "duixian.ledger.queries.tallies",
)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin each test without rows and figures of the ledger before: its keys are the same, what they mean is not."""
    for name in FORGETFUL:
        if name in sys.modules:
            sys.modules[name].forget()
    # Tokens of all tests have the same keys: what one has asked in this minute is not the next one's.
    if "duixian.web.api.bearer" in sys.modules:
        sys.modules["duixian.web.api.bearer"].PerToken.cache.clear()


@pytest.fixture
def report() -> Reading:
    """A report of the made-up county, its statements set by hand."""
    return told()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `duixian` as a person does: another process, in an empty folder."""

    def command(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-m", "duixian", *map(str, arguments)]
        return subprocess.run(words, cwd=tmp_path, input=stdin, capture_output=True, env={**os.environ, **environment})

    return command


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; installed where we may, never skipped."""
    with launched() as chromium:
        yield chromium
