"""The JSON Schema of `program.toml` for editors (TOML language servers), made from the classes that read it."""

from __future__ import annotations

import json
from typing import Any

from duixian.programs.schema import Program
from duixian.programs.shapes import described
from duixian.programs.worked import Worked


def editor_schema(kind: str = "program") -> dict[str, Any]:
    """Return the JSON Schema of a program file, or of a file of worked cases (`kind="case"`)."""
    model = Program if kind == "program" else Worked
    schema = model.model_json_schema(by_alias=True)
    for name, table in {model.__name__: schema, **schema["$defs"]}.items():
        _say(table, described(name))
    # The folder names the program: the file need not.
    required = [key for key in schema["required"] if key != "id"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "required": required}


def as_text(kind: str = "program") -> str:
    """Return the schema as a file."""
    return json.dumps(editor_schema(kind), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _say(table: dict[str, Any], words: Any) -> None:
    """Describe the keys of a table in Chinese instead of the classes' English, and refuse ids that are none."""
    table.pop("description", None)
    for key, value in table["properties"].items():
        value.pop("title", None)
        value["description"] = words[key]
        if "patternProperties" in value:
            value["additionalProperties"] = False
