"""Who is told how far a long file has come: a scan takes seconds a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# The number of the page that is begun, from 1, and how many there are.
Listener = Callable[[int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def told(listener: Listener) -> Iterator[None]:
    """Have `listener` called before each page of what is loaded meanwhile, in this process."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell(page: int, pages: int) -> None:
    """Say that a page is begun."""
    if (listener := _listener.get()) is not None:
        listener(page, pages)
