"""Makes papers to read: a page of HTML as a PDF with a text layer, or as a picture, printed by Chromium."""

from __future__ import annotations

from benchmarks.chromium import pictured
from playwright.sync_api import Browser

__all__ = ["pictured", "printed"]


def printed(browser: Browser, html: str, *, width: str = "210mm", height: str = "297mm") -> bytes:
    """Return `html` as a PDF with a text layer."""
    page = browser.new_page()
    page.set_content(html)
    data = page.pdf(width=width, height=height, print_background=True)
    page.close()
    return data
