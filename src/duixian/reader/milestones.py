"""Milestones: clauses that bring a named thing to a stage by a time, and have no number of their own.

A time at the head of a clause governs the clauses after it, until another time, a semicolon or the sentence's end; one right
before its verb governs only its own. The thing stands before the time (潞安煤矿项目年内完成), after it (年内确保工业园开工),
behind the verb (7月底前完成施工图设计), or in the clause before (推进三个项目，力争年内投产).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from duixian.catalogue.words import any_of, head, words
from duixian.reader import phrases, senses
from duixian.reader.draft import Clause, Draft, Found, Sentence, Time
from duixian.reader.frames import frame_at
from duixian.reader.wording import RATES, bare, last_attribute

_HOW = r"(?:全面|全部|正式|基本|顺利|如期|陆续|成功|力争|同步|整体|建设|率先|尽快|有望|均|将|实现|一并|主体|按期|提前|相继|全线|对外|向市民|向公众|向社会|于)*"
_STAGE = re.compile(rf"{_HOW}(?:{any_of(words('stage'))})")
_FIRM = re.compile(
    rf"{_HOW}(?:{any_of(words('stage') - words('loose'))})(?:建设|使用|运营|运行|生产|主体|主体工程|主体建设|主体工程建设|改造|工程)?(?=$|[，、。；）]|[一-龥]{{0,2}}$)|{_HOW}(?:完成|建成)(?=[一-龥“])"
)
_EVENT = re.compile(rf"{_HOW}(?:{any_of(words('stage') | words('event'))})")
_ASIDE = re.compile(r"^(?:经(?!济|营|开|贸|纬|典)|标志|意味|是|为|成为|使|让|以|这|从而|进一步)")
_PROCESS = re.compile(
    r"(?:积极|大力|全力|持续|深入|进一步|继续|稳步|扎实|着力|不断|有序)*(?:推进|推动|加快|促进|深化|加强|支持|开展|发展|优化|实施|强化|提升|完善|健全|引导|鼓励|探索|巩固|落实)"
)
_MEETING = re.compile(
    r"出台.*《|印发|《.*》|召开|举行|举办|审议|会议|视察|考察|调研|印发|讲话|闭幕|开幕|表彰|部署会|大会|全会|当选"
)
_MODAL = re.compile(
    r"^(?:力争|确保|争取|推动|推进|加快|力促|促进|促成|保证|计划|预计|积极|全力|抓紧|支持|督促|要(?!素)|将(?!军)|会(?!展)|我们|我县|我市|我区|全县|全市|全区|完成好|重点|继续|所有|各(?!类)|在(?!建|册)|已于|于|到|至|的|，|、|并(?![网购联])|可望|可(?!再)|能(?!源|力|耗)|有望|还|又|且|其中|新建成|务必|尽快|努力|协调|协助|配合|做好|抓好|着力|大力|强力|全速|务求|所有的)+"
)
_PUT = re.compile(
    r"^(?:将|把)(?P<things>.{2,60}?)(?P<event>(?:建成|打造成|改造成|打造为|建设成|纳入|创建成|列入|完成|改造为)[一-龥“”]*)$"
)
_SEVERAL = re.compile(r"(?:两|三|四|五|六|七|八|九|十|\d+)(?:个|条|家|所|座|大|项|处)(?=[一-龥]{2,10}$)")
_AND_SO_ON = re.compile(
    r"等(?=(?:一批|重点|重大|[县市区省]级|全部|[一二三四五六七八九十\d]+[个条家所座项])*(?:项目|工程|道路|企业|路段|场馆|学校|医院|桥梁|小区|片区|公园|重点工程|项目建设|工程建设)*(?:建设|进度|建设进度|前期工作)*$)"
)
_TAIL = re.compile(r"(?:建设进度|建设步伐|建设力度|工作进度|推进力度|前期手续|项目进度|工程进度|施工进度|进度|步伐)$")


@dataclass(slots=True)
class Heard:
    """The clauses before, for one that names no thing."""

    text: str
    clauses: list[Clause] = field(default_factory=list)
    event: str = ""

    @property
    def counts(self) -> int | None:
        """Where the clause right before begins, if it counts things that a noun names (26个|重点项目), else None."""
        last = self.clauses[-1] if self.clauses else None
        if last is None or not last.amounts or last.amounts[-1].unit in RATES:
            return None
        noun = phrases.noun_after(self.text[last.amounts[-1].end : last.end].strip("，、；：。（ \n"), wanted=True)[0]
        return last.start if len(noun) >= 2 else None

    @property
    def things(self) -> list[str]:
        """What the last of them that names a thing speaks of."""
        for weak in (False, True):
            for clause in reversed(self.clauses):
                things = _listen(self.text, clause, weak=weak)
                if things is not None:
                    return things
        return []


def milestones_in(draft: Draft, sentence: Sentence) -> list[Found]:
    """Return the milestones of a sentence, in order."""
    if not sentence.times:
        return []
    text = draft.clean.text
    found: list[Found] = []
    scope: Time | None = None
    heard = Heard(text)
    for clause in sentence.clauses:
        if clause.opens or text[clause.start - 1 : clause.start] in _BULLETS:
            scope = None
        times = [time for time in clause.times if not senses.is_compared(text, time) and not _defines(text, time)]
        mine = [] if clause.amounts else _clause(draft, sentence, clause, times, scope, heard)
        for statement in mine:
            statement.clause = clause.start
        found.extend(mine)
        scope = _scope(text, clause, times, scope)
        heard.clauses.append(clause)
        heard.event = found[-1].event or "" if found and (found[-1].event or "").endswith("完成") else ""
    return found


def _defines(text: str, time: Time) -> bool:
    """Whether a year is only said to be something (2025年是收官之年)."""
    return time.bare and text[time.end : time.end + 1] == "是"


def _clause(
    draft: Draft, sentence: Sentence, clause: Clause, times: list[Time], scope: Time | None, heard: Heard
) -> list[Found]:
    """Return the milestones of a clause without amounts: by its own times, else by the one that governs it."""
    text = draft.clean.text
    if not times:
        return _governed(draft, sentence, scope, text[clause.start : clause.end], heard) if scope else []
    found: list[Found] = []
    if _in_step(text, clause, times):
        ends = [clause.start, *[time.end for time in times]]
        after = text[times[-1].end : clause.end]
        for start, time in zip(ends, times, strict=False):
            found.extend(_own(draft, sentence, text[start : time.start].lstrip("、和"), time, after, heard))
        return found
    edges = [clause.start, *[time.end for time in times[:-1]]]
    stops = [*[time.start for time in times[1:]], clause.end]
    first = text[clause.start : times[0].start]
    for start, time, stop in zip(edges, times, stops, strict=True):
        before = text[start : time.start]
        if start > clause.start and len(_thing(first)) >= 3 and _only_event(before):
            before = first  # 甲路上半年完成前期工作、年内|开工
        found.extend(_own(draft, sentence, before, time, text[time.end : stop], heard))
    return found


def _only_event(words_: str) -> bool:
    """Whether the words between two times only say what the first brings (完成前期工作、)."""
    words_ = words_.strip("，、；。 \n并")
    verb = _EVENT.match(words_)
    return verb is not None and (len(words_) - verb.end() <= 1 or bool(_PART.match(words_, verb.end())))


def _in_step(text: str, clause: Clause, times: list[Time]) -> bool:
    """Whether several things with a time each share the verb behind the last (甲路5月、乙路10月|通车)."""
    gaps = [text[left.end : right.start] for left, right in pairwise(times)]
    lead = _thing(text[clause.start : times[0].start])
    return (
        bool(gaps)
        and len(lead) > 2
        and all(gap[:1] in "、和" and len(gap) > 3 and not _EVENT.search(gap) for gap in gaps)
    )


def _scope(text: str, clause: Clause, times: list[Time], scope: Time | None) -> Time | None:
    """Return the time that governs the clauses after this one; a single day does only where it stands alone."""
    head = next((time for time in times if _heads(text, clause, time)), None)
    if head is None:
        return None if times else scope
    return head if clause.end - head.end <= 1 or not head.day else None


_BULLETS = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽")


def _heads(text: str, clause: Clause, time: Time) -> bool:
    lead = _MODAL.sub("", text[clause.start : time.start].strip("，、；（ "))
    return not lead or (len(lead) <= 2 and not time.bare)


def _own(draft: Draft, sentence: Sentence, before: str, time: Time, after: str, heard: Heard) -> list[Found]:
    """Return the milestones of a clause with a time of its own."""
    before = _thing(before)
    after = after.strip("，。；：！、 \n）")
    if _MEETING.search(after) or _MEETING.search(before):
        return []
    found: list[Found] = []
    for piece in _pieces(after) if not before else [after]:
        found.extend(_read(draft, sentence, time, before, piece, heard))
    return found


def _governed(draft: Draft, sentence: Sentence, time: Time, body: str, heard: Heard) -> list[Found]:
    """Return the milestones of a clause that an earlier time governs."""
    body = body.strip("，。；：！、 \n）")
    if _MEETING.search(body) or _ASIDE.match(body) or (_PROCESS.match(body) and not _FIRM.search(body)):
        return []
    if heard.event and _WORKS.search(body) and _FIRM.search(body) is None:
        return _found(draft, sentence, time, _things(_thing(body)), heard.event)
    found: list[Found] = []
    for piece in _pieces(body):
        found.extend(_read(draft, sentence, time, "", piece, heard))
    return found


_WORKS = re.compile(r"(?:工程|项目|改造|道路)$")


def _pieces(body: str) -> list[str]:
    """Return the parts of a clause that each bring something to a stage (甲建成投用、乙开工)."""
    cuts = [
        m.start()
        for m in re.finditer("、", body)
        if _ends_in_stage(body[: m.start()]) and _STAGE.search(body, m.start())
    ]
    edges = [0, *[cut + 1 for cut in cuts], len(body)]
    return [body[a:b].strip("、") for a, b in pairwise(edges)]


def _ends_in_stage(body: str) -> bool:
    return any(match.end() == len(body) for match in _STAGE.finditer(body))


def _read(draft: Draft, sentence: Sentence, time: Time, before: str, body: str, heard: Heard) -> list[Found]:
    """Return what one stretch brings to a stage by `time`."""
    put = _PUT.match(_MODAL_BUT_PUT.sub("", body))
    if put:
        return _found(draft, sentence, time, _things(put["things"]), put["event"])
    body = _MODAL.sub("", body)
    verb = _verb(_FIRM if time.bare else _EVENT, body) or _aim(draft, time, body)
    if not body or verb is None:
        return []
    lead, event, object_ = body[: verb.start()], verb.group(), body[verb.end() :].lstrip("了")
    if len(before) >= 3:
        things, event = _before_time(before, body, lead, event, object_)
    elif lead and time.bare and object_.endswith(_DUTIES):
        return []
    elif lead:
        things, event = _before_verb(lead, heard), event + object_
    elif len(object_) >= 2 and not _PART.match(object_):
        set_task = time.bare and object_.endswith(_DUTIES)
        things, event = [] if set_task else _things(_thing(object_)), event + object_ if event == "实现" else event
    else:
        return _of_last_clause(draft, sentence, time, event + object_, heard)
    return _found(draft, sentence, time, things, event)


_DUTIES = ("任务", "目标", "指标")


def _before_time(before: str, body: str, lead: str, event: str, object_: str) -> tuple[list[str], str]:
    """Return the things named before the time (煤矿项目|年内|完成), or behind 完成 (新城年内完成|南延、亮化), and the event."""
    if lead and not _adverbial(lead) and len(lead) > 4:
        return [], ""
    if event.endswith("完成") and len(object_) >= 4 and not _PART.match(object_):
        return _things(_thing(object_)), event
    return _things(before), body[len(lead) :]


def _before_verb(lead: str, heard: Heard) -> list[str]:
    """Return the things named between time and verb; a part (设备, 主体) is one of what the clause before spoke of."""
    part = _thing(lead)
    return [thing + part for thing in heard.things] if len(part) <= 2 and heard.things else _things(part, heard)


def _of_last_clause(draft: Draft, sentence: Sentence, time: Time, event: str, heard: Heard) -> list[Found]:
    """Return what the clause before spoke of, brought to a stage; counts of it are dated instead."""
    found = _found(draft, sentence, time, heard.things, event)
    counts = heard.counts
    for statement in found if counts is not None else ():
        statement.role, statement.dates = "dates counts", counts
    return found


_MODAL_BUT_PUT = re.compile(r"^(?:力争|确保|争取|计划|预计|要|积极|全力|我们|全县|全市|全区)+")


_PART = re.compile(
    rf"(?:{any_of(words('stage'))}|主体|前期|手续|路基|基础|布展|建设|使用|考核标准|验收|[国省市县]级验收|标准)"
)


_AIM = re.compile(r"(?:基本|全面|如期)*(?:实现|建成)(?=[一-龥“]{2,14}$)")


def _aim(draft: Draft, time: Time, body: str) -> re.Match[str] | None:
    """Return the verb of an aim for a year to come (到2035年，基本实现现代化)."""
    now = draft.about.year
    ahead = time.year is not None and now is not None and time.year > now
    return _AIM.match(body) if ahead and frame_at(draft.frames, time.start).mood == "target" else None


def _verb(pattern: re.Pattern[str], body: str) -> re.Match[str] | None:
    """Return the verb of a clause: at its head, else the first with nothing but its own complement behind it."""
    matches = list(pattern.finditer(body))
    if len(matches) < 2 or not matches[0].start():
        return matches[0] if matches else None
    closing = (match for match in matches if match.end() >= len(body) - 2 or _PART.match(body, match.end()))
    return next(closing, matches[0])


def _adverbial(lead: str) -> bool:
    return not phrases.strip_lead(lead)


def _thing(words_: str) -> str:
    """Return a thing's name without modals and deeds before it."""
    words_ = re.sub(
        r"^(?:\d{1,2}[.、]|（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]{1,3}[、是])",
        "",
        words_.strip("，、；：。（ \n"),
    )
    words_ = _MODAL.sub("", phrases.strip_lead(re.sub("（[^（）]*）", "", words_)))
    return re.sub("(?:已|将|可|预计|计划|力争|有望|已经|要)+$", "", _MODAL.sub("", words_).rstrip("，、的在于"))


