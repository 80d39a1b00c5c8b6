"""`duixian read` as a person runs it: another process, real files, what comes out where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[bytes]]

TEXT = (
    "清河湾县2025年政府工作报告\n（虚构县份，数据均为测试所编）\n\n一、2024年工作回顾\n"
    "全年地区生产总值增长6.2%，一般公共预算收入完成9.86亿元。\n\n"
    "二、2025年工作安排\n改造老旧小区9个，加装电梯24部，9月底前全部完工。\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "清河湾县2025.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


def rows(done: CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_table_is_printed_on_standard_output(run: Run, file: Path) -> None:
    done = run("read", file.name)
    assert done.returncode == 0
    printed = done.stdout.decode()
    assert printed.startswith(f"{file.name}  UTF-8  ")
    assert "地区生产总值" in printed
    assert "9.86亿元" in printed
    assert "读完" not in printed
    assert "\x1b" not in printed
    assert done.stderr == b""


def test_jsonl_points_into_the_file(run: Run, file: Path) -> None:
    done = run("read", file.name, "--format", "jsonl")
    assert done.returncode == 0
    told = rows(done)
    assert {"6.2%", "9.86亿元", "9个", "24部"} <= {row["text"] for row in told}
    for row in told:
        assert TEXT[int(str(row["start"])) : int(str(row["end"]))] == row["text"]
        assert "doc" not in row


def test_two_files_name_theirs(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text(TEXT, encoding="utf-8")
    done = run("read", "b.md", file.name, "--format=jsonl")
    assert [row["doc"] for row in rows(done)][:: len(rows(done)) - 1] == ["b.md", file.name]


def test_a_folder_is_read_to_its_depths_in_order(run: Run, file: Path, tmp_path: Path) -> None:
    deep = tmp_path / "报告" / "乙" / "丙"
    deep.mkdir(parents=True)
    for path in (deep / "3.txt", tmp_path / "报告" / "1.md", tmp_path / "报告" / "乙" / "2.TXT"):
        path.write_text(TEXT, encoding="utf-8")
    (tmp_path / "报告" / "图.png").write_bytes(b"\x89PNG")
    (tmp_path / "报告" / ".隐.txt").write_text(TEXT, encoding="utf-8")
    done = run("read", "报告", "--format", "jsonl")
    assert list(dict.fromkeys(row["doc"] for row in rows(done))) == ["报告/1.md", "报告/乙/2.TXT", "报告/乙/丙/3.txt"]
    assert "读完 3 份" in done.stderr.decode()


def test_standard_input_is_a_file_too(run: Run) -> None:
    done = run("read", "-", "--format", "jsonl", stdin=TEXT.encode())
    assert done.returncode == 0
    assert len(rows(done)) >= 4
    assert "标准输入" in run("read", "-", stdin=TEXT.encode()).stdout.decode()


def test_text_comes_out_byte_by_byte(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + "一\r\n二\r三\n".encode())
    assert run("read", "a.txt", "--format", "text").stdout == "一\r\n二\r三\n".encode()


def test_a_sheet_opens_in_excel(run: Run, file: Path) -> None:
    done = run("read", file.name, "--format", "csv")
    assert done.stdout.startswith(b"\xef\xbb\xbfkind,start,end,text")
    told = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8-sig"), newline="")))
    assert "986000000" in {row["value"] for row in told}


def test_another_encoding_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "旧.txt").write_bytes(TEXT.encode("gb18030"))
    done = run("read", "旧.txt", "--format", "jsonl")
    assert done.returncode == 0
    assert done.stderr.decode() == "旧.txt 是 GB18030 编码，已按它读。\n"


def test_a_bad_file_does_not_stop_the_others(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "扫描.pdf").write_bytes(b"%PDF-1.4")
    done = run("read", "扫描.pdf", file.name, "没有.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert {row["doc"] for row in rows(done)} == {file.name}
    said = done.stderr.decode().splitlines()
    assert said[0].startswith("读完 1 份，")
    assert said[1] == "✗ 扫描.pdf PDF 坏了，打不开：可能只有一半，或不是 PDF。"
    assert said[3] == "✗ 没有.txt 没有这个文件。"


def test_an_empty_folder_says_what_belongs_there(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = run("read", "空")
    assert done.returncode == 1
    assert "这个文件夹里没有能读的文件。" in done.stderr.decode()


def test_out_takes_its_format_from_the_name(run: Run, file: Path, tmp_path: Path) -> None:
    for name, begins in (("页.html", b"<!doctype html>"), ("行.jsonl", b'{"kind"'), ("表.csv", b"\xef\xbb\xbfkind")):
        done = run("read", file.name, "--out", name)
        assert (done.returncode, done.stdout) == (0, b"")
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_nothing_is_left_where_nothing_was_read(run: Run, tmp_path: Path) -> None:
    assert run("read", "没有.txt", "--out", "行.jsonl").returncode == 1
    assert list(tmp_path.iterdir()) == []


def test_several_pages_go_to_a_folder_with_a_list(run: Run, file: Path, tmp_path: Path) -> None:
    (tmp_path / "别").mkdir()
    (tmp_path / "别" / file.name).write_text(TEXT, encoding="utf-8")
    done = run("read", file.name, f"别/{file.name}", "--format", "html", "--out", "页")
    assert done.returncode == 0
    assert sorted(path.name for path in (tmp_path / "页").iterdir()) == [
        "index.html", f"{file.stem}-2.html", f"{file.stem}.html",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["figure", "数字"])
def test_one_kind_only(run: Run, file: Path, kind: str) -> None:
    done = run("read", file.name, "--format", "jsonl", "--kind", kind)
    assert {row["kind"] for row in rows(done)} == {"figure"}


def test_a_limit_holds_for_each_file(run: Run, file: Path) -> None:
    assert len(rows(run("read", file.name, "--format", "jsonl", "--limit", "2"))) == 2
    assert "第 2–" in run("read", file.name, "--limit", "1").stdout.decode()


def test_processes_print_what_one_process_prints(run: Run, tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(TEXT * (number + 1), encoding="utf-8")
    alone = run("read", ".", "--format", "jsonl", "--jobs", "1")
    together = run("read", ".", "--format", "jsonl", "--jobs", "2")
    assert alone.stdout == together.stdout
    assert alone.stdout.count(b"\n") > 12


def test_a_reader_that_has_seen_enough_ends_it_quietly(file: Path) -> None:
    file.write_text(TEXT * 3000, encoding="utf-8")
    words = [sys.executable, "-m", "duixian", "read", str(file), "--format", "jsonl"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_place_and_year_are_handed_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("改造老旧小区9个。", encoding="utf-8")
    assert "2023 年" in run("read", "a.txt", "--year", "2023").stdout.decode()


def test_a_place_that_no_list_has_is_used_and_said(run: Run, file: Path) -> None:
    done = run("read", file.name, "--place", "武乡", "--format", "jsonl")
    assert done.returncode == 0
    assert "武乡县" in done.stderr.decode()
    assert run("read", file.name, "--place", "武乡县").stderr == b""
