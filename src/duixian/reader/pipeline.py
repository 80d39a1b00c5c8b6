"""The order in which a report is read: each step takes the draft and fills in its part."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from duixian.reader.about import name_report
from duixian.reader.amounts import find_amounts
from duixian.reader.clauses import cut_sentences
from duixian.reader.clean import clean_text
from duixian.reader.confidence import judge
from duixian.reader.draft import Draft, Found
from duixian.reader.frames import frame_passages
from duixian.reader.layout import lay_out
from duixian.reader.misread import mend_characters, mend_county
from duixian.reader.places import locate
from duixian.reader.repeats import attach_repairs, mark_repeats
from duixian.reader.sentences import read_sentences
from duixian.reader.times import find_times
from duixian.statement import Report, Span, Statement

STEPS: tuple[Callable[[Draft], None], ...] = (
    mend_characters,  # letters in numbers, characters that look like others
    lay_out,  # headings, paragraphs, captions
    name_report,  # title, county, day, year
    mend_county,  # the county's own name misread
    frame_passages,  # which passages look back and which ahead, and to which year
    find_amounts,
    find_times,
    cut_sentences,
    read_sentences,  # figures, milestones and tasks
    locate,  # the place of each
    mark_repeats,
    attach_repairs,
    judge,  # indicator and confidence
)


def read_report(
    text: str, *, name: str = "", place: str | None = None, year: int | None = None, encoding: str = "utf-8"
) -> Report:
    """Return what `text` states, in the order in which it states it; `place` and `year` count more than what it says."""
    with _uncollected():
        return _read(Draft(text, place=place, year=year, clean=clean_text(text)), name, encoding)


def _read(draft: Draft, name: str, encoding: str) -> Report:
    for step in STEPS:
        step(draft)
    about = draft.about
    return Report(
        text=draft.text,
        statements=tuple(_statements(draft)),
        name=name,
        title=about.title,
        place=about.place,
        place_code=about.place_code,
        year=about.year,
        encoding=encoding,
        notes=tuple(about.notes),
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from sweeping what is being read: reading makes no cycles, and the sweeps grow with the report."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _statements(draft: Draft) -> Iterator[Statement]:
    """Yield what was found as statements of the report's own text."""
    sentence, place = None, Span(0, 0)
    for found in draft.found:
        if found.sentence is not sentence:
            sentence = found.sentence
            place = draft.clean.span(sentence.start, sentence.end)
        yield _statement(draft, found, place)


def _statement(draft: Draft, found: Found, sentence: Span) -> Statement:
    clean = draft.clean
    span = clean.span(found.start, found.end)
    return Statement(
        kind=found.kind,
        span=span,
        text=span.of(draft.text),
        sentence=sentence,
        section=draft.blocks[found.sentence.block].section,
        subject=found.subject or found.event or "",
        event=found.event,
        indicator=found.indicator,
        measure=found.measure,
        value=found.value,
        value_high=found.high,
        unit=found.unit,
        comparator=found.comparator,
        status=found.status,
        year=found.year,
        due=found.due,
        place=found.place,
        place_code=found.place_code,
        lead=found.lead,
        task=None if found.task is None else clean.span(*found.task),
        repeats=None if found.repeats is None else clean.origin(found.repeats),
        repairs=tuple(found.repairs),
        confidence=found.confidence,
    )