def _things(words_: str, heard: Heard | None = None) -> list[str]:
    """Return the things that a list names, each with the head noun they share."""
    words_ = _TAIL.sub("", words_)
    if heard and heard.things and re.fullmatch(r"[一二三四]期(?:工程|项目)?|主体(?:工程)?|其", words_):
        return [thing + words_.replace("其", "") for thing in heard.things]
    so_on = _AND_SO_ON.search(words_)
    if so_on:
        words_ = words_[: so_on.start()]
    elif re.search("等(?!全部)", words_) and _short_names(words_):
        names, _, head = words_.partition("等")
        return [part + head for part in phrases.parts(names)]
    elif "等" in words_ and "、" in words_ and not re.search("等[级候于待教额次保比线距值效同]", words_):
        return [_tidy(words_)]
    several = _SEVERAL.search(words_)
    if several and "、" in words_:
        head = words_[several.end() :]
        return [part + head for part in phrases.parts(words_[: several.start()])]
    listed = phrases.items(words_)
    return [_tidy(thing) for thing in listed if len(_tidy(thing)) >= 2]


def _short_names(words_: str) -> bool:
    """Whether short names share the head noun behind 等 (布吉、横岗等街道文体中心)."""
    names, _, head = words_.partition("等")
    listed = phrases.parts(names)
    return len(listed) > 1 and 2 < len(head) <= 10 and all(2 <= len(part) <= 4 for part in listed)


