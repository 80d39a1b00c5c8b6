"""What the reader says of its own reading: statements said again, and what was mended to read each."""

from __future__ import annotations

from bisect import bisect_left

from duixian.reader.draft import Draft, Found


def mark_repeats(draft: Draft) -> None:
    """Mark each statement whose sentence stood earlier in the report with where it was first said."""
    text = draft.clean.text
    first: dict[tuple[str, str, int, str], int] = {}
    for found in draft.found:
        sentence = found.sentence
        key = (text[sentence.start : sentence.end].strip(), found.kind, found.start - sentence.start, found.subject)
        if len(key[0]) < 8:
            continue
        origin = first.setdefault(key, found.start)
        if origin != found.start:
            found.repeats = origin


def attach_repairs(draft: Draft) -> None:
    """Give each statement the repairs made in the clause that says it."""
    made = sorted(draft.clean.repairs, key=lambda repair: repair[0])
    if not made:
        return
    places = [at for at, _ in made]
    for found in draft.found:
        start, end = _clause_of(found)
        start, end = max(start, found.start - _NEAR), min(end, found.end + _NEAR)
        first = bisect_left(places, start)
        while first < len(made) and places[first] < end:
            found.repairs.append(made[first][1])
            first += 1


_NEAR = 80  # characters of its clause that bear on a statement


def _clause_of(found: Found) -> tuple[int, int]:
    at = found.clause if found.clause >= 0 else found.start
    for clause in found.sentence.clauses:
        if clause.start <= at < clause.end:
            return clause.start, clause.end
    return found.start, found.end
