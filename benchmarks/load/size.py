"""How large a generated county is: the full one and a tenth of it, and a handful of rows for the tests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

SEED = 20250926
YEARS = (2021, 2022, 2023, 2024, 2025)
# The moment at which every run begins: Friday morning in the county.
NOW = datetime(2025, 9, 26, 1, 0, tzinfo=UTC)
TODAY = date(2025, 9, 26)
PASSWORD = "generated-county-2025"
# How many finished days are assessed by the product's own nightly job.
ASSESSED = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Documents a year, statements of each and promises among them; places with monthly figures; rows in all."""

    name: str
    documents: int
    statements: int
    promises: int
    offices: int
    places: int
    observations: int
    entries: int

    @property
    def commitments(self) -> int:
        """How many commitments there are."""
        return len(YEARS) * self.documents * self.promises


SIZES = {
    "full": Size(
        name="full", documents=25, statements=200, promises=60, offices=60, places=60, observations=2_000_000,
        entries=1_000_000,
    ),
    "tenth": Size(
        name="tenth", documents=10, statements=50, promises=15, offices=20, places=6, observations=200_000,
        entries=100_000,
    ),
    "handful": Size(
        name="handful", documents=1, statements=20, promises=6, offices=4, places=2, observations=500, entries=900
    ),
}  # fmt: skip
