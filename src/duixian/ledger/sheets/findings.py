"""What a check of a workbook finds: problems with their mends, what would change, and the mends that were chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duixian.ledger.models import Task
from duixian.ledger.sheets.parsing import Line, Sheet

# The columns to fill in, by the field of a task.
FIELDS = {"牵头单位": "lead", "配合单位": "supporting", "责任领导": "leader", "期限": "due", "备注": "remark"}
NOBODY = "0"


class Mends:
    """What a person chose for the problems of a workbook: `keep:D33`, `office:交通=12`, `day:F44=2025-11-30`."""

    def __init__(self, chosen: Iterable[str] = ()) -> None:
        self.chosen = tuple(dict.fromkeys(chosen))
        self._values = {each.partition("=")[0]: each.partition("=")[2] for each in self.chosen}

    def __contains__(self, target: str) -> bool:
        return target in self._values

    def get(self, target: str) -> str | None:
        """Return what was chosen for a target, or None."""
        return self._values.get(target)


@dataclass(frozen=True, slots=True)
class Mend:
    """One way out of a problem: its words, and what choosing it adds; or the sentence that it leads to, or the task."""

    words: str
    add: str = ""
    statement_id: int | None = None
    task_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong, where, and the ways out; `head` and `line` are where it stands, if it stands in a cell."""

    where: str
    what: str
    mends: tuple[Mend, ...] = ()
    head: str = ""
    line: Line | None = None
    task: Task | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Intent:
    """What the workbook wants of a task."""

    task: Task
    given: dict[str, Any]


@dataclass(slots=True)
class Checked:
    """The result: nothing may be imported while there are problems."""

    sheet: Sheet
    problems: list[Problem] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)
    filled: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    emptied: Counter[str] = field(default_factory=Counter)
    guesses: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells would change."""
        return self.filled.total() + self.changed.total() + self.emptied.total()

    @property
    def rows(self) -> int:
        """How many rows the workbook has."""
        return len(self.sheet.lines)

    @property
    def exported(self) -> date | None:
        """The day on which it went out."""
        return max((line.key.exported for line in self.sheet.lines if line.key), default=None)