def _tidy(thing: str) -> str:
    return thing.strip("，、；：。的（）等 \n")


_SO_ON = re.compile(
    r"等(?=(?:一批|重点|重大|[县市区省]级|[一二三四五六七八九十\d]+[个条家所座项])*(?:项目|工程|道路|街道|企业))"
)


def _listen(text: str, clause: Clause, *, weak: bool) -> list[str] | None:
    """Return the things that a clause speaks of, or None; with `weak` also what a counted deed is done to (设置床位500张)."""
    body = text[clause.start : clause.end].strip("，、；：。（ \n")
    if clause.amounts:
        noun = phrases.noun_after(text[clause.amounts[-1].end : clause.end].strip("，、；：。（ \n"))[0]
        before = bare(text[clause.start : clause.amounts[0].start])
        if len(noun) < 3 and head(before, "deed"):
            return [phrases.split_deed(before)[1] or before] if weak else None
        noun = noun if len(noun) >= 3 else before.removesuffix(last_attribute(before))
        if len(noun) < 3 and phrases.is_attribute(before):
            return None  # 占地120亩: of what the clause before names
        return [noun] if len(noun) >= 3 else []
    if re.match("已|并|将|也|现已|由.{2,12}(?:牵头|负责)", body):
        return None
    if clause.times:
        body = (
            text[clause.start : clause.times[0].start].strip("，、；：。（ \n")
            or text[clause.times[-1].end : clause.end]
        )
    body = _thing(body.strip("，、；：。（ \n"))
    object_ = phrases.split_deed(body)[1]
    so_on = _SO_ON.search(object_)
    noun = object_[: so_on.start()] if so_on else phrases.noun_after(object_ or body)[0]
    noun = noun if len(noun) >= 3 else object_
    things = _things(noun if "、" in noun else re.sub("(?:建设|工作|创建工作)$", "", noun))
    return things if things and all(2 <= len(thing) <= 30 for thing in things) else None


def _found(draft: Draft, sentence: Sentence, time: Time, things: list[str], event: str) -> list[Found]:
    frame = frame_at(draft.frames, time.start)
    year = senses.year_of(time, frame, draft.about)
    if year is None:
        return []
    month = time if time.month else time._replace(month=12)
    due = senses.due_of(month, year)
    status = frame.mood
    now = draft.about.year
    if now is not None and (time.year is not None or time.shift is not None):
        if year >= now and frame.year is not None and frame.year < now:
            status = "target"
        elif year < now:
            status = "result"
    text = draft.clean.text
    if status == "target" and re.search("已$|已经$|已于$", text[max(0, time.start - 3) : time.start]):
        status = "result"
    event = re.split("[、，；]", event)[0]
    event = re.sub(r"^(?:全部|将|均|力争|顺利|如期|陆续|同步|有望|按期|相继)+", "", event.strip("，、。； "))
    return [
        Found(kind="milestone", start=time.start, end=time.end, sentence=sentence, subject=thing, status=status, event=event[:16], year=year, due=due)
        for thing in things
    ]  # fmt: skip
