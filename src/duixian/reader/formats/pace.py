"""How far a long document has come: loaders tell each page that is done, and whoever waits for them listens."""

from __future__ import annotations

from collections.abc import Callable

Listener = Callable[[int, int], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Call `listener` with the page that is done and how many there are, in this process from now on."""
    _listeners.append(listener)


def page_done(page: int, pages: int) -> None:
    """Tell that `page` (from 1) of `pages` has been read."""
    for listener in _listeners:
        listener(page, pages)
