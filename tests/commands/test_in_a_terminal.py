"""`duixian read` in a terminal: colour that only doubles the words, the width of the window, a bar for long work."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
TEXT = "2025年工作安排\n改造老旧小区9个，加装电梯24部，新建村级养老餐桌30处，新增普惠托位220个。\n"
Terminal = Callable[..., tuple[str, int]]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Run `duixian` in a window of so many columns; what it shows and its exit code."""

    def show(*arguments: str, columns: int = 97, **environment: str) -> tuple[str, int]:
        screen, window = pty.openpty()
        fcntl.ioctl(window, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        # The window says how wide it is; a variable that another program has set must not.
        inherited = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        settings = {**inherited, "TERM": "xterm-256color", **environment}
        words = [sys.executable, "-m", "duixian", *arguments]
        with subprocess.Popen(words, cwd=tmp_path, env=settings, stdin=window, stdout=window, stderr=window) as process:
            os.close(window)
            shown = _all_of(screen).decode()
        return shown.replace("\r\n", "\n"), process.returncode

    return show


def _all_of(screen: int) -> bytes:
    parts = []
    while True:
        try:
            part = os.read(screen, 1 << 16)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(screen)
    return b"".join(parts)


@pytest.mark.parametrize("columns", [60, 97, 140])
def test_no_line_of_the_table_is_wider_than_the_window(terminal: Terminal, tmp_path: Path, columns: int) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    shown, code = terminal("read", "a.txt", columns=columns)
    assert code == 0
    lines = CODES.sub("", shown).split("\n")
    rules = [index for index, line in enumerate(lines) if line.startswith("─")]
    table = lines[rules[0] - 1 : rules[-1] + 1]
    assert max(cell_len(line) for line in table) <= columns


def test_without_colour_nothing_is_lost(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    coloured, _ = terminal("read", "a.txt")
    plain, _ = terminal("read", "a.txt", NO_COLOR="1")
    timed = re.compile(r"读完 [\d.]+ 秒")
    assert "\x1b[" in coloured
    assert "\x1b" not in plain
    assert timed.sub("", CODES.sub("", coloured)) == timed.sub("", plain)
    assert "看原文：duixian read a.txt --out 报告.html" in plain


def test_a_long_report_is_shortened_for_the_eye_only(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT * 30, encoding="utf-8")
    assert "条略，--limit 0 全部印出" in terminal("read", "a.txt")[0]
    assert "条略" not in terminal("read", "a.txt", "--limit", "0")[0]


def test_a_bar_shows_how_far_it_is_while_a_file_is_written(terminal: Terminal, tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    shown, code = terminal("read", ".", "--out", "行.jsonl")
    assert code == 0
    assert "5 / 5" in shown
    assert '"kind"' not in shown
    assert (tmp_path / "行.jsonl").read_text(encoding="utf-8").count('"doc"') >= 20


def test_a_page_is_not_poured_into_the_window(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    shown, code = terminal("read", "a.txt", "--format", "html")
    assert code == 2
    assert "加上 --out 报告.html" in shown
