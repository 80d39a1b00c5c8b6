"""Phrases of judging in the language of whoever asks, each looked up once: a page of a county makes thousands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _gettext

# Django's own answer to which language is active takes longer than most rules.
_held: ContextVar[str] = ContextVar("_held", default="")


def gettext(phrase: str) -> str:
    """Return a phrase of the program in the active language."""
    return _translated(_held.get() or get_language() or "", phrase)


@contextmanager
def one_language() -> Iterator[None]:
    """Ask for the active language once: within, it does not change."""
    token = _held.set(get_language() or "")
    try:
        yield
    finally:
        _held.reset(token)


@cache
def _translated(_language: str, phrase: str) -> str:
    return _gettext(phrase)
