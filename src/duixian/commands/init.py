"""`duixian init`: a data folder with its database, its county and its first keeper."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from duixian.commands.django import start
from duixian.commands.talk import say
from duixian.errors import UsageError

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="文件夹", help="数据放在哪里；不写是 DUIXIAN_DATA，再不然是 duixian-data"),
]


def init(
    data: Data = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="县名", help="哪个县：县名，或六位行政区划代码")
    ] = None,
) -> int:
    """建一个账本：数据文件夹、数据库、县和第一个管理员；再运行一次什么都不改。

    例：duixian init --data /srv/wuxiang --place 武乡县
    """
    folder = start(data, new=True)
    from duixian.server.founding import found

    done = found(folder, place=lambda: place or _asked())
    typer.echo(f"数据文件夹  {folder}{'' if done.is_new else '（已经在了）'}")
    typer.echo(f"县          {done.place}")
    if done.password:
        typer.echo(f"管理员      {done.username}\n密码        {done.password}")
        say("密码只显示这一次；首次登录须改。", style="bold")
    elif done.upgraded:
        say(f"数据库升级了 {done.upgraded} 步；别的没有改动。", style="bold")
    else:
        say("已经建好了，什么都没有改动。", style="bold")
    say(f"下一步：duixian serve --data {folder}")
    return 0


def _asked() -> str:
    if not sys.stdin.isatty():
        raise UsageError("要写是哪个县。", hint="例：duixian init --place 武乡县，或 --place 140429")
    return str(typer.prompt("哪个县（县名或六位代码）"))
