"""`duixian init`, `load`, `verify`, `serve`: a ledger from nothing, as a person does it in a terminal."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[bytes]]
REPORT = "武乡县2025年政府工作报告\n\n二、2025年工作安排\n改造老旧小区9个，加装电梯24部。\n"


@pytest.fixture(autouse=True)
def on_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DUIXIAN_DATABASE_URL", raising=False)
    monkeypatch.delenv("DUIXIAN_DATA", raising=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_init_makes_a_ledger_and_shows_the_password_once(run: Run, tmp_path: Path) -> None:
    first = run("init", "--data", "账本", "--place", "武乡")
    assert first.returncode == 0
    assert re.search(r"管理员 +keeper\n密码 +\w+-\w+-\d\d-\w+-\w+", first.stdout.decode())
    assert (tmp_path / "账本").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "账本" / "secret.key").stat().st_mode & 0o777 == 0o600
    key = (tmp_path / "账本" / "secret.key").read_text()
    again = run("init", "--data", "账本")
    assert again.returncode == 0
    assert "密码" not in again.stdout.decode()
    assert "已经建好了，什么都没有改动。" in again.stderr.decode()
    assert (tmp_path / "账本" / "secret.key").read_text() == key


@pytest.mark.parametrize(
    ("place", "said"), [("朝阳区", "110105"), ("没有这个县", "没有“没有这个县”这个县。"), ("", "没有“”这个县。")]
)
def test_init_asks_for_a_county_that_there_is(run: Run, tmp_path: Path, place: str, said: str) -> None:
    done = run("init", "--data", "账本", "--place", place or "  ")
    assert done.returncode == 2
    assert said.replace("“”", "“  ”") in done.stderr.decode()
    assert not (tmp_path / "账本").exists()


def test_init_leaves_a_folder_alone_that_holds_something_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "别的").mkdir()
    (tmp_path / "别的" / "照片.txt").write_text("x")
    done = run("init", "--data", "别的", "--place", "武乡县")
    assert done.returncode == 1
    assert "这个文件夹里有别的东西" in done.stderr.decode()


def test_load_reads_what_it_takes_in_and_tells_what_it_refuses(run: Run, ledger: Path, report: Path) -> None:
    assert "2 条" in run("load", report, "--data", ledger).stdout.decode()
    (report.parent / "空.txt").write_bytes(b"")
    done = run("load", report, "空.txt", "没有.txt", "--data", ledger)
    assert done.returncode == 1
    said = done.stderr.decode()
    assert "这份文件已经在了" in said
    assert "空.txt" in said
    assert "没有.txt" in said
    assert "3 份没有放进去" in said


def test_verify_is_exact_about_a_flipped_byte(run: Run, ledger: Path, report: Path) -> None:
    run("load", report, "--data", ledger)
    whole = run("verify", "--data", ledger)
    assert whole.returncode == 0
    assert "全部完好" in whole.stderr.decode()
    kept = next(path for path in (ledger / "files").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes().replace(b"9", b"8", 1))
    broken = run("verify", "--data", ledger)
    assert broken.returncode == 1
    assert "存下的文件被改过" in broken.stderr.decode()


def test_verify_names_the_first_broken_entry(run: Run, ledger: Path) -> None:
    with sqlite3.connect(ledger / "duixian.sqlite3") as database:
        database.execute("DROP TRIGGER journal_entry_no_update")
        database.execute("UPDATE journal_entry SET body = replace(body, 'keeper', 'keepex')")
    done = run("verify", "--data", ledger)
    assert done.returncode == 1
    assert "accounts.person 1 #1 person.add 内容与校验码不符" in done.stderr.decode()
    assert "一共 1 处" in done.stderr.decode()


def test_a_folder_that_is_no_ledger_is_said(run: Run) -> None:
    for command in ("verify", "serve"):
        done = run(command, "--data", "没有")
        assert done.returncode == 1
        assert "这里还没有账本的数据文件夹" in done.stderr.decode()


@pytest.fixture
def served(ledger: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    words = [sys.executable, "-m", "duixian", "serve", "--data", str(ledger), "--port", "0", "--workers", "1"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        found = (re.search(rb"http://127\.0\.0\.1:\d+/", line) for line in process.stderr)
        yield process, next(match[0].decode() for match in found if match)
        if process.poll() is None:
            process.kill()


def answered(address: str) -> int:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}login/") as answer:
                return int(answer.status)
        except OSError:
            time.sleep(0.2)
    return 0


def children(process: subprocess.Popen[bytes]) -> list[tuple[int, str]]:
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True)
    rows = (line.strip().partition(" ") for line in listed.stdout.splitlines())
    return [(int(pid), words) for pid, _, words in rows]


def test_serve_answers_restarts_what_dies_and_stops_both(
    served: tuple[subprocess.Popen[bytes], str], ledger: Path, run: Run
) -> None:
    process, address = served
    assert answered(address) == 200
    port = address.rsplit(":", 1)[1].strip("/")
    taken = run("serve", "--data", ledger, "--port", port)
    assert taken.returncode == 1
    assert f"端口 {port} 用不了" in taken.stderr.decode()
    worker = next(pid for pid, words in children(process) if "duixian.server.worker" in words)
    os.kill(worker, signal.SIGKILL)
    for _ in range(100):
        again = [pid for pid, words in children(process) if "duixian.server.worker" in words]
        if again and worker not in again:
            break
        time.sleep(0.1)
    assert again
    assert again != [worker]
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port))) != 0


def test_reading_never_loads_django(run: Run, report: Path) -> None:
    code = "import sys; from duixian.cli import run; run(['read', sys.argv[1]]); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, str(report)], capture_output=True)
    assert done.returncode == 0


def test_the_sentence_without_the_server_part(report: Path) -> None:
    code = (
        "import sys, importlib.util as u; find = u.find_spec; "
        "u.find_spec = lambda name, *more: None if name == 'django' else find(name, *more); "
        "from duixian.cli import run; sys.exit(run(['init', '--place', '武乡县']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=report.parent)
    assert done.returncode == 1
    assert "pip install 'duixian[server]'" in done.stderr.decode()


def test_assess_clears_workbooks_that_nobody_imported_for_a_week(run: Run, ledger: Path) -> None:
    then = time.time() - 8 * 24 * 3600
    for name in ("old", "new"):
        path = ledger / "unimported" / name[:2] / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"PK")
        os.utime(path, (then, then) if name == "old" else None)
    done = run("assess", "--data", "账本")
    assert done.returncode == 0, done.stderr.decode()
    assert "清掉了 1 份没有导入的任务表" in done.stderr.decode()
    assert [path.name for path in (ledger / "unimported").glob("*/*")] == ["new"]
