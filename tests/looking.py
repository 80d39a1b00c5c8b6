"""What browser tests of the pages share: a signed-in page of some width, and axe."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from people import signed_in
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from duixian.accounts.models import Person

Open = Callable[..., Page]
Faults = Callable[[Page], list[str]]
DESKTOP, PHONE = 1440, 390
GRAVE = ("serious", "critical")
# A slow machine takes longer than five seconds; nobody waits longer than needed.
expect.set_options(timeout=20_000)
# Playwright's loop runs in this thread; Django would take the rows that a test makes for queries of that loop.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Open an address in Chromium: `open_page("/overview/", by=qin, width=390)`; nobody is signed in without `by`."""
    contexts: list[Any] = []

    def opened(address: str, *, by: Person | None = None, width: int = DESKTOP, script: bool = True) -> Page:
        size = ViewportSize(width=width, height=844 if width < 760 else 900)
        context = browser.new_context(
            viewport=size, base_url=live_server.url, java_script_enabled=script, has_touch=width < 760
        )
        contexts.append(context)
        if by is not None:
            key = signed_in(by).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        page = context.new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def settled(page: Page) -> None:
    """Wait until the page has shown what it asked for."""
    page.wait_for_load_state("load")
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


@pytest.fixture
def axe() -> Faults:
    """Return the serious and critical faults that axe finds on a page, one line each: `assert axe(page) == []`."""

    def faults(page: Page) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [
            f"{fault['id']}: {fault['help']}: {node['html'][:160]}"
            for fault in found
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]

    return faults
