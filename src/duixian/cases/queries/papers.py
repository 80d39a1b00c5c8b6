"""The files that cases keep."""

from __future__ import annotations

from collections.abc import Iterator

from duixian.cases.models import CasePaper


def files() -> Iterator[tuple[str, str]]:
    """Yield the SHA-256 of each paper that should be kept, with what it is."""
    for sha256, name, title in CasePaper.objects.values_list("sha256", "name", "case__title").iterator():
        yield sha256, f"“{title}”的材料 {name}"
