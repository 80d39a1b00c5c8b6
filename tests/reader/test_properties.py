"""What holds for any text: the reader never crashes, spans are exact, and reading is a function of the text alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duixian import read_text

# Pieces of reports, of scans and of pages, joined in any order.
_WORDS = """
清河湾县2025年政府工作报告 一、2024年工作回顾 二、2025年工作安排 （一）抓好工业 2025年1月8日 今年 去年 年底前
5月底前 上半年 三季度 2030年前 到2035年 2月30日 “十四五”末 “五一”前 月底前 每月 地区生产总值 规上工业增加值
城镇、农村居民人均可支配收入 总投资 占比 其中 改造 新建 完成 增长 下降 分别 均 各 提高到 居全市 第一 第3位 突破
不低于 控制在 左右 以上 以内 余 多 近 约 的 和 等 ， 、 ； 。 ： （ ） “ ” " 《 <b> </p> &nbsp; &#37; [1] _M_
5 12 3.6 0 1,234 12，345 1O ３ ４．５ ٣ 三 十 百 万 亿 半 几 两 〇 一点五 三分之一 1/3 5/0 / - ~ 至 % ％ ‰
个百分点 元 亿元 万亩 个 家 人次 户 公里 平方米 千瓦 倍 成 周岁 天 个月 年 月 日 位 项目 学校 老旧小区 道路
污水处理厂 惠及 开工 竣工 投用 通车 建成投产 力争 确保 推进 由县住建局牵头 责任单位：县教育局 国道241 三个一批
河东镇 新建区 鼓楼区 清河弯县 消费晶零售 编辑：王 第4页 ① ★ # 😀
"""
PIECES = _WORDS.split()
BREAKS = ["\n", "\n\n", " ", "\r\n", "\t", "\x0b", "\x0c", "\x85", "\u2028", "\u3000", "\u200b", "\ufeff", "\x00"]
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
HAN = st.text(
    st.sampled_from("清河湾县新建学校项目增长年月日个元亿万三十第的和，。；：（）“”0123456789.%/-\n "), max_size=120
)
LONG = st.builds(lambda piece, times: piece * times, st.text(min_size=1, max_size=6), st.integers(100, 600))
REPORTS = st.lists(st.sampled_from(PIECES * 3 + BREAKS), max_size=60).map("".join)
TEXTS = st.one_of(ANY, HAN, REPORTS)

many = settings(deadline=None, max_examples=600, suppress_health_check=[HealthCheck.too_slow])
some = settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
few = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


@many
@given(ANY)
def test_any_text_is_read(text: str) -> None:
    assert read_text(text).text == text


@few
@given(LONG)
def test_very_long_lines_are_read(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in read_text(text).statements)


@many
@given(TEXTS)
def test_a_statement_is_cut_out_of_its_text(text: str) -> None:
    for one in read_text(text).statements:
        assert one.text
        assert text[one.start : one.end] == one.text


@some
@given(TEXTS)
def test_a_statement_stands_inside_its_sentence(text: str) -> None:
    for one in read_text(text).statements:
        assert 0 <= one.sentence.start <= one.start
        assert one.end <= one.sentence.end <= len(text)


@some
@given(REPORTS)
def test_the_task_of_a_statement_stands_in_the_same_sentence(text: str) -> None:
    for one in read_text("二、2025年工作安排\n推进道路改造，" + text).statements:
        if one.task is not None:
            assert one.sentence.start <= one.task.start < one.task.end <= one.sentence.end


@some
@given(TEXTS)
def test_statements_come_in_the_order_of_their_sentences(text: str) -> None:
    starts = [one.sentence.start for one in read_text(text).statements]
    assert starts == sorted(starts)


@some
@given(TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_text(text) == read_text(text)


@some
@given(REPORTS, REPORTS)
def test_what_was_read_before_changes_nothing(text: str, other: str) -> None:
    before = read_text(text).statements
    read_text(other, place="柳林市", year=2031)
    assert read_text(text).statements == before


@some
@given(REPORTS)
def test_values_are_exact_and_finite(text: str) -> None:
    for one in read_text(text).statements:
        values = [value for value in (one.value, one.value_high) if value is not None]
        assert all(type(value) is Decimal and value.is_finite() for value in values)
        assert (one.value is None) == (one.kind != "figure")


@some
@given(REPORTS)
def test_the_high_end_of_a_range_is_the_higher(text: str) -> None:
    for one in read_text(text).statements:
        assert one.value_high is None or (one.value is not None and abs(one.value) < one.value_high)


@some
@given(REPORTS)
def test_a_deadline_is_a_day_of_its_year(text: str) -> None:
    for one in read_text("清河湾县2025年政府工作报告\n" + text).statements:
        assert one.due is None or (type(one.due) is date and one.due.year == one.year)


@some
@given(TEXTS)
def test_confidence_is_a_chance(text: str) -> None:
    assert all(0 < one.confidence <= 1 for one in read_text(text).statements)


@some
@given(REPORTS)
def test_repairs_quote_the_text_that_they_mend(text: str) -> None:
    for one in read_text(text).statements:
        assert all(text[repair.start : repair.end] == repair.was for repair in one.repairs)


@some
@given(REPORTS)
def test_a_repeat_points_to_an_earlier_statement(text: str) -> None:
    statements = read_text(text + "\n" + text).statements
    starts = {one.start for one in statements}
    assert all(one.repeats is None or (one.repeats in starts and one.repeats < one.start) for one in statements)
