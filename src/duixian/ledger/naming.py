"""Which office or person is meant by words that someone wrote: exactly, by short name or alias, then by likeness."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from duixian.accounts.models import Office, Person

Row = TypeVar("Row", Office, Person)
# From here on a name is taken for another way of writing one, if no other is nearly as like.
SURE, CLEAR = 88.0, 8.0
# From here on a name is offered as a choice.
LIKE, MOST = 45.0, 4
# What a part of a name, its characters here and there, and its first character are worth.
PART, SCATTERED, BEGUN = 80.0, 70.0, 50.0
_PLACE = re.compile("^[县市区旗]")
_SEVERAL = re.compile(r"[、，,;；/\n]+")


@dataclass(frozen=True, slots=True)
class Found(Generic[Row]):
    """What is meant: a row, or the choices where it is not clear; `is_guess` where it was found by likeness."""

    row: Row | None
    choices: tuple[Row, ...] = ()
    is_guess: bool = False


def find_office(words: str, offices: Iterable[Office]) -> Found[Office]:
    """Return the office that `words` name among `offices`."""
    return _found(words, [(office, names_of(office)) for office in offices])


def find_person(words: str, people: Iterable[Person]) -> Found[Person]:
    """Return the person that `words` name among `people`; a title beside the name does no harm."""
    listed = list(people)
    named = [person for person in listed if person.name and person.name in words]
    if len(named) == 1:
        return Found(named[0])
    return _found(words, [(person, (person.name,)) for person in (named or listed)])


def plain_name(text: str) -> str:
    """Return a name without spaces and in half-width characters, for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def several(words: str) -> list[str]:
    """Return the names in a cell that holds several: 县水利局、县供销社."""
    return [name.strip() for name in _SEVERAL.split(words) if name.strip()]


def names_of(office: Office) -> tuple[str, ...]:
    """Return every way in which an office is written, for comparing."""
    return tuple(plain_name(name) for name in (office.name, office.short, *office.aliases.splitlines()) if name.strip())


def _found(words: str, named: Sequence[tuple[Row, tuple[str, ...]]]) -> Found[Row]:
    wanted = plain_name(words)
    for same in (_equal, _bare_equal):
        rows = [row for row, names in named if any(same(wanted, name) for name in names)]
        if rows:
            return Found(rows[0]) if len(rows) == 1 else Found(None, tuple(rows[:MOST]))
    return _like(wanted, named)


def _equal(wanted: str, name: str) -> bool:
    return wanted == name


def _bare_equal(wanted: str, name: str) -> bool:
    return _PLACE.sub("", wanted) == _PLACE.sub("", name)


def _like(wanted: str, named: Sequence[tuple[Row, tuple[str, ...]]]) -> Found[Row]:
    """Return what is like: one row that nothing else comes near, else the choices, best first."""
    scored = sorted(((likeness(wanted, names), at) for at, (_, names) in enumerate(named)), key=lambda each: -each[0])
    best = [(score, named[at][0]) for score, at in scored[: MOST + 1] if score >= LIKE]
    if best and best[0][0] >= SURE and (len(best) == 1 or best[0][0] - best[1][0] >= CLEAR):
        return Found(best[0][1], is_guess=True)
    return Found(None, tuple(row for _, row in best[:MOST]))


def likeness(wanted: str, names: Iterable[str]) -> float:
    """Return how like a name is to the best of `names`, of a hundred; a part of a name is like, but never sure."""
    return max((_score(wanted, name) for name in names), default=0.0)


def _score(wanted: str, name: str) -> float:
    """Return how like two names are: a part is more than scattered characters, and those more than a common first."""
    bare = _PLACE.sub("", wanted)
    if bare and bare in name:
        return PART
    scattered = SCATTERED if len(bare) > 1 and all(char in name for char in bare) else 0.0
    begun = BEGUN if bare and bare[0] in name else 0.0
    # Without 县, which all have in common: 县供销社 is not like 县人社局.
    return max(fuzz.ratio(bare, _PLACE.sub("", name)), scattered, begun)
