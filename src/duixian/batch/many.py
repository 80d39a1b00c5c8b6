"""Many files with several processes: results come in the order of the files, and only a window of them is in memory.

What crosses between processes is what `export` makes in the worker (lines ready to print, say), not the statements:
thousands of pickled dataclasses cost a good part of what reading them did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Generic, TypeVar

from duixian.batch.workers import Doing, Workers
from duixian.errors import DuixianError, UsageError
from duixian.reading import Reading, read_source

T = TypeVar("T")
# Outcomes a process may be ahead of the one that is due: enough to keep it busy, few enough to hold in memory.
WAITING = 12
STDIN = "-"

Export = Callable[[str, Reading], T]
Watch = Callable[[Sequence[Doing[str]]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """What became of one file: what was made of its reading, or the error that says why there is none."""

    path: str
    result: T | None = None
    error: DuixianError | None = None
    encoding: str = ""
    statements: int = 0
    seconds: float = 0.0

    def without_result(self) -> Outcome[None]:
        """Return what is left to say when the result has been written."""
        return Outcome(
            path=self.path,
            error=self.error,
            encoding=self.encoding,
            statements=self.statements,
            seconds=self.seconds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[T]):
    """How each file is read and what is made of it; it travels to the workers."""

    export: Export[T]
    place: str | None
    year: int | None

    def run(self, path: str) -> Outcome[T]:
        """Return what became of the file at `path`; `-` is standard input."""
        begun = perf_counter()
        try:
            reading = read_path(path, place=self.place, year=self.year)
        except UsageError:
            # A place that does not exist is wrong for every file.
            raise
        except DuixianError as error:
            return Outcome(path=path, error=error, seconds=perf_counter() - begun)
        took = perf_counter() - begun
        return Outcome(
            path=path,
            result=self.export(path, reading),
            encoding=reading.encoding,
            statements=len(reading.statements),
            seconds=took,
        )

    def run_numbered(self, job: tuple[int, str]) -> Outcome[T]:
        """Return what became of a file that has a number in the row of files: what a worker is asked for."""
        return self.run(job[1])


def read_path(path: str, *, place: str | None = None, year: int | None = None) -> Reading:
    """Return the reading of a file, or of standard input where `path` is `-`."""
    from duixian.reader.formats import load, load_stdin

    return read_source(load_stdin() if path == STDIN else load(Path(path)), place=place, year=year)


def read_many(
    paths: Iterable[str | Path],
    *,
    jobs: int = 1,
    patience: float | None = None,
    place: str | None = None,
    year: int | None = None,
) -> Iterator[Outcome[Reading]]:
    """Yield the reading of each file in order, or the error that says why there is none; see `export_many`."""
    return export_many(paths, _same, jobs=jobs, patience=patience, place=place, year=year)


def export_many(
    paths: Iterable[str | Path],
    export: Export[T],
    *,
    jobs: int = 1,
    patience: float | None = None,
    place: str | None = None,
    year: int | None = None,
    watch: Watch | None = None,
) -> Iterator[Outcome[T]]:
    """Yield what `export` makes of each file's reading, in order.

    With `jobs` over 1, or `patience` for a file that says nothing for so many seconds, files are read in other
    processes, and `export` and what it makes must be picklable: a file that brings its process down is then an
    outcome with an error like any other, and `watch` hears every second what is being read. With one job and no
    patience all happens in this process.
    """
    task = Task(export=export, place=place, year=year)
    names = [str(path) for path in paths]
    if (jobs < 2 and patience is None) or len(names) < 2 or STDIN in names:
        return (task.run(name) for name in names)
    return _in_processes(task, names, min(jobs, len(names)), patience, watch)


def _same(path: str, reading: Reading) -> Reading:
    return reading


def _in_processes(
    task: Task[T], names: list[str], jobs: int, patience: float | None, watch: Watch | None
) -> Iterator[Outcome[T]]:
    """Yield the outcomes in order; no file is begun that is more than a window ahead of the one that is due."""
    due, ahead = 0, iter(enumerate(names))
    done: dict[int, Outcome[T]] = {}
    with Workers(task.run_numbered, jobs, patience=patience) as workers:
        while due < len(names):
            begun = due + len(done) + len(workers.doing)
            while workers.free and begun < due + jobs * WAITING and (job := next(ahead, None)) is not None:
                workers.start(job)
                begun += 1
            if watch is not None:
                watch([Doing(job[1], seconds, page, pages) for job, seconds, page, pages in workers.doing])
            if (over := workers.done()) is not None:
                number, path = over.job
                done[number] = over.result or Outcome(path=path, error=at(over.error, path))
            while due in done:
                yield done.pop(due)
                due += 1


def at(error: DuixianError | None, path: str) -> DuixianError | None:
    """Return `error` as one of the file at `path`."""
    return None if error is None else type(error)(error.what, where=path, hint=error.hint)
