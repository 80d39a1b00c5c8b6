"""What tests of several packages share: a report read by hand, the command, a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from qinghewan import told

from duixian import Reading

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Run = Callable[..., subprocess.CompletedProcess[bytes]]


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
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=_chromium(), args=list(QUIET))
        yield chromium
        chromium.close()


def _chromium() -> str:
    found = _found()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=False, capture_output=True)
        subprocess.run(["apt-get", "install", "-y", "chromium", "fonts-noto-cjk"], check=False, capture_output=True)
        found = _found()
    if found is None:
        pytest.fail("no Chromium: install it, on Debian with `sudo apt-get install chromium fonts-noto-cjk`")
    return found


def _found() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)
