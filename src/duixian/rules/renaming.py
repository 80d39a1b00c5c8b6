"""A rule under other names: its columns are found by the parser, so that a text in quotes is never touched."""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a rule with its columns under their new names; what `names` does not know stays as it is."""
    columns = [each.this for found in sqlglot.parse(text) if found is not None for each in found.find_all(exp.Column)]
    for column in sorted(columns, key=lambda each: -each.meta["start"]):
        new = names.get(column.name, column.name)
        if new != column.name:
            text = text[: column.meta["start"]] + new + text[column.meta["end"] + 1 :]
    return text
