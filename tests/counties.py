"""Two made-up reports of one county, a year apart, and what they say beside each other."""

from __future__ import annotations

from duixian import read_text
from duixian.exporters.series import Block, blocks
from duixian.linking import Comparison, compare

LAST = """青岚县2024年政府工作报告
（2024年1月9日在青岚县第十七届人民代表大会第四次会议上）
一、2023年工作回顾
2023年，地区生产总值增长6.1%，新建冷库9座。
二、2024年工作安排
2024年，地区生产总值增长6%，城镇新增就业1200人，新建冷库12座，改造农村公路30公里，PM2.5平均浓度控制在36微克/立方米以内。
望江水厂9月底前投入运营。
到2035年，粮食总产量达到5亿斤。
"""
THIS = """青岚县2025年政府工作报告
（2025年1月8日在青岚县第十七届人民代表大会第五次会议上）
一、2024年工作回顾
2024年，地区生产总值增长5.3%，城镇新增就业1237人，新建冷库12座，PM2.5平均浓度39微克/立方米。望江水厂9月投入运营。
新建高标准农田2.8万亩，其中柳河镇1.1万亩、石佛乡8000亩、东沟镇7000亩。
2024年，一般公共预算收入4.2亿元。全县一般公共预算收入4.5亿元，八成用在民生上。
二、2025年工作安排
2025年，地区生产总值增长5.5%，新建冷库8座。
"""


def compared(*texts: str, place: str | None = None) -> Comparison:
    """Return what texts say beside each other, named 1.txt, 2.txt…"""
    names = [f"{number}.txt" for number in range(1, len(texts) + 1)]
    reports = [read_text(text, name=name, place=place) for text, name in zip(texts, names, strict=True)]
    return compare(reports, docs=names)


def block(*texts: str) -> Block:
    """Return the rows of texts of one place."""
    (only,) = blocks(compared(*(texts or (LAST, THIS))))
    return only
