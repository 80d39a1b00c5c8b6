"""`duixian demo --pages`: tables in the terminal, pages in a folder, a server for this machine's browser."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from playwright.sync_api import Browser, expect

Run = Callable[..., CompletedProcess[bytes]]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address at which the demo is served."""
    words = [sys.executable, "-m", "duixian", "demo", "--pages", "--port", "0", "--out", str(tmp_path / "页")]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        found = (re.search(rb"http://127\.0\.0\.1:\d+/", line) for line in process.stderr)
        yield next(match[0].decode() for match in found if match)
        process.terminate()


def test_the_demo_reads_the_reports_of_the_repository(run: Run, tmp_path: Path) -> None:
    done = run("demo", "--pages", "--no-serve")
    assert done.returncode == 0
    printed = done.stdout.decode()
    assert "清河湾县2025年政府工作报告.txt  UTF-8" in printed
    assert printed.count("条  数字") >= 3
    names = {path.name for path in (tmp_path / "demo-out").iterdir()}
    assert {"index.html", "清河湾县2025年政府工作报告.html"} <= names
    page = (tmp_path / "demo-out" / "清河湾县2025年政府工作报告.html").read_text(encoding="utf-8")
    assert '<span class="tag">演示数据 · 虚构县</span>' in page


def test_the_demo_lays_its_reports_beside_each_other(run: Run, tmp_path: Path) -> None:
    assert run("demo", "--pages", "--no-serve").returncode == 0
    page = (tmp_path / "demo-out" / "对照-清河湾县.html").read_text(encoding="utf-8")
    assert "年答应的" in page
    assert '<span class="tag">演示数据 · 虚构县</span>' in page
    assert "逐年对照 · 清河湾县" in (tmp_path / "demo-out" / "index.html").read_text(encoding="utf-8")


def test_other_reports_are_not_called_made_up(run: Run, tmp_path: Path) -> None:
    (tmp_path / "我的").mkdir()
    (tmp_path / "我的" / "一.txt").write_text("2025年改造老旧小区9个。", encoding="utf-8")
    done = run("demo", "--pages", "--no-serve", "--reports", "我的", "--out", "页")
    assert done.returncode == 0
    assert 'class="tag"' not in (tmp_path / "页" / "一.html").read_text(encoding="utf-8")


def test_a_list_leads_to_each_page(served: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(served)
    expect(page.locator("h1")).to_contain_text("份报告，读到")
    page.click("text=清河湾县2025年政府工作报告 >> nth=0")
    expect(page.locator("article")).to_contain_text("清河湾县")
    page.close()


def test_only_this_machine_is_served(served: str) -> None:
    assert served.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(served) as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_taken_port_is_said(run: Run, served: str, tmp_path: Path) -> None:
    port = served.rsplit(":", 1)[1].strip("/")
    (tmp_path / "一.txt").write_text("2025年改造老旧小区9个。", encoding="utf-8")
    done = run("demo", "--pages", "--reports", ".", "--port", port)
    assert done.returncode == 1
    assert f"✗ 端口 {port} 用不了。" in done.stderr.decode()
