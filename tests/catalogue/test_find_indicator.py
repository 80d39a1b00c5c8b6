"""A subject finds the indicator that a statistician would file it under, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.catalogue import find_indicator, indicators
from duixian.statement import Measure


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("地区生产总值", "gdp"),
        ("GDP", "gdp"),
        ("ＧＤＰ", "gdp"),
        ("地区生产总值（GDP）", "gdp"),
        ("生产总值", "gdp"),
        ("国内生产总值", "gdp"),
        ("规上工业增加值", "industrial_value_added"),
        ("规模工业增加值", "industrial_value_added"),
        ("规模以上工业企业增加值", "industrial_value_added"),
        ("工业增加值", "total_industrial_value_added"),
        ("一般公共预算收入", "general_budget_revenue"),
        ("公共财政预算收入", "public_budget_revenue"),
        ("地方一般预算收入", "ordinary_budget_revenue"),
        ("全部财政收入", "total_fiscal_revenue"),
        ("全口径财政收入", "total_fiscal_revenue"),
        ("财政收入", "fiscal_revenue"),
        ("社零额", "retail_sales"),
        ("社会消费品零售总额", "retail_sales"),
        ("城镇居民人均可支配收入", "urban_income"),
        ("农村居民人均可支配收入", "rural_income"),
        ("城乡居民人均可支配收入", "resident_income"),
        ("农民人均纯收入", "rural_net_income"),
        ("PM₂.₅浓度", "pm25"),
        ("“专精特新”中小企业", "specialized_smes"),
        ("改造老旧小区", "old_estates_renewed"),
        ("城镇老旧小区改造", "old_estates_renewed"),
        ("新改建农村公路", "rural_roads"),
        ("新建、改造农村公路", "rural_roads"),
        ("农村公路新建改造", "rural_roads"),
        ("建设高标准农田", "new_high_standard_farmland"),
        ("12345热线按时办结率", "hotline_rate"),
        ("发放创业担保贷款", "startup_loans"),
        ("招聘教师", "teachers_hired"),
    ],
)
def test_names_as_reports_write_them(subject: str, wanted: str) -> None:
    found = find_indicator(subject)
    assert found is not None
    assert found.id == wanted


@pytest.mark.parametrize(
    ("subject", "wanted"),
    [
        ("全县固定资产投资", "fixed_investment"),
        ("全年完成固定资产投资", "fixed_investment"),
        ("固定资产投资增速", "fixed_investment"),
        ("我县地区生产总值年均增速", "gdp"),
        ("预计实现旅游收入", "tourism_revenue"),
        ("累计接待游客", "tourists"),
        ("年末常住人口", "resident_population"),
        ("全县新建农村公路里程", None),
        ("实施老旧小区改造工程", "old_estates_renewed"),
        ("签约项目数", "signed_projects"),
    ],
)
def test_heads_and_tails_that_say_where_and_when_are_dropped(subject: str, wanted: str | None) -> None:
    found = find_indicator(subject)
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(
    "subject",
    [
        "重点项目投资强度提升",
        "高新区固定资产投资",
        "银湖大桥",
        "清河湾智能装备产业园投资",
        "开工建设农村公路桥",
        "工业投资占固定资产投资比重",
        "全国文明城市",
        "完成",
        "增速",
        "",
        "新建",
        "。，",
    ],
)
def test_what_is_no_indicator_is_none(subject: str) -> None:
    assert find_indicator(subject) is None


@pytest.mark.parametrize(
    ("subject", "others"),
    [
        ("重点项目投资", {"fixed_investment"}),
        ("新增耕地", {"farmland"}),
        ("城镇固定资产投资", {"fixed_investment", "total_fixed_investment"}),
        ("户籍人口城镇化率", {"urbanization_rate"}),
        ("农村居民人均纯收入", {"rural_income"}),
        ("合同利用外资", {"fdi"}),
        ("规模以上工业总产值", {"industrial_value_added"}),
        ("撤并学校", {"schools_built"}),
        ("累计建成高标准农田", {"new_high_standard_farmland"}),
    ],
)
def test_no_false_friends(subject: str, others: set[str]) -> None:
    found = find_indicator(subject)
    assert found is not None
    assert found.id not in others


@pytest.mark.parametrize(
    ("subject", "measure", "wanted"),
    [
        ("研发投入", "level", "rd_spending"),
        ("研发投入", "share", "rd_intensity"),
        ("第三产业", "growth", "tertiary_industry"),
        ("第三产业", "share", "tertiary_share"),
        ("优良天数", "level", "good_air_days"),
        ("优良天数", "share", "good_air_rate"),
        ("一般公共预算收入", "growth", "general_budget_revenue"),
        ("一般公共预算收入", "rank", "general_budget_revenue"),
        ("一般公共预算收入", "share", None),
        ("森林覆盖率", "change", "forest_coverage"),
    ],
)
def test_the_measure_chooses(subject: str, measure: Measure, wanted: str | None) -> None:
    found = find_indicator(subject, measure=measure)
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(
    ("subject", "unit", "wanted"),
    [
        ("粮食产量", "斤", "grain_output"),
        ("粮食产量", "亩", None),
        ("城镇新增就业", "人", "new_urban_jobs"),
        ("城镇新增就业", "元", None),
        ("城镇新增就业", "%", "new_urban_jobs"),
        ("城镇新增就业", "未知单位", "new_urban_jobs"),
    ],
)
def test_a_unit_of_another_kind_speaks_against_it(subject: str, unit: str, wanted: str | None) -> None:
    found = find_indicator(subject, measure="level", unit=unit)
    assert (found.id if found else None) == wanted


def test_a_beginning_is_not_a_delivery() -> None:
    assert find_indicator("新建污水处理厂") is not None
    assert find_indicator("启动污水处理厂") is None


def test_every_title_and_every_alias_finds_its_indicator() -> None:
    for indicator in indicators().values():
        for name in indicator.aliases:
            found = find_indicator(name)
            assert found is indicator, (name, indicator.id, found)


def test_the_title_is_the_first_alias() -> None:
    assert indicators()["gdp"].aliases[:2] == ("地区生产总值", "GDP")


@given(st.text(max_size=40))
def test_odd_text_is_answered_the_same_twice(subject: str) -> None:
    assert find_indicator(subject) is find_indicator(subject)
