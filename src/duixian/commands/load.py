"""`duixian load`: documents into the ledger, read right there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duixian.commands.django import start
from duixian.commands.files import STDIN, files_of
from duixian.commands.init import Data
from duixian.commands.progress import progress
from duixian.commands.talk import complain, say
from duixian.errors import DuixianError, FileError

if TYPE_CHECKING:
    from duixian.server.loading import Loaded


def load(
    files: Annotated[list[Path], typer.Argument(metavar="文件…", help="报告，或装着报告的文件夹")],
    data: Data = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="县名", help="放到哪个县；账本里只有一个县时不用写")
    ] = None,
) -> int:
    """把报告放进账本，当场读好；已经在的和读不成的都说明白。

    例：duixian load 2024年政府工作报告.docx 2025年政府工作报告.docx
    """
    names, failures = files_of(map(str, files))
    if STDIN in names:
        raise FileError("账本要留下原件，不能从标准输入读。", where=STDIN, hint="先存成文件，再写它的名字。")
    folder = start(data)
    done = []
    with progress(len(names), shown=True) as step:
        for each in _loaded(names, place, failures):
            typer.echo(f"{each.name}  {each.title}  {each.statements} 条")
            done.append(each)
            step()
    for failure in failures:
        complain(failure)
    total = sum(each.statements for each in done)
    say(f"放进 {len(done)} 份，读到 {total} 条" + (f"；{len(failures)} 份没有放进去" if failures else ""), style="bold")
    if done:
        say(f"下一步：duixian serve --data {folder}，在“文件”里审读。")
    return 1 if failures else 0


def _loaded(names: list[str], place: str | None, failures: list[DuixianError]) -> Iterator[Loaded]:
    from duixian.server.loading import county, load_file

    where = county(place)
    for name in names:
        try:
            yield load_file(Path(name), where)
        except DuixianError as error:
            failures.append(error)
