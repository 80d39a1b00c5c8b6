"""How far the work has come, on standard error: a bar in a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from duixian.batch import Doing
from duixian.commands.talk import say
from duixian.exporters.shown import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

READ = "读"
# Seconds between two lines of progress, and after which a file is named that is still being read.
EVERY = 10.0
SLOW = 3.0


@contextmanager
def progress(total: int, *, shown: bool, verb: str = READ) -> Iterator[Step]:
    """Give a function to call for each file done: it moves a bar in a terminal, else prints a line now and then.

    Of a single file it is the pages that are told, where it has many.
    """
    if total == 1 and verb == READ:
        with pages_told():
            yield Step(total)
    elif not shown or total < 2:
        yield Step(total)
    elif not sys.stderr.isatty():
        yield Lines(total, verb=verb)
    else:
        with _bar() as bar:
            yield Bar(total, bar, verb=verb)


@contextmanager
def pages_told() -> Iterator[None]:
    """Show which page is done of the file that is read in this process; nothing stays of it in a terminal."""
    from duixian.reader.formats.pace import listening

    lines = Lines(0, verb=READ)

    def told(page: int, pages: int) -> None:
        words = f"读了 {page} / {pages} 页"
        if not sys.stderr.isatty():
            lines.say_in_time(words)
        elif pages > 1:
            print(f"\r\033[K{words}" if page < pages else "\r\033[K", end="", flush=True, file=sys.stderr)  # noqa: T201

    with listening(told):
        yield


class Step:
    """How far the work has come: called for each file done, told what is being read; this one says nothing."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def __call__(self) -> None:
        self.done += 1

    def watch(self, doing: Sequence[Doing[str]]) -> None:
        """Take note of what is being read."""


class Lines(Step):
    """A line every few seconds, for a log: how many are done, and which has been read for long."""

    def __init__(self, total: int, *, verb: str, every: float = EVERY) -> None:
        super().__init__(total)
        self.verb = verb
        self.every = every
        self.begun = self.said = monotonic()

    def __call__(self) -> None:
        super().__call__()
        self.watch(())

    def watch(self, doing: Sequence[Doing[str]]) -> None:
        """Print the line when it is time."""
        self.say_in_time(f"{self.verb}了 {self.done:,} / {self.total:,} 份", _reading(doing))

    def say_in_time(self, words: str, more: str = "") -> None:
        """Say how far it is and for how long it has been going on, unless that was said a moment ago."""
        now = monotonic()
        if now - self.said >= self.every:
            self.said = now
            say("，".join(filter(None, (words, f"已 {now - self.begun:.0f} 秒", more))))


class Bar(Step):
    """A bar that moves in a terminal, with what is being read beside it."""

    def __init__(self, total: int, bar: Progress, *, verb: str) -> None:
        super().__init__(total)
        self.bar = bar
        self.task = bar.add_task(verb, total=total, reading="")

    def __call__(self) -> None:
        super().__call__()
        self.bar.update(self.task, advance=1, refresh=True)

    def watch(self, doing: Sequence[Doing[str]]) -> None:
        """Show what has been read longest."""
        self.bar.update(self.task, reading=_reading(doing), refresh=True)


def _reading(doing: Sequence[Doing[str]]) -> str:
    """Return which file has been read longest, and how far, where that is worth saying."""
    longest = max(doing, key=lambda each: each.seconds, default=None)
    if longest is None or longest.seconds < SLOW:
        return ""
    page = f"第 {longest.page} / {longest.pages} 页" if longest.pages else f"已 {longest.seconds:.0f} 秒"
    return f"正在读 {one_line(longest.job)}（{page}）"


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(" / "), TextColumn("还要"))
    left = TimeRemainingColumn(compact=True)
    reading = TextColumn("{task.fields[reading]}", markup=False)
    # No thread of its own: workers are forked, and a fork is safe with one thread only.
    return Progress(*columns, left, reading, console=Console(stderr=True), auto_refresh=False)
