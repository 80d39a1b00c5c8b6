"""What the database itself refuses, whoever asks: changes of what is append-only or frozen. For migrations."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.state import StateApps

_SQLITE_APPEND = """
CREATE TRIGGER {table}_no_{word} BEFORE {deed} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_SQLITE_FROZEN = """
CREATE TRIGGER {table}_{column}_frozen BEFORE UPDATE OF {column} ON {table}
WHEN {once} AND OLD.{column} IS NOT NEW.{column}
BEGIN SELECT RAISE(ABORT, '{table}.{column} never changes'); END
"""
_POSTGRESQL_REFUSE = """
CREATE OR REPLACE FUNCTION duixian_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% never changes', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$
"""
_POSTGRESQL_APPEND = """
CREATE TRIGGER {table}_no_{word} BEFORE {deed} ON {table}
FOR EACH ROW EXECUTE FUNCTION duixian_refuse('{table}')
"""
_POSTGRESQL_FROZEN = """
CREATE TRIGGER {table}_{column}_frozen BEFORE UPDATE OF {column} ON {table}
FOR EACH ROW WHEN ({once} AND OLD.{column} IS DISTINCT FROM NEW.{column})
EXECUTE FUNCTION duixian_refuse('{table}.{column}')
"""


def append_only(table: str) -> RunPython:
    """Return the operation that refuses every update and delete of a row of `table`."""
    return _triggers(table, [{"word": deed.lower(), "deed": deed} for deed in ("UPDATE", "DELETE")], "append")


def frozen(table: str, columns: Sequence[str], *, once: str) -> RunPython:
    """Return the operation that refuses to change `columns` once the condition `once` holds of the old row."""
    return _triggers(table, [{"column": column, "once": once} for column in columns], "frozen")


def _triggers(table: str, each: Sequence[dict[str, str]], form: str) -> RunPython:
    def create(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        is_sqlite = editor.connection.vendor == "sqlite"
        if not is_sqlite:
            editor.execute(_POSTGRESQL_REFUSE.replace("%%", "%"), params=None)
        texts = {
            (True, "append"): _SQLITE_APPEND,
            (True, "frozen"): _SQLITE_FROZEN,
            (False, "append"): _POSTGRESQL_APPEND,
            (False, "frozen"): _POSTGRESQL_FROZEN,
        }
        for names in each:
            editor.execute(texts[is_sqlite, form].format(table=table, **names), params=None)

    def drop(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        tail = "" if editor.connection.vendor == "sqlite" else f" ON {table}"
        for names in each:
            name = f"{table}_no_{names['word']}" if form == "append" else f"{table}_{names['column']}_frozen"
            editor.execute(f"DROP TRIGGER {name}{tail}", params=None)

    return RunPython(create, drop)
