"""A row of a comparison says why its figures may not be measured against each other."""

from __future__ import annotations

import pytest

from duixian.exporters.row_notes import notes_of
from duixian.exporters.series import Block, blocks
from duixian.exporters.series_rows import Row
from duixian.linking import compare
from duixian.reading import read_text

REVIEW = """清河湾县2023年工作回顾

2023年，全县固定资产投资增速全市第一，地区生产总值增长5.2%。改造老旧小区10个。完成改厕5000座、提标改造8000座。
青岚煤业90万吨矿井建设强力推进。
"""
PLAN = """清河湾县2025年政府工作报告

2025年工作安排
2025年，固定资产投资增长9%，改造老旧小区7个，提档改造农村厕所900座，青岚煤业90万吨矿井年内运行。
力争到2035年，地区生产总值达到200亿元。
"""


@pytest.fixture(scope="module")
def block() -> Block:
    return blocks(compare([read_text(REVIEW, name="清河湾县2023"), read_text(PLAN, name="清河湾县2025")]))[0]


def row_of(block: Block, title: str) -> Row:
    return next(row for row in block.rows if title in row.title)


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("固定资产投资", "2023年是位次，2025年是增长，不能直接比"),
        ("老旧小区", "2023年的数是结果，2025年的是新的目标，还没有后来的报告"),
        ("青岚煤业", "90万吨是工程的规模，不是一年的产量"),
        ("地区生产总值", "2023年是增长，2035年是总量，不能直接比"),
    ],
)
def test_a_row_says_why_it_is_not_compared(block: Block, title: str, note: str) -> None:
    assert notes_of(row_of(block, title), block.reports) == (note,)


def test_what_is_made_better_stands_beside_what_was_made_better(block: Block) -> None:
    row = row_of(block, "提档改造农村厕所")
    assert [end.statement.text for end in row.ends()] == ["900座", "8000座"]
