"""Works and projects that a report speaks of: each mention with its name, whose part it is, and how far it has come.

Start at `works_in`. In the plan a mention says what is promised, in the review what was reached. Its statement is the
reader's own where it read a date or a count there, else a task with the exact place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duixian.catalogue.words import any_of, words
from duixian.catalogue.works import work_words
from duixian.linking.lists import Piece
from duixian.linking.saying import Saying, Stage, held_up, opens_with_verb, say, segments
from duixian.reader.clean import clean_text
from duixian.reader.draft import Clause, Draft, Sentence
from duixian.reader.frames import frame_at
from duixian.reader.pipeline import STEPS
from duixian.reader.sentences import read_sentences
from duixian.statement import Kind, Report, Span, Statement

_STEPS = STEPS[: STEPS.index(read_sentences)]
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是(?:要)?|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|[①-⑳]"
    r"|前|其中|同时|此外|与此同时|目前|重点|一年来|今年|去年|年内|\d{4}年|，|、| )+"
)
_PLACES = tuple(sorted(work_words("place")))
_CONTAINERS = (*_PLACES, *sorted(work_words("container")))
_TOPIC = re.compile(
    r"^(?P<put>(?:突出|重点|全力)?抓好|(?:坚持|始终)?(?:把|将)|对)?(?P<owner>[^，、]{1,18}?(?:"
    + any_of(_CONTAINERS)
    + r"))(?:"
    + any_of(work_words("topic"))
    + r"|，|$)"
)
_PART = re.compile(r"(?P<phase>[一二三四五]期)?(?:主体|早日|其|各?项目|工程)*(?:征占迁|征迁|征地拆迁|拆迁|征收)?")
_MANNER = re.compile(any_of(words("manner") - {"突出", "实现", "力争", "确保", "通过", "以"} | {"以", "通过"}))
_WORTH = re.compile(r"^.*?\d[^的、]{0,10}的")
_BARE_PLACE, _LONGEST, _UNJUDGED = 6, 120, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A mention of works: its name, the `owner` that it is part of, and its `peers`, the other names of the list."""

    name: str
    owner: str
    stage: Stage
    statement: Statement
    clause: str
    called: bool = False
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
    said = _Said(report.statements)
    found: list[Work] = []
    for sentence in draft.sentences:
        if draft.blocks[sentence.block].kind == "body":
            found.extend(_Walk(draft, sentence, said).works())
    return tuple(found)


