"""Processes that do one job each at a time; one that is killed or silent too long costs its job, and the rest goes on.

`concurrent.futures` ends everything when the system kills one process, and cannot stop one that hangs.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from duixian.errors import DuixianError, FileError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

J = TypeVar("J")
T = TypeVar("T")
# Seconds between two looks at whether the parent is still there, or how far the work has come.
LOOK = 1.0


class Done(NamedTuple, Generic[J, T]):
    """A job that is over: its result, or the error that says why there is none."""

    job: J
    result: T | None
    error: DuixianError | None = None


class Doing(NamedTuple, Generic[J]):
    """A job under way: for how many seconds, and which of its pages came last (0 of 0 where none is told)."""

    job: J
    seconds: float
    page: int = 0
    pages: int = 0


@dataclass(slots=True, kw_only=True)
class Worker(Generic[J]):
    """A process, the pipe to it, and the job that it has since a moment."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    job: J | None = None
    begun: float = field(default_factory=monotonic)
    heard: float = field(default_factory=monotonic)
    page: tuple[int, int] = (0, 0)


class Workers(Generic[J, T]):
    """So many processes that run `work`, to be used in a `with`: `start` jobs while one is `free`, take what is `done`.

    A job that says nothing for `patience` seconds is given up. An error of the kind that concerns every job is raised.
    """

    def __init__(self, work: Callable[[J], T], number: int, *, patience: float | None = None) -> None:
        self._work = work
        self._patience = patience
        self._workers: list[Worker[J]] = []
        self._number = number

    def __enter__(self) -> Workers[J, T]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    @property
    def free(self) -> bool:
        """Whether another job can be started."""
        return len(self.doing) < self._number

    @property
    def doing(self) -> Sequence[Doing[J]]:
        """The jobs under way."""
        now = monotonic()
        busy = (worker for worker in self._workers if worker.job is not None)
        return [Doing(worker.job, now - worker.begun, *worker.page) for worker in busy if worker.job is not None]

    def start(self, job: J) -> None:
        """Hand `job` to a process that has none."""
        worker = next((each for each in self._workers if each.job is None), None) or self._born()
        worker.job, worker.page = job, (0, 0)
        worker.begun = worker.heard = monotonic()
        try:
            worker.pipe.send(job)
        except OSError:
            # It ended while it had nothing to do: another takes its place.
            self._gone(worker)
            self.start(job)

    def done(self) -> Done[J, T] | None:
        """Return a job that is over, or None where none was within a second."""
        ready = wait([worker.pipe for worker in self._workers if worker.job is not None], LOOK)
        for worker in list(self._workers):
            if worker.pipe in ready and (over := self._heard(worker)) is not None:
                return over
        return next((over for worker in list(self._workers) if (over := self._hung(worker)) is not None), None)

    def _heard(self, worker: Worker[J]) -> Done[J, T] | None:
        try:
            kind, *told = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker, died(self._gone(worker)))
        worker.heard = monotonic()
        if kind == "page":
            worker.page = (told[0], told[1])
            return None
        if kind == "raised":
            raise told[0]
        return self._over(worker, *told)

    def _hung(self, worker: Worker[J]) -> Done[J, T] | None:
        if worker.job is None or self._patience is None or monotonic() - worker.heard < self._patience:
            return None
        self._end(worker)
        self._workers.remove(worker)
        return self._lost(worker, silent(self._patience))

    def _over(self, worker: Worker[J], result: T | None, error: DuixianError | None) -> Done[J, T]:
        job, worker.job = worker.job, None
        if job is None:
            raise ValueError("a worker without a job has sent a result")
        return Done(job, result, error)

    def _lost(self, worker: Worker[J], error: DuixianError) -> Done[J, T]:
        return self._over(worker, None, error)

    def _born(self) -> Worker[J]:
        made = context()
        pipe, end = made.Pipe()
        process = made.Process(target=serve, args=(self._work, end, os.getpid()), daemon=True)
        process.start()
        end.close()
        worker: Worker[J] = Worker(process=process, pipe=pipe)
        self._workers.append(worker)
        return worker

    def _gone(self, worker: Worker[J]) -> int:
        """Return with which code a process ended that ended by itself."""
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        return worker.process.exitcode or 0

    def _end(self, worker: Worker[J]) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def serve(work: Callable[[J], T], pipe: Connection[Any, Any], parent: int) -> None:
    """Do the jobs that come through `pipe` until there are no more or the parent is gone: what a process runs."""
    from duixian.reader.formats.pace import listening

    # Ctrl+C is for the parent to hear, which then ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Starting is no part of the first file's time.
    pipe.send(("page", 0, 0))
    with listening(lambda page, pages: pipe.send(("page", page, pages))):
        while (job := _next(pipe, parent)) is not None:
            pipe.send(_answer(work, job))


def _next(pipe: Connection[Any, Any], parent: int) -> Any:
    # The end of a pipe is not seen where a sibling has inherited the parent's side.
    while not pipe.poll(LOOK):
        if os.getppid() != parent:
            return None
    try:
        return pipe.recv()
    except EOFError:
        return None


def _answer(work: Callable[[J], T], job: J) -> tuple[Any, ...]:
    try:
        return "done", work(job), None
    except DuixianError as error:
        return "raised", error
    except Exception as error:  # noqa: BLE001  a mistake of ours on one file of a thousand must not cost the others
        return "done", None, failed(error)


def failed(error: Exception) -> DuixianError:
    """Return what to say of a file over which the program itself stumbled."""
    if isinstance(error, MemoryError):
        return FileError("内存不够，读不下。", hint="请关掉别的程序再读，或拆成几份。")
    what = f"程序读这份文件时出了错：{type(error).__name__}: {error}"
    return DuixianError(what, hint="这是程序的毛病：请把这一行报给我们；其余文件不受影响。")


def died(code: int) -> DuixianError:
    """Return what to say of a file whose process ended with `code`."""
    if code == -getattr(signal, "SIGKILL", 9):
        hint = "多半是内存不够：请用 --jobs 1 再读，或拆成几份。"
        return FileError("读它的进程被系统停掉了，没有读成。", hint=hint)
    return FileError(f"读它的进程中途停了（代码 {code}），没有读成。", hint="文件可能已损坏：请打开后另存一份再读。")


def silent(patience: float) -> DuixianError:
    """Return what to say of a file that was given up."""
    hint = "请拆成几份再读，或用 --timeout 给更长的时间（秒）。"
    return FileError(f"读了 {patience:g} 秒没有动静，不再等了。", hint=hint)


def context() -> ForkContext | SpawnContext:
    """Return how processes start: a fork shares the loaded catalogue, but is only safe with a single thread."""
    import multiprocessing

    if sys.platform == "linux" and threads() == 1:
        from duixian.reader import pipeline  # noqa: F401  loaded once, before the fork

        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def threads() -> int:
    """Return how many threads this process has, those that libraries started included."""
    return len(list(Path("/proc/self/task").iterdir()))
