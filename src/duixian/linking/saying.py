"""What one clause says of which works: the things it names, each with its place, and how far they have come.

`say` reads a clause without its report; `works.py` goes over the report and knows whose part a thing is and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duixian.catalogue.words import any_of, words
from duixian.catalogue.works import Mark, marks, work_words
from duixian.linking.lists import Piece, is_called, listed
from duixian.reader import phrases

_HOW = rf"(?:{any_of(work_words('how'))})*"
_SAID = re.compile(rf"(?P<how>{_HOW})(?P<verb>{any_of(marks())})(?P<done>了)?")
_TAKES = work_words("takes")
_NOMINAL = work_words("nominal")
_LOOSE = ("实现", "确保", "力争", "保证", "争取")
_JOINT = re.compile("、|以及|和")
_WHERE = re.compile(
    r"(?:累计|共|总|计划|先后|年度)*(?:投资|投入|筹资|争取|整合|利用)(?:资金)?\d[\d.]*[万亿]?余?多?元(?:人民币)?(?:资金)?"
    r"|在[^，、]{2,24}?(?=建设|新建|修建|规划建设|兴建|重点建设|实施|启动)"
)
_KINDS = re.compile("项目|工程|建设|工作")
_US = re.compile("(?:我|全|本)(?:县|市|区|旗|国|省)|县|市|区|旗")
_TITLED = re.compile(
    r"(?:被|获)(?:[^，]{2,10}?)?(?:命名|授予|评|评定|认定|确定|批准)(?:为|成)?|荣获|获评|入选|创成|成功创建|晋升为|跻身|摘得"
    r"|(?P<aim>创建|争创|申创)(?=[^工成，]{2,16}(?:县|市|区|城|镇|乡|村|景区|单位)(?:”|$))"
)
_BUILT, _UNDER_WAY, _NOT_THROUGH, _LONG = 60, 45, 5, 6
_CLOSES = re.compile(rf"^(?:并|{any_of(work_words('closing'))})*$")
_LEAD = re.compile(any_of({word for word in words("adverb") if len(word) > 1} - {"通过"} | work_words("lead")))
_VERBS = words("deed") | words("undertake") | words("event") | words("light") | work_words("verb")
_HEADS = re.compile(any_of(_VERBS - words("nominal") - {"教育"} | work_words("goes_on")))
_MODIFIED = tuple(sorted(words("modified")))
_PHASE = re.compile(rf"(?:{any_of(marks('phase'))})(?:等)?(?:相关|各项)?(?:工作|手续|任务|工程|建设|阶段)*$")
_GOES_ON = re.compile(any_of(work_words("goes_on")))
_STAY_VERBS = words("makes") | work_words("goes_on")
_SAYS = work_words("reached")
_NOT = (
    r"(?:目前|至今|还|仍|均|都|暂)*(?:未能|尚未|没有|没能|未(?!来|成年|央))"
    r"(?:能够|能)?(?:如期|按期|按时|及时|全面|完全|全部|实现|真正)*"
)
_DENIED, _DENIES = re.compile(rf"{_NOT}$"), re.compile(_NOT)


class Stage(NamedTuple):
    """How far works have come: the mark's rank, None where the words only say that it goes on; `words` as written."""

    rank: int | None
    words: str
    part: bool = False  # 基本, 部分: not all of it
    lacking: bool = False  # 未能, 尚未: just this stage was not reached


class Saying(NamedTuple):
    """The things a clause speaks of, how far they have come, and where its words begin and end."""

    pieces: tuple[Piece, ...]
    stage: Stage
    start: int
    end: int
    headed: bool = False  # verbs stand before the things
    called: bool = False  # called 项目 or 工程

    @property
    def bare(self) -> bool:
        """Whether it names no thing: what it says is said of those of the clause before."""
        return not self.pieces


def segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a clause that each bring things to a stage (甲馆建成投用、|乙厂开工)."""
    at = start
    for joint in _JOINT.finditer(text, start, end):
        last = max(_SAID.finditer(text, at, joint.start()), key=lambda match: match.end(), default=None)
        if last is None or last.end() != joint.start() or last["verb"] in _NOMINAL:
            continue
        if _DENIES.match(text, joint.end(), end):
            yield at, joint.start()
            at = joint.end()
            continue
        if last.start() - at >= 2 and _SAID.search(text, joint.end() + 2, end):
            yield at, joint.start()
            at = joint.end()
    yield at, end


def say(text: str, start: int, end: int) -> Saying | None:
    """Return what text[start:end], one clause without its marks, says of works; None where it speaks of none."""
    denied = _DENIES.match(text, start, end)
    if denied is not None:
        return _lacking(say(text, denied.end(), end), start, denied.group())
    titled = _TITLED.search(text, start, end)
    if titled and end - titled.end() >= 3:
        return _titled(text, start, titled, end)
    lead = _after_lead(text, start, end)
    at = _after_verbs(text, lead, end)
    headed = at > lead or _GOES_ON.search(text, start, lead) is not None
    verbs = text[start:at]
    at += text.startswith("了", at)
    said = _predicate(text, at, end, headed=headed, loose=verbs.endswith(_LOOSE))
    if said is not None:
        return _of_subject(text, start, at, said, end)
    return _of_object(text, start, at, verbs, end) if headed else None


def _lacking(saying: Saying | None, start: int, words_: str) -> Saying | None:
    """Return what a clause says that denies it (未能|完成甲馆建设); nothing where it names no stage to deny."""
    if saying is None or saying.stage.rank is None:
        return None
    stage = saying.stage._replace(words=words_ + saying.stage.words, lacking=True)
    return saying._replace(stage=stage, start=start)


def _titled(text: str, start: int, titled: re.Match[str], end: int) -> Saying | None:
    """Return the title that a place strives for or was given (被命名为|文明县城)."""
    pieces = listed(text, titled.end(), end)
    rank = None if titled["aim"] else marks()["命名"].rank
    return Saying(tuple(pieces), Stage(rank, titled.group()), start, end) if pieces else None


def _of_subject(text: str, start: int, at: int, said: tuple[re.Match[str], str], end: int) -> Saying | None:
    """Return what a predicate says of the things before it (甲馆、乙厂|建成投用)."""
    match, object_ = said
    if _US.fullmatch(text[at : match.start()]):
        return None
    denied = _DENIED.search(text[at : match.start()])
    stop = at + (held_up(text[at : at + denied.start()]) if denied else match.start() - at)
    pieces, phase = _things(text, at, stop) if stop - at >= 2 else ([], None)
    stage = _stage(match, object_)
    if denied is not None:
        stage = stage._replace(words=denied.group() + stage.words, lacking=True)
    if match["verb"] == "实现" and len(pieces) == 1 and len(object_) >= _LONG - 2:
        pieces = [pieces[0]._replace(name=pieces[0].name + object_)]
    if phase is not None:
        stage = _through(stage, *phase)
    called = match.group().startswith(("项目", "工程")) or is_called(text, at, match.start())
    return Saying(tuple(pieces), stage, start, end, called=called)


def _of_object(text: str, start: int, at: int, verbs: str, end: int) -> Saying | None:
    """Return what verbs say of the things behind them (完成|甲馆、乙厂建设)."""
    if end - at < 2:
        return None
    pieces, phase = _things(text, at, end)
    stage = Stage(_rank_of_verbs(verbs), _WIDE.sub("", verbs) or verbs)
    if phase is not None:
        stage = _through(stage, *phase)
    return Saying(tuple(pieces), stage, start, end, headed=True, called=is_called(text, at, end))


_WIDE = re.compile("全[国省市县区旗]$")  # 加快|全国红色旅游示范区创建
_HELD_UP = re.compile(r"(?:受|因|由于)[^，、]{2,24}?(?:影响|制约|限制|原因|问题|不足|未到位|滞后|等)*$")


def held_up(words_: str) -> int:
    """Return where the reason begins for which a thing was held up (甲馆|受汛期影响), else where the words end."""
    reason = _HELD_UP.search(words_)
    return reason.start() if reason and reason.start() >= 2 else len(words_)


def _after_lead(text: str, start: int, end: int) -> int:
    """Return where the words behind adverbs and modals begin."""
    at = start
    where = _WHERE.match(text, start, end)
    if where is not None:
        at = where.end()
    while at < end:
        match = _LEAD.match(text, at, end)
        if match is None or _begins_name(text, at, match.end(), end):
            return at
        at = match.end()
    return start


def _begins_name(text: str, at: int, after: int, end: int) -> bool:
    """Whether a word like an adverb is the beginning of a name (重点项目, 全民健身中心)."""
    if text.startswith(_MODIFIED, after):
        return True
    return text[at:after] in words("adverb") and phrases.strip_lead(text[at:end]) == text[at:end]


def _after_verbs(text: str, at: int, end: int) -> int:
    """Return where the things behind the verbs begin (谋划启动|甲路; 新建、改建|甲路)."""
    for _ in range(3):
        joint = at + (text[at : at + 1] in _JOINTS and at > 0)
        match = _HEADS.match(text, joint, end)
        if match is None or end - match.end() < 2:
            break
        if match.group() not in _STAY_VERBS and text.startswith(_MODIFIED, match.end()):
            break
        at = match.end()
    return at


_JOINTS = frozenset("、和及并")


def opens_with_verb(body: str) -> bool:
    """Whether a clause begins with what is done, and so names no topic at its head."""
    at = _after_lead(body, 0, len(body))
    return at > 0 or _after_verbs(body, at, len(body)) > at


def _predicate(text: str, at: int, end: int, *, headed: bool, loose: bool) -> tuple[re.Match[str], str] | None:
    """Return the first predicate that ends the clause or takes an object, and what stands behind it."""
    for match in _SAID.finditer(text, at, end):
        rest = text[match.end() : end]
        if _CLOSES.match(rest):
            how = _KINDS.sub("", match["how"]) if headed else match["how"]
            if how or loose or match["verb"] not in _NOMINAL:
                return match, rest
        elif not headed and match["verb"] in _TAKES and len(rest) >= 2:
            return match, rest
    return None


def _stage(match: re.Match[str], object_: str) -> Stage:
    """Return the stage of a predicate and of what it brings to an end, opens or works on (进入|装修阶段)."""
    mark = marks()[match["verb"]]
    stage = Stage(mark.rank, match.group() + object_, "基本" in match["how"] or object_.startswith("部分"))
    if _CLOSES.match(object_):
        return stage
    phase = _PHASE.search(object_)
    if phase is not None:
        return _through(stage, marks("phase")[_word(phase)], "")
    inner = [mark.rank for word, mark in marks("phase").items() if word in object_ and mark.rank]
    parts = mark.rank == _BUILT and len(object_) > _LONG
    return stage._replace(rank=min(inner, default=_UNDER_WAY)) if parts or inner else stage


def _word(match: re.Match[str]) -> str:
    """Return the longest phase word that a match begins with."""
    found = match.group()
    return max((word for word in marks("phase") if found.startswith(word)), key=len)


def _through(stage: Stage, mark: Mark, words_: str) -> Stage:
    """Return the stage of works of which a phase is brought to an end, opened, or worked on."""
    rank = mark.rank or 0
    if stage.rank is None or stage.rank < _BUILT:
        rank -= _NOT_THROUGH
    return Stage(rank, f"{stage.words}{words_}" if words_ else stage.words, stage.part)


def _rank_of_verbs(verbs: str) -> int | None:
    """Return the furthest rank that the verbs before the things say."""
    return max((marks()[word].rank or 0 for word in _SAYS if word in verbs and word in marks()), default=None)


def _things(text: str, start: int, end: int) -> tuple[list[Piece], tuple[Mark, str] | None]:
    """Return the things that a stretch names, and the phase of theirs that it ends with (甲路、乙路|前期工作)."""
    phase = _PHASE.search(text[start:end])
    if phase is None:
        return listed(text, start, end), None
    found = marks("phase")[_word(phase)], phase.group()
    return (listed(text, start, start + phase.start()) if phase.start() >= 2 else []), found
