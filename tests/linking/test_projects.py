"""Works across two years: what one report promises and what the next says of the same."""

from __future__ import annotations

from duixian import read_text
from duixian.linking.comparison import Link
from duixian.linking.projects import project_links

BEFORE = "清河湾县2024年政府工作报告\n\n二、2024年工作安排\n"
REVIEW = "清河湾县2025年政府工作报告\n\n一、2024年工作回顾\n"
PLAN = "清河湾县2025年政府工作报告\n\n二、2025年工作安排\n"


def links(promise: str, later: str, *, heading: str = REVIEW) -> list[Link]:
    """Return the links between a promise of 2024 and a sentence of the report of 2025."""
    return project_links(read_text(BEFORE + promise, name="2024"), read_text(heading + later, name="2025"))


def test_a_list_of_works_gives_a_link_for_each() -> None:
    found = links("完成柳林路、石桥中学和望江水厂建设。", "柳林路建成通车，石桥中学主体完工，望江水厂全面开工。")
    assert [link.earlier.statement.text for link in found] == ["柳林路", "石桥中学", "望江水厂建设"]
    assert [link.met for link in found] == ["yes", "no", "no"]


def test_both_ends_stand_where_they_say() -> None:
    link = links("加快推进望江水厂建设。", "望江水厂正式投用。")[0]
    for end, text in ((link.earlier, BEFORE + "加快推进望江水厂建设。"), (link.later, REVIEW + "望江水厂正式投用。")):
        assert text[end.statement.start : end.statement.end] == end.statement.text
    assert (link.earlier.doc, link.later.doc) == ("2024", "2025")


def test_what_every_report_undertakes_links_with_nothing() -> None:
    assert links("深化投融资改革，加强国防教育。", "深化投融资改革，加强国防教育。", heading=PLAN) == []
