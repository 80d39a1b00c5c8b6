"""The sizes of docs/STYLE: a function of 50 lines and a module of 400 fail."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION = 50
LONGEST_MODULE = 400
CODE = ("src", "tests", "benchmarks")
WRITTEN_BY_TOOLS = {".peers", "migrations"}
ASSETS = (".css", ".js", ".html")


def modules() -> list[Path]:
    return sorted(
        path for folder in CODE for path in (ROOT / folder).rglob("*.py") if not WRITTEN_BY_TOOLS & {*path.parts}
    )


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def too_long(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                yield f"{node.name} has {size} lines"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_functions_and_modules_are_short(path: Path) -> None:
    assert list(too_long(path)) == []
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE


@pytest.mark.parametrize("path", modules(), ids=named)
def test_modules_say_what_they_are_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_pages_are_made_of_short_files() -> None:
    assets = [path for path in (ROOT / "src").rglob("*") if path.suffix in ASSETS and "vendor" not in path.parts]
    assert assets
    assert [
        named(path) for path in assets if len(path.read_text(encoding="utf-8").splitlines()) >= LONGEST_MODULE
    ] == []
