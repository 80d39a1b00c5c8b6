"""Repeats: statements that say again, word for word in the same sentence, what was said before."""

from __future__ import annotations

from duixian.reader.draft import Draft


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
