"""`duixian program plan`, `install`, `back`, `list`, `remove`: what a ledger runs, and what installing would change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duixian.commands.django import start
from duixian.commands.init import Data
from duixian.commands.talk import say
from duixian.errors import ProgramError

if TYPE_CHECKING:
    from duixian.cases.planning import Plan
    from duixian.programs.loading import Source

Folders = Annotated[list[Path], typer.Argument(metavar="文件夹…", help="一个或几个模板的文件夹")]


def plan(folders: Folders, data: Data = None) -> int:
    """安装会改什么：表、列、约束，动到多少件、多少个值，和退回去要做的；什么都不动。

    例：duixian program plan programs/major_projects --data /srv/wuxiang
    """
    start(data)
    from duixian.cases.installing import plan_for
    from duixian.programs import load_source

    sources = [(folder, load_source(folder)) for folder in folders]
    for folder, source in sources:
        _shown(folder, plan_for(source))
        _warn(source, sources)
    return 0


def install(folders: Folders, data: Data = None) -> int:
    """安装模板，或换成新的一版；在办的事项留在原来那一版。开着的网页服务自己换上。

    例：duixian program install programs/* --data /srv/wuxiang
    """
    start(data)
    from duixian.cases.installing import install as bring
    from duixian.programs import load_source

    sources = [(folder, load_source(folder)) for folder in folders]
    for folder, source in sources:
        _shown(folder, bring(source, by=None))
        _warn(source, sources)
    say("装好了。开着的网页服务从下一次打开页面起用它。退回前一版：duixian program back 代号", style="bold")
    return 0


def back(
    key: Annotated[str, typer.Argument(metavar="代号", help="duixian program list 里的第一列")],
    data: Data = None,
) -> int:
    """把最近一次安装退回去：换回前一版；会丢数据的不退，说明为什么。

    例：duixian program back hidden_dangers --data /srv/wuxiang
    """
    start(data)
    from duixian.cases.installing import back as take_back

    _shown(Path(key), take_back(key, by=None))
    say("退回去了。开着的网页服务从下一次打开页面起照此办理。", style="bold")
    return 0


def installed(data: Data = None) -> int:
    """装着哪些模板：代号、名称、版本、事项数。

    例：duixian program list --data /srv/wuxiang
    """
    start(data)
    from duixian.cases.queries.installed import listed

    rows = listed()
    for row in rows:
        typer.echo(f"{row.program}  {row.title} {row.version}  {row.cases} 件")
    if not rows:
        say("还没有装模板。安装：duixian program install programs/*")
    return 0


def remove(
    key: Annotated[str, typer.Argument(metavar="代号", help="duixian program list 里的第一列")],
    yes: Annotated[bool, typer.Option("--yes", help="确认拆掉")] = False,
    data: Data = None,
) -> int:
    """拆掉一个模板：它的事项先归档，历史和日志都留着，然后删表。

    例：duixian program remove hidden_dangers --yes --data /srv/wuxiang
    """
    start(data)
    from duixian.cases.installing import remove as take
    from duixian.cases.queries.installed import cases_of

    number = cases_of(key)
    if not yes:
        raise ProgramError(f"拆掉“{key}”会归档 {number} 件事项", hint="想好了就加上 --yes")
    _shown(Path(key), take(key, by=None))
    say(f"归档了 {number} 件；历史和日志都在，再装一次就都回来。", style="bold")
    return 0


def _shown(folder: Path, steps: Plan) -> None:
    typer.echo(f"{folder}：{'表不用改' if steps.is_empty else f'{len(steps.operations)} 步'}")
    for words in steps.words:
        typer.echo(f"    {words}")
    if steps.inverse:
        typer.echo(f"  退回去 {len(steps.inverse)} 步")
    for words in steps.words_back:
        typer.echo(f"    {words}")


def _warn(source: Source, sources: Sequence[tuple[Path, Source]]) -> None:
    """Say what a folder names and the ledger does not have, also not by the other folders that come with it."""
    from duixian.cases.queries.installed import offices_missing, programs_missing

    if missing := programs_missing(source.program, coming=[each.program.id for _, each in sources]):
        say(f"    账本里没有装这些模板，指着它们的栏填不了：{'、'.join(missing)}", style="bold")
        say("    也装上它们，或者改 of；装着哪些：duixian program list")
    if missing := offices_missing(source.program):
        say(f"    账本里没有这些单位，报到它们那里的手续没有人答复：{'、'.join(missing)}", style="bold")
        say("    在“管理”的“单位”里添上，或写成已有单位的“别的写法”；也可以改模板里的 office。")
