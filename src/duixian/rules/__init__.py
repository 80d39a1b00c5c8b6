"""The rule language: `parse` checks a text against the names it may use, `Rule.on(day)` reads it as of a day.

A rule answers yes, no or None, *cannot be told*. The same tree runs in SQLite, PostgreSQL, Polars and Python.
"""

from duixian.rules.engines import WORKDAYS, Sql, dtype_of
from duixian.rules.explaining import Explanation
from duixian.rules.flipping import NONE_FOUND, Flip
from duixian.rules.frames import frame_of
from duixian.rules.parsing import FUNCTIONS
from duixian.rules.pieces import Const, Slot
from duixian.rules.renaming import renamed
from duixian.rules.rule import Reading, Rule, parse
from duixian.rules.screening import screened, screened_again
from duixian.rules.types import KINDS, NUMBERS, SCALE, Column, Names, Parameter, Value
from duixian.rules.workdays import numbers

__all__ = [
    "FUNCTIONS",
    "KINDS",
    "NONE_FOUND",
    "NUMBERS",
    "SCALE",
    "WORKDAYS",
    "Column",
    "Const",
    "Explanation",
    "Flip",
    "Names",
    "Parameter",
    "Reading",
    "Rule",
    "Slot",
    "Sql",
    "Value",
    "dtype_of",
    "frame_of",
    "numbers",
    "parse",
    "renamed",
    "screened",
    "screened_again",
]
