"""jionlp's money and time extraction on the documents asked for; its sums of money count as quantities."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from benchmarks.peers.child import Found, quantity, run

OPEN_NUMBERS = "多余几"  # 3700多万元 comes back as a range; the report's figure is its lower end


def extractor() -> Callable[[str], list[Found]]:
    """Return a function that extracts times and sums of money, and gives back the sums."""
    ner = importlib.import_module("jionlp").ner

    def extract(text: str) -> list[Found]:
        ner.extract_time(text)
        return [as_quantity(each) for each in ner.extract_money(text)]

    return extract


def as_quantity(each: dict[str, Any]) -> Found:
    """Return a sum of money as a quantity."""
    start, end = each["offset"]
    numbers = each["detail"]["num"]
    low, high = numbers if isinstance(numbers, list) else (numbers, None)
    if any(word in each["text"] for word in OPEN_NUMBERS):
        high = None
    return quantity(start, end, low, each["detail"]["case"], high=high)


if __name__ == "__main__":
    run(extractor(), package="jionlp")
