"""The demo's two reports beside each other: what was planted in them is said, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from duixian import read
from duixian.linking import Comparison, Link, compare

REPORTS = sorted((Path(__file__).parents[2] / "demo" / "reports").glob("*年政府工作报告.txt"))
TOWNSHIPS = ("柳河镇", "石佛乡", "东沟镇")


@pytest.fixture(scope="module")
def found() -> Comparison:
    """The two reports, compared."""
    return compare([read(path) for path in REPORTS])


def missed(found: Comparison) -> list[Link]:
    """Return the links of promises that were not kept, of the county as a whole."""
    broken = [link for link in found.links if link.met == "no"]
    return [link for link in broken if not link.earlier.statement.subject.startswith(TOWNSHIPS)]


def said(link: Link) -> tuple[str, str, str]:
    return link.earlier.statement.subject, link.earlier.statement.text, link.later.statement.text


def test_each_missed_promise_is_said_and_no_other(found: Comparison) -> None:
    assert {said(link) for link in missed(found)} == {
        ("地区生产总值", "6%", "5.3%"),
        ("项目签约金额", "80亿元", "76.5亿元"),
        ("建设高标准农田", "3万亩", "2.8万亩"),
        ("建成村级日间照料中心", "20个", "18个"),
        ("新建公共停车位", "650个", "610个"),
        ("县人民医院新院区", "10月底前", "6月底前"),
    }


def test_townships_fall_short_with_their_county(found: Comparison) -> None:
    broken = [link for link in found.links if link.met == "no" and link not in missed(found)]
    assert [link.later.statement.text for link in broken] == ["1.1万亩", "8000亩", "7000亩"]


def test_whatever_was_answered_could_be_told(found: Comparison) -> None:
    assert {link.met for link in found.links} == {"yes", "no"}


def test_one_revenue_with_two_values_is_the_only_hard_contradiction(found: Comparison) -> None:
    (hard,) = [each for each in found.contradictions if each.strength == "hard"]
    assert [end.statement.text for end in hard.ends] == ["5.06亿元", "5.16亿元"]


def test_growth_at_constant_prices_is_only_doubted(found: Comparison) -> None:
    (soft,) = [each for each in found.contradictions if each.strength == "soft"]
    assert "不变价" in soft.why


def test_parts_that_do_not_make_the_whole_are_said(found: Comparison) -> None:
    (total,) = found.totals
    assert total.whole.statement.text == "2.8万亩"
    assert "= 2.6万亩" in total.why


def test_what_is_never_mentioned_again_is_quiet(found: Comparison) -> None:
    silent = {(each.end.statement.subject, each.end.statement.text) for each in found.quiet if each.later == "absent"}
    # The allowance's receivers are reported as 发放人数5318人: no word of theirs says whose.
    assert silent == {
        ("新建农村公厕", "60座"),
        ("新建充电桩", "120个"),
        ("华岭轴承智能化改造", "年内"),
        ("中小学生免费筛查视力", "6000名"),
        ("建议提案办复率", "100%"),
        ("碳达峰", "2030年前"),
        ("老人", "5300人"),
    }
