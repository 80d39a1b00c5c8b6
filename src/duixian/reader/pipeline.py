"""The order in which a report is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from duixian.reader.about import about
from duixian.reader.amounts import amounts_in
from duixian.reader.clauses import sentences_in
from duixian.reader.clean import clean_text
from duixian.reader.confidence import judge
from duixian.reader.draft import Draft, Found, Sentence
from duixian.reader.figures import figures_in
from duixian.reader.frames import frames_in
from duixian.reader.layout import blocks_in
from duixian.reader.milestones import milestones_in
from duixian.reader.misread import mend_letters, mend_place, mend_words
from duixian.reader.repeats import attach_repairs, mark_repeats
from duixian.reader.tasks import lead_alone, tasks_in
from duixian.reader.times import times_in
from duixian.statement import Report, Span, Statement


def read_report(
    text: str, *, name: str = "", place: str | None = None, year: int | None = None, encoding: str = "utf-8"
) -> Report:
    """Return what `text` states, in the order in which it states it."""
    with _uncollected():
        return _read(Draft(text), name=name, place=place, year=year, encoding=encoding)


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


def _read(draft: Draft, *, name: str, place: str | None, year: int | None, encoding: str) -> Report:
    text = draft.text
    draft.clean = clean_text(text)
    mend_letters(text, draft.clean)
    mend_words(text, draft.clean)
    draft.blocks = blocks_in(draft.clean.text)
    draft.about = about(draft.clean.text, draft.blocks, place=place, year=year)
    mend_place(text, draft.clean, draft.about.place, known=frozenset())
    clean = draft.clean.text
    draft.frames = frames_in(clean, draft.blocks, draft.about.year)
    draft.amounts = amounts_in(clean)
    draft.times = list(times_in(clean))
    draft.sentences = list(sentences_in(clean, draft.blocks, draft.amounts, draft.times))
    before: Sentence | None = None
    for sentence in draft.sentences:
        if before is not None and before.block != sentence.block:
            before = None
        mine = [*figures_in(draft, sentence, before), *milestones_in(draft, sentence)]
        mine.extend(tasks_in(draft, sentence, mine))
        office = lead_alone(clean, sentence)
        if office is not None:
            _hand_back(draft.found, office)
        before = sentence
        draft.found.extend(sorted(mine, key=lambda found: found.start))
    mark_repeats(draft)
    attach_repairs(draft)
    judge(draft)
    return Report(
        text=text, statements=tuple(_statements(draft)), name=name, title=draft.about.title,
        place=draft.about.place, place_code=draft.about.place_code, year=draft.about.year, encoding=encoding,
        notes=tuple(draft.about.notes),
    )  # fmt: skip


def _hand_back(found: list[Found], office: str) -> None:
    """Give the office named after a sentence to what that sentence undertakes."""
    if found:
        last = found[-1].sentence
        for statement in reversed(found):
            if statement.sentence is not last:
                break
            statement.lead = statement.lead or office


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
