"""Makes papers to read: a page of HTML as a PDF with a text layer, or as a picture, printed by Chromium."""

from __future__ import annotations

from playwright.sync_api import Browser


def printed(browser: Browser, html: str, *, width: str = "210mm", height: str = "297mm") -> bytes:
    """Return `html` as a PDF with a text layer."""
    page = browser.new_page()
    page.set_content(html)
    data = page.pdf(width=width, height=height, print_background=True)
    page.close()
    return data


def pictured(browser: Browser, html: str, *, width: int = 1654, height: int = 2339) -> bytes:
    """Return `html` as a picture (PNG) of so many pixels; the default is A4 at 200 dots an inch."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    data = page.screenshot(full_page=True)
    page.close()
    return data
