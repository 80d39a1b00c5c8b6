"""A report as bytes that any format can be made of later: a line of what it is and its text, then its JSON lines.

Packed; where a paged document's text stands on its pages is not kept beyond each statement's page and box.
"""

from __future__ import annotations

import gzip
import json
from typing import Any, NamedTuple

from duixian.exporters.jsonl import jsonl
from duixian.statement import Report, Statement

FACTS = ("text", "name", "title", "place", "place_code", "year", "encoding", "notes")


class Kept(NamedTuple):
    """A report that was kept: what it is, how many statements it has, and these as JSON lines."""

    about: dict[str, Any]
    number: int
    lines: str

    @property
    def report(self) -> Report:
        """The report as it was, but for its paper."""
        statements = tuple(Statement.from_dict(json.loads(line)) for line in self.lines.splitlines())
        return Report(**{**self.about, "notes": tuple(self.about["notes"])}, statements=statements)


def keep(report: Report) -> bytes:
    """Return the report as bytes."""
    about = {name: getattr(report, name) for name in FACTS}
    # The head has escapes for what UTF-8 has not, so that the text comes back to the last character.
    head = json.dumps({"statements": len(report.statements)} | about)
    return gzip.compress(f"{head}\n{jsonl(report)}".encode("utf-8", "replace"), compresslevel=1, mtime=0)


def kept(data: bytes) -> Kept:
    """Return what `keep` made these bytes of."""
    head, _, lines = gzip.decompress(data).decode().partition("\n")
    about = json.loads(head)
    return Kept(number=about.pop("statements"), about=about, lines=lines)
