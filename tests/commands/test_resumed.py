"""A folder run that is killed, interrupted or out of room: what was read stays, and the next run takes it up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess, Popen

import polars as pl
import pytest

Run = Callable[..., CompletedProcess[bytes]]

FILES = 30
TEXT = "2025年，清河湾县改造老旧小区{}个，加装电梯24部，新建村级养老餐桌30处，恒沛食品二期5月底竣工。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    for number in range(FILES):
        (tmp_path / "报告" / f"{number:02}.txt").write_text(TEXT.format(number) * 150, encoding="utf-8")
    (tmp_path / "报告" / "坏.pdf.txt").write_bytes(b"\x00\x01\x02" * 99)
    return tmp_path / "报告"


@pytest.fixture
def started(folder: Path) -> Iterator[Callable[..., Popen[bytes]]]:
    """Start `duixian read` on the folder and come back while it reads; it is ended when the test is."""
    running: list[Popen[bytes]] = []

    def start(out: str = "表.parquet", *, parts: int = 8, **options: str) -> Popen[bytes]:
        words = [sys.executable, "-m", "duixian", "read", folder.name, "--jobs", "2", "--out", out]
        words += [word for name, value in options.items() for word in (f"--{name}", value)]
        process = Popen(words, cwd=folder.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        running.append(process)
        wait_for(lambda: len(kept(folder, out)) >= parts)
        return process

    yield start
    for process in running:
        process.kill()
        process.communicate()


def wait_for(true: Callable[[], object], *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def kept(folder: Path, out: str = "表.parquet") -> list[Path]:
    return list((folder.parent / f".{out}.parts").glob("*.gz"))


def children(process: Popen[bytes]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in listed]


def killed(process: Popen[bytes]) -> None:
    """Kill a run, and wait until its workers have seen that it is gone."""
    workers = children(process)
    process.kill()
    process.wait()
    wait_for(lambda: not any(alive(worker) for worker in workers))


def alive(process: int) -> bool:
    """Answer whether a process runs; one that ended and that nobody has asked about has no command line."""
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes() != b""
    except OSError:
        return False


@pytest.mark.parametrize("out", ["表.parquet", "行.jsonl"])
def test_a_run_that_was_killed_is_taken_up(
    run: Run, folder: Path, started: Callable[..., Popen[bytes]], out: str
) -> None:
    killed(started(out))
    there = len(kept(folder, out))
    assert not (folder.parent / out).exists()
    again = run("read", "报告", "--out", out, "--jobs", "2")
    assert f"接着上次：{there} 份已经读好" in again.stderr.decode()
    undisturbed = run("read", "报告", "--out", f"全部.{out}", "--jobs", "2")
    assert "接着上次" not in undisturbed.stderr.decode()
    assert (folder.parent / out).read_bytes() == (folder.parent / f"全部.{out}").read_bytes()


def test_workers_of_a_killed_run_end_by_themselves(folder: Path, started: Callable[..., Popen[bytes]]) -> None:
    process = started()
    assert len(children(process)) == 2
    killed(process)


def test_an_interrupted_run_says_where_what_was_read_is(folder: Path, started: Callable[..., Popen[bytes]]) -> None:
    process = started()
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=10)[1].decode()
    assert process.returncode == 130
    assert "停下了。读好的留在 .表.parquet.parts" in said
    assert "Traceback" not in said
    assert kept(folder)


def test_a_killed_worker_costs_the_file_that_it_read(folder: Path, started: Callable[..., Popen[bytes]]) -> None:
    (folder / "大.txt").write_text(TEXT.format(1) * 6000, encoding="utf-8")
    process = started(parts=4)
    # The largest is read first and still is when the other worker has done four.
    os.kill(children(process)[0], signal.SIGKILL)
    said = process.communicate(timeout=60)[1].decode()
    assert process.returncode == 1
    assert "✗ 报告/大.txt 读它的进程被系统停掉了，没有读成。" in said
    assert "✗ 报告/坏.pdf.txt 这不是文本文件" in said
    assert f"读完 {FILES} 份" in said
    assert pl.read_parquet(folder.parent / "表.parquet")["doc"].n_unique() == FILES


def test_a_file_that_takes_too_long_is_given_up(run: Run, folder: Path) -> None:
    (folder / "大.txt").write_text(TEXT.format(1) * 48_000, encoding="utf-8")
    done = run("read", "报告", "--out", "表.parquet", "--jobs", "2", "--timeout", "3")
    assert "✗ 报告/大.txt 读了 3 秒没有动静，不再等了。" in done.stderr.decode()
    assert f"读完 {FILES} 份" in done.stderr.decode()


def test_what_failed_is_tried_again_and_the_rest_is_not(run: Run, folder: Path) -> None:
    first = run("read", "报告", "--out", "表.parquet")
    assert first.returncode == 1
    assert first.stderr.decode().splitlines()[-1].startswith("读好的留在 .表.parquet.parts")
    (folder / "坏.pdf.txt").write_text(TEXT.format(5), encoding="utf-8")
    second = run("read", "报告", "--out", "表.parquet")
    assert second.returncode == 0
    assert f"接着上次：{FILES} 份已经读好，这次读了 1 份。" in second.stderr.decode()
    assert sorted(path.name for path in folder.parent.iterdir()) == ["报告", "表.parquet"]


@pytest.mark.parametrize("name", ["parquet", "jsonl", "csv"])
def test_a_full_device_gives_one_message(run: Run, folder: Path, name: str) -> None:
    done = run("read", "报告/00.txt", "报告/01.txt", "--out", "/dev/full", "--format", name)
    assert done.returncode == 1
    said = [line for line in done.stderr.decode().splitlines() if line.startswith("✗")]
    assert said == ["✗ /dev/full 写不了。"]
    assert "No space left" in done.stderr.decode()
    assert Path("/dev/full").is_char_device()


def test_no_room_leaves_no_half_output(folder: Path) -> None:
    # The system refuses to write files over 100 kB: the parts fit, the table does not.
    words = f"ulimit -f 100; exec {sys.executable} -m duixian read 报告 --out 行.jsonl --jobs 2"
    done = subprocess.run(["bash", "-c", words], cwd=folder.parent, capture_output=True)
    assert done.returncode == 1
    assert "✗ 行.jsonl 写不了。" in done.stderr.decode()
    assert sorted(path.name for path in folder.parent.iterdir()) == [".行.jsonl.parts", "报告"]
    assert len(kept(folder, "行.jsonl")) == FILES
