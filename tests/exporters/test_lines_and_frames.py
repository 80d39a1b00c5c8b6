"""jsonl, csv, text and frame: the contract's fields, exact values, typed columns."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl

from duixian import Reading
from duixian.exporters.csv import COLUMNS, csv_head, csv_rows
from duixian.exporters.frame import SCHEMA
from duixian.exporters.jsonl import jsonl
from duixian.exporters.text import text


def test_jsonl_is_the_contract_line_by_line(report: Reading) -> None:
    rows = [json.loads(line) for line in jsonl(report).splitlines()]
    assert rows == [statement.as_dict() for statement in report.statements]


def test_every_line_points_at_its_text(report: Reading) -> None:
    for row in map(json.loads, jsonl(report).splitlines()):
        assert report.text[row["start"] : row["end"]] == row["text"]


def test_the_file_is_named_where_several_are_read(report: Reading) -> None:
    assert json.loads(jsonl(report, doc="a/报告.txt").splitlines()[0])["doc"] == "a/报告.txt"
    assert "doc" not in json.loads(jsonl(report).splitlines()[0])


def test_a_sheet_has_the_contract_as_head_and_a_row_a_statement(report: Reading) -> None:
    rows = list(csv.DictReader(io.StringIO(csv_head() + csv_rows(report))))
    assert tuple(rows[0]) == COLUMNS == tuple(report.statements[0].as_dict())
    assert len(rows) == len(report.statements)
    assert rows[2]["value"] == "986000000"


def test_a_sheet_shows_what_looks_like_a_formula(report: Reading) -> None:
    odd = replace(report.statements[0], subject="=1+1", value=Decimal(-3))
    row = next(csv.DictReader(io.StringIO(csv_head() + csv_rows(replace(report, statements=(odd,))))))
    assert row["subject"] == "'=1+1"
    assert row["value"] == "-3"


def test_repairs_are_readable_in_a_sheet(report: Reading) -> None:
    rows = csv.DictReader(io.StringIO(csv_head() + csv_rows(report)))
    assert "“清何湾县”疑为“清河湾县”" in {row["repairs"] for row in rows}


def test_text_is_the_text(report: Reading) -> None:
    assert text(report) is report.text


def test_a_frame_has_typed_columns_in_the_order_of_the_contract(report: Reading) -> None:
    frame = report.to_frame()
    assert frame.columns == list(report.statements[0].as_dict()) == list(SCHEMA)
    assert dict(frame.schema) == SCHEMA
    assert frame["due"].dtype == pl.Date
    assert frame["year"].dtype == pl.Int32


def test_a_frame_keeps_values_exact(report: Reading) -> None:
    frame = report.to_frame()
    assert frame["value"].to_list()[2] == Decimal(986000000)
    assert date(2025, 11, 30) in frame["due"].to_list()
    assert frame.filter(pl.col("kind") == "task").height == 4
    assert frame["section"].to_list()[-1] == ["二、2025年工作安排", "（四）让办事更省心"]


def test_a_value_beyond_the_frame_is_null_not_wrong(report: Reading) -> None:
    huge = replace(report.statements[0], value=Decimal("1e40"))
    assert replace(report, statements=(huge,)).to_frame()["value"].to_list() == [None]


def test_nothing_read_is_an_empty_frame_with_its_columns(report: Reading) -> None:
    frame = replace(report, statements=()).to_frame()
    assert frame.is_empty()
    assert frame.columns == list(SCHEMA)
