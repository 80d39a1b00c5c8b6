"""The schema for editors takes what the reader takes, and says in Chinese what each key is for."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from duixian.programs import editor_schema
from duixian.programs.shapes import descriptions

PROGRAMS = Path(__file__).parents[2] / "programs"
FILES = [*PROGRAMS.glob("*/program.toml"), *PROGRAMS.glob("*/cases/*.toml")]


def as_json(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))
    return told


def faults(data: dict[str, Any], kind: str = "program") -> list[str]:
    return [each.message for each in jsonschema_rs.validator_for(editor_schema(kind)).iter_errors(data)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_file_of_the_programs_fits_its_schema(path: Path) -> None:
    assert faults(as_json(path), "case" if path.parent.name == "cases" else "program") == []


def test_the_folder_names_the_program_so_that_the_file_need_not() -> None:
    data = as_json(PROGRAMS / "livelihood_works" / "program.toml")
    del data["id"]
    assert faults(data) == []


def test_what_the_reader_refuses_the_schema_refuses() -> None:
    data = as_json(PROGRAMS / "livelihood_works" / "program.toml")
    data["fields"]["名称"] = {"title": "名称", "type": "file"}
    data["stagse"] = []
    assert len(faults(data)) == 2


def test_every_key_is_described_and_nothing_else() -> None:
    kinds = [editor_schema("program"), editor_schema("case")]
    tables = {name: table for kind in kinds for name, table in kind["$defs"].items()}
    tables |= dict(zip(("Program", "Worked"), kinds, strict=True))
    assert {name: set(table["properties"]) for name, table in tables.items()} == {
        name: set(words) for name, words in descriptions().items()
    }
