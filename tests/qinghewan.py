"""A made-up report of a made-up county, read by hand: every kind, status, repair, a repeat, doubts, tasks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from duixian.reading import Reading
from duixian.statement import Repair, Span, Statement

TEXT = """政府工作报告
（虚构县份，数据均为测试所编）
2025年1月8日在清河湾县第十七届人民代表大会第五次会议上

一、2024年工作回顾
　　过去一年，全县地区生产总值增长6.2%，规上工业增加值增长7.1%，一般公共预算收入完成9.86亿元，增长4.4%。城镇、农村居民人均可支配收入分别增长5.9%、7.6%。
　　建成高标准农田3.0万亩，粮食总产达到2.06亿斤；新建农产品产地冷库22座，产业帮扶资金占比提高到63.4%，提高1.5个百分点。城西污水处理厂二期10月开工。进出口总额下降3.2%，旅游总收入增速居全市第二。
　　全年新增经营主体3000余户，降低企业用电成本2600万元。

二、2025年工作安排
　　预期目标确定为：地区生产总值增长6%左右，规上工业增加值增长9_M_，一般公共预算收入增长5%，居民人均可支配收入增长6.5%。
（三）让老房子住得安心
　　完善老旧小区物业兜底机制。改造老旧小区9个，加装电梯24
部；新建村级养老餐桌30处，11月底前全部开灶。新增普惠托位220个，8月底前投用。对60周岁以上独居老人，村干部每周上门不少于一次。
　　清何湾县现有常住人口21.4万人。城西污水处理厂二期9月底前通水，南环路改线10月通车，两河四岸景观带建成三分之二以上。县住建局牵头推进燃气管网更新，完成更新18~20公里。
（四）让办事更省心
　　推行并联审批，工业项目从立项到开工压减到45个工作日以内；新培育专精特新企业4家。项目责任领导每月至少两次到一线督导。力争到2030年森林覆盖率达到38%。
　　新增普惠托位220个，8月底前投用。
"""  # fmt: skip


class Teller:
    """Makes statements from the words they stand at; each search goes on where the last one ended."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.here = 0
        self.told: list[Statement] = []

    def span(self, words: str) -> Span:
        """Return where `words` stands next."""
        start = self.text.index(words, self.here)
        return Span(start, start + len(words))

    def tell(self, words: str, subject: str, *, move: bool = True, **fields: Any) -> Statement:
        """Keep and return the statement that stands at `words`."""
        span = self.span(words)
        fields.setdefault("kind", "figure")
        fields.setdefault("confidence", 0.97)
        sentence = Span(self._before(span.start), self._after(span.end))
        told = Statement.at(
            self.text, span, sentence=sentence, section=self._section(span.start), subject=subject, **fields
        )
        self.told.append(told)
        self.here = span.end if move else self.here
        return told

    def _before(self, place: int) -> int:
        start = max(self.text.rfind(mark, 0, place) for mark in "。\n") + 1
        if self.text[place - 1 : place + 3] == "\n部；":
            start = max(self.text.rfind("。", 0, place), 0) + 1
        while self.text[start] in "　\n":
            start += 1
        return start

    def _after(self, place: int) -> int:
        return self.text.index("。", place) + 1

    def _section(self, place: int) -> tuple[str, ...]:
        above = [line for line in self.text[:place].splitlines() if line[:2] in ("一、", "二、", "（三", "（四")]
        if not above:
            return ()
        outer = next(line for line in reversed(above) if "、" in line[:2])
        return (outer,) if above[-1] == outer else (outer, above[-1])


def told() -> Reading:
    """Return the report with its statements, in the order of the text."""
    teller = Teller(TEXT)
    _review(teller)
    _plan(teller)
    _homes(teller)
    _errands(teller)
    told = sorted(teller.told, key=lambda statement: (statement.start, -statement.end))
    return Reading(
        text=TEXT,
        statements=tuple(told),
        name="清河湾县-2025.txt",
        title="清河湾县2025年政府工作报告",
        place="清河湾县",
        place_code="990101",
        year=2025,
        notes=("清河湾县是虚构的县，代码不在国家标准里。",),
    )


