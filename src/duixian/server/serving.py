"""Serving: gunicorn and the worker of long jobs as children, watched; finished days of the journal are sealed.

The children are processes of their own: either may die and is started again, and a stop reaches both.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

from django.db import connection

from duixian.errors import DuixianError, LedgerError
from duixian.journal.seals import seal_finished_days
from duixian.server.founding import pending

Say = Callable[[str], None]
THREADS = 4
LOOK_EVERY = 0.2
SEAL_EVERY = 600.0
# A child that dies this often within a minute is broken, not unlucky.
TOO_OFTEN = 5
MINUTE = 60.0
# What a stop allows a request or a job in hand; a job that is cut off runs again.
GRACE = 15.0


@dataclass(slots=True)
class Child:
    """A process that is to run as long as the server does."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    died: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process, in a group of its own: Ctrl+C reaches it through us only."""
        self.process = subprocess.Popen(self.command, start_new_session=True)

    def look(self, say: Say) -> None:
        """Start the process again if it has died; raises LedgerError where it dies again and again."""
        if self.process is None or self.process.poll() is None:
            return
        now = time.monotonic()
        self.died = [*(at for at in self.died if now - at < MINUTE), now]
        if len(self.died) >= TOO_OFTEN:
            hint = "看上面的出错信息；数据没有动。"
            raise LedgerError(f"{self.name}一分钟里停了 {TOO_OFTEN} 次，不再重启。", hint=hint)
        say(f"{self.name}停了（退出码 {self.process.returncode}），已经重新启动。")
        self.start()

    def stop(self) -> None:
        """Ask the process to end, and end it when it does not."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Stop(Exception):  # noqa: N818  it is no error
    """Someone asked for the end."""


def serve(*, host: str, port: int, workers: int, say: Say, ready: str) -> None:
    """Serve until SIGTERM or Ctrl+C; raises DuixianError where it cannot start."""
    if pending():
        raise LedgerError("程序比数据库新。", hint="先运行一次 duixian init（同一个 --data），它会升级数据库。")
    _check_programs()
    check_port(host, port)
    children = [
        Child("网页服务", gunicorn(host, port, workers)),
        Child("后台任务", [sys.executable, "-m", "duixian.server.worker"]),
    ]
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)
    try:
        _watch(children, say=say, ready=ready)
    except Stop:
        say("正在停，写完手上的事。")
    finally:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, signal.SIG_IGN)
        for child in children:
            child.stop()


def _check_programs() -> None:
    """Refuse to serve where the data folder's copy of a program is not what the database has installed."""
    from duixian.cases.installing import differing

    strangers = differing()
    if strangers:
        hint = "再装一遍：duixian program install 文件夹（同一个 --data）。"
        raise LedgerError(f"数据文件夹里的模板和账本里装的不一样：{'、'.join(strangers)}。", hint=hint)


def _stop(_: int, __: FrameType | None) -> None:
    raise Stop


def _watch(children: list[Child], *, say: Say, ready: str) -> None:
    sealed = float("-inf")
    for child in children:
        child.start()
    say(f"请用浏览器打开 {ready} ，按 Ctrl+C 停止")
    while True:
        if time.monotonic() - sealed >= SEAL_EVERY:
            _seal(say)
            _assess()
            _clear(say)
            sealed = time.monotonic()
        for child in children:
            child.look(say)
        time.sleep(LOOK_EVERY)


def _seal(say: Say) -> None:
    days = seal_finished_days()
    connection.close()
    if days:
        say(f"日志封存了 {len(days)} 天，到 {days[-1].day}。")


def _assess() -> None:
    """Hand yesterday's assessing to the worker, where it was not done yet."""
    from duixian.ledger.jobs import start_assessing

    start_assessing()
    connection.close()


def _clear(say: Say) -> None:
    """Delete workbooks that nobody imported within a week; the server goes on where the disk does not let it."""
    from duixian.ledger.sheets import waiting

    try:
        waiting.clear()
    except OSError as error:
        say(f"没有导入的任务表清不掉：{error}。")


def gunicorn(host: str, port: int, workers: int) -> list[str]:
    """Return the command of the web server."""
    bound = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", bound, "--workers", str(workers), "--threads", str(THREADS), "--timeout", "120"]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", "duixian.server.wsgi", *options, *quiet]


def check_port(host: str, port: int) -> None:
    """Raise DuixianError where nothing can listen on the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((host, port))
    except (OSError, OverflowError) as error:
        raise DuixianError(
            f"端口 {port} 用不了：{error}。", hint=f"换一个：--port {port + 1 if port < 65535 else 8001}"
        ) from None


def free_port(host: str) -> int:
    """Return a port that nothing listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tried:
        tried.bind((host, 0))
        return int(tried.getsockname()[1])
