"""A text that is no TOML: what is wrong, with line, column and what to do, in Chinese."""

from __future__ import annotations

import pytest

from duixian.programs.syntax import data_in

WRONG = {
    "a = 1\ntitle = 重点 # 名": '第 2 行：不是合格的 TOML，第 9 列：文字没有加引号；写成 "重点"',
    "title = “重点”": "第 1 行：不是合格的 TOML，第 9 列：“ 是中文引号",
    'title = "重点”\nb = 1': "第 1 行：不是合格的 TOML，第 13 列：” 是中文引号",
    'next = ["a"，"b"]': "第 12 列：， 是中文逗号；换成英文的 ,",
    "case ＝ 1": "＝ 是中文等号",
    "【board】": "【 是中文方括号",
    "fields。name = 1": "。 是中文点",
    'a = 1\n\nnext = ["a"\nlimit = 3': "第 4 行：不是合格的 TOML，第 1 列：第 3 行的 [ 没有闭上",
    'next = ["a", "b"\n\n[[stages]]\nid = "x"': "第 1 行的 [ 没有闭上",
    'next = ["a" "b"]': "少了逗号",
    "x = { a = 1,\n b = 2 }": "花括号里的都写在一行",
    "a = 1\nb = 2\na = 3": "第 3 行：不是合格的 TOML，第 6 列：同一个键写了两次，第 1 行已经有了",
    "[f.a]\nx = 1\n[f.a]": "[f.a] 写了两次，第 1 行已经有了",
    "[[stages]\nid = 1": "方括号没有闭上",
    "d = 2025-1-1": "月和日都是两位",
    "d = 2025-02-30": "没有这一天",
    "n = 1,000": "数字后面多了东西",
    "limit = 15个": "单位写在 unit 里",
    't = "他说"好""': "引号里面还要引号的",
    't = "没完': "引号没有闭上",
    't = "c:\\x"': "反斜杠",
    "ok = True": "写成 true",
    "case = ": "等号后面没有写值",
    'case "x"': "少了等号",
    "名称 = 1": "中文的名称写在 title 里",
}


@pytest.mark.parametrize("text", WRONG)
def test_the_cause_is_named(text: str) -> None:
    fault = data_in(text)[1]
    assert WRONG[text] in str(fault)


def test_brackets_within_texts_and_remarks_are_not_counted() -> None:
    text = 'a = """\n[ [ {\n"""\nb = "[" # [\n[[c]]\nd = [\n  1,\nx = 2\n'
    assert "第 6 行的 [ 没有闭上" in str(data_in(text)[1])