def _review(teller: Teller) -> None:
    done: dict[str, Any] = {"status": "result", "year": 2024, "comparator": "eq"}
    grown: dict[str, Any] = {**done, "measure": "growth", "unit": "%"}
    teller.tell("6.2%", "地区生产总值", indicator="gdp", value=Decimal("6.2"), **grown)
    teller.tell("7.1%", "规模以上工业增加值", value=Decimal("7.1"), **grown)
    teller.tell("9.86亿元", "一般公共预算收入", measure="level", value=Decimal(986000000), unit="元", **done)
    teller.tell("4.4%", "一般公共预算收入", value=Decimal("4.4"), **grown)
    teller.tell("5.9%", "城镇居民人均可支配收入", value=Decimal("5.9"), **grown)
    teller.tell("7.6%", "农村居民人均可支配收入", value=Decimal("7.6"), **grown)
    teller.tell("3.0万亩", "高标准农田", measure="level", value=Decimal(30000), unit="亩", **done)
    teller.tell("2.06亿斤", "粮食总产", measure="level", value=Decimal(206000000), unit="斤", **done)
    teller.tell("22座", "新建农产品产地冷库", measure="level", value=Decimal(22), unit="座", **done)
    teller.tell("63.4%", "产业帮扶资金占比", measure="share", value=Decimal("63.4"), unit="%", **done)
    teller.tell("1.5个百分点", "产业帮扶资金占比", measure="change", value=Decimal("1.5"), unit="百分点", **done)
    teller.tell(
        "10月",
        "城西污水处理厂二期",
        kind="milestone",
        event="开工",
        status="result",
        year=2024,
        due=date(2024, 10, 31),
        confidence=0.93,
    )
    teller.tell("3.2%", "进出口总额", value=Decimal("-3.2"), **grown)
    teller.tell("第二", "旅游总收入增速", measure="rank", value=Decimal(2), unit="位", **done)
    teller.tell(
        "3000余户", "新增经营主体", measure="level", value=Decimal(3000), unit="户", **{**done, "comparator": "gt"}
    )
    teller.tell(
        "2600万元", "企业用电成本", measure="change", value=Decimal(-26000000), unit="元", confidence=0.78, **done
    )


def _plan(teller: Teller) -> None:
    aim: dict[str, Any] = {"status": "target", "year": 2025, "measure": "growth", "unit": "%", "comparator": "eq"}
    teller.tell("6%", "地区生产总值", indicator="gdp", value=Decimal(6), **{**aim, "comparator": "approx"})
    span = teller.span("9_M_")
    stand_in = Repair(span.start + 1, span.end, "stand-in", "_M_", "%")
    teller.tell("9_M_", "规模以上工业增加值", value=Decimal(9), repairs=(stand_in,), **aim)
    teller.tell("5%", "一般公共预算收入", value=Decimal(5), **aim)
    teller.tell("6.5%", "居民人均可支配收入", value=Decimal("6.5"), **aim)


