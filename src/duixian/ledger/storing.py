"""Words that are kept — steps, the journal, a published issue — are Chinese, in whatever language the page is."""

from __future__ import annotations

from django.utils.translation import override


def in_chinese() -> override:
    """Return the `with` block in which what is written down is worded."""
    return override("zh-hans")
