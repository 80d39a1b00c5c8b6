"""The source marks of a printed page as footnotes: one line each, with document, page and day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.ledger.models import Claim, Observation
from duixian.ledger.queries import scope

# A page with more figures than this is printed with the first so many notes.
MOST = 300
Asked = tuple[str, int]


def asked_for(words: str) -> list[Asked]:
    """Return the sources that an address names, `observation-5,claim-3`; what cannot be meant is left out."""
    parts = (each.rpartition("-") for each in words.split(",")[:MOST])
    return [(kind, int(key)) for kind, _dash, key in parts if key.isascii() and key.isdigit() and len(key) < 19]


def footnotes(person: Person, asked: Sequence[Asked]) -> dict[Asked, str]:
    """Return a line for each source that a person may see, in the order asked: a query for each kind there is."""
    found: dict[Asked, str] = {}
    for kind, lines in KINDS.items():
        keys = [key for named, key in asked if named == kind]
        if keys:
            found |= {(kind, key): line for key, line in lines(person, keys)}
    return {each: found[each] for each in asked if each in found}


def _of_claims(person: Person, keys: Sequence[int]) -> Iterable[tuple[int, str]]:
    rows = Claim.objects.filter(commitment__in=scope.commitments(person).values("pk"), pk__in=keys)
    for key, day, who in rows.values_list("pk", "as_of", "by__name"):
        yield key, _("%(who)s 申报，%(day)s，还没有佐证认定") % {"who": who, "day": day}


def _of_evidence(person: Person, keys: Sequence[int]) -> Iterable[tuple[int, str]]:
    rows = scope.evidence(person).filter(pk__in=keys)
    for key, name, grade, day, who in rows.values_list("pk", "name", "grade", "as_of", "by__name"):
        yield key, _("佐证（%(grade)s）%(name)s，%(day)s，%(who)s") % {
            "grade": grade, "name": name, "day": day, "who": who,
        }  # fmt: skip


def _of_observations(person: Person, keys: Sequence[int]) -> Iterable[tuple[int, str]]:
    stands = ("statement__document__title", "statement__page", "statement__document__issued_on")
    rows = scope.observations(person).filter(pk__in=keys)
    for key, source, subject, end, *document in rows.values_list("pk", "source", "subject", "period_end", *stands):
        how = Observation.Source(source).label
        told = _("%(subject)s，截至 %(day)s，%(how)s") % {"subject": subject, "day": end, "how": how}
        yield key, _in_document(*document) or told


def _of_commitments(person: Person, keys: Sequence[int]) -> Iterable[tuple[int, str]]:
    stands = ("statement__document__title", "statement__page", "statement__document__issued_on")
    for key, *document in scope.commitments(person).filter(pk__in=keys).values_list("pk", *stands):
        yield key, _in_document(*document)


def _in_document(title: str | None, page: int | None, day: date | None) -> str:
    """Return a document with the page and its day, as far as they are known; empty where there is none."""
    if title is None:
        return ""
    at = _("第 %(page)s 页") % {"page": page} if page else ""
    return _("，").join(each for each in (_("《%(title)s》") % {"title": title} + at, str(day or "")) if each)


KINDS: Mapping[str, Any] = {
    "claim": _of_claims,
    "evidence": _of_evidence,
    "observation": _of_observations,
    "commitment": _of_commitments,
}
