"""`duixian verify`: is the journal whole, and every kept file what it was?"""

from __future__ import annotations

import typer

from duixian.commands.django import start
from duixian.commands.init import Data
from duixian.commands.talk import complain, say
from duixian.errors import LedgerError


def verify(data: Data = None) -> int:
    """核对账本：日志的每条链和每天的封存，存下的每个文件；完好退出码是 0，有断处是 1。

    例：duixian verify --data /srv/wuxiang
    """
    start(data)
    from duixian.ledger.checks import run as check

    found = check()
    typer.echo(
        f"日志 {found.entries:,} 条，{found.subjects:,} 个对象；封存 {found.seals:,} 天；文件 {found.files:,} 个"
    )
    if not found.faults:
        say("全部完好。", style="bold")
        return 0
    first = found.faults[0]
    hint = f"一共 {len(found.faults)} 处。先停用，从最近一次备份恢复，再核对一遍；不要自己改数据库。"
    complain(LedgerError(first.what, where=first.where, hint=hint))
    return 1
