"""The Chinese words of the contract's closed sets, and the signs that stand before a number."""

from __future__ import annotations

from duixian.statement import Comparator, Kind, Measure, Status

KINDS: dict[Kind, str] = {"figure": "数字", "milestone": "节点", "task": "任务"}
STATUSES: dict[Status, str] = {"result": "成果", "target": "目标", "rule": "规定", "fact": "事实"}
MEASURES: dict[Measure, str] = {"level": "总量", "growth": "增长", "change": "变动", "share": "占比", "rank": "名次"}
COMPARATORS: dict[Comparator, str] = {
    "eq": "等于",
    "ge": "不低于",
    "gt": "高于",
    "le": "不超过",
    "lt": "低于",
    "approx": "大约",
    "between": "在两者之间",
}
SIGNS: dict[Comparator, str] = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈", "between": ""}
ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "gb18030": "GB18030", "big5": "Big5"}
# Files that are not text say what they are instead.
ENCODINGS |= {"scan": "扫描件"}
# Encodings that a person is told of.
REMARKABLE = ("utf-16", "gb18030", "big5")
