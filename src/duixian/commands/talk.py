"""What is said to a person on standard error: remarks, errors with what to do, and how far the work has come."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TextIO

from duixian.errors import DuixianError
from duixian.exporters.shown import one_line

if TYPE_CHECKING:
    from rich.progress import Progress


class Step(Protocol):
    """Called once for each file that is done."""

    def __call__(self) -> None: ...


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
def progress(total: int, *, shown: bool) -> Iterator[Step]:
    """Give a function to call for each file done; it moves a bar if `shown` and standard error is a terminal."""
    if not (shown and total > 1 and sys.stderr.isatty()):
        yield lambda: None
        return
    with _bar() as bar:
        task = bar.add_task("读", total=total)
        yield lambda: bar.update(task, advance=1, refresh=True)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(" / "), TextColumn("还要"))
    # No thread of its own: workers are forked, and a fork is safe with one thread only.
    return Progress(*columns, TimeRemainingColumn(compact=True), console=Console(stderr=True), auto_refresh=False)
