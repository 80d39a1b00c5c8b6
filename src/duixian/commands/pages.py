"""Several pages in a folder, with a list of them that opens first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from duixian.batch import Outcome
from duixian.commands.output import make_folder, write_file
from duixian.commands.shapes import STDIN, STDIN_NAME, Made

if TYPE_CHECKING:
    from duixian.exporters.html import Beside

LIST = "index.html"


def write_pages(
    outcomes: Iterable[Outcome[Made]],
    folder: Path,
    *,
    alone: bool = False,
    tag: str = "",
    beside: Sequence[Beside] = (),
) -> Iterator[Outcome[None]]:
    """Write a page for each report and the list of them into `folder`; yield what is left to say of each file.

    The list leads to the comparisons `beside`, whose pages are there already.
    """
    from duixian.exporters.html import Entry, index

    make_folder(folder)
    entries: list[Entry] = []
    failures: list[str] = []
    taken = {LIST, *(each.file for each in beside)}
    for outcome in outcomes:
        if outcome.result is not None and outcome.result.entry is not None:
            file = _free(STDIN_NAME if outcome.path == STDIN else Path(outcome.path).stem, taken)
            write_file(folder / file, outcome.result.text)
            entries.append(outcome.result.entry._replace(file=file))
        elif outcome.error is not None:
            failures.append(str(outcome.error))
        yield outcome.without_result()
    if not alone:
        write_file(folder / LIST, index(entries, notes=failures, tag=tag, beside=beside))


def _free(stem: str, taken: set[str]) -> str:
    """Return a file name for `stem` that no other page has."""
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.html" for number in range(1, len(taken) + 3))
    name = next(name for name in names if name.lower() not in taken)
    taken.add(name.lower())
    return name
