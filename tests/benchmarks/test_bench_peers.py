"""Other libraries are compared where they are there; one that is not is a row, not a failure."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from benchmarks.peers import compare, environment, plain, with_jionlp, with_recognizers
from benchmarks.peers.compare import Sample
from benchmarks.processes import RunError


@dataclass
class Entity:
    """An entity as recognizers-text gives it back; `end` is its last character."""

    start: int
    end: int
    resolution: dict[str, Any] | None = field(default_factory=dict)
    type_name: str = "number"


@pytest.mark.parametrize(
    ("text", "value", "high", "unit"),
    [
        ("修路36公里", "36", None, "公里"),
        ("投资2.5亿元", "250000000", None, "元"),
        ("亩均3千余元", "3000", None, "元"),
        ("带动20~30个村", "20", "30", "个"),
        ("提高1.5个百分点", "1.5", None, "个百分点"),
    ],
)
def test_the_plain_pattern_multiplies_out(text: str, value: str, high: str | None, unit: str) -> None:
    (found,) = plain.extract(text)
    assert (float(found["value"]), found["unit"]) == (float(value), unit)
    assert found["value_high"] == high


def test_an_open_sum_of_jionlp_is_its_lower_end() -> None:
    detail = {"num": ["37000000.00", "38000000.00"], "case": "元"}
    found = with_jionlp.as_quantity({"text": "3700多万元", "offset": [4, 11], "detail": detail})
    assert (found["value"], found["value_high"]) == ("37000000.00", None)


def test_a_number_is_read_once_by_the_most_specific_model() -> None:
    results = {
        "datetime": [Entity(0, 4, type_name="datetimeV2.daterange")],
        "dimension": [
            Entity(7, 10, {"value": "36", "unit": "Kilometer"}),
            Entity(9, 10, {"value": None, "unit": "Li"}),
        ],
        "number": [Entity(0, 3, {"value": "2031"}), Entity(7, 8, {"value": "36"})],
    }
    found = with_recognizers.quantities(results, "2031年修路36公里", {"Kilometer": "公里"})
    assert [(each["start"], each["value"], each["unit"]) for each in found] == [(7, "36", "公里")]


def test_a_library_that_cannot_be_installed_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> None:
        raise RunError("No matching distribution found")

    monkeypatch.setattr(compare, "ask", ask)
    (row,) = compare.compared(environment.peers()[0], Sample("one document", ("文",)))
    assert (row.measured, row.note) == ("not measured", "No matching distribution found")


def test_an_environment_that_fails_leaves_no_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def answered(*_: object, **__: object) -> str:
        raise RunError("no network")

    monkeypatch.setattr(environment, "answered", answered)
    with pytest.raises(RunError):
        environment.python_of(environment.peers()[0], folder=tmp_path)
    assert not list(tmp_path.rglob(".ready"))
