"""Tasks: the clauses of a plan that undertake something, with the office that leads where the text names one.

A clause with a figure or a milestone is no task of its own; its statements belong to the task before it in the sentence.
"""

from __future__ import annotations

import re

from duixian.catalogue.words import any_of, words
from duixian.reader import phrases
from duixian.reader.draft import Clause, Draft, Found, Sentence
from duixian.reader.frames import frame_at

_UNDERTAKES = re.compile(any_of(words("deed") | words("undertake")))
_MANNER = re.compile(rf"(?:{any_of(words('manner'))})")
_OFFICE = r"(?P<office>[一-龥、]{2,24}?)"
_LEADS = (
    re.compile(rf"[（(]?(?:责任|牵头|主办|承办)(?:单位|部门|科室)?[:：]{_OFFICE}(?=[）)，。；、]|$)"),
    re.compile(rf"[（(]{_OFFICE}(?:牵头|负责|主办|承办)[^（）()]{{0,8}}[）)]"),
    re.compile(rf"由{_OFFICE}(?:牵头|负责|主办|承办)(?:落实|实施|推进)?"),
)
_LEADING = re.compile("牵头|负责|责任|主办|承办")
_LEAD_ALONE = re.compile(r"^[（(]?(?:责任|牵头|主办|承办)(?:单位|部门)?[:：]")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是(?:要)?|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.、]|[①-⑳]|要|我们将|我们要|将|同时|此外|与此同时)+"
)
_GIVEN_TO = re.compile(
    r"^(?:为[^，]{2,16}?(?=提供|办理|开展|实施|建设|配备|发放)|与[^，]{2,16}?(?=共建|合作|联合|共同)|(?:把|将)[^，]{2,24}?(?:打造|建设|培育|建)成)"
)
_SPIRIT = re.compile(r"习近平|指导思想|为指导|会议精神")
_NOT_DONE = re.compile(
    r"^为[^，]*(?:奠定|注入|筑牢|夯实|提供[^，]{0,6}(?:支撑|保障)|贡献)|(?:了|过)(?=[一-龥])|已经|得到|取得|明显|显著|进一步(?:提升|增强|提高|改善)$|持续(?:提升|增强|提高|改善|向好)$"
)


def tasks_in(draft: Draft, sentence: Sentence, taken: list[Found]) -> list[Found]:
    """Return the tasks of a sentence in order; `taken` are its figures and milestones, which are told what task they belong to."""
    text = draft.clean.text
    if draft.blocks[sentence.block].kind != "body" or frame_at(draft.frames, sentence.start).mood != "target":
        return []
    found: list[Found] = []
    if _SPIRIT.search(text, sentence.start, sentence.end):
        return []
    led = _LEADING.search(text, sentence.start, sentence.end) is not None
    busy = {statement.clause for statement in taken}
    for clause in sentence.clauses:
        if clause.amounts or clause.start in busy:
            continue
        task = _task(draft, sentence, clause, led=led)
        if task is not None:
            found.append(task)
    office = _office(text, sentence.start, sentence.end) if led else None
    if len(found) == 1 and found[0].lead is None:
        found[0].lead = office
    for statement in taken:
        statement.lead = office
        statement.task = _task_of(text, statement, found)
    return found


def _task_of(text: str, statement: Found, tasks: list[Found]) -> tuple[int, int] | None:
    """Return the last task before a statement, where the statement is not a work of its own beside it."""
    last = next((task for task in reversed(tasks) if task.start < statement.start), None)
    if last is None:
        return None
    alone = statement.kind == "figure" and not statement.role.startswith(_CARRIED) and _own_work(text, statement)
    return None if alone and not _FRAMING.match(last.subject) else (last.start, last.end)


_FRAMING = re.compile(
    any_of(words("light") | words("undertake") | {"实施", "加强", "强化", "深化", "提升", "发展", "支持"})
)
_CARRIED = ("property of the last", "share of", "carried", "elided")


def _own_work(text: str, figure: Found) -> bool:
    """Whether the clause of a figure undertakes something of its own (改造管网14公里), and is no part of the task before."""
    body = text[figure.clause : figure.start].strip("，、；：。（ \n")
    deed, object_ = phrases.split_deed(phrases.strip_lead(body))
    return bool(deed) and len(object_) >= 2 and not phrases.is_attribute(object_)


def _task(draft: Draft, sentence: Sentence, clause: Clause, *, led: bool) -> Found | None:
    """Return what a clause undertakes, or None; `led` says that its sentence may name who leads."""
    text = draft.clean.text
    start, end = _bounds(text, clause)
    body = text[start:end]
    if not 4 <= len(body) <= 60:
        return None
    given = _GIVEN_TO.match(body)
    bare = phrases.strip_lead(body)
    if (given is None and not _undertakes(body, bare, led=led)) or _NOT_DONE.search(body):
        return None
    subject = body if given else body[len(body) - len(bare) :]
    frame = frame_at(draft.frames, start)
    lead = _office(text, clause.start, clause.end) if led else None
    return Found(
        kind="task",
        start=start,
        end=end,
        sentence=sentence,
        subject=subject,
        status="target",
        year=frame.year,
        lead=lead,
    )


def _office(text: str, start: int, end: int) -> str | None:
    """Return the office that a stretch names as the one that leads, or None."""
    if not _LEADING.search(text, start, end):
        return None
    return next((m["office"] for pattern in _LEADS if (m := pattern.search(text, start, end))), None)


def _bounds(text: str, clause: Clause) -> tuple[int, int]:
    """Return where the words of a clause begin and end, less openings, brackets and the office that leads."""
    start, end = clause.start, clause.end
    while end > start and text[end - 1] in "，。；：！？… \n":
        end -= 1
    bracket = text.rfind("（", start, end)
    if bracket > start and text.find("）", bracket, end - 1) < 0:
        end = bracket
    while start < end and text[start] in "，、 ）":
        start += 1
    opening = _OPENING.match(text[start:end])
    return (start + opening.end() if opening else start), end


def _undertakes(body: str, bare: str, *, led: bool) -> bool:
    """Whether a clause begins with a deed that has an object, and not with a manner or a purpose."""
    if led and any(pattern.match(body) for pattern in _LEADS):
        return False
    verb = _UNDERTAKES.match(bare)
    if verb is None and bare != body:
        verb, bare = _UNDERTAKES.match(body), body  # 加快南环路建设: the adverb is the verb
    if verb is None:
        return False
    manner = _MANNER.match(body)
    if manner and manner.end() > len(body) - len(bare) and manner.end() >= len(body) - len(bare) + verb.end() - 1:
        return False
    return len(bare) - verb.end() >= 2


def lead_alone(text: str, sentence: Sentence) -> str | None:
    """Return the office where a sentence does nothing but name who leads what was said before it."""
    if not _LEADING.search(text, sentence.start, min(sentence.end, sentence.start + 8)):
        return None
    words_ = text[sentence.start : sentence.end].strip()
    if not _LEAD_ALONE.match(words_):
        return None
    match = _LEADS[0].match(words_)
    return match["office"] if match else None
