"""The limit: one regular expression for quantities, and nothing else."""

from __future__ import annotations

import re
import time
from decimal import Decimal

from benchmarks.peers.child import Found, quantity

QUANTITY = re.compile(
    r"""
    (?P<number> \d+ (?: \.\d+ )? )
    (?: [~～—-]+ (?P<high> \d+ (?: \.\d+ )? ) )?
    [余多]?
    (?P<scale> [百千]? [万亿]? )
    [余多]?
    (?P<unit>
        % | ％ | 个百分点
        | 元 | 亩 | 公里 | 平方公里 | 平方米 | 立方米 | 公顷 | 吨 | 公斤 | 斤 | 千瓦 | 周岁 | 人次 | 人 | 名
        | 户 | 个 | 家 | 条 | 套 | 座 | 项 | 处 | 所 | 台 | 辆 | 头 | 次 | 场 | 件 | 米
    )
    """,
    re.VERBOSE,
)
SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def extract(text: str) -> list[Found]:
    """Return every quantity that the pattern finds, its scale multiplied out."""
    found: list[Found] = []
    for match in QUANTITY.finditer(text):
        scale = 1
        for word in match["scale"]:
            scale *= SCALES[word]
        high = None if match["high"] is None else str(Decimal(match["high"]) * scale)
        value = str(Decimal(match["number"]) * scale)
        found.append(quantity(match.start(), match.end(), value, match["unit"], high=high))
    return found


def speed(text: str, *, times: int = 3) -> float:
    """Return the MB of UTF-8 that the bare pattern gets through in a CPU second, best of `times`."""
    seconds = []
    for _ in range(times):
        began = time.process_time()
        for match in QUANTITY.finditer(text):
            match.group()
        seconds.append(time.process_time() - began)
    return len(text.encode()) / 1e6 / max(min(seconds), 1e-9)
