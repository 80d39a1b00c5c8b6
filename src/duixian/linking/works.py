"""Works and projects that a report speaks of: each mention with its name, whose part it is, and how far it has come.

Start at `works_in`. In the plan a mention says what is promised, in the review what was reached. Its statement is the
reader's own where it read a date or a count there, else a task with the exact place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from duixian.catalogue.words import any_of
from duixian.catalogue.works import work_words
from duixian.linking.lists import Piece
from duixian.linking.saying import Saying, Stage, say
from duixian.reader.clean import clean_text
from duixian.reader.draft import Clause, Draft, Frame, Sentence
from duixian.reader.frames import frame_at
from duixian.reader.pipeline import STEPS
from duixian.reader.sentences import read_sentences
from duixian.statement import Report, Span, Statement

_STEPS = STEPS[: STEPS.index(read_sentences)]
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是(?:要)?|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|[①-⑳]"
    r"|其中|同时|此外|与此同时|目前|重点|一年来|今年|去年|年内|\d{4}年|，|、| )+"
)
_CONTAINERS = tuple(sorted(work_words("container"), key=len, reverse=True))
_TOPIC = re.compile(
    r"^(?:(?:突出|重点|全力)?抓好|把|将|对)?(?P<owner>[^，、]{1,18}?(?:"
    + any_of(_CONTAINERS)
    + r"))(?:"
    + any_of(work_words("topic"))
    + r"|，|$)"
)
_PART = re.compile(r"[一二三四五]期|主体|早日|其|各?项目|工程|一期工程|二期工程")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A mention of works: its name, the `owner` that it is part of, and its `peers`, the other names of the list."""

    name: str
    owner: str
    stage: Stage
    statement: Statement
    clause: str
    counted: bool = False
    peers: tuple[str, ...] = ()

    @property
    def promised(self) -> bool:
        """Whether a plan speaks of it."""
        return self.statement.status == "target"


def works_in(report: Report) -> tuple[Work, ...]:
    """Return every mention of works in a report, in the order of its text."""
    draft = Draft(report.text, place=report.place, year=report.year, clean=clean_text(report.text))
    for step in _STEPS:
        step(draft)
    read = _Read(report)
    found: list[Work] = []
    for sentence in draft.sentences:
        if draft.blocks[sentence.block].kind == "body":
            found.extend(_in_sentence(draft, sentence, read))
    return tuple(found)


class _Read:
    """What the reader found in a report, by where it stands."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.statements = [one for one in report.statements if one.kind != "task"]
        self.starts = [one.start for one in self.statements]

    def within(self, span: Span, kind: str) -> Iterator[Statement]:
        """Yield the statements of a kind that begin inside a span."""
        for at in range(bisect_left(self.starts, span.start), len(self.starts)):
            if self.starts[at] >= span.end:
                return
            if self.statements[at].kind == kind:
                yield self.statements[at]


def _in_sentence(draft: Draft, sentence: Sentence, read: _Read) -> Iterator[Work]:
    """Yield the works of a sentence; a clause that names none says more of those before it."""
    owner = ""
    waiting: list[Work] = []
    frame = frame_at(draft.frames, sentence.start)
    for clause in sentence.clauses:
        if clause.opens:
            yield from waiting
            owner, waiting = "", []
        start, end = _bounds(draft.clean.text, clause)
        saying = say(draft.clean.text, start, end) if 3 <= end - start <= 120 else None
        if saying is not None and (saying.bare or _is_part(saying)):
            waiting = [_further(work, saying) for work in waiting]
        elif saying is not None:
            yield from waiting
            waiting = [_work(draft, sentence, saying, piece, owner, frame, read) for piece in saying.pieces]
        owner = _owner(draft.clean.text[start:end], saying) or owner
    yield from waiting


def _is_part(saying: Saying) -> bool:
    """Whether a clause names only a part of what the one before named (确保|一期工程|投产)."""
    return len(saying.pieces) == 1 and _PART.fullmatch(saying.pieces[0].name) is not None


def _further(work: Work, saying: Saying) -> Work:
    """Return a mention that the next clause brings further."""
    rank, now = saying.stage.rank, work.stage.rank
    return work if rank is None or (now is not None and now >= rank) else replace(work, stage=saying.stage)


def _bounds(text: str, clause: Clause) -> tuple[int, int]:
    """Return where the words of a clause begin and end, less marks and openings."""
    start, end = clause.start, clause.end
    while end > start and text[end - 1] in "，。；：！？… \n":
        end -= 1
    opening = _OPENING.match(text[start:end])
    return (start + opening.end() if opening else start), end


def _owner(body: str, saying: Saying | None) -> str:
    """Return what the clauses after this one speak of parts of."""
    topic = _TOPIC.match(body)
    if topic:
        return re.sub(r"^.*?\d[^的、]{0,10}的", "", topic["owner"])
    if saying is not None and len(saying.pieces) == 1 and saying.pieces[0].name.endswith(tuple(_CONTAINERS)):
        return saying.pieces[0].name
    return ""


def _work(
    draft: Draft, sentence: Sentence, saying: Saying, piece: Piece, owner: str, frame: Frame, read: _Read
) -> Work:
    """Return the mention of one thing of a clause."""
    alone = len(saying.pieces) == 1
    span = draft.clean.span(saying.start, saying.end) if alone else draft.clean.span(piece.start, piece.end)
    whole = draft.clean.span(saying.start, saying.end)
    statement = _statement(draft, sentence, span, piece, saying, frame, read)
    return Work(
        name=piece.name,
        owner="" if owner and (owner in piece.name or piece.name in owner) else owner,
        stage=saying.stage,
        statement=statement,
        clause=whole.of(draft.text),
        counted=piece.counted,
        peers=tuple(other.name for other in saying.pieces if other is not piece),
    )


def _statement(
    draft: Draft, sentence: Sentence, span: Span, piece: Piece, saying: Saying, frame: Frame, read: _Read
) -> Statement:
    """Return the reader's statement of a thing where it has one, else a task."""
    whole = draft.clean.span(saying.start, saying.end)
    dated = [one for one in read.within(whole, "milestone") if len(saying.pieces) == 1 or piece.name in one.subject]
    if dated:
        return dated[0]
    counts = list(read.within(span, "figure")) if piece.counted else []
    if counts:
        return counts[0]
    return Statement.at(
        draft.text,
        span,
        kind="task",
        sentence=draft.clean.span(sentence.start, sentence.end),
        section=draft.blocks[sentence.block].section,
        subject=piece.name,
        event=saying.stage.words,
        status="target" if frame.mood == "target" else "result",
        year=frame.year,
        place=read.report.place,
        place_code=read.report.place_code,
        confidence=0.6,
    )
