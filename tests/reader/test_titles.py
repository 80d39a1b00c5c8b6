"""Titles: each construction is claimed by the way that is named for it, and gives the row a statistician would head."""

from __future__ import annotations

import pytest
from passages import REVIEW, draft_of, review, titles

from duixian.reader.titles import WAYS


def roles(sentence: str) -> list[str]:
    """Return which construction named each figure of a sentence."""
    return [found.role.partition(":")[0] for found in draft_of(REVIEW + sentence).found if found.kind == "figure"]


# One sentence a way: its last figure, the role that the way gives, the title.
CLAIMS = {
    "as_rank": ("规上工业增加值增速居全市第二。", "before", "规上工业增加值增速"),
    "as_percent": ("公交车100%纯电动化。", "noun after", "公交车纯电动化"),
    "as_property": ("引进总投资60亿元的项目。", "property", "项目总投资"),
    "as_age": ("60周岁以上老人纳入照料。", "age", "老人年龄"),
    "as_quick": ("工业实现15%的高增长。", "before", "工业"),
    "as_spending": ("投资1.5亿元改造南环路。", "spent on", "改造南环路投资"),
    "as_noun_after": ("建成3个名中医工作室。", "noun after", "建成名中医工作室"),
    "as_object_after": ("4967万元全部拨付到位。", "object after", "全部拨付到位"),
    "as_silent": ("财政收入完成5亿元，增长6%。", "carried", "财政收入"),
    "as_share": ("食品产值30亿元，占工业产值的26%。", "share of", "食品产值占工业产值比重"),
    "as_attribute": ("实施项目134个，总投资390亿元。", "property of the last", "项目总投资"),
    "as_each": ("财政收入和税收收入均增长17%。", "said of each", "税收收入"),
    "as_elided": ("新增省级龙头企业1家、市级两家。", "elided", "新增市级龙头企业"),
    "as_written": ("粮食总产达到5万吨。", "before", "粮食总产"),
}


@pytest.mark.parametrize("way", CLAIMS)
def test_a_construction_is_claimed_by_its_way(way: str) -> None:
    sentence, role, title = CLAIMS[way]
    assert roles(sentence)[-1] == role
    assert titles(review(sentence))[-1] == title


def test_every_way_has_its_sentence() -> None:
    assert {way.__name__ for way in WAYS} == set(CLAIMS)


def test_a_rank_leaves_out_whom_it_is_among() -> None:
    assert titles(review("外贸进出口总额连续三年稳居全市第一。")) == ["外贸进出口总额"]


def test_a_rank_said_of_two_things_is_two_ranks() -> None:
    sentence = "规上工业增加值增速、外贸进出口增速均居全市第一。"
    assert titles(review(sentence)) == ["规上工业增加值增速", "外贸进出口增速"]


def test_money_is_named_by_the_works_after_it() -> None:
    assert titles(review("投资1.5亿元新建34公里管网。")) == ["新建管网投资", "新建管网"]


def test_money_is_named_by_the_works_of_the_next_clause() -> None:
    assert titles(review("投资1.5亿元，新建管网。")) == ["新建管网投资"]


def test_a_chain_of_counts_shares_its_noun() -> None:
    assert all(title.endswith("县乡公路") for title in titles(review("改造8条75.9公里县乡公路。")))


def test_a_light_deed_is_left_out() -> None:
    assert titles(review("完成户厕改造500户。")) == ["户厕改造"]


def test_a_bare_reach_says_whom_it_counts() -> None:
    assert titles(review("惠及1470户。")) == ["惠及户数"]


def test_a_counterpart_takes_the_place_of_the_last() -> None:
    assert titles(review("生猪存栏30万头，出栏61万头。")) == ["生猪存栏", "生猪出栏"]


def test_a_list_without_its_deed_takes_the_last() -> None:
    assert titles(review("改造校舍10处、农村危桥52座。")) == ["改造校舍", "改造农村危桥"]


def test_a_deed_alone_takes_the_last_noun() -> None:
    assert titles(review("公租房开工300套，竣工200套。")) == ["公租房开工", "公租房竣工"]


def test_the_part_of_a_whole_takes_its_noun() -> None:
    assert titles(review("新建小学3所，其中柳林镇2所。")) == ["新建小学", "柳林镇小学"]
