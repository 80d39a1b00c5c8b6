"""What is said to a person on standard error: remarks, errors with what to do, and how far the work has come."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from duixian.batch import Doing
from duixian.errors import DuixianError
from duixian.exporters.shown import one_line

if TYPE_CHECKING:
    from rich.progress import Progress

# Seconds between two lines of progress, and after which a file is named that is still being read.
EVERY = 10.0
SLOW = 3.0


def speak_utf8() -> None:
    """Write UTF-8 into pipes, whatever the system's code page; a terminal that lacks a sign shows ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def say(words: str, *, style: str = "dim") -> None:
    """Print a remark on standard error."""
    print(f"{ansi(style)}{words}{ansi('')}" if is_coloured(sys.stderr) else words, file=sys.stderr)  # noqa: T201


def complain(error: DuixianError) -> None:
    """Print what is wrong, where, and what to do."""
    what = f"{one_line(error.where)} {error.what}" if error.where else error.what
    cross, bold, plain = (ansi("red"), ansi("bold"), ansi("")) if is_coloured(sys.stderr) else ("", "", "")
    print(f"{cross}✗{plain} {bold}{what}{plain}", file=sys.stderr)  # noqa: T201
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)  # noqa: T201


def is_coloured(stream: TextIO) -> bool:
    """Answer whether `stream` is a terminal that wants colour."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def ansi(style: str) -> str:
    """Return the code that turns a style on; the empty style turns everything off."""
    return {"": "\033[0m", "bold": "\033[1m", "dim": "\033[2m", "red": "\033[31m"}[style]


@contextmanager
def progress(total: int, *, shown: bool, verb: str = "读") -> Iterator[Step]:
    """Give a function to call for each file done: it moves a bar in a terminal, else prints a line now and then."""
    if not shown or total < 2:
        yield Step(total)
    elif not sys.stderr.isatty():
        yield Lines(total, verb=verb)
    else:
        with _bar() as bar:
            yield Bar(total, bar, verb=verb)


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
        now = monotonic()
        if now - self.said >= self.every:
            self.said = now
            words = [
                f"{self.verb}了 {self.done:,} / {self.total:,} 份",
                f"已 {now - self.begun:.0f} 秒",
                _reading(doing),
            ]
            say("，".join(filter(None, words)))


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
