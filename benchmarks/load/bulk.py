"""Putting many rows into a table at once, on either database, past the triggers: what is generated changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models, transaction

AT_ONCE = 20_000


@contextmanager
def loading() -> Iterator[None]:
    """Hold the triggers still, in one transaction; afterwards every key goes on behind the rows."""
    with transaction.atomic(), connection.cursor() as cursor:
        held = _hold(cursor)
        yield
        _release(cursor, held)


def _hold(cursor: Any) -> list[str]:
    if connection.vendor == "postgresql":
        cursor.execute("SET LOCAL session_replication_role = replica")
        return []
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f'DROP TRIGGER "{name}"')
    return [sql for _, sql in triggers]


def _release(cursor: Any, held: Sequence[str]) -> None:
    for sql in held:
        cursor.execute(sql.replace("%", "%%") if connection.vendor == "postgresql" else sql)


def go_on_behind(chosen: Sequence[type[models.Model]]) -> None:
    """Let the keys of these models go on behind the rows that were put in with keys of their own."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(chosen)):
            cursor.execute(sql)
        if connection.vendor == "postgresql":  # which does so itself in time; SQLite never does
            cursor.execute("ANALYZE")


def put(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Put rows into a model's table, their values as the database stores them; return how many."""
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        return (
            _copied(cursor, table, names, rows)
            if connection.vendor == "postgresql"
            else _many(cursor, table, names, len(columns), rows)
        )


def _copied(cursor: Any, table: str, names: str, rows: Iterable[Sequence[Any]]) -> int:
    number = 0
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            number += 1
    return number


def _many(cursor: Any, table: str, names: str, width: int, rows: Iterable[Sequence[Any]]) -> int:
    number, left = 0, iter(rows)
    sql = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['?'] * width)})"
    while batch := list(islice(left, AT_ONCE)):
        # Past Django's cursor, which would put every statement into its log.
        connection.connection.executemany(sql, [[_plain(value) for value in row] for row in batch])
        number += len(batch)
    return number


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if isinstance(value, date) else value


def stored(rows: Iterable[models.Model]) -> Iterator[list[Any]]:
    """Yield the stored values of rows that were never saved, in the order of `columns_of`."""
    fields: Sequence[Any] = ()
    for row in rows:
        fields = fields or row._meta.concrete_fields
        yield [_column(each, row) for each in fields]


def columns_of(model: type[models.Model]) -> list[str]:
    """Return the columns of a model's table."""
    return [str(each.column) for each in model._meta.concrete_fields]


def _column(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField):
        return None if value is None else json.dumps(value, ensure_ascii=False)
    if isinstance(field, models.DateField):  # and moments
        return value
    return field.get_db_prep_save(value, connection)


def put_rows(rows: Sequence[models.Model]) -> None:
    """Put unsaved rows of one model, with keys of their own, into its table."""
    if rows:
        model = type(rows[0])
        put(model, columns_of(model), stored(rows))