class _Said:
    """What the reader found in a report, by where it stands."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = sorted(statements, key=lambda one: one.start)
        self.starts = [one.start for one in self.statements]

    def within(self, span: Span, kind: Kind) -> list[Statement]:
        """Return the statements of a kind that begin inside a span."""
        first, last = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [one for one in self.statements[first:last] if one.kind == kind]


class _Walk:
    """Goes over the clauses of a sentence, and knows whose parts they speak of and which works may go on."""

    def __init__(self, draft: Draft, sentence: Sentence, said: _Said) -> None:
        self.draft, self.sentence, self.said = draft, sentence, said
        self.frame = frame_at(draft.frames, sentence.start)
        self.topic = self.thing = ""  # what the sentence is about; what the clause before named alone
        self.waiting: list[Work] = []

    def works(self) -> Iterator[Work]:
        """Yield the works of the sentence; a clause that names none says more of those before it."""
        text = self.draft.clean.text
        for clause in self.sentence.clauses:
            if clause.opens:
                yield from self._done()
                self.topic = self.thing = ""
            start, end = _bounds(text, clause)
            if 3 <= end - start <= _LONGEST and not _MANNER.match(text, start, end):
                for stretch in segments(text, start, end):
                    yield from self._stretch(*stretch)
            else:
                self._turn(text[start:end], None)
        yield from self._done()

    def _stretch(self, start: int, end: int) -> Iterator[Work]:
        text = self.draft.clean.text
        saying = say(text, start, end)
        reason = held_up(text[start:end])
        if saying is not None:
            yield from self._heard(saying)
        elif reason < end - start:
            yield from self._done()
            self.waiting = [self._held_up(start, start + reason)]
        self._turn(text[start:end], saying)

    def _held_up(self, start: int, end: int) -> Work:
        """Return the mention of a thing of which only the next clause says how far it came (甲馆受汛期影响，…)."""
        piece = Piece(start, end, self.draft.clean.text[start:end])
        return self._work(Saying((piece,), Stage(None, ""), start, end), piece)

    def _done(self) -> list[Work]:
        """Return the works that no clause brings further any more."""
        done, self.waiting = [work for work in self.waiting if work.stage.words], []
        return done

    def _heard(self, saying: Saying) -> Iterator[Work]:
        """Take in what a clause says: of the works before it, of a part of them, or of others."""
        parts = [match["phase"] or "" for piece in saying.pieces if (match := _PART.fullmatch(piece.name))]
        others = [piece for piece in saying.pieces if not _PART.fullmatch(piece.name)]
        if parts and parts[0] and self.topic and not any(work.called for work in self.waiting):
            yield from self._done()
            self.waiting = [self._work(saying, saying.pieces[0]._replace(name=self.topic + parts[0]))]
        elif parts or not others:
            self.waiting = [self._further(work, saying, "".join(parts)) for work in self.waiting]
        if others:
            yield from self._done()
            self.waiting = [self._work(saying, piece) for piece in others]

    def _further(self, work: Work, saying: Saying, part: str) -> Work:
        """Return a mention that a clause brings further; that of a single thing now goes on to its end."""
        ahead = saying.stage.rank is not None and saying.stage.rank > (work.stage.rank or 0)
        statement = work.statement
        if not work.peers:
            dated = self.said.within(self._span(saying), "milestone")
            statement = dated[0] if dated else self._up_to(statement, self._span(saying).end)
        stage = saying.stage if ahead else work.stage
        if saying.stage.lacking and work.stage.rank is not None:
            stage = work.stage._replace(words=f"{work.stage.words}、{saying.stage.words}")
        return replace(work, name=work.name + part, stage=stage, statement=statement)

    def _up_to(self, statement: Statement, end: int) -> Statement:
        """Return a task that goes on to where a later clause ends."""
        if statement.kind != "task":
            return statement
        span = Span(statement.start, end)
        return replace(statement, span=span, text=span.of(self.draft.text))

    def _span(self, saying: Saying) -> Span:
        return self.draft.clean.span(saying.start, saying.end)

    def _turn(self, body: str, saying: Saying | None) -> None:
        """Remember what the clauses after this one may speak of parts of."""
        topic = _TOPIC.match(body)
        if topic and (topic["put"] or not opens_with_verb(body)):
            self.topic = _WORTH.sub("", topic["owner"])
        elif saying is not None and len(saying.pieces) == 1 and not _PART.fullmatch(saying.pieces[0].name):
            name = saying.pieces[0].name
            self.thing = name if name.endswith(_CONTAINERS) or "项目" in body else ""

    def _owner(self, saying: Saying, name: str) -> str:
        """Return what a thing is part of: nothing where its own name says so."""
        owner = self.topic or (self.thing if saying.headed else "")
        if any(word in name for word in _PLACES) and len(name) > _BARE_PLACE:
            return ""
        return "" if owner in name or name in owner else owner

    def _work(self, saying: Saying, piece: Piece) -> Work:
        """Return the mention of one thing of a clause."""
        return Work(
            name=piece.name,
            owner=self._owner(saying, piece.name),
            stage=saying.stage,
            statement=self._statement(saying, piece),
            clause=self._span(saying).of(self.draft.text),
            called=saying.called,
            counted=piece.counted,
            peers=tuple(other.name for other in saying.pieces if other is not piece),
        )

    def _statement(self, saying: Saying, piece: Piece) -> Statement:
        """Return the reader's statement of a thing where it has one, else a task."""
        alone = len(saying.pieces) == 1
        whole, own = self._span(saying), self.draft.clean.span(piece.start, piece.end)
        dated = [one for one in self.said.within(whole, "milestone") if alone or piece.name in one.subject]
        counts = self.said.within(own, "figure") if piece.counted else []
        if dated or counts:
            return (dated or counts)[0]
        tasks = self.said.within(whole, "task") if alone else []
        if tasks:
            return replace(tasks[0], event=saying.stage.words, due=self._due(whole))
        return self._task(whole if alone else own, saying, piece)

    def _due(self, span: Span) -> date | None:
        """Return the day that the reader read for a size in a clause (日处理500吨鲜奶项目8月底投产)."""
        return next((one.due for one in self.said.within(span, "figure") if one.due), None)

    def _task(self, span: Span, saying: Saying, piece: Piece) -> Statement:
        draft, sentence = self.draft, self.sentence
        return Statement.at(
            draft.text,
            span,
            kind="task",
            sentence=draft.clean.span(sentence.start, sentence.end),
            section=draft.blocks[sentence.block].section,
            subject=piece.name,
            event=saying.stage.words,
            status="target" if self.frame.mood == "target" else "result",
            year=self.frame.year,
            place=draft.about.place,
            place_code=draft.about.place_code,
            due=self._due(span),
            confidence=_UNJUDGED,
        )


def _bounds(text: str, clause: Clause) -> tuple[int, int]:
    """Return where the words of a clause begin and end, less marks, openings and a time at its head."""
    start, end = clause.start, clause.end
    while end > start and text[end - 1] in "，。；：！？… \n":
        end -= 1
    start = _opened(text, start, end)
    head = next((time.end for time in clause.times if time.start == start), start)
    return (_opened(text, head, end) if head < end else start), end


def _opened(text: str, start: int, end: int) -> int:
    opening = _OPENING.match(text[start:end])
    return start + opening.end() if opening else start
