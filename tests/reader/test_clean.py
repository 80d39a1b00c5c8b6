"""The clean text: what is joined, dropped and unified, and the way back to the report."""

from __future__ import annotations

import pytest

from duixian.reader.clean import Clean, clean_text

LONG = "全县推进柳林河综合治理工程和南环桥建设，着力改善"


def kinds(clean: Clean) -> list[str]:
    return [repair.kind for _, repair in clean.repairs]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("　　新 建 泵 站５座，增长３．５％。", "新建泵站5座，增长3.5%。\n"),
        ("增长3.5%,下降2%;建成(一期)", "增长3.5%，下降2%；建成（一期）\n"),
        ("新建泵站5座.改造道路3条。", "新建泵站5座。改造道路3条。\n"),
        ("引进 5G 基站 3 座", "引进5G基站3座\n"),
        ("新建<b>5</b>座&nbsp;泵站[1]。", "新建5座泵站。\n"),
        ("新建\u200b泵站\ufeff5座。", "新建泵站5座。\n"),
        ("", "\n"),
    ],
)
def test_widths_are_unified_and_residue_is_dropped(text: str, meant: str) -> None:
    assert clean_text(text).text == meant


def test_every_kept_character_traces_back_to_itself() -> None:
    text = "　清河<b>湾</b>县\n\n  新 建泵站 5 座，惠及群\n众300户。\n"
    clean = clean_text(text)
    kept = [(index, char) for index, char in enumerate(clean.text) if char.isalnum()]
    assert "".join(char for _, char in kept) == "清河湾县新建泵站5座惠及群众300户"
    assert all(text[clean.origin(index)] == char for index, char in kept)


def test_a_span_reaches_from_first_to_last_character_of_the_report() -> None:
    text = "清河湾县新建<b>泵\u200b站</b>5座。"
    clean = clean_text(text)
    start = clean.text.index("泵站")
    assert clean.span(start, start + 2).of(text) == "泵\u200b站"


def test_a_word_cut_by_a_line_break_is_joined() -> None:
    clean = clean_text("全县新建改建农村道路一百二十公里，惠及群\n众三万人。")
    assert "惠及群众三万人" in clean.text
    assert kinds(clean) == ["line break"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("全县完成投资12,34\n5万元，增长5%。", "完成投资12,345万元"),
        ("总投资3.\n5亿元，全年开工。", "总投资3.5亿元"),
        ("总投资3\n.5亿元，全年开工。", "总投资3.5亿元"),
    ],
)
def test_a_number_cut_by_a_line_break_is_joined(text: str, meant: str) -> None:
    assert meant in clean_text(text).text


def test_a_doubtful_join_leaves_a_comma() -> None:
    clean = clean_text("粮食产量稳定增长，城市管理和公共服务\n\n取得新的成绩，新建5所。")
    assert "公共服务，取得新的成绩" in clean.text
    assert [repair.read_as for _, repair in clean.repairs] == ["，"]


def test_a_sentence_goes_on_behind_a_page_number() -> None:
    clean = clean_text(f"{LONG}群众出行\n\n- 3 -\n\n条件，惠及1200户。")
    assert clean.text.replace("，", "").startswith(f"{LONG}群众出行条件惠及1200户".replace("，", ""))
    assert "-3-" in clean.text.splitlines()


def test_a_heading_inside_a_sentence_is_set_behind_it() -> None:
    clean = clean_text(f"{LONG}\n\n2025年工作安排\n\n群众出行条件，惠及1200户。")
    first, second = clean.text.splitlines()
    assert first.endswith("群众出行条件，惠及1200户。")
    assert second == "2025年工作安排"
    assert clean.displaced == {clean.text.index(second)}


def test_a_heading_keeps_its_line() -> None:
    assert clean_text("一、学校\n新建5所").text == "一、学校\n新建5所\n"


def test_a_list_item_does_not_go_on_with_the_line_before() -> None:
    clean = clean_text("全县上下着力做好以下各项工作，主要包括\n1.新建学校5所。")
    assert clean.text.splitlines()[1] == "1.新建学校5所。"


@pytest.mark.parametrize("stand_in", ["_M_", "_M_M_", "__A_"])
def test_a_stand_in_is_read_as_a_percent_sign(stand_in: str) -> None:
    text = f"产值增长5{stand_in}，税收增长3%。"
    clean = clean_text(text)
    assert clean.text == "产值增长5%，税收增长3%。\n"
    assert clean.span(4, 6).of(text) == f"5{stand_in}"
    assert clean.repairs[0][1].kind == "stand-in"


def test_an_entity_is_one_character() -> None:
    text = "产值增长5&#37;。"
    clean = clean_text(text)
    assert clean.text == "产值增长5%。\n"
    assert clean.span(4, 6).of(text) == "5&#37;"
