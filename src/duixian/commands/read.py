"""`duixian read`: files and folders in, a table, lines, a sheet, a page or the text out."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from duixian.batch import Outcome, export_many, size_of
from duixian.commands.files import files_of, memory
from duixian.commands.gathered import WRITERS, How, is_gathered, told, what_is_left, write_gathered
from duixian.commands.misuse import choose
from duixian.commands.output import check_out, is_seen, output
from duixian.commands.pages import write_pages
from duixian.commands.progress import progress
from duixian.commands.shapes import SHAPES, STDIN, WIDE, Made, Shape, format_for
from duixian.commands.talk import ansi, complain, is_coloured, say
from duixian.errors import UsageError
from duixian.exporters.labels import ENCODINGS, KINDS, REMARKABLE
from duixian.statement import Kind

# As many rows as a person takes in; the rest is one option away.
ROWS = 40
# From so many files or bytes on, all processors are used where nobody said otherwise, if each has room to read scans.
MANY = 16
MUCH = 1 << 20
ROOM = 2 << 30
YEARS = range(1949, 2101)
# Seconds without a sign of life: ten minutes are more than any page needs.
PATIENCE = 600


def read(
    files: Annotated[list[str] | None, typer.Argument(metavar="文件或文件夹…", help="- 是标准输入")] = None,
    format: Annotated[  # noqa: A002  the option's own name
        str | None,
        typer.Option("--format", metavar="格式", help="table jsonl csv xlsx tasks parquet html text；默认看 --out"),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="文件", help="写到这里；几份网页时写文件夹")] = None,
    place: Annotated[str | None, typer.Option("--place", metavar="武乡县", help="报告是哪里的，原文没写明时用")] = None,
    year: Annotated[int | None, typer.Option("--year", metavar="2025", help="报告是哪一年的，原文没写明时用")] = None,
    kind: Annotated[str | None, typer.Option("--kind", metavar="种类", help="只要 figure milestone task 之一")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", metavar="N", help="同时用几个进程")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", help="每份最多几条，0 是全部")] = None,
    timeout: Annotated[int, typer.Option("--timeout", metavar="秒", help="几份里一份多久没有动静就放弃")] = PATIENCE,
) -> int:
    """读报告：每个数字、期限、任务，连同它在原文里的位置。

    不写 --format 时印出表格。数据在标准输出，说明在标准错误。

    例：
      duixian read 报告.txt
      duixian read 报告.txt --out 报告.html
      duixian read 报告/ --format jsonl --jobs 4 > 全部.jsonl
    """
    if not files:
        raise UsageError("没有说读哪个文件。", hint="写：duixian read 报告.txt；更多见 duixian read --help")
    _check(year=year, jobs=jobs, limit=limit, timeout=timeout)
    _say_if_unknown(place)
    names, failures = files_of(files)
    shape = _shape(format or format_for(out), kind, limit, out).over(len(names))
    out = check_out(shape, names, out)
    begun = perf_counter()
    how = How(jobs=jobs or jobs_for(names), timeout=timeout, place=place, year=year)
    write = write_gathered if is_gathered(shape, out) else _write_each
    done = write(names, shape, out, how)
    failures += [outcome.error for outcome in done if outcome.error is not None]
    _remarks(done, seconds=perf_counter() - begun)
    for failure in failures:
        complain(failure)
    if failures and (left := what_is_left(out)):
        say(left)
    if is_seen(out) and shape.format == "table" and len(done) == 1 and not failures:
        say(f"看原文：duixian read {_as_typed(names[0])} --out 报告.html")
    return 1 if failures else 0


def _as_typed(name: str) -> str:
    """Return a file's name as one types it: Chinese needs no quotes, blanks and signs do."""
    return name if all(char.isalnum() or char in "/._-+,:@" for char in name) else shlex.quote(name)


def _check(*, year: int | None, jobs: int | None, limit: int | None, timeout: int) -> None:
    if timeout < 1:
        raise UsageError(f"--timeout 不能是 {timeout}。", hint=f"写几秒；不写是 {PATIENCE} 秒。")
    if year is not None and year not in YEARS:
        raise UsageError(f"--year 没有 {year}。", hint=f"写 {YEARS.start} 到 {YEARS.stop - 1} 之间的年份，如 2025")
    if jobs is not None and jobs < 1:
        raise UsageError(f"--jobs 不能是 {jobs}。", hint="写 1 或更大的整数；不写则自己定。")
    if limit is not None and limit < 0:
        raise UsageError(f"--limit 不能是 {limit}。", hint="写要几条；0 是全部。")


