"""Frames: which stretches of the report look back and which ahead, and to the end of which year."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from duixian.reader.draft import Block, Draft, Frame
from duixian.statement import Status

_YEAR = re.compile(r"(20[0-4]\d)年?")
_BACK_HEADING = re.compile(r"回顾|回眸|回望|总结|成效|成绩|成就|过去|工作情况|工作完成|主要做法|五年来|一年来")
_AHEAD_HEADING = re.compile(
    r"安排|打算|重点工作|工作重点|目标|任务|部署|要求|思路|计划|下一步|下步|今后|未来|展望|建议|规划|举措|做好|努力|实事"
)
_BACK = re.compile(
    r"(?:20\d\d年(?:以来)?，?(?:[^，。；]{0,12}，)?(?:我们|全[县区市]|在|面对|是[^，。]{0,30}的一年)|(?:回望|回眸|回顾)|过去(?:的)?一年|刚刚过去|一年来|这一年|一年中|过去(?:的)?[五几]年|[五四三]年来|本届政府|"
    r"20\d\d年，?[^，。；]{2,30}县[委政]|[^。]{0,24}(?:清醒(?:地)?(?:认识|看)到|存在(?:的|着|一些|不少|诸多)|困难和问题|问题和不足|不足和))"
)
_AHEAD = re.compile(
    r"(?:今年|20\d\d年|新的一年|明年|下一步|今后[一五]?[年]?|未来[五几]年|[“\"]?十[二三四五]五[”\"]?(?:期间|时期|末))[^。；]{0,24}?(?:目标|预期|要求|思路|任务|将(?!近)|要(?!素)|力争|工作安排|重点工作|重点抓好|计划|是[^。]{0,40}(?:开局|收官|关键|谋划|奋进|起步|攻坚)[^。]{0,6}年)"
    r"|(?:主要|总体|经济社会发展)?[^，。；]{0,14}(?:预期目标|奋斗目标|总体要求|主要目标|指导思想|总体思路)(?:是|为|：|和|，)|做好今年|为实现(?:上述|以上|今年)[^，。]{0,8}(?:目标|任务)|围绕(?:上述|以上)[^，。]{0,6}目标|(?:重点|着力|着重)(?:做好|抓好)(?:以下|[^，。]{0,10}方面)"
)
_FIVE_AHEAD = re.compile(r"(?:今后|未来)(?:的)?五年|[“\"]?十[二三四五]五[”\"]?(?:时期|期间|末)")
_FIVE_BACK = re.compile(r"过去(?:的)?五年|五年来|本届政府")
_PLAN_WORDS = re.compile(
    r"力争|确保|鼓励|谋划|争取|加大|加快|着力|继续|将(?!军|近)|要(?!素|求|闻|事)|坚决|深入|大力|推动|支持|积极|切实|严格|努力|不断|进一步|抓好|做好|强化|探索|引导|完善|健全"
)
_DONE_WORDS = re.compile(
    r"了|获评|荣获|累计|已|成功|圆满|顺利|被评|被授予|位居|同比|完成|实现|建成|达到|新增|取得|得到|显著|明显|有效|稳步|全省第|全市第|跃居|预计"
)


def frame_passages(draft: Draft) -> None:
    """Find which passages look back and which ahead."""
    draft.frames = frames_in(draft.clean.text, draft.blocks, draft.about.year)


def frames_in(text: str, blocks: list[Block], year: int | None) -> list[Frame]:
    """Return the frames in order of their start; the first begins at 0."""
    spans = _headed(text, blocks, year)
    return _mend(text, blocks, spans, year)


def frame_at(frames: list[Frame], at: int) -> Frame:
    """Return the frame that the character at `at` stands in."""
    return frames[bisect_left(frames, (at + 1,)) - 1]


def _headed(text: str, blocks: list[Block], year: int | None) -> list[Frame]:
    before = None if year is None else year - 1
    frames = [Frame(0, "result", before)]
    above = frames[0]
    for block in blocks:
        if block.kind == "aside":
            continue
        line = text[block.start : block.end]
        if block.kind == "heading":
            found = _heading(line, year)
            above = Frame(block.start, *found) if found else above
        else:
            found = _opening(line, year)
            if found and found[0] == above.mood and not _YEAR.match(line):
                found = found[0], above.year  # 总的要求是…, under 今后五年
        if found and (found != frames[-1][1:] or block.kind == "heading"):
            frames.append(Frame(block.start, *found))
    return frames


def _heading(line: str, year: int | None) -> tuple[Status, int | None] | None:
    back, ahead = _BACK_HEADING.search(line), _AHEAD_HEADING.search(line)
    named = _YEAR.search(line)
    if named and year is not None and not back and not ahead and "工作" in line:
        return ("target" if int(named.group(1)) >= year else "result"), int(named.group(1))
    if not named and not re.search(
        r"工作安排|工作打算|主要任务|重点任务|工作部署|目标任务|重点工作|工作计划|工作思路|工作总结|主要成效|工作成效|过去|今年|今后|未来|下一步|下步|五年|一年|回顾|总体要求|预期目标|奋斗目标|主要目标",
        line,
    ):
        return None
    if back and not (ahead and ahead.start() > back.end() + 4):
        return "result", int(named.group(1)) if named else _shift(year, -1)
    if ahead:
        return "target", int(named.group(1)) if named else _ahead_year(line, year)
    return None


def _opening(line: str, year: int | None) -> tuple[Status, int | None] | None:
    """Return the frame that a paragraph's first words set, or None."""
    first = line[:60]
    ahead, back = _goal(first), _BACK.match(first)
    named = _YEAR.match(first)
    if named and year is not None:
        if int(named.group(1)) >= year:
            return "target", int(named.group(1))
        return ("result", int(named.group(1))) if back or first[len(named.group()) :][:1] == "，" else None
    if ahead and not (back and back.start() < ahead.start()):
        return "target", _ahead_year(ahead.group(), year)
    if back:
        return "result", _shift(year, -1)
    return None


