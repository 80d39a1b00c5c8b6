"""Many files with several processes: results come in the order of the files, and only a window of them is in memory.

What crosses between processes is what `export` makes in the worker (lines ready to print, say), not the statements:
thousands of pickled dataclasses cost a good part of what reading them did.
"""

from __future__ import annotations

import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

from duixian.errors import DuixianError, UsageError
from duixian.reading import Reading, read_source

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

T = TypeVar("T")
# Files a task, and tasks that wait for each process: enough to keep it busy, few enough to hold in memory.
CHUNK = 4
WAITING = 3
STDIN = "-"

Export = Callable[[str, Reading], T]


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

    def run_all(self, paths: list[str]) -> list[Outcome[T]]:
        """Return the outcomes of a chunk of files: what a worker is asked for."""
        return [self.run(path) for path in paths]


def read_path(path: str, *, place: str | None = None, year: int | None = None) -> Reading:
    """Return the reading of a file, or of standard input where `path` is `-`."""
    from duixian.reader.formats import load, load_stdin

    return read_source(load_stdin() if path == STDIN else load(Path(path)), place=place, year=year)


def read_many(
    paths: Iterable[str | Path], *, jobs: int = 1, place: str | None = None, year: int | None = None
) -> Iterator[Outcome[Reading]]:
    """Yield the reading of each file in order, or the error that says why there is none."""
    return export_many(paths, _same, jobs=jobs, place=place, year=year)


def export_many(
    paths: Iterable[str | Path],
    export: Export[T],
    *,
    jobs: int = 1,
    place: str | None = None,
    year: int | None = None,
) -> Iterator[Outcome[T]]:
    """Yield what `export` makes of each file's reading, in order; with `jobs` over 1 it must be picklable."""
    task = Task(export=export, place=place, year=year)
    names = [str(path) for path in paths]
    if jobs < 2 or len(names) < 2 or STDIN in names:
        return (task.run(name) for name in names)
    return _in_processes(task, names, min(jobs, len(names)))


def _same(path: str, reading: Reading) -> Reading:
    return reading


def _in_processes(task: Task[T], names: list[str], jobs: int) -> Iterator[Outcome[T]]:
    # Imported here: one file, the usual case, should not wait for it.
    from concurrent.futures import ProcessPoolExecutor

    # Small folders get small chunks, so that no process is idle at the end.
    chunks = iter(_chunks(names, max(1, min(CHUNK, len(names) // (jobs * WAITING)))))
    with ProcessPoolExecutor(jobs, mp_context=_context()) as pool:
        window: deque[Future[list[Outcome[T]]]] = deque()
        window.extend(pool.submit(task.run_all, chunk) for chunk in islice(chunks, jobs * WAITING))
        try:
            while window:
                done = _result(window.popleft())
                window.extend(pool.submit(task.run_all, chunk) for chunk in islice(chunks, 1))
                yield from done
        finally:
            # Whoever asked may have seen enough.
            for future in window:
                future.cancel()


def _result(future: Future[list[Outcome[T]]]) -> list[Outcome[T]]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        return future.result()
    except BrokenProcessPool:
        hint = "多半是内存不够。请改用 --jobs 1 再读。"
        raise DuixianError("读文件的进程中途停了，后面的没有读。", hint=hint) from None


def _chunks(names: list[str], size: int) -> Iterator[list[str]]:
    return (names[start : start + size] for start in range(0, len(names), size))


def _context() -> BaseContext:
    """Return how processes start: a fork shares the loaded catalogue, but is only safe with a single thread."""
    import multiprocessing

    if sys.platform == "linux" and threading.active_count() == 1:
        from duixian.reader import pipeline  # noqa: F401  loaded once, before the fork

        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")
