"""`duixian serve`: the pages of the ledger, with the worker of long jobs beside them."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from duixian.commands.django import start
from duixian.commands.init import Data
from duixian.commands.talk import say

HOST, PORT = "127.0.0.1", 8000
HERE = ("127.0.0.1", "localhost", "::1")


def serve(
    data: Data = None,
    host: Annotated[
        str, typer.Option("--host", metavar=HOST, help="在哪个地址上听；0.0.0.0 是让别的机器也能打开")
    ] = HOST,
    port: Annotated[int, typer.Option("--port", metavar=str(PORT), help="哪个端口；0 是自己找一个")] = PORT,
    workers: Annotated[int, typer.Option("--workers", metavar="2", help="几个进程")] = 2,
) -> int:
    """打开账本的网页，后台任务一起运行；按 Ctrl+C 停。

    例：duixian serve --data /srv/wuxiang --port 8000
    """
    _allow(host)
    start(data)
    run(host=host, port=port, workers=workers)
    return 0


def _allow(host: str) -> None:
    """Let the pages answer to the host that is named, where the environment does not say which do."""
    if host not in HERE and "DUIXIAN_HOSTS" not in os.environ:
        os.environ["DUIXIAN_HOSTS"] = ",".join((*HERE[:2], "[::1]", host))
        if host in ("0.0.0.0", "::"):
            say("从别的机器打开，要用 DUIXIAN_HOSTS 写上本机的名字或地址，例：DUIXIAN_HOSTS=192.168.1.8", style="bold")


def run(*, host: str, port: int, workers: int) -> None:
    """Serve the data folder that Django was started on."""
    from duixian.server.serving import free_port
    from duixian.server.serving import serve as serve_pages

    port = port or free_port(host)
    serve_pages(host=host, port=port, workers=workers, say=_said, ready=f"http://{host}:{port}/")


def _said(words: str) -> None:
    say(words, style="bold")
