"""`duixian assess`: what turned on each finished day, written down and told in the journal; old uploads cleared."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from duixian.commands.django import start
from duixian.commands.init import Data
from duixian.commands.talk import say


def assess(
    data: Data = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], metavar="日期", help="判到哪一天；不写就是昨天")
    ] = None,
) -> int:
    """把每一天的判定和三色转变记下来：漏了几天就按先后补几天，再运行一次什么也不变。

    例：duixian assess --data /srv/wuxiang --on 2025-09-25
    """
    start(data)
    from duixian.server.assessing import clear, run, run_cases

    for name, found in run(on.date() if on else None):
        if found.days:
            first, last = found.days[0], found.days[-1]
            typer.echo(f"{name}  {first:%Y-%m-%d} 到 {last:%Y-%m-%d}，{len(found.days)} 天，{found.turned} 项转变")
        else:
            typer.echo(f"{name}  没有要补的日子")
    for title, rung, values in run_cases(on.date() if on else None):
        typer.echo(f"{title}  提醒新响 {rung.begun}，升级 {rung.risen}，解除 {rung.ended}；连着的承诺有新数 {values}")
    cleared = clear()
    if cleared:
        say(f"清掉了 {cleared} 份没有导入的任务表，都放了 7 天以上。")
    say("判定记好了，在总览的“本周转向”里看。", style="bold")
    return 0