_PLANNED = re.compile(r"^[^一-龥]?[今明新下未十做为围重着2]|[。：]|目标|要求|思路|指导思想")


def _goal(first: str) -> re.Match[str] | None:
    """Return the words that open a plan: at the head of the paragraph or of a sentence, or a goal named as such."""
    for match in _AHEAD.finditer(first) if _PLANNED.search(first) else ():
        if (
            not match.start()
            or first[match.start() - 1] in "。："
            or "目标" in match.group()
            or "要求" in match.group()
        ):
            return match
    return None


def _ahead_year(words: str, year: int | None) -> int | None:
    if _FIVE_AHEAD.search(words):
        return _shift(year, 4)
    return _shift(year, 1) if words.startswith("明年") else year


def _shift(year: int | None, by: int) -> int | None:
    return None if year is None else year + by


# What a heading weighs for the paragraph under it and for those after, what a turn costs, what a paragraph's words weigh.
_FIRST, _PRIOR, _TURN, _MOST = 2.5, 0.8, 4.0, 4.0


def _mend(text: str, blocks: list[Block], frames: list[Frame], year: int | None) -> list[Frame]:
    """Turn runs of paragraphs round whose words speak against the heading they stand under (the cheapest path, Viterbi)."""
    bodies = [block for block in blocks if block.kind == "body" and block.end - block.start > 24]
    framed = [frame_at(frames, block.start) for block in bodies]
    gains = [_gain(text[block.start : block.end], year) for block in bodies]
    turned: dict[int, Frame] = {}
    for block, frame, ahead in zip(bodies, framed, _path(framed, gains), strict=True):
        if ahead and frame.mood == "result":
            turned[block.start] = Frame(block.start, "target", year)
        elif not ahead and frame.mood == "target" and frame.year == year:
            turned[block.start] = Frame(block.start, "result", _shift(year, -1))
    return _with_turns(blocks, frames, turned)


def _gain(paragraph: str, year: int | None) -> float:
    """Return how much a paragraph's words speak for a plan; one that names its own frame is sure of it."""
    named = _opening(paragraph, year)
    if named:
        return _MOST if named[0] == "target" else -_MOST
    return _leaning(paragraph)


def _leaning(paragraph: str) -> float:
    """Return how far a paragraph's words lean to a plan; below 0 they lean to a review."""
    plan, done = len(_PLAN_WORDS.findall(paragraph)), len(_DONE_WORDS.findall(paragraph))
    return max(-_MOST, min(_MOST, 0.45 * plan - 0.7 * done))


def _path(framed: list[Frame], gains: list[float]) -> list[bool]:
    """Return for each paragraph whether it looks ahead."""
    if not framed:
        return []
    score = {False: 0.0, True: 0.0}
    back: list[dict[bool, bool]] = []
    last: Frame | None = None
    for frame, gain in zip(framed, gains, strict=True):
        cost = 0.0 if frame is not last else _TURN
        last = frame
        came = {state: state if score[state] >= score[not state] - cost else not state for state in (False, True)}
        prior = _PRIOR if cost else _FIRST
        lean = gain + (prior if frame.mood == "target" else -prior)
        score = {
            state: (score[came[state]] - (cost if came[state] != state else 0.0)) + (lean if state else -lean) / 2
            for state in (False, True)
        }
        back.append(came)
    state = score[True] > score[False]
    path = []
    for came in reversed(back):
        path.append(state)
        state = came[state]
    return path[::-1]


def _with_turns(blocks: list[Block], frames: list[Frame], turned: dict[int, Frame]) -> list[Frame]:
    if not turned:
        return frames
    out = list(frames)
    for block, follower in pairwise([*blocks, None]):
        if block is None or block.start not in turned:
            continue
        out.append(turned[block.start])
        if follower is not None and follower.start not in turned and all(f.start != follower.start for f in frames):
            out.append(frame_at(frames, follower.start)._replace(start=follower.start))
    kept = {
        frame.start: frame for frame in sorted(out, key=lambda f: (f.start, f.start in turned and f == turned[f.start]))
    }
    return [kept[start] for start in sorted(kept)]
