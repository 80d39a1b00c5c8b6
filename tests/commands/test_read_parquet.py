"""`duixian read --format parquet`: typed columns that other tools read, of one file and of many."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

import duckdb
import polars as pl
import pytest

from duixian import read

Run = Callable[..., CompletedProcess[bytes]]

TEXT = "2025年，清河湾县改造老旧小区{}个，一般公共预算收入完成9.86亿元，恒沛食品二期5月底竣工。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    for number in range(5):
        (tmp_path / "报告" / f"{number}.txt").write_text(TEXT.format(number + 3), encoding="utf-8")
    return tmp_path / "报告"


def test_one_file_gives_the_frame_of_its_reading(run: Run, folder: Path, tmp_path: Path) -> None:
    done = run("read", "报告/0.txt", "--out", "表.parquet")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert pl.read_parquet(tmp_path / "表.parquet").equals(read(folder / "0.txt").to_frame())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["报告", "表.parquet"]


def test_many_files_name_theirs_and_its_content(run: Run, folder: Path, tmp_path: Path) -> None:
    assert run("read", "报告", "--out", "表.parquet", "--jobs", "2").returncode == 0
    frame = pl.read_parquet(tmp_path / "表.parquet")
    assert frame["doc"].unique(maintain_order=True).to_list() == [f"报告/{number}.txt" for number in range(5)]
    one = frame.filter(pl.col("doc") == "报告/3.txt")
    assert one.drop("doc", "sha256").equals(read(folder / "3.txt").to_frame())
    assert set(one["sha256"]) == {hashlib.sha256((folder / "3.txt").read_bytes()).hexdigest()}


def test_duckdb_reads_numbers_dates_words_and_lists(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", "报告", "--out", "表.parquet")
    table = f"'{tmp_path / '表.parquet'}'"
    assert asked(f"SELECT sum(value) FROM {table} WHERE unit = '个'") == [(Decimal("25.000000"),)]
    assert asked(f"SELECT DISTINCT due FROM {table} WHERE kind = 'milestone'") == [(date(2025, 5, 31),)]
    kinds = asked(f"SELECT DISTINCT typeof(sentence), typeof(repairs[1].was) FROM {table}")
    assert kinds == [("BIGINT[]", "VARCHAR")]


def asked(query: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def test_the_file_says_what_it_was_made_of(run: Run, folder: Path, tmp_path: Path) -> None:
    (folder / "坏.txt").write_bytes(b"")
    assert run("read", "报告", "--out", "表.parquet").returncode == 1
    about = pl.read_parquet_metadata(tmp_path / "表.parquet")
    assert about["duixian.reader"].startswith("0.")
    files = json.loads(about["duixian.files"])
    assert [file["doc"] for file in files] == [*(f"报告/{number}.txt" for number in range(5)), "报告/坏.txt"]
    assert files[0]["statements"] == len(read(folder / "0.txt").statements)
    assert "空" in files[-1]["error"]


def test_it_can_be_piped(run: Run, folder: Path) -> None:
    piped = run("read", "报告", "--format", "parquet")
    assert pl.read_parquet(io.BytesIO(piped.stdout))["doc"].n_unique() == 5
    from_input = run("read", "-", "--format", "parquet", stdin=TEXT.format(7).encode())
    assert "7个" in pl.read_parquet(io.BytesIO(from_input.stdout))["text"]


def test_kind_and_limit_hold_for_each_file(run: Run, folder: Path, tmp_path: Path) -> None:
    run("read", "报告", "--out", "表.parquet", "--kind", "figure", "--limit", "1")
    frame = pl.read_parquet(tmp_path / "表.parquet")
    assert frame["kind"].to_list() == ["figure"] * 5
    assert frame["doc"].n_unique() == 5


def test_a_report_without_statements_is_a_table_without_rows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空话.txt").write_text("各位代表好。", encoding="utf-8")
    assert run("read", "空话.txt", "--out", "表.parquet").returncode == 0
    assert pl.read_parquet(tmp_path / "表.parquet").schema == read(tmp_path / "空话.txt").to_frame().schema


@pytest.mark.parametrize("name", ["行.jsonl", "表.csv"])
def test_lines_written_of_parts_are_those_that_are_printed(run: Run, folder: Path, tmp_path: Path, name: str) -> None:
    options = ["--kind", "figure", "--limit", "2"]
    assert run("read", "报告", "--out", name, *options).returncode == 0
    printed = run("read", "报告", "--format", name.partition(".")[2], *options)
    assert (tmp_path / name).read_bytes() == printed.stdout
    assert printed.stdout.count(b"\n") >= 10