def _homes(teller: Teller) -> None:
    aim: dict[str, Any] = {"status": "target", "year": 2025}
    count: dict[str, Any] = {**aim, "measure": "level", "comparator": "eq"}
    teller.tell("完善老旧小区物业兜底机制", "完善老旧小区物业兜底机制", kind="task", **aim)
    homes = teller.tell("改造老旧小区9个，加装电梯24\n部", "改造老旧小区、加装电梯", kind="task", move=False, **aim)
    teller.tell("9个", "改造老旧小区", value=Decimal(9), unit="个", task=homes.span, **count)
    span = teller.span("24\n部")
    torn = Repair(span.start, span.end, "line break", "24\n部", "24部")
    teller.tell("24\n部", "加装电梯", value=Decimal(24), unit="部", task=homes.span, repairs=(torn,), **count)
    teller.tell("30处", "新建村级养老餐桌", value=Decimal(30), unit="处", **count)
    teller.tell("11月底前", "新建村级养老餐桌", kind="milestone", event="开灶", due=date(2025, 11, 30), **aim)
    places = teller.tell("220个", "新增普惠托位", value=Decimal(220), unit="个", **count)
    opened = teller.tell("8月底前", "新增普惠托位", kind="milestone", event="投用", due=date(2025, 8, 31), **aim)
    rule: dict[str, Any] = {"status": "rule", "measure": "level", "comparator": "ge"}
    teller.tell("60周岁", "村干部上门 对象年龄", value=Decimal(60), unit="周岁", confidence=0.91, **rule)
    teller.tell("一次", "村干部每周上门", value=Decimal(1), unit="次", confidence=0.9, **rule)
    _works(teller, aim)
    _again(teller, places, opened)


def _works(teller: Teller, aim: dict[str, Any]) -> None:
    span = teller.span("清何湾县")
    misread = Repair(span.start, span.end, "misread", "清何湾县", "清河湾县")
    teller.tell(
        "21.4万人", "常住人口", value=Decimal(214000), unit="人", measure="level", comparator="eq", status="fact",
        repairs=(misread,), place="清河湾县", place_code="990101", confidence=0.95,
    )  # fmt: skip
    teller.tell("9月底前", "城西污水处理厂二期", kind="milestone", event="通水", due=date(2025, 9, 30), **aim)
    teller.tell("10月", "南环路改线", kind="milestone", event="通车", due=date(2025, 10, 31), confidence=0.74, **aim)
    third = Decimal(2) / Decimal(3)
    teller.tell(
        "三分之二", "两河四岸景观带 建成", value=third, measure="share", comparator="ge", confidence=0.61, **aim
    )
    pipes = teller.tell(
        "推进燃气管网更新，完成更新18~20公里",
        "推进燃气管网更新",
        kind="task",
        lead="县住建局",
        move=False,
        confidence=0.7,
        **aim,
    )
    teller.tell(
        "18~20公里", "燃气管网更新", value=Decimal(18), value_high=Decimal(20), unit="公里", measure="level",
        comparator="between", task=pipes.span, lead="县住建局", **aim,
    )  # fmt: skip


def _errands(teller: Teller) -> None:
    aim: dict[str, Any] = {"status": "target", "year": 2025, "measure": "level"}
    teller.here = TEXT.index("（四）")
    teller.tell("推行并联审批", "推行并联审批", kind="task", status="target", year=2025, confidence=0.95)
    teller.tell("45个工作日", "工业项目从立项到开工", value=Decimal(45), unit="工作日", comparator="le", **aim)
    teller.tell("4家", "新培育专精特新企业", value=Decimal(4), unit="家", comparator="eq", **aim)
    teller.tell(
        "两次",
        "责任领导到一线督导",
        value=Decimal(2),
        unit="次",
        measure="level",
        comparator="ge",
        status="rule",
        confidence=0.93,
    )
    teller.tell(
        "38%", "森林覆盖率", value=Decimal(38), unit="%", measure="share", comparator="eq", status="target", year=2030
    )


def _again(teller: Teller, places: Statement, opened: Statement) -> None:
    """The last line says again what stood above."""
    kept, teller.here = teller.here, TEXT.rindex("新增普惠托位")
    aim: dict[str, Any] = {"status": "target", "year": 2025}
    teller.tell(
        "220个",
        "新增普惠托位",
        value=Decimal(220),
        unit="个",
        measure="level",
        comparator="eq",
        repeats=places.start,
        **aim,
    )
    teller.tell(
        "8月底前", "新增普惠托位", kind="milestone", event="投用", due=date(2025, 8, 31), repeats=opened.start, **aim
    )
    teller.here = kept
