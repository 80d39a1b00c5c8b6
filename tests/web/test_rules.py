"""Rules of the server half: only actions write, templates hold no script and no bare word, tables guard themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from duixian import errors

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "duixian"
APPS = ("journal", "accounts", "ledger", "web", "server")
WRITES = frozenset(
    {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
)
# The journal writes itself; a worker puts the jobs of a stopped one back; workbooks, pictures and hashes are no tables.
MAY_WRITE = ("*/actions/*", "*/actions.py", "*/migrations/*", "journal/entries.py", "journal/seals.py")
NO_TABLES = frozenset({("ledger/jobs.py", "left.update")})
NO_ROWS = frozenset({"total.update", "digest.update", "found.update", "book.save", "picture.save"})
TEMPLATES = sorted((SOURCE / "web" / "templates").rglob("*.html"))
TRANSLATED = re.compile(r"\{%\s*blocktranslate.*?%\}.*?\{%\s*endblocktranslate\s*%\}", re.S)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->", re.S)
HAN = re.compile(r"[\u4e00-\u9fff]+")
# The name of a language is written in that language.
SAME_IN_ALL = frozenset({"中文"})
# The page for a fault of ours needs nothing that could be broken as well.
UNTRANSLATED = frozenset({"broken.html"})
APPEND_ONLY = ("journal_entry_no_update", "journal_entry_no_delete")


def named(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def modules() -> list[Path]:
    return sorted(path for app in APPS for path in (SOURCE / app).rglob("*.py"))


def writes_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            called = ast.unparse(node.func)
            if called not in NO_ROWS and (named(path), called) not in NO_TABLES:
                yield f"{named(path)}:{node.lineno}: {called}"


def test_only_actions_write() -> None:
    others = [path for path in modules() if not any(path.relative_to(SOURCE).match(each) for each in MAY_WRITE)]
    assert len(others) > 50
    assert [found for path in others for found in writes_in(path)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_hold_no_script_and_no_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"""\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|javascript:""", text) == []
    for tag in re.findall(r"<(?:script|style)\b[^>]*>", text):
        assert "src=" in tag or "nonce=" in tag or 'type="application/json"' in tag, tag


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name not in UNTRANSLATED], ids=named)
def test_every_word_of_a_template_is_translated(path: Path) -> None:
    left = TAGS.sub("", TRANSLATED.sub("", path.read_text(encoding="utf-8")))
    assert set(HAN.findall(left)) - SAME_IN_ALL == set()


def test_every_error_has_a_heading_in_the_docs() -> None:
    headings = re.findall(r"^## `(\w+)`", (ROOT / "docs" / "errors.md").read_text(encoding="utf-8"), re.M)
    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, errors.DuixianError)]
    assert {each.code for each in kinds} == set(headings)


def test_the_migrations_say_what_the_models_say(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_database_guards_its_tables(db: None) -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*/migrations/*.py"))
    assert "append_only(" in texts
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {name for (name,) in cursor.fetchall()}
    assert set(APPEND_ONLY) <= there
    assert {"ledger_document_text_frozen", "ledger_statement_as_read_frozen"} <= there
