"""A real Chromium to set pages and look at them, for benchmarks and tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
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
    found = _found()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update"], check=False, capture_output=True)
        subprocess.run(["apt-get", "install", "-y", "chromium", "fonts-noto-cjk"], check=False, capture_output=True)
        found = _found()
    if found is None:
        raise NoChromiumError("install Chromium, on Debian with `sudo apt-get install chromium fonts-noto-cjk`")
    return found


def pictured(browser: Browser, html: str, *, width: int = 1654, height: int = 2339) -> bytes:
    """Return `html` as a picture (PNG) of so many pixels; the default is A4 at 200 dots an inch."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    data = page.screenshot(full_page=True)
    page.close()
    return data


def _found() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)
