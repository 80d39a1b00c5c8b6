"""A mistyped command: exit 2, what is not there, what was likely meant, in Chinese."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[bytes]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("read", "✗ 没有说读哪个文件。"),
        ("read a.txt --format jsnl", "✗ --format 没有 jsnl。是不是 jsonl？\n  可用：table jsonl csv html text"),
        ("read a.txt --format zzz", "✗ --format 没有 zzz。\n  可用：table jsonl csv html text"),
        ("read a.txt --kind milestones", "✗ --kind 没有 milestones。是不是 milestone？\n  可用：figure milestone task"),
        ("read a.txt --formt csv", "✗ 没有 --formt 这个选项。是不是 --format？"),
        ("read a.txt --year abc", "✗ --year 要写整数，写的是 abc。"),
        ("read a.txt --year=abc", "✗ --year 要写整数，写的是 abc。"),
        ("read a.txt --year 25", "✗ --year 没有 25。"),
        ("read a.txt --jobs 0", "✗ --jobs 不能是 0。"),
        ("read a.txt --limit -1", "✗ --limit 不能是 -1。"),
        ("read a.txt --out", "✗ --out 后面还要写一个值。"),
        ("read - a.txt", "✗ - 是标准输入，不能和别的文件一起读。"),
        ("read a.txt b.txt --format html", "✗ 几份网页要写到文件夹里。\n  加上 --out 文件夹"),
        ("read a.txt --out a.txt", "✗ --out 会覆盖要读的 a.txt。"),
        ("read a.txt --out .", "✗ --out . 是文件夹。"),
        ("raed a.txt", "✗ 没有 raed 这个命令。是不是 read？"),
        ("a.txt", "✗ 没有 a.txt 这个命令。\n  要读这份文件，写：duixian read a.txt"),
        ("demo x", "✗ 多出来的内容：x。"),
        ("--versoin", "✗ 没有 --versoin 这个选项。是不是 --version？"),
    ],
)
def test_misuse_names_the_nearest_right_word(run: Run, tmp_path: Path, arguments: str, said: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("改造老旧小区9个。", encoding="utf-8")
    done = run(*arguments.split())
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode().startswith(said)
    assert "Traceback" not in done.stderr.decode()


def test_a_folder_that_is_not_there_can_be_mended(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("改造老旧小区9个。", encoding="utf-8")
    done = run("read", "a.txt", "--out", "没有/行.jsonl")
    assert done.returncode == 1
    assert done.stderr.decode() == "✗ 没有/行.jsonl 写不了：所在的文件夹不存在。\n  请先建好文件夹 没有。\n"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_is_chinese(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 0
    said = done.stdout.decode()
    assert said.startswith("用法：duixian 命令")
    for words in ("read     读报告", "compare  对照几份报告", "demo     建一个虚构县的账本"):
        assert f"  {words}" in said


def test_help_names_every_option(run: Run) -> None:
    said = run("read", "--help").stdout.decode()
    for option in ("--format", "--out", "--place", "--year", "--kind", "--jobs", "--limit"):
        assert f"  {option} " in said
    assert not any(word in said for word in ("Usage", "Options", "Show", "default", "INTEGER"))


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout.decode() == "duixian 0.1.0\n"
