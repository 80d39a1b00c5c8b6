"""The strip of all statements along the text, and the histogram of confidence: both drawn without script."""

from __future__ import annotations

from collections.abc import Iterable

from duixian.exporters.html.article import STATUS
from duixian.exporters.shown import DOUBT
from duixian.statement import STATUSES, Report, Statement, Status

# Length of a tick by kind, of a strip 16 wide and 1000 long.
_TICKS = {"figure": 13, "milestone": 9, "task": 5}
BINS = 10
_FIRST = 0.5


def strip(report: Report) -> str:
    """Return an upright strip: a tick a statement, as far down as it stands in the text, coloured by status."""
    length = max(1, len(report.text))
    paths: dict[Status, list[str]] = {status: [] for status in STATUSES}
    for statement in report.statements:
        tick = _TICKS[statement.kind]
        paths[statement.status].append(f"M{(16 - tick) / 2:g} {statement.start * 1000 / length:.1f}h{tick}")
    return _svg(paths, "0 0 16 1000")


def barcode(report: Report) -> str:
    """Return the same strip lying down, for a list of reports."""
    length = max(1, len(report.text))
    paths: dict[Status, list[str]] = {status: [] for status in STATUSES}
    for statement in report.statements:
        tick = _TICKS[statement.kind]
        paths[statement.status].append(f"M{statement.start * 1000 / length:.1f} {(16 - tick) / 2:g}v{tick}")
    return _svg(paths, "0 0 1000 16")


def _svg(paths: dict[Status, list[str]], box: str) -> str:
    drawn = "".join(
        f'<path class="{STATUS[status]}" d="{"".join(ticks)}"/>' for status, ticks in paths.items() if ticks
    )
    ticks = sum(map(len, paths.values()))
    width = max(0.5, min(1.6, 900 / max(1, ticks)))
    return f'<svg style="--w:{width:.2g}px" viewBox="{box}" preserveAspectRatio="none" aria-hidden="true">{drawn}</svg>'


def bins(statements: Iterable[Statement]) -> list[int]:
    """Return how many statements have a confidence up to 0.55, 0.60 … 1.00."""
    counted = [0] * BINS
    for statement in statements:
        counted[bin_of(statement.confidence)] += 1
    return counted


def bin_of(confidence: float) -> int:
    """Return the number of the bin; everything under 0.55 is in the first."""
    return min(BINS - 1, max(0, int((round(confidence, 2) - _FIRST) * 20 + 1e-9)))


def histogram(statements: Iterable[Statement]) -> str:
    """Return the bars of the confidence histogram as buttons that filter."""
    counted = bins(statements)
    most = max([1, *counted])
    return "".join(_bar(index, number, most) for index, number in enumerate(counted))


def _bar(index: int, number: int, most: int) -> str:
    low = _FIRST + index / 20
    words = f"把握 {low:.2f} 到 {low + 0.05:.2f}：{number} 条" if index else f"把握 0.55 以下：{number} 条"
    name = "lo" if low < DOUBT - 0.001 else ""
    height = f"{max(number / most, 0.08) if number else 0:.2f}"
    off = "" if number else " disabled"
    return (
        f'<button type="button" class="{name}" data-bin="{index}" aria-pressed="false" style="--h:{height}"'
        f' aria-label="{words}" title="{words}"{off}></button>'
    )
