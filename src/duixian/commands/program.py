"""`duixian program`: check a folder, play its worked cases, begin a new one, install it, give editors their schema."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duixian.commands.help import Command, Commands
from duixian.commands.program_install import back, install, installed, plan, remove
from duixian.commands.talk import complain, say
from duixian.errors import ProgramError, UsageError

if TYPE_CHECKING:
    from duixian.programs import Played, Program

program = typer.Typer(cls=Commands, help="事项模板：检查、试算、安装、新建。", rich_markup_mode=None)
Folders = Annotated[list[Path], typer.Argument(metavar="文件夹…", help="一个或几个模板的文件夹")]


@program.callback()
def _program() -> None:
    """事项模板：一个文件夹就是县里的一套办法。"""


program.command("plan", cls=Command)(plan)
program.command("install", cls=Command)(install)
program.command("back", cls=Command)(back)
program.command("list", cls=Command)(installed)
program.command("remove", cls=Command)(remove)


@program.command("check", cls=Command)
def check(folders: Folders) -> int:
    """检查模板和它的例子：写错的地方一次说全，带行号和改法；都对退出码是 0，有错是 1。

    例：duixian program check programs/*
    """
    from duixian.programs import checked

    wrong = 0
    for folder in _existing(folders):
        found = checked(folder)
        wrong += bool(found.errors)
        for error in found.errors:
            complain(error)
        if found.program is not None:
            loaded = found.program
            typer.echo(f"{folder}  {loaded.title} {loaded.version}  {_sizes(loaded, found.cases)}")
    if not wrong:
        say(f"{len(folders)} 个模板，没有错。", style="bold")
    return 1 if wrong else 0


@program.command("try", cls=Command)
def try_(folders: Folders) -> int:
    """试算：把模板自带的例子（cases/*.toml）走一遍，与写明的结果逐项比；有不同或写错的，退出码是 1。

    例：duixian program try programs/major_projects
    """
    from duixian.programs import play

    wrong = 0
    for folder in _existing(folders):
        loaded = _loaded(folder)
        played = [] if loaded is None else play(folder, program=loaded)
        wrong += loaded is None or not played
        if loaded is not None and not played:
            complain(ProgramError("没有例子可走", where=str(folder), hint="在 cases/ 里写至少一个 .toml"))
        wrong += sum(_shown(each) for each in played)
    return 1 if wrong else 0


@program.command("new", cls=Command)
def new(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="要建的文件夹；名字就是代号")],
    title: Annotated[str, typer.Option("--title", metavar="名称", help="这件事叫什么")] = "新的事项",
) -> int:
    """新建一个模板：带注释，能通过检查，改成自己的即可。

    例：duixian program new programs/hidden_dangers --title 安全隐患排查
    """
    from duixian.programs import write_new

    for path in write_new(folder, title=title, today=date.today()):
        typer.echo(path)
    say(f"先检查，再试算：duixian program check {folder} && duixian program try {folder}")
    return 0


@program.command("schema", cls=Command)
def schema(
    of: Annotated[str, typer.Option("--of", metavar="program|case", help="模板的，还是例子的")] = "program",
) -> int:
    """给编辑器用的 JSON Schema：写模板时有提示、有检查。

    例：duixian program schema > program.schema.json
    """
    from duixian.commands.misuse import choose
    from duixian.programs import as_text

    typer.echo(as_text(choose(of, ("program", "case"), option="--of")), nl=False)
    return 0


def _existing(folders: list[Path]) -> list[Path]:
    strangers = [folder for folder in folders if not folder.is_dir()]
    if strangers:
        raise UsageError(f"没有这个文件夹：{strangers[0]}", hint="写模板的文件夹，例如 programs/major_projects")
    return folders


def _loaded(folder: Path) -> Program | None:
    """Return the program of a folder, or nothing after its faults were told."""
    from duixian.programs import load_program

    try:
        return load_program(folder)
    except ProgramError as error:
        complain(error)
        return None


def _sizes(loaded: Program, cases: int) -> str:
    counts = {
        "栏目": len(loaded.fields),
        "阶段": len(loaded.stages),
        "事件": len(loaded.events),
        "手续": len(loaded.steps),
        "参数": len(loaded.parameters),
        "指标": len(loaded.indicators),
        "提醒": len(loaded.alerts),
        "例子": cases,
    }
    return "，".join(f"{word} {count}" for word, count in counts.items() if count)


def _shown(played: Played) -> bool:
    """Print how a file came out; answer whether anything differs, or kept it from being played."""
    if played.error is not None:
        complain(played.error)
        return True
    typer.echo(f"{'✗' if played.differences else '✓'} {played.path}  {played.title}  {played.checks} 项")
    for each in played.differences:
        typer.echo(f"    {each}")
    return bool(played.differences)