def _say_if_unknown(place: str | None) -> None:
    """Say where `--place` is no place of GB/T 2260; it is used all the same, for townships and made-up counties."""
    if not place:
        return
    from duixian.catalogue import place_names, places_named

    if not places_named(place):
        near = get_close_matches(place, place_names(), n=4, cutoff=0.6)
        say(f"区划名录里没有“{place}”，照写，不带代码。" + (f"相近的有 {' '.join(near)}。" if near else ""))


def _shape(format: str, kind: str | None, limit: int | None, out: Path | None) -> Shape:  # noqa: A002
    """Return what is made of each reading: for a person's eyes short and coloured, else whole and plain."""
    chosen = choose(format, dict.fromkeys((*SHAPES, *WRITERS)), option="--format")
    wanted = None if kind is None else _kind(kind)
    shape = Shape(format=chosen, kind=wanted, limit=limit, today=date.today())
    if not is_seen(out):
        return replace(shape, width=int(os.environ.get("COLUMNS") or WIDE)) if out is None else shape
    width = shutil.get_terminal_size().columns
    return replace(shape, width=width, colour=is_coloured(sys.stdout), limit=ROWS if limit is None else limit)


def _kind(kind: str) -> Kind:
    named = {words: name for name, words in KINDS.items()}
    name = named.get(kind, kind)
    choose(name, KINDS, option="--kind")
    return next(each for each in KINDS if each == name)


def jobs_for(names: list[str]) -> int:
    """Return by how many processes files are read where nobody said: by all that there is room for, if it is much."""
    if len(names) < MANY and sum(map(size_of, names)) < MUCH:
        return 1
    return max(1, min(os.cpu_count() or 1, memory() // ROOM))


def _write_each(names: list[str], shape: Shape, out: Path | None, how: How) -> list[Outcome[None]]:
    """Write what each file comes to as soon as it is read, and return what is left to say of each."""
    patience = how.timeout if len(names) > 1 else None
    with progress(len(names), shown=not is_seen(out)) as step:
        outcomes = export_many(
            names, shape, jobs=how.jobs, patience=patience, place=how.place, year=how.year, watch=step.watch
        )
        return list(_written(told(outcomes, step), shape, out))


def _written(outcomes: Iterator[Outcome[Made]], shape: Shape, out: Path | None) -> Iterator[Outcome[None]]:
    """Write what was made of each file, and yield what is left to say of it."""
    if shape.format == "html" and out is not None and (shape.several or out.is_dir()):
        yield from write_pages(outcomes, out, alone=not shape.several)
        return
    with output(out) as write:
        first = True
        for outcome in outcomes:
            if outcome.result is not None:
                if before := _before(outcome, shape, first=first, seen=is_seen(out)):
                    write(before)
                write(outcome.result.text)
                first = False
            yield outcome.without_result()


def _before(outcome: Outcome[Made], shape: Shape, *, first: bool, seen: bool) -> str:
    """Return what stands before the data of a file: the head of a sheet once, the facts over each table."""
    if shape.format == "csv" and first:
        from duixian.exporters.csv import BOM, csv_head

        return BOM + csv_head(doc=shape.several)
    if shape.format != "table" or outcome.result is None:
        return ""
    head = outcome.result.head + (f"  读完 {outcome.seconds:.2f} 秒" if seen else "")
    return ("" if first else "\n") + (f"{ansi('dim')}{head}{ansi('')}" if shape.colour else head) + "\n"


def _remarks(done: list[Outcome[None]], *, seconds: float) -> None:
    """Say which encodings were found where it was not UTF-8, and what many files came to."""
    for encoding, names in _by_encoding(done).items():
        who = names[0] if len(names) == 1 else f"{len(names)} 份文件"
        say(f"{who} 是 {ENCODINGS.get(encoding, encoding)} 编码，已按它读。")
    read = [outcome for outcome in done if outcome.error is None]
    if len(done) > 1:
        total = sum(outcome.statements for outcome in read)
        say(f"读完 {len(read):,} 份，{total:,} 条，用时 {seconds:.1f} 秒。")


def _by_encoding(done: list[Outcome[None]]) -> dict[str, list[str]]:
    named: dict[str, list[str]] = {}
    for outcome in done:
        if outcome.error is None and outcome.encoding in REMARKABLE:
            named.setdefault(outcome.encoding, []).append("标准输入" if outcome.path == STDIN else outcome.path)
    return named
