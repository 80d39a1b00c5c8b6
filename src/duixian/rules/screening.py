"""Many rules over many rows at once: who is on which list. Explanations are asked for one row at a time, afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from duixian.rules.rule import Reading


def screened(frame: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """Return a column of answers a rule (yes, no, null: cannot be told), for the rows of `frame` in their order."""
    return frame.select(**{name: reading.polars() for name, reading in readings.items()})


def screened_again(
    answers: pl.DataFrame, at: Sequence[int], changed: pl.DataFrame, readings: Mapping[str, Reading]
) -> pl.DataFrame:
    """Return the answers, those at the places `at` told anew from the `changed` rows; no other row is looked at."""
    again = screened(changed, readings)
    return answers.with_columns(answers[name].scatter(at, again[name]) for name in readings)
