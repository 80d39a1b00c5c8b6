"""What several documents say beside each other: `Comparison`, made of links, quiet promises and contradictions.

Every end is a statement of one of the documents, so each has its place in a text; nothing here is mended or decided for
a person: a link has a score and the reasons for it, a verdict has its reason in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from duixian.statement import Report, Statement

Relation = Literal["same indicator", "same works", "same project"]
Verdict = Literal["yes", "no", "cannot be told"]
Later = Literal["absent", "only a new target"]

RELATIONS: tuple[Relation, ...] = ("same indicator", "same works", "same project")
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "cannot be told")


@dataclass(frozen=True, slots=True)
class End:
    """A statement and the document it stands in: `doc` is the document's name in the comparison."""

    doc: str
    statement: Statement

    def as_dict(self) -> dict[str, Any]:
        """Return the statement's fields of the contract after its document, ready for JSON."""
        return {"doc": self.doc, **self.statement.as_dict()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A promise and what a later document says of the same: `earlier` and `later` in the order of the years.

    `met` says whether the promise was kept, `why` in Chinese on what grounds, with the numbers; `score` is how sure it
    is, 0 to 1, that both ends speak of the same, `reasons` are the grounds of that in Chinese.
    """

    earlier: End
    later: End
    relation: Relation
    met: Verdict
    why: str
    score: float
    reasons: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return the link ready for JSON: from, to, relation, met, why, score, reasons."""
        return {
            "from": self.earlier.as_dict(),
            "to": self.later.as_dict(),
            "relation": self.relation,
            "met": self.met,
            "why": self.why,
            "score": round(self.score, 3),
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """A promise of which no later document says what became of it."""

    end: End
    later: Later
    why: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the promise ready for JSON."""
        return {"quiet": self.end.as_dict(), "later": self.later, "why": self.why}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Statements that cannot all be true, or only under a change of definition: `hard` where arithmetic says so."""

    ends: tuple[End, ...]
    why: str
    strength: Literal["hard", "soft"] = "hard"

    def as_dict(self) -> dict[str, Any]:
        """Return the statements ready for JSON."""
        return {
            "contradiction": [end.as_dict() for end in self.ends],
            "strength": self.strength,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """The same statement printed in several documents, or several times in one."""

    ends: tuple[End, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the statements ready for JSON."""
        return {"duplicate": [end.as_dict() for end in self.ends]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A total and the parts that are said to make it up, which do not add up to it."""

    whole: End
    parts: tuple[End, ...]
    why: str

    def as_dict(self) -> dict[str, Any]:
        """Return the statements ready for JSON."""
        return {
            "total": self.whole.as_dict(),
            "parts": [end.as_dict() for end in self.parts],
            "why": self.why,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What several documents say beside each other; `reports` in the order of their years, under their `docs` names."""

    reports: tuple[Report, ...]
    docs: tuple[str, ...]
    links: tuple[Link, ...] = ()
    quiet: tuple[Quiet, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    totals: tuple[Total, ...] = ()
