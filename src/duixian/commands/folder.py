"""A folder of pages for the browser of this machine, with the standard library's server."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from duixian.commands.talk import say
from duixian.errors import DuixianError

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Gives out the pages without a line of log for each."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the base class's name
        """Say nothing."""

    def end_headers(self) -> None:
        """Ask the browser to look again: the next run writes the same names."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


def serve_folder(folder: Path, port: int) -> None:
    """Serve `folder` to this machine's browser until someone stops it."""
    try:
        server = ThreadingHTTPServer((HOST, port), partial(Handler, directory=str(folder)))
    except (OSError, OverflowError) as error:
        hint = f"系统说：{error}。换一个端口：duixian demo --pages --port 8001"
        raise DuixianError(f"端口 {port} 用不了。", hint=hint) from None
    say(f"请用浏览器打开 http://{HOST}:{server.server_port}/ ，按 Ctrl+C 停止", style="bold")
    with server, suppress(KeyboardInterrupt):
        server.serve_forever()
