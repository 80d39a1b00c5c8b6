"""Microsoft's recognizers-text with all its Chinese models: number, ordinal, percentage, units (currency, dimension,
temperature, age), date-time. Its most specific reading of a number counts as the quantity."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers.child import Found, quantity, run

UNITS = Path(__file__).parent / "units.toml"
CHINESE = "zh-cn"
NUMBERS = ("number", "ordinal", "percentage")
WITH_UNIT = ("currency", "dimension", "temperature", "age")


def extractor() -> Callable[[str], list[Found]]:
    """Return a function that runs every model over a text."""
    names = tomllib.loads(UNITS.read_text(encoding="utf-8"))
    parsers = models()

    def extract(text: str) -> list[Found]:
        results = {name: parser(text) for name, parser in parsers.items()}
        return quantities(results, text, names)

    return extract


def models() -> dict[str, Callable[[str], list[Any]]]:
    """Return the parse function of each Chinese model, the specific ones first."""
    numbers = importlib.import_module("recognizers_number").NumberRecognizer(CHINESE)
    units = importlib.import_module("recognizers_number_with_unit").NumberWithUnitRecognizer(CHINESE)
    dates = importlib.import_module("recognizers_date_time").DateTimeRecognizer(CHINESE)
    wanted = [
        (dates, "datetime"),
        *((units, each) for each in WITH_UNIT),
        *((numbers, each) for each in reversed(NUMBERS)),
    ]
    return {name: getattr(recognizer, f"get_{name}_model")().parse for recognizer, name in wanted}


def quantities(results: dict[str, list[Any]], text: str, names: dict[str, str]) -> list[Found]:
    """Return one quantity for each number, read by the first model that has it; numbers of dates are left out."""
    taken: set[int] = set()
    found: list[Found] = []
    for model, entities in results.items():
        for entity in entities:
            place = range(entity.start, entity.end + 1)
            if entity.type_name.endswith("duration") or taken.intersection(place) or not has_value(model, entity):
                continue
            taken.update(place)
            if model != "datetime":
                found.append(as_quantity(model, entity, text, names))
    return sorted(found, key=lambda each: each["start"])


def has_value(model: str, entity: Any) -> bool:
    """Return whether the entity holds a number (a bare unit comes back too, without one)."""
    return model == "datetime" or (entity.resolution or {}).get("value") is not None


def as_quantity(model: str, entity: Any, text: str, names: dict[str, str]) -> Found:
    """Return the entity as a quantity with the unit that a report would write."""
    written = text[entity.start : entity.end + 1]
    value = str(entity.resolution["value"])
    if model == "percentage":
        unit = "百分点" if "百分点" in written else "%"
    elif model == "ordinal":
        unit = "位"
    else:
        unit = names.get(entity.resolution.get("unit", ""), entity.resolution.get("unit", ""))
    if model == "age" and "周岁" in written:
        unit = "周岁"
    return quantity(entity.start, entity.end + 1, value.rstrip("%"), unit)


if __name__ == "__main__":
    run(extractor(), package="recognizers-text-suite")
