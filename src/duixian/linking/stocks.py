"""What was to be added and of which only the stock is reported: 净增高新技术企业20家, a year later 总数达到191家.

The stock of the year before says how many were added. Start at `grown`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from duixian.linking.comparison import End, Link
from duixian.linking.reads import Place, Read, place_of
from duixian.linking.subjects import plain_name, subject_of
from duixian.linking.verdicts import said
from duixian.statement import Statement, plain

_ADDED = re.compile(r"^(?:新增|净增|新认定|新培育|新发展|增加)+")
_STOCK = re.compile(r"(?:总数|总量|总户数|保有量|累计|存量|数量|数)+$")


def grown(earlier: Read, later: Read, taken: set[Place]) -> Iterator[Link]:
    """Yield the promises of additions of which `later` gives the stock, where the stock of the year before is known."""
    for promise in earlier.ends():
        name = _ADDED.sub("", promise.subject)
        if promise.status != "target" or place_of(promise) in taken or name == promise.subject or promise.year is None:
            continue
        now = _stock((later,), name, promise, promise.year)
        before = _stock((earlier, later), name, promise, promise.year - 1)
        if now is not None and before is not None:
            yield _link(promise, now[1], before[1], earlier.doc, now[0])


def _stock(reads: Sequence[Read], name: str, like: Statement, year: int) -> tuple[str, Statement] | None:
    """Return how many there were at the end of a year, and in which document that stands."""
    for read in reads:
        for each in read.figures:
            same_kind = (each.status, each.measure, each.unit, each.year) == ("result", "level", like.unit, year)
            if same_kind and not subject_of(each).added and _plain(each.subject) == _plain(name):
                return read.doc, each
    return None


def _plain(subject: str) -> str:
    return plain_name(_STOCK.sub("", subject))


def _link(promise: Statement, now: Statement, before: Statement, first: str, second: str) -> Link:
    added = (now.value or Decimal(0)) - (before.value or Decimal(0))
    met = added >= (promise.value or Decimal(0))
    sums = f"总数 {said(before)} → {said(now)}，净增 {plain(added)}{promise.unit}"
    return Link(
        earlier=End(first, promise),
        later=End(second, now),
        relation="same indicator",
        met="yes" if met else "no",
        why=f"{sums} {'≥' if met else '<'} {said(promise)}",
        score=0.8,
        reasons=("目标为新增，按两年总数算",),
    )
