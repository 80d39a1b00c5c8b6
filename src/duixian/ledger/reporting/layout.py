"""How a page lays out an issue, from the published JSON alone: headline, misses, chapters, what cannot be told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duixian.ledger.reporting.content import WORDS
from duixian.ledger.reporting.references import ALL

MISSES, UNTOLD = "没有做到的", "还不能告诉您的"
ROWS = 8
NUMBERS = frozenset({"目标", "申报", "佐证", "差额"})
Part = str | dict[str, Any]


@dataclass(slots=True)
class Chapter:
    """A heading and its paragraphs, each a list of stretches of text and references looked up."""

    heading: list[Part]
    paragraphs: list[list[Part]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading in words."""
        return "".join(part if isinstance(part, str) else part["text"] for part in self.heading)


@dataclass(frozen=True, slots=True)
class Counted:
    """A count that the text names: its key on the page, what is counted, and which commitments they are."""

    key: int
    title: str
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A published issue, or one that would be: its facts, its chapters by column, its commitments by key."""

    facts: dict[str, Any]
    as_of: date
    headline: Chapter
    misses: list[Chapter]
    chapters: list[Chapter]
    untold: list[Chapter]
    commitments: dict[int, dict[str, Any]]
    counts: dict[str, int]
    legend: list[tuple[str, str, int]]
    cited: list[dict[str, Any]]
    counted: list[Counted]
    table: list[dict[str, Any]]
    figures: list[dict[str, Any]]


def issue_of(content: str) -> Issue:
    """Return an issue ready for a page."""
    facts = json.loads(content)
    chapters = _chapters(facts["blocks"])
    commitments = {each["id"]: _marked(each) for each in facts["commitments"]}
    _mark_parts(facts["blocks"], commitments)
    headline = chapters[0] if chapters else Chapter([facts["title"]])
    rest = chapters[1:]
    return Issue(
        facts=facts,
        as_of=date.fromisoformat(facts["as_of"]),
        headline=headline,
        misses=[each for each in rest if each.title == MISSES],
        chapters=[each for each in rest if each.title not in (MISSES, UNTOLD)],
        untold=[each for each in rest if each.title == UNTOLD],
        commitments=commitments,
        counts={kind: facts["counts"][word] for kind, word in WORDS.items()},
        legend=[(str(kind), word, facts["counts"][word]) for kind, word in WORDS.items()],
        cited=[commitments[key] for key in _cited(facts["blocks"], commitments)],
        counted=_counted(facts["blocks"], commitments.values()),
        table=_table(commitments.values()),
        figures=facts.get("figures", []),
    )


def _counted(blocks: Iterable[dict[str, Any]], commitments: Iterable[dict[str, Any]]) -> list[Counted]:
    """Return the counts of the text, each once, and give every reference to one the key of its card."""
    listed, found = list(commitments), dict[str, Counted]()
    for part in (part for block in blocks for part in block["parts"] if "group" in part and part["fact"]):
        if part["ref"] not in found:
            rows = [each for each in listed if _is_counted(each, part)]
            found[part["ref"]] = Counted(len(found) + 1, f"{part['group']} {part['fact']}", rows)
        part["key"] = found[part["ref"]].key
    return list(found.values())


def _is_counted(commitment: dict[str, Any], part: dict[str, Any]) -> bool:
    return part["group"] in (ALL, commitment["theme"]) and part["fact"] in ("承诺", commitment["assessment"])


def _marked(commitment: dict[str, Any]) -> dict[str, Any]:
    """Return a commitment with its sentence cut at the promise."""
    sentence = commitment["sentence"]
    text, start, end = sentence["text"], sentence["start"], sentence["end"]
    return {**commitment, "before": text[:start], "marked": text[start:end], "after": text[end:]}


def _mark_parts(blocks: Iterable[dict[str, Any]], commitments: dict[int, dict[str, Any]]) -> None:
    """Give each reference to a commitment the source mark of its figure."""
    for part in (part for block in blocks for part in block["parts"] if "commitment" in part):
        part["mark"] = commitments[part["commitment"]]["mark"]
        part["is_number"] = part["fact"] in NUMBERS


def _chapters(blocks: Iterable[dict[str, Any]]) -> list[Chapter]:
    found: list[Chapter] = []
    for block in blocks:
        if block["heading"] or not found:
            found.append(Chapter(block["parts"] if block["heading"] else []))
        if not block["heading"]:
            found[-1].paragraphs.append(block["parts"])
    return found


def _cited(blocks: Iterable[dict[str, Any]], commitments: dict[int, dict[str, Any]]) -> list[int]:
    keys = (part["commitment"] for block in blocks for part in block["parts"] if "commitment" in part)
    shown = (each["id"] for each in _table(commitments.values()))
    return list(dict.fromkeys([*keys, *shown]))


def _table(commitments: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the commitments of the table of promised and done: those with both figures, the short ones first."""
    both = [each for each in commitments if each["target"] and each["evidenced"] and each["evidenced"] != "已完成"]
    return sorted(both, key=lambda each: (each["short"] is None, each["id"]))[:ROWS]
