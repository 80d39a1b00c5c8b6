"""What became of each promise, once: the link that tells most of all the later documents, else the silence.

Start at `answers`. Nothing is judged here: the verdict, its reason and the score are those of the linking.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from duixian.catalogue.units import convert
from duixian.exporters.shown import amount, grouped
from duixian.linking import Comparison, End, Link, Quiet
from duixian.linking.subjects import CAUTIONS
from duixian.statement import Statement, plain

Mark = Literal["kept", "missed", "unknown", "quiet"]
MARKS: tuple[Mark, ...] = ("kept", "missed", "unknown", "quiet")
SIGNS: dict[Mark, str] = {"kept": "✓", "missed": "✗", "unknown": "?", "quiet": "□"}
WORDS: dict[Mark, str] = {"kept": "做到", "missed": "没做到", "unknown": "无法判定", "quiet": "没再提起"}
_BY_VERDICT: dict[str, Mark] = {"yes": "kept", "no": "missed", "cannot be told": "unknown"}
# Below this a pair may be of one thing, or not: a person is asked.
SURE = 0.80
# Links that tell as much as the best one, if their score is no further from it than this.
_CLOSE = 0.1

_BREAK = re.compile(r"\s*\n\s*")
Key = tuple[str, Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a promise: `link` is what tells it, `others` what other documents say of it.

    `gap` is how far the result is from the promise, in the promise's own unit (差 0.7, 多 37); `again` says that only a
    new target is heard of.
    """

    promise: End
    mark: Mark
    why: str
    link: Link | None = None
    others: tuple[Link, ...] = ()
    gap: str = ""
    again: bool = False

    @property
    def silence(self) -> str:
        """What is said in place of a result: never mentioned again, or only promised again."""
        return "没报结果" if self.again else WORDS["quiet"]

    @property
    def doubt(self) -> str:
        """Why the pair may not be of one thing, or nothing where it surely is."""
        return "" if self.link is None else doubt_of(self.link)


def doubt_of(link: Link) -> str:
    """Return in words that a link is not sure, and why, or nothing where it is."""
    cautions = [reason for reason in link.reasons if reason in CAUTIONS]
    if link.score >= SURE and not cautions:
        return ""
    return "，".join([f"可能是同一件事，把握 {link.score:.2f}", *cautions])


def mark_of(link: Link) -> Mark:
    """Return the verdict of a link."""
    return _BY_VERDICT[link.met]


def answers(comparison: Comparison) -> dict[Key, Answer]:
    """Return what became of each promise that a later document could answer for."""
    links: dict[Key, list[Link]] = defaultdict(list)
    for link in comparison.links:
        if link.earlier.statement.status == "target":
            links[key_of(link.earlier)].append(link)
    found = {key: _answer(several) for key, several in links.items()}
    for quiet in comparison.quiet:
        found.setdefault(key_of(quiet.end), _silence(quiet))
    return found


def key_of(end: End) -> Key:
    """Return what tells an end from every other."""
    return end.doc, end.statement


def _silence(quiet: Quiet) -> Answer:
    why = _BREAK.sub("", quiet.why) or "后来的报告没有再提"
    return Answer(promise=quiet.end, mark="quiet", why=why, again=quiet.later == "only a new target")


def _answer(links: list[Link]) -> Answer:
    """Return what the links of one promise come to: the one that tells most decides, unless its equals disagree."""
    best, *others = sorted(links, key=_worth, reverse=True)
    against = next((other for other in others if _disagree(best, other)), None)
    if against is not None:
        why = f"说法不一：{best.later.doc} {best.why}；{against.later.doc} {against.why}"
        return Answer(promise=best.earlier, mark="unknown", why=why, link=best, others=tuple(others))
    gap = gap_of(best) if best.met != "cannot be told" else ""
    mark = mark_of(best)
    return Answer(promise=best.earlier, mark=mark, why=best.why, link=best, others=tuple(others), gap=gap)


def _worth(link: Link) -> tuple[bool, bool, float, int]:
    """Return how much a link tells: a result before a plan, a verdict before none, the surer pair first."""
    later = link.later.statement
    return later.status == "result", link.met != "cannot be told", round(link.score, 2), later.year or 0


def _disagree(one: Link, other: Link) -> bool:
    """Answer whether two results say the opposite of one promise."""
    told = all(link.later.statement.status == "result" for link in (one, other))
    return told and {one.met, other.met} == {"yes", "no"} and one.score - other.score <= _CLOSE


def gap_of(link: Link) -> str:
    """Return how far the result is from the promise, in words and the promise's own unit; nothing where it is even."""
    promise, later = link.earlier.statement, link.later.statement
    if promise.measure != later.measure or promise.measure == "rank" or promise.value is None:
        return ""
    reached = _in_unit(later, promise.unit)
    if reached is None:
        return ""
    aim = promise.value
    if promise.value_high is not None and reached > aim:
        aim = min(reached, promise.value_high)
    off = reached - aim
    if not off:
        return ""
    word = _direction(off, aim, kept=link.met == "yes", rate=_is_rate(promise))
    unit = amount(promise)[2]
    apart = f" {unit}" if unit != amount(later)[2] else ""  # 1万亩 beside 8,000亩: 差 0.2 万亩
    return f"{word} {as_written(abs(off), promise)}{apart}"


def _direction(off: Decimal, aim: Decimal, *, kept: bool, rate: bool) -> str:
    if aim < 0:
        return "多降" if off < 0 else "差" if not kept else "少降"
    if not kept:
        return "差" if off < 0 else "超"
    return ("高" if off > 0 else "低") if rate else ("多" if off > 0 else "少")


def _is_rate(statement: Statement) -> bool:
    return statement.measure in ("growth", "share", "change")


def _in_unit(statement: Statement, unit: str) -> Decimal | None:
    if statement.value is None or statement.unit == unit:
        return statement.value
    converted = convert(statement.value, statement.unit, to=unit)
    # Counting words count alike where the linking found that they do.
    return statement.value if converted is None and statement.measure == "level" else converted


def as_written(value: Decimal, like: Statement) -> str:
    """Return a value in the scale in which another figure is written: 2000亩 beside 3万亩 is 0.2."""
    _, number, _ = amount(like)
    try:
        written = Decimal(number.replace(",", "").replace("−", "-"))
        scale = (like.value or Decimal(1)) / written
    except (InvalidOperation, ZeroDivisionError):
        scale = Decimal(1)
    scaled = value / abs(scale)
    return grouped(plain(round(scaled, 4).normalize()) or "0")


def befores(comparison: Comparison) -> Iterator[Link]:
    """Yield the links whose earlier end is no promise: a result, and what is planned of the same later."""
    return (link for link in comparison.links if link.earlier.statement.status != "target")
