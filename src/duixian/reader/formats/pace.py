"""How far a long document has come: loaders tell each page that is done, and whoever waits for them listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Listener = Callable[[int, int], None]
_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call `listener` with each page that is done meanwhile in this process, and with how many there are."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def page_done(page: int, pages: int) -> None:
    """Tell that `page` (from 1) of `pages` has been read."""
    for listener in _listeners:
        listener(page, pages)
