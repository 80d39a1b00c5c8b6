"""`python -m benchmarks [PART …]`: measures, prints, and keeps the figures in results.md."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from benchmarks import (
    accuracy,
    cases,
    county,
    files,
    folder,
    forecasting,
    ledger,
    linking,
    results,
    rules,
    rules_equal,
    scans,
    speed,
)
from benchmarks.peers import compare
from benchmarks.row import Row

NAMES = (
    "accuracy",
    "linking",
    "forecasting",
    "speed",
    "files",
    "scans",
    "folder",
    "ledger",
    "county",
    "cases",
    "rules",
    "rules_equal",
    "peers",
)
PIPED = 160  # columns where nobody watches


def arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the reader.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(NAMES)}; all of them without a name")
    parser.add_argument(
        "--gold", action="append", type=Path, default=[], help="one more folder of gold, shown in sums only"
    )
    parser.add_argument("--print-only", action="store_true", help="leave benchmarks/results.md as it is")
    asked = parser.parse_args()
    if strangers := sorted(set(asked.parts) - set(NAMES)):
        parser.error(f"no part is called {strangers[0]!r}; there are {', '.join(NAMES)}")
    return asked


def main() -> None:
    """Measure the parts that were asked for."""
    asked = arguments()
    parts: dict[str, Callable[[], list[Row]]] = {
        "accuracy": partial(accuracy.measure, more=asked.gold),
        "linking": linking.measure,
        "forecasting": forecasting.measure,
        "speed": speed.measure,
        "files": files.measure,
        "scans": scans.measure,
        "folder": folder.measure,
        "ledger": ledger.measure,
        "county": county.measure,
        "cases": cases.measure,
        "rules": rules.measure,
        "rules_equal": rules_equal.measure,
        "peers": compare.measure,
    }
    console, talk = Console(width=None if Console().is_terminal else PIPED), Console(stderr=True)
    measured: dict[str, Sequence[Row]] = {}
    for name in asked.parts or NAMES:
        talk.print(f"measuring {name} …", style="dim")
        measured[name] = parts[name]()
        results.show(name, measured[name], console=console)
    if not asked.print_only:
        results.write(measured)


if __name__ == "__main__":
    main()
