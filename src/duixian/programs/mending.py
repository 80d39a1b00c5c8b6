"""What of a faulty file can still be looked at: `mended` notes each fault of shape, mends or drops it, reads the rest.

A mistyped key is taken for the nearest that the table lacks; what cannot be read is dropped. What was dropped stands in
a `Doubt`, and a fault that may come from it is not told: rather silence than a false fault.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from duixian.errors import nearest
from duixian.programs.faults import Fault, Path
from duixian.programs.shapes import keys_around, shape_fault

Model = TypeVar("Model", bound=BaseModel)
_LISTED = ("stages", "events", "steps", "indicators")
_RULES = frozenset({"when", "count", "sum", "share", "to", "of"})
_STAND_INS: dict[str, Any] = {
    "version": "2000.1",
    "in_force": date(2000, 1, 1),
    "basis": [{"source": "？", "says": "？"}],
}
_WORDS = frozenset({"title", "source", "says", "office", "reference", "case", "reason"})


@dataclass(slots=True)
class Doubt:
    """What was dropped from a file: where, and the ids that went with it; `is_blind` where some had no id."""

    paths: set[Path] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    is_blind: bool = False
    # Where rows of a list stood before some were dropped, and how keys were spelt that were mended.
    rows: dict[Path, list[int]] = field(default_factory=dict)
    spelt: dict[Path, str] = field(default_factory=dict)
    stood_in: set[Path] = field(default_factory=set)

    def told(self, faults: Iterable[Fault], data: Any) -> list[Fault]:
        """Return the faults of the mended data that are none of its mending, at their places in the file."""
        return [
            Fault(self.in_file(fault.path), fault.what, fault.hint)
            for fault in faults
            if not (self._lacks(fault) if fault.stranger else self._touches(fault, data))
        ]

    def knows(self, fault: Fault) -> bool:
        """Answer whether the id that a fault did not find is truly not there."""
        return not self._lacks(fault)

    def in_file(self, path: Path) -> Path:
        """Return where a path of the mended data stands in the file."""
        found: Path = ()
        for part in self._unshifted(path):
            found = (*found, self.spelt.get((*found, part), part))
        return found

    def drop(self, path: Path, value: Any, row_id: str | None) -> None:
        """Note that what stood at a path was dropped, with the ids that went with it."""
        self.paths.add(self._unshifted(path))
        if path[0] in ("fields", "parameters", "events"):
            self.ids |= {part for part in path[1:4:2] if isinstance(part, str)}
        self.ids |= set(_ids_in(value)) | ({row_id} if row_id and path[0] == "events" else set())
        self.is_blind |= len(path) == 1 and path[0] in (*_LISTED, "fields", "parameters")
        self.is_blind |= len(path) == 2 and path[0] in _LISTED and not row_id

    def shift(self, path: Path, length: int) -> None:
        """Note that a row of a list, so long till now, is going."""
        rows = self.rows.setdefault(self._unshifted(path[:-1]), list(range(length)))
        del rows[int(path[-1])]

    def _unshifted(self, path: Path) -> Path:
        found: Path = ()
        for part in path:
            rows = self.rows.get(found) if isinstance(part, int) else None
            found = (*found, rows[int(part)] if rows is not None else part)
        return found

    def _lacks(self, fault: Fault) -> bool:
        return self.is_blind or any(re.search(_named(each), fault.stranger) for each in self.ids)

    def _touches(self, fault: Fault, data: Any) -> bool:
        """Answer whether a fault may come from what was dropped: in its own table, or by a name in its text."""
        rests_on = self._unshifted(fault.rests_on or fault.path)
        if any(path[: len(rests_on)] == rests_on for path in self.paths):
            return True
        text = str(_at(data, fault.path))
        is_rule = fault.path[-1] in _RULES
        return (self.is_blind and is_rule) or any(re.search(_named(each), text) for each in self.ids)


@dataclass(frozen=True, slots=True)
class Mended(Generic[Model]):
    """What a file holds besides its faults of shape; `value` is None where nothing is left to look at."""

    value: Model | None
    data: Any
    faults: list[Fault]
    doubt: Doubt


def mended(data: dict[str, Any], model: type[Model]) -> Mended[Model]:
    """Return a table as its class reads it, with all that is wrong with its shape."""
    data, doubt = copy.deepcopy(data), Doubt()
    faults = _noted(data, model, doubt)
    while True:
        try:
            return Mended(model.model_validate(data), data, faults, doubt)
        except ValidationError as error:
            if not _dropped(data, error.errors()[0], doubt, model):
                return Mended(None, data, faults, doubt)


def _noted(data: dict[str, Any], model: type[BaseModel], doubt: Doubt) -> list[Fault]:
    """Return the faults of shape; mistyped keys are spelt right in the data, and what they hold is looked at too."""
    faults: dict[Path, Fault] = {}
    while True:
        errors = _errors(data, model)
        renamed = {path: near for path, error in errors if (near := _meant(path, error, data, model))}
        spelt = {(*path[:-1], near) for path, near in renamed.items()}
        for path, error in errors:
            is_follow_on = (error["type"] == "missing" and path in spelt) or _is_guessed(path, doubt)
            if not is_follow_on:
                found = shape_fault(error, path, model)
                faults.setdefault(doubt.in_file(path), Fault(doubt.in_file(path), found.what, found.hint))
        if not renamed:
            return list(faults.values())
        for path, near in renamed.items():
            table = _at(data, path[:-1])
            table[near] = table.pop(path[-1])
            doubt.spelt[*path[:-1], near] = str(path[-1])


def _errors(data: dict[str, Any], model: type[BaseModel]) -> list[tuple[Path, ErrorDetails]]:
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [(_place(each, data), each) for each in error.errors()]
    return []


def _place(error: ErrorDetails, data: Any) -> Path:
    """Return where an error stands in the data: pydantic adds words of its own to the path."""
    found: Path = ()
    for part in error["loc"]:
        is_there = part in data if isinstance(data, dict) else isinstance(data, list) and isinstance(part, int)
        if not is_there:
            return (*found, part) if error["type"] == "missing" else found
        found, data = (*found, part), data[part]
    return found


def _meant(path: Path, error: ErrorDetails, data: Any, model: type[BaseModel]) -> str | None:
    """Return the key that a mistyped one was meant to be, where its table does not have it."""
    if error["type"] != "extra_forbidden":
        return None
    near = nearest(str(path[-1]), keys_around(path, model))
    return near if near and near not in _at(data, path[:-1]) else None


def _is_guessed(path: Path, doubt: Doubt) -> bool:
    """Answer whether this is what a mended key holds itself: its value may have been meant for another."""
    return any(path == each or (path[:-1] == each and isinstance(path[-1], int)) for each in doubt.spelt)


def _dropped(data: Any, error: ErrorDetails, doubt: Doubt, model: type[BaseModel]) -> bool:
    """Drop what an error is about, or put a stand-in where something is missing; answer whether that went."""
    path = _place(error, data)
    if error["type"] == "missing":
        if path not in doubt.stood_in and (path[-1] in _WORDS or (len(path) == 1 and path[0] in _STAND_INS)):
            _at(data, path[:-1])[path[-1]] = _STAND_INS.get(str(path[-1]), _word_for(data, path))
            doubt.stood_in.add(path)
            return True
        path = path[:-1]
    elif path and path[-1] == "id":
        path = path[:-1]
    if not path:
        return False
    _drop(data, path, doubt)
    if error["type"] == "extra_forbidden":
        doubt.paths.add((*path[:-1], nearest(str(path[-1]), keys_around(path, model)) or ""))
    return True


def _drop(data: Any, path: Path, doubt: Doubt) -> None:
    around = _at(data, path[:-1])
    row = _at(data, path[:2])
    row_id = row.get("id") if isinstance(row, dict) else None
    doubt.drop(path, around[path[-1]], row_id if isinstance(row_id, str) else None)
    if isinstance(around, list):
        doubt.shift(path, len(around))
    del around[path[-1]]


def _word_for(data: Any, path: Path) -> str:
    """Return a stand-in for words that are missing: the id of their table."""
    return str(_at(data, path[:-1]).get("id") or next((each for each in path[-2::-1] if isinstance(each, str)), "？"))


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _ids_in(value: Any) -> Iterator[str]:
    """Yield every id that a table or a list of tables gives."""
    if isinstance(value, list):
        for each in value:
            yield from _ids_in(each)
    if isinstance(value, dict):
        for key, each in value.items():
            if key == "id" and isinstance(each, str):
                yield each
            elif isinstance(each, dict):
                yield key
            yield from _ids_in(each)


def _named(name: str) -> str:
    """Return a pattern that finds an id, also within the names made of it: reached_<stage>."""
    return rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])"
