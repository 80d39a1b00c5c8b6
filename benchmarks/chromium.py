"""A real Chromium to set pages and look at them, for benchmarks and tests."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# Debian's Chromium without windows of its own opens a page in a third of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromiumError(Exception):
    """There is no Chromium, and it could not be installed."""


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a running browser; raises NoChromiumError with what to do."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path(), args=list(QUIET))
        yield browser
        browser.close()


def path() -> str:
    """Return where Chromium is, installing it and a Chinese font with apt where we may."""
    with _one_at_a_time():
        found, said = _found(), ""
        if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
            said, found = _install(), _found()
    if found is None:
        raise NoChromiumError(
            f"install Chromium, on Debian with `sudo apt-get install chromium fonts-noto-cjk`\n{said}"
        )
    return found


def _install() -> str:
    """Install Chromium without what Debian recommends beside it; return what was complained of."""
    subprocess.run(["apt-get", "update"], check=False, capture_output=True)
    command = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"]
    done = subprocess.run([*command, SHELL, "fonts-noto-cjk"], check=False, capture_output=True, text=True)
    return done.stderr.strip()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let one process look and install while others wait: half of a Chromium does not start."""
    with (Path(tempfile.gettempdir()) / f"duixian-chromium-{os.geteuid()}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def pictured(browser: Browser, html: str, *, width: int = 1654, height: int = 2339) -> bytes:
    """Return `html` as a picture (PNG) of so many pixels; the default is A4 at 200 dots an inch."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    data = page.screenshot(full_page=True)
    page.close()
    return data


def _found() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)
