"""The texts that are timed: the seeds and the dev reports where ../shared is there, else the reports of the demo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.row import ROOT

READING = ROOT.parent / "shared" / "reading"
DEMO = ROOT / "demo" / "reports"
BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Reports under one name, in the order of their files."""

    name: str
    reports: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of UTF-8."""
        return sum(len(report.encode()) for report in self.reports)

    def document(self, size: int) -> str:
        """Return one document of `size` bytes of UTF-8: the reports one after the other, again and again."""
        data = (BREAK.join(self.reports) + BREAK).encode()
        return (data * (size // len(data) + 1))[:size].decode(errors="ignore")

    def repeated(self, count: int) -> list[str]:
        """Return `count` reports, beginning again when all were taken, each with a last line of its own."""
        return [f"{self.reports[n % len(self.reports)]}\n副本 {n + 1}\n" for n in range(count)]


def reports_in(folder: Path) -> tuple[str, ...]:
    """Return the text of each report in `folder`, by name."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))


def corpus(name: str, *, reading: Path = READING, demo: Path = DEMO) -> Corpus | None:
    """Return the reports of `name` (seeds, dev), those of the demo where they are absent, or None without either."""
    for title, folder in ((name, reading / name), ("demo", demo)):
        if reports := reports_in(folder):
            return Corpus(title, reports)
    return None
