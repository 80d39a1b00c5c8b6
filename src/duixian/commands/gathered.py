"""Many files to one: read into parts, which a later run takes over, and written when all are there.

`WRITERS` lists the formats that are made so. Those of `WHOLE` are always; the others where they go to a file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from duixian.batch import Outcome, Part, Parts, gather, reader_version
from duixian.commands.output import is_plain, output_file
from duixian.commands.progress import Step, progress
from duixian.commands.shapes import STDIN, STDIN_NAME, Shape
from duixian.commands.talk import say
from duixian.reading import Reading

if TYPE_CHECKING:
    from duixian.exporters.kept import Kept

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How files are read: by how many processes, how long one is waited for, and what is said of the reports."""

    jobs: int
    timeout: float
    place: str | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that was read: its name, its content's SHA-256, and what was kept of it."""

    name: str
    sha256: str
    kept: Kept

    def lines(self, shape: Shape) -> str:
        """Return the statements that are wanted as JSON lines."""
        if shape.kind is None and not shape.limit:
            return self.kept.lines
        begins = "" if shape.kind is None else f'{{"kind": "{shape.kind}"'
        lines = (line for line in self.kept.lines.splitlines(keepends=True) if line.startswith(begins))
        return "".join(islice(lines, shape.limit or None))

    def reading(self, shape: Shape) -> Reading:
        """Return what was read of it, with the statements that are wanted."""
        return shape.some(shape.of_kind(Reading(**vars(self.kept.report))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What became of each file, in the order of the files, and the parts of those that were read."""

    shape: Shape
    parts: Parts
    outcomes: list[Outcome[Part]]
    step: Step

    def documents(self) -> Iterator[Document]:
        """Yield the files that were read, one at a time."""
        for outcome in told(self.outcomes, self.step):
            if (part := outcome.result) is not None:
                name = STDIN_NAME if outcome.path == STDIN else outcome.path
                yield Document(name=name, sha256=part.sha256, kept=self.parts.get(part.name))


def is_gathered(shape: Shape, out: Path | None) -> bool:
    """Answer whether what is wanted is made of parts."""
    return shape.format in WHOLE or (shape.several and shape.format in WRITERS and out is not None)


def write_gathered(names: list[str], shape: Shape, out: Path | None, how: How) -> list[Outcome[None]]:
    """Read the files, write what they come to, and return what is left to say of each."""
    patience = how.timeout if len(names) > 1 else None
    with _parts_beside(out, how) as parts:
        with progress(len(names), shown=True) as step:
            gathering = gather(names, parts, jobs=how.jobs, patience=patience, watch=step.watch)
            done = {outcome.path: outcome for outcome in told(gathering, step)}
        outcomes = [done[name] for name in names]
        _say_what_was_there(outcomes)
        if any(outcome.result for outcome in outcomes):
            with output_file(out) as path, progress(len(names), shown=True, verb="写") as step:
                WRITERS[shape.format](path, Gathered(shape=shape, parts=parts, outcomes=outcomes, step=step))
        if not any(outcome.error for outcome in outcomes):
            parts.remove()
        return [outcome.without_result() for outcome in outcomes]


def what_is_left(out: Path | None) -> str:
    """Return what to say of parts that are still there, or nothing where there are none."""
    if out is None or not _folder(out).is_dir():
        return ""
    return f"读好的留在 {_folder(out)}：再运行同一条命令，只读还没读成的；不要了就删掉它。"


def _folder(out: Path) -> Path:
    return out.with_name(f".{out.name}.parts")


@contextmanager
def _parts_beside(out: Path | None, how: How) -> Iterator[Parts]:
    """Give the parts beside the output; where that is no file that stays, in a folder that does not either."""
    if out is None or not is_plain(out):
        with TemporaryDirectory() as folder:
            yield Parts(Path(folder) / "parts", place=how.place, year=how.year)
        return
    try:
        yield Parts(_folder(out), place=how.place, year=how.year)
    except KeyboardInterrupt:
        say(f"停下了。{what_is_left(out)}")
        raise


def told(outcomes: Iterable[Outcome[T]], step: Step) -> Iterator[Outcome[T]]:
    """Yield the outcomes, and tell `step` of each."""
    for outcome in outcomes:
        step()
        yield outcome


def _say_what_was_there(outcomes: list[Outcome[Part]]) -> None:
    there = sum(1 for outcome in outcomes if outcome.result is not None and not outcome.result.fresh)
    if there:
        say(f"接着上次：{there:,} 份已经读好，这次读了 {len(outcomes) - there:,} 份。")


def _parquet(path: Path, gathered: Gathered) -> None:
    from duixian.exporters.jsonl import with_names
    from duixian.exporters.parquet import write_parquet

    shape, several = gathered.shape, gathered.shape.several
    lines: Iterator[str] = (each.lines(shape) for each in gathered.documents())
    if several:
        lines = (with_names(each.lines(shape), doc=each.name, sha256=each.sha256) for each in gathered.documents())
    about = {
        "duixian.reader": reader_version(),
        "duixian.files": json.dumps(list(_files(gathered)), ensure_ascii=False),
    }
    write_parquet(path, lines, several=several, about=about)


def _files(gathered: Gathered) -> Iterator[dict[str, object]]:
    """Yield what a Parquet file says of each file in its metadata, those that could not be read included."""
    for outcome in gathered.outcomes:
        if outcome.result is not None:
            sha256 = outcome.result.sha256
            read = {"sha256": sha256, "encoding": outcome.encoding, "statements": outcome.statements}
            yield {"doc": outcome.path, **read}
        else:
            yield {"doc": outcome.path, "error": str(outcome.error)}


def _jsonl(path: Path, gathered: Gathered) -> None:
    from duixian.exporters.jsonl import with_names

    with path.open("w", encoding="utf-8", newline="") as file:
        for each in gathered.documents():
            file.write(with_names(each.lines(gathered.shape), doc=each.name))


def _csv(path: Path, gathered: Gathered) -> None:
    from duixian.exporters.csv import BOM, csv_head, csv_rows

    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM + csv_head(doc=gathered.shape.several))
        for each in gathered.documents():
            file.write(csv_rows(each.reading(gathered.shape), doc=each.name))


def _xlsx(path: Path, gathered: Gathered) -> None:
    from duixian.exporters.xlsx import write_xlsx

    reports = ((each.name, each.reading(gathered.shape)) for each in gathered.documents())
    write_xlsx(path, reports, several=gathered.shape.several)


def _tasks(path: Path, gathered: Gathered) -> None:
    from duixian.exporters.tasks import write_tasks

    write_tasks(path, ((each.name, each.reading(gathered.shape)) for each in gathered.documents()))


WRITERS: dict[str, Callable[[Path, Gathered], None]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
    "xlsx": _xlsx,
    "tasks": _tasks,
}
# Formats that are a file as a whole, and no text that could follow another.
WHOLE = frozenset({"parquet", "xlsx", "tasks"})
