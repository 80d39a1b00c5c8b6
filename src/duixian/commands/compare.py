"""`duixian compare`: several reports in, what was promised beside what became of it out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from duixian.batch import Outcome, export_many
from duixian.commands.files import STDIN, files_of
from duixian.commands.misuse import choose
from duixian.commands.output import check_out, is_seen, make_folder, output, write_file
from duixian.commands.progress import progress
from duixian.commands.read import PATIENCE, jobs_for
from duixian.commands.shapes import WIDE, Shape, format_for, printed
from duixian.commands.talk import complain, is_coloured, say
from duixian.errors import DuixianError, FileError, UsageError
from duixian.reading import Reading

if TYPE_CHECKING:
    from duixian.exporters.html import Beside
    from duixian.linking import Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a comparison is shown: width and colour of a terminal, all or the main things, the tag of made-up data."""

    width: int = WIDE
    colour: bool = False
    detail: bool = False
    tag: str = ""
    today: date | None = None


def compare(
    files: Annotated[list[str] | None, typer.Argument(metavar="文件或文件夹…", help="两份以上")] = None,
    format: Annotated[  # noqa: A002  the option's own name
        str | None,
        typer.Option("--format", metavar="格式", help="table jsonl xlsx html；默认看 --out 的结尾"),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="文件", help="写到这里")] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="武乡县", help="报告是哪里的，原文没写明时用")] = None,
    detail: Annotated[bool, typer.Option("--detail", help="表格印出全部，不只印两年都有的")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", help="同时用几个进程")] = None,
) -> int:
    """对照几份报告：答应过什么，后来怎么样；没再提起的、前后说法不一的。

    同一个地方的报告按年份排好，逐项相对；几个地方各列各的。每个数都有出处。

    例：
      duixian compare 2023.txt 2024.txt 2025.txt
      duixian compare 报告/ --out 对照.html
      duixian compare 2024.docx 2025.pdf --format jsonl > 对照.jsonl
    """
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs 不能是 {jobs}。", hint="写 1 或更大的整数；不写则自己定。")
    chosen = choose(format or format_for(out), FORMATS, option="--format")
    names, failures = _names(files or [])
    out = check_out(Shape(format=chosen), names, out)
    begun = perf_counter()
    readings, bad = _read(names, jobs=jobs, place=place, shown=not is_seen(out))
    failures += bad
    found = compared(readings)
    with output(out) as write:
        write(FORMATS[chosen](found, _look(out, detail=detail)))
    _remarks(found, seconds=perf_counter() - begun)
    for failure in failures:
        complain(failure)
    return 1 if failures else 0


def _names(files: list[str]) -> tuple[list[str], list[DuixianError]]:
    """Return the files to lay beside each other, two at least, and what is wrong with the rest."""
    if STDIN in files:
        raise UsageError("对照要几份文件，不能从标准输入读。", hint="写出文件名：duixian compare 2024.txt 2025.txt")
    names, failures = files_of(files)
    if len(names) + len(failures) < 2:
        what = "没有说对照哪些文件。" if not files else f"对照至少要两份报告，只有 {len(names)} 份。"
        raise UsageError(what, hint="写：duixian compare 2024.txt 2025.txt，或写一个文件夹")
    return names, failures


def _read(
    names: list[str], *, jobs: int | None, place: str | None, shown: bool
) -> tuple[dict[str, Reading], list[DuixianError]]:
    """Return the reading of each file under its name, and the errors of those that cannot be read."""
    readings: dict[str, Reading] = {}
    failures: list[DuixianError] = []
    with progress(len(names), shown=shown) as step:
        outcomes = export_many(
            names, _without_pictures, jobs=jobs or jobs_for(names), patience=PATIENCE, place=place, watch=step.watch
        )
        for outcome in _told(outcomes, step):
            if outcome.result is not None:
                readings[outcome.path] = outcome.result
            elif outcome.error is not None:
                failures.append(outcome.error)
    if len(readings) < 2:
        for failure in failures:
            complain(failure)
        raise FileError(f"只读成了 {len(readings)} 份，没有可对照的。", hint="请补上能读的报告再对照。")
    return readings, failures


def _told(outcomes: Iterator[Outcome[Reading]], step: Callable[[], None]) -> Iterator[Outcome[Reading]]:
    for outcome in outcomes:
        step()
        yield outcome


def _without_pictures(path: str, reading: Reading) -> Reading:
    """Return the reading without its pages, which no comparison shows and no process can hand on."""
    return replace(reading, paper=None)


def compared(readings: dict[str, Reading]) -> Comparison:
    """Return what the readings say beside each other, each under the name of its file as given."""
    # Imported here: nobody who asks for help should wait for the catalogue.
    from duixian.linking import compare as laid_beside

    return laid_beside(list(readings.values()), docs=list(readings))


def write_comparison(readings: dict[str, Reading], folder: Path, *, tag: str = "") -> Beside:
    """Write the page of what the readings say beside each other into `folder`; return what a list says of it."""
    from duixian.exporters.html import Beside
    from duixian.exporters.html.compare_page import compare_page, sentence
    from duixian.exporters.series import blocks

    found = blocks(compared(readings))
    places = "、".join(block.place for block in found)
    file = f"对照-{places}.html"
    make_folder(folder)
    write_file(folder / file, compare_page(found, tag=tag, read_on=date.today()))
    return Beside(places, "；".join(map(sentence, found)), file, tag)


def _look(out: Path | None, *, detail: bool) -> Look:
    if not is_seen(out):
        return Look(width=int(os.environ.get("COLUMNS") or WIDE), detail=detail, today=date.today())
    width = shutil.get_terminal_size().columns
    return Look(width=width, colour=is_coloured(sys.stdout), detail=detail, today=date.today())


def _remarks(found: Comparison, *, seconds: float) -> None:
    """Say which documents could not be put in order, and how long it took."""
    for doc, report in zip(found.docs, found.reports, strict=True):
        if report.year is None:
            say(f"{doc} 没有写明是哪一年的，排在最前。")
    places = {report.place for report in found.reports if report.place}
    if len(places) == len(found.reports) > 1:
        say("没有两份是同一个地方的，各列各的；对照要同一个地方两年以上的报告。")
    say(f"对照 {len(found.docs)} 份，用时 {seconds:.1f} 秒。")


def _table(found: Comparison, look: Look) -> str:
    from duixian.exporters.compare_table import compare_table
    from duixian.exporters.series import blocks

    return printed(compare_table(blocks(found), width=look.width, detail=look.detail), colour=look.colour)


def _jsonl(found: Comparison, look: Look) -> str:
    from duixian.exporters.compare_jsonl import compare_jsonl

    return compare_jsonl(found)


def _xlsx(found: Comparison, look: Look) -> bytes:
    from duixian.exporters.compare_xlsx import compare_xlsx
    from duixian.exporters.series import blocks

    return compare_xlsx(blocks(found))


def _html(found: Comparison, look: Look) -> str:
    from duixian.exporters.html import compare_page
    from duixian.exporters.series import blocks

    return compare_page(blocks(found), tag=look.tag, read_on=look.today)


FORMATS: dict[str, Callable[[Comparison, Look], str | bytes]] = {
    "table": _table,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "html": _html,
}
