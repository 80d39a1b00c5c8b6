"""The rule language, row by row: what is answered, and what is refused with which words."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from household import NAMES, missing_row

from duixian.errors import RuleError
from duixian.rules import parse

CASES = Path(__file__).parent / "cases"
ANSWERS = tomllib.loads((CASES / "answers.toml").read_text(encoding="utf-8"), parse_float=Decimal)
REFUSED = tomllib.loads((CASES / "refused.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", ANSWERS["case"], ids=lambda case: str(case["text"]))
def test_a_rule_answers(case: dict[str, Any]) -> None:
    row = {**missing_row(), **ANSWERS["household"]}
    wanted = None if case["answer"] == "unknown" else case["answer"]
    assert parse(case["text"], NAMES).on(date(2025, 3, 31)).value(row) is wanted


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: str(case["name"]))
def test_a_rule_is_refused_with_words(case: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as caught:
        parse(case["text"], NAMES)
    assert case["says"] in f"{caught.value} {caught.value.hint}"
