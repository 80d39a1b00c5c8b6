"""A comparison as JSON lines: links, then quiet promises, contradictions, duplicates and totals."""

from __future__ import annotations

import json

from duixian.linking import Comparison, Contradiction, Duplicate, Link, Quiet, Total


def compare_jsonl(comparison: Comparison) -> str:
    """Return one line for each thing that the comparison found, as docs/compare.md has it."""
    found: tuple[Link | Quiet | Contradiction | Duplicate | Total, ...] = (
        *comparison.links,
        *comparison.quiet,
        *comparison.contradictions,
        *comparison.duplicates,
        *comparison.totals,
    )
    return "".join(json.dumps(each.as_dict(), ensure_ascii=False) + "\n" for each in found)
