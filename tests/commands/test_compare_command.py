"""`duixian compare`: what is laid beside each other, in which format, and what is said of files that cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from counties import LAST, THIS

Run = Callable[..., CompletedProcess[bytes]]


@pytest.fixture
def reports(tmp_path: Path) -> tuple[str, str]:
    """The names of two reports of one county, a year apart."""
    (tmp_path / "去年.txt").write_text(LAST, encoding="utf-8")
    (tmp_path / "今年.txt").write_text(THIS, encoding="utf-8")
    return "去年.txt", "今年.txt"


def lines_of(done: CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def row(done: CompletedProcess[bytes], title: str) -> list[str]:
    return next(line.split() for line in done.stdout.decode().splitlines() if line.startswith(title))


def test_promises_stand_beside_what_became_of_them(run: Run, reports: tuple[str, str]) -> None:
    done = run("compare", *reports)
    assert done.returncode == 0
    assert row(done, "地区生产总值增长 %") == ["地区生产总值增长", "%", "6.1", "6", "5.3", "✗", "差", "0.7", "5.5"]
    assert row(done, "城镇新增就业") == ["城镇新增就业", "人", "1,200", "1,237", "✓", "多", "37"]
    assert row(done, "PM2.5")[-4:] == ["39", "✗", "超", "3"]
    assert row(done, "改造农村公路")[-2:] == ["□", "没再提起"]
    assert row(done, "望江水厂") == ["望江水厂", "2024", "9月底前投入运营", "9月投入运营", "✓", "做到"]


def test_the_order_of_the_files_does_not_matter(run: Run, reports: tuple[str, str]) -> None:
    assert run("compare", *reports).stdout == run("compare", *reversed(reports)).stdout


def test_the_last_lines_count_the_promises(run: Run, reports: tuple[str, str]) -> None:
    printed = run("compare", *reports).stdout.decode()
    assert "6 项  ✓ 做到 3  ✗ 没做到 2  ? 无法判定 0  □ 没再提起 1" in printed
    assert "另有 1 项期限在 2025 年以后；2 项还没有后来的报告可对" in printed


def test_json_lines_are_links_then_silence(run: Run, reports: tuple[str, str]) -> None:
    lines = lines_of(run("compare", *reports, "--format", "jsonl"))
    link = next(line for line in lines if "from" in line)
    assert set(link) >= {"from", "to", "relation", "met", "why", "score"}
    assert {"doc", "start", "end", "kind"} <= set(link["from"])  # type: ignore[call-overload]
    assert {line["quiet"]["subject"] for line in lines if "quiet" in line} >= {"改造农村公路"}  # type: ignore[index]
    kinds = ["from" in line for line in lines]
    assert kinds == sorted(kinds, reverse=True)


def test_each_end_stands_where_it_says(run: Run, reports: tuple[str, str], tmp_path: Path) -> None:
    for line in lines_of(run("compare", *reports, "--format", "jsonl")):
        for end in (line.get("from"), line.get("to"), line.get("quiet")):
            if isinstance(end, dict):
                text = (tmp_path / end["doc"]).read_text(encoding="utf-8")
                assert text[end["start"] : end["end"]] == end["text"]


def test_the_end_of_the_name_chooses_the_format(run: Run, reports: tuple[str, str], tmp_path: Path) -> None:
    assert run("compare", *reports, "--out", "对照.jsonl").stdout == b""
    assert (tmp_path / "对照.jsonl").read_bytes() == run("compare", *reports, "--format", "jsonl").stdout


def test_a_narrow_terminal_folds_years_and_says_so(run: Run, reports: tuple[str, str]) -> None:
    printed = run("compare", *reports, COLUMNS="48").stdout.decode()
    assert "窄了，没有印出 远期、2023 年" in printed
    assert "✗ 差 0.7" in printed


def test_a_bad_file_costs_only_itself(run: Run, reports: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "坏.txt").write_bytes(b"")
    done = run("compare", *reports, "坏.txt")
    assert done.returncode == 1
    assert "✗ 差 0.7" in done.stdout.decode()
    assert "✗ 坏.txt" in done.stderr.decode()


def test_one_report_left_is_nothing_to_compare(run: Run, reports: tuple[str, str]) -> None:
    done = run("compare", reports[0], "没有.txt")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "✗ 只读成了 1 份，没有可对照的。" in done.stderr.decode()
    assert "没有.txt" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有说对照哪些文件。"),
        (("去年.txt",), "对照至少要两份报告，只有 1 份。"),
        (("-", "去年.txt"), "对照要几份文件，不能从标准输入读。"),
        (("去年.txt", "今年.txt", "--format", "exel"), "--format 没有 exel。"),
        (("去年.txt", "今年.txt", "--detial"), "没有 --detial 这个选项。是不是 --detail？"),
        (("去年.txt", "今年.txt", "--jobs", "0"), "--jobs 不能是 0。"),
        (("去年.txt", "今年.txt", "--out", "去年.txt"), "--out 会覆盖要读的 去年.txt。"),
    ],
)
def test_a_mistyped_command_is_said(run: Run, reports: tuple[str, str], words: tuple[str, ...], said: str) -> None:
    done = run("compare", *words)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_two_places_stand_apart(run: Run, reports: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "邻县.txt").write_text(THIS.replace("青岚", "石桥"), encoding="utf-8")
    printed = run("compare", *reports, "邻县.txt").stdout.decode()
    assert "2 份，青岚县。" in printed
    assert "1 份，石桥县。" in printed


def test_all_is_printed_on_demand(run: Run, reports: tuple[str, str]) -> None:
    short, whole = run("compare", *reports).stdout.decode(), run("compare", *reports, "--detail").stdout.decode()
    assert "--detail" in short
    assert "□ 改造农村公路 30公里  后来的报告没有再提\n  去年.txt" in whole
