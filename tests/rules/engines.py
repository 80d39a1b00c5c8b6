"""The invented households in each engine, and what each answers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Protocol

import psycopg

from duixian.rules import WORKDAYS, Column, Const, Reading, frame_of, numbers

Row = dict[str, Any]
_SQLITE = {"date": "TEXT", "text": "TEXT", "choice": "TEXT", "boolean": "INTEGER"}
_POSTGRESQL = {"date": "date", "text": "text", "choice": "text", "boolean": "boolean"}
_CASTS = {"integer": "bigint", "date": "date", "text": "text", "boolean": "boolean"}


class Engine(Protocol):
    """Something that answers a rule for every row."""

    def answers(self, reading: Reading) -> list[Any]:
        """Return the answers in the order of the rows."""


class Table:
    """The households in a real database."""

    def __init__(self, connection: Any, columns: Sequence[Column], rows: Sequence[Row], dialect: str) -> None:
        self.connection, self.dialect = connection, dialect
        types = _SQLITE if dialect == "sqlite" else _POSTGRESQL
        mark = "?" if dialect == "sqlite" else "%s"
        self._make("household", {each.id: types.get(each.kind, "BIGINT") for each in columns}, mark)
        frame = frame_of(rows, columns)
        self._fill("household", [[*map(self._plain, row)] for row in frame.rows()], mark, len(columns))
        self._make(WORKDAYS, {"day": types["date"], "number": "BIGINT"}, mark)
        self._fill(WORKDAYS, [[self._plain(day), number] for day, number in numbers().items()], mark, 2)
        connection.cursor().execute(f"CREATE INDEX workday_of ON {WORKDAYS} (day)")

    def _make(self, table: str, columns: dict[str, str], mark: str) -> None:
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
        ordered = "at INTEGER PRIMARY KEY" if self.dialect == "sqlite" else "at SERIAL PRIMARY KEY"
        self.connection.cursor().execute(f"CREATE TEMP TABLE {table} ({ordered}, {listed})")
        self.columns = columns

    def _fill(self, table: str, rows: list[list[Any]], mark: str, width: int) -> None:
        names = ", ".join(f'"{name}"' for name in self.columns)
        marks = ", ".join([mark] * width)
        self.connection.cursor().executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)

    def _plain(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) and self.dialect == "sqlite" else value

    def answers(self, reading: Reading) -> list[Any]:
        """Return the answers in the order of the rows."""
        values: list[Any] = []

        def bound(value: Const) -> str:
            values.append(self._plain(value.value))
            return "?" if self.dialect == "sqlite" else f"%s::{_CASTS[value.kind]}"

        text = reading.sql(self.dialect)
        escaped = text.rendered(lambda column: f'"{column.id}"', bound)
        cursor = self.connection.cursor()
        cursor.execute(f"SELECT {escaped} FROM household ORDER BY at", values)
        found = [each[0] for each in cursor.fetchall()]
        is_condition = reading.rule.is_condition
        return [None if each is None else bool(each) if is_condition else int(each) for each in found]


class Frame:
    """The households as a Polars frame."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        self.frame = frame_of(rows, columns)

    def answers(self, reading: Reading) -> list[Any]:
        """Return the answers in the order of the rows."""
        return self.frame.select(reading.polars().alias("answer"))["answer"].to_list()


class Rows:
    """The households one by one, in Python."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows

    def answers(self, reading: Reading) -> list[Any]:
        """Return the answers in the order of the rows."""
        found = [reading.value(row) for row in self.rows]
        if reading.rule.is_condition:
            return found
        return [None if each is None else int(each.scaleb(reading.plain[1])) for each in found]


@contextmanager
def database(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[Table]:
    """Open the database of this test run: PostgreSQL where the run is on one, else SQLite."""
    url = os.environ.get("DUIXIAN_DATABASE_URL", "")
    if url.startswith("postgres"):
        with psycopg.connect(url) as connection:
            yield Table(connection, columns, rows, "postgresql")
            connection.rollback()
        return
    light = sqlite3.connect(":memory:")
    yield Table(light, columns, rows, "sqlite")
    light.close()
