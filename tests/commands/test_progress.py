"""Progress in a log: a line when it is time, with what has been read for long; pages of a single file."""

from __future__ import annotations

import pytest

from duixian.batch import Doing
from duixian.commands.progress import Lines, pages_told
from duixian.reader.formats.pace import page_done


def test_a_line_says_how_many_and_what_is_read_for_long(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines(1000, verb="读", every=0)
    for _ in range(612):
        lines.done += 1
    lines.watch([Doing("a.txt", 0.1), Doing("扫描.pdf", 65.0, page=12, pages=300)])
    assert capsys.readouterr().err == "读了 612 / 1,000 份，已 0 秒，正在读 扫描.pdf（第 12 / 300 页）\n"


def test_nothing_is_said_before_it_is_time(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines(1000, verb="读", every=60)
    lines()
    lines.watch([Doing("扫描.pdf", 65.0)])
    assert capsys.readouterr().err == ""


def test_pages_are_heard_only_while_someone_listens(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with pages_told():
        page_done(2, 3)
    page_done(3, 3)
    assert capsys.readouterr().err == "\r\x1b[K读了 2 / 3 页"
