"""The contract of docs/reading.md: one JSON object a line, in the order of the text."""

from __future__ import annotations

import json

from duixian.statement import Report


def jsonl(report: Report, *, doc: str | None = None) -> str:
    """Return one line a statement; `doc` names the file where several are read."""
    head = {} if doc is None else {"doc": doc}
    return "".join(json.dumps(head | statement.as_dict(), ensure_ascii=False) + "\n" for statement in report.statements)


def with_names(lines: str, **names: str) -> str:
    """Return JSON lines of statements with more keys at the front of each: the same as if they had been written so."""
    head = json.dumps(names, ensure_ascii=False)[:-1]
    return "".join(f"{head}, {line[1:]}\n" for line in lines.split("\n") if line)
