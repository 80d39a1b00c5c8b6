"""Many files to parts that any format is then made of: what was read before is taken over, the largest come first.

A run that was stopped (killed, Ctrl+C, a full disk) is taken up by running it again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from duixian.batch.many import Outcome, Watch, at, read_path
from duixian.batch.parts import Parts, digest_of, size_of
from duixian.batch.workers import Workers
from duixian.errors import DuixianError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Where what was read of a file is kept, its content's SHA-256, and whether it was read in this run."""

    name: str
    sha256: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Keeper:
    """Reads a file and keeps what it states; it travels to the workers."""

    parts: Parts

    def run(self, path: str) -> Outcome[Part]:
        """Return the part of the file at `path`, or why there is none."""
        begun = perf_counter()
        sha256 = digest_of(path)
        try:
            reading = read_path(path, place=self.parts.place, year=self.parts.year)
        except UsageError:
            raise
        except DuixianError as error:
            return Outcome(path=path, error=error, seconds=perf_counter() - begun)
        sha256 = sha256 or hashlib.sha256(reading.text.encode("utf-8", "replace")).hexdigest()
        part = Part(name=self.parts.name(path, sha256), sha256=sha256, fresh=True)
        self.parts.add(part.name, reading)
        return Outcome(
            path=path,
            result=part,
            encoding=reading.encoding,
            statements=len(reading.statements),
            seconds=perf_counter() - begun,
        )


def gather(
    paths: Iterable[str | Path],
    parts: Parts,
    *,
    jobs: int = 1,
    patience: float | None = None,
    watch: Watch | None = None,
) -> Iterator[Outcome[Part]]:
    """Yield the part of each file as it is done, first those that `parts` has; the same content is read once.

    Files are read in other processes, `jobs` at a time, the largest first, so that no long one is left for the end;
    one that says nothing for `patience` seconds is given up. One file without patience is read in this process.
    `watch` hears every second what is being read.
    """
    twins = yield from _taken_over(map(str, paths), parts)
    keeper, largest_first = Keeper(parts), sorted(twins, key=size_of, reverse=True)
    alone = len(twins) == 1 and patience is None
    read = map(keeper.run, twins) if alone else _in_processes(keeper, largest_first, jobs, patience, watch)
    left: list[str] = []
    for outcome in read:
        same = twins[outcome.path]
        if outcome.error is not None and not Path(outcome.path).exists():
            # It has gone meanwhile; what has the same content may not.
            same, left = same[:1], [*left, *same[1:]]
        yield from (replace(outcome, path=path, error=at(outcome.error, path)) for path in same)
    if left:
        yield from gather(left, parts, jobs=jobs, patience=patience, watch=watch)


def _taken_over(paths: Iterable[str], parts: Parts) -> Generator[Outcome[Part], None, dict[str, list[str]]]:
    """Yield what is there; return which files are to be read, each with those of the same content."""
    wanted: dict[str, list[str]] = {}
    for path in dict.fromkeys(paths):
        sha256 = digest_of(path)
        name = parts.name(path, sha256)
        if sha256 and (kept := parts.find(name)) is not None:
            part = Part(name=name, sha256=sha256)
            yield Outcome(path=path, result=part, encoding=kept.about["encoding"], statements=kept.number)
        else:
            wanted.setdefault(name if sha256 else path, []).append(path)
    return {same[0]: same for same in wanted.values()}


def _in_processes(
    keeper: Keeper, paths: list[str], jobs: int, patience: float | None, watch: Watch | None
) -> Iterator[Outcome[Part]]:
    ahead = iter(paths)
    with Workers(keeper.run, min(jobs, len(paths)), patience=patience) as workers:
        while True:
            while workers.free and (path := next(ahead, None)) is not None:
                workers.start(path)
            if watch is not None:
                watch(workers.doing)
            if not workers.doing:
                return
            if (over := workers.done()) is not None:
                yield over.result or Outcome(path=over.job, error=at(over.error, over.job))
