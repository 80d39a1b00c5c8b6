"""A whole folder: its program and the worked cases beside it, each with every fault that can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duixian.errors import ProgramError
from duixian.programs.faults import Fault
from duixian.programs.lines import lines_of
from duixian.programs.loading import FILE, examined, placed, text_in, text_of
from duixian.programs.mending import Doubt, mended
from duixian.programs.schema import Program
from duixian.programs.strangers import strangers_of
from duixian.programs.syntax import data_in
from duixian.programs.worked import Worked


@dataclass(frozen=True, slots=True)
class Told:
    """A file of worked cases: what it says as far as it can be read, and what is wrong with it."""

    path: Path
    worked: Worked | None
    error: ProgramError | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder: its program where that has no fault, the number of its worked cases, and what is wrong, by file."""

    program: Program | None
    cases: int
    errors: tuple[ProgramError, ...]


def checked(folder: Path) -> Checked:
    """Return what a folder holds; every fault of its program and its worked cases is told."""
    try:
        text = text_in(folder)
    except ProgramError as error:
        return Checked(None, 0, (error,))
    found = examined(text, key=folder.resolve().name)
    own = [ProgramError.of(found.faults, where=str(folder / FILE))] if found.faults else []
    cases = list(worked_in(folder, program=found.program, doubt=found.doubt))
    errors = (*own, *(each.error for each in cases if each.error is not None))
    return Checked(None if own else found.program, len(cases), errors)


def worked_in(folder: Path, *, program: Program | None, doubt: Doubt | None = None) -> Iterator[Told]:
    """Yield each file of a program's `cases/`, in the order of their names, with what is wrong with it."""
    for path in sorted((folder / "cases").glob("*.toml")):
        try:
            worked, faults = _read(text_of(path), program, doubt or Doubt())
        except ProgramError as error:
            yield Told(path, None, error)
            continue
        yield Told(path, worked, ProgramError.of(faults, where=str(path)) if faults else None)


def _read(text: str, program: Program | None, doubt: Doubt) -> tuple[Worked | None, list[Fault]]:
    data, unreadable = data_in(text)
    if unreadable is not None:
        return None, [unreadable]
    found = mended(data, Worked)
    faults = found.faults
    if found.value is not None and program is not None:
        named = filter(doubt.knows, strangers_of(found.value, program))
        faults = [*faults, *found.doubt.told(named, found.data)]
    return found.value, placed(faults, lines_of(text))
