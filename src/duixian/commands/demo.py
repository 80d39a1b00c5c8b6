"""`duixian demo`: an invented county's ledger to click through; with `--pages` only what the reader makes of it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import typer

from duixian.commands.demo_pages import pages as reader_pages
from duixian.commands.demo_pages import reports_at
from duixian.commands.django import start
from duixian.commands.serve import HOST, PORT, run
from duixian.commands.talk import say
from duixian.errors import StorageError

FOLDER = Path("duixian-demo")
# The file by which a folder is known to be a demo's; its settings name it too.
MARK = "demo"


def demo(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="文件夹", help="演示数据放在哪里；已有的演示数据会换成新的")
    ] = None,
    port: Annotated[int, typer.Option("--port", metavar=str(PORT), help="在哪个端口给浏览器看；0 是自己找一个")] = PORT,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="建好后打开本机网页服务")] = True,
    pages: Annotated[bool, typer.Option("--pages", help="不建账本，只读报告、印表、写标注页")] = False,
    out: Annotated[Path, typer.Option("--out", metavar="文件夹", help="标注页写到这里（与 --pages 同用）")] = Path(
        "demo-out"
    ),
    reports: Annotated[
        Path | None, typer.Option("--reports", metavar="文件夹", help="读这里的报告，不读自带的（与 --pages 同用）")
    ] = None,
) -> int:
    """建一个虚构县的账本：报告读好，审了一半，一年的进度和佐证都在，打开网页就能点。

    例：duixian demo --port 8000
    """
    if pages:
        return reader_pages(port=port, out=out, serve=serve, reports=reports)
    names, tags = reports_at(None)
    folder = (data or FOLDER).resolve()
    _empty(folder)
    os.environ["DUIXIAN_DEMO"] = "1"
    start(folder, new=True)
    from duixian.server.demo import build

    real = [Path(name) for name in names if name not in tags]
    for line in build(folder, source=Path(names[0]).parents[1], real=real, say=say):
        typer.echo(line)
    if serve:
        run(host=HOST, port=port, workers=2)
    else:
        say(f"看网页：DUIXIAN_DEMO=1 duixian serve --data {folder}", style="bold")
    return 0


def _empty(folder: Path) -> None:
    """Empty the folder of an earlier demo; raises StorageError for any other folder that has something in it."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).is_file():
        hint = "演示只用自己的文件夹：换一个 --data，或先把这个移开。"
        raise StorageError("这个文件夹里不是演示数据，没有动它。", where=str(folder), hint=hint)
    shutil.rmtree(folder)
