"""What is wrong with a text that is no TOML, in Chinese: where, what, and what to do. tomllib says it in English."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from duixian.programs.faults import Fault
from duixian.programs.lines import opened_before, twice_in

_AT = re.compile(r"\(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
# What an input method leaves behind, and what TOML has in its place.
_CHINESE = {
    **dict.fromkeys("“”＂", ("引号", '"')),
    **dict.fromkeys("‘’＇", ("引号", "'")),
    **dict.fromkeys("，、；", ("逗号", ",")),
    **dict.fromkeys("＝：", ("等号", "=")),
    **dict.fromkeys("【［", ("方括号", "[")),
    **dict.fromkeys("】］", ("方括号", "]")),
    "。": ("点", "."),
    "｛": ("花括号", "{"),
    "｝": ("花括号", "}"),
    "＃": ("井号", "#"),
    "\u3000": ("空格", " "),
}
_CLOSING = {"[": "]", "{": "}"}
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate inline", "Cannot mutate", "Cannot redefine")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where reading stopped: the whole text, the line's text, what of it is left, tomllib's words."""

    source: str
    line: int
    column: int
    said: str

    @property
    def text(self) -> str:
        return (self.source.splitlines() or [""])[self.line - 1]

    @property
    def rest(self) -> str:
        return self.text[self.column - 1 :]

    @property
    def value(self) -> str:
        return self.text.partition("=")[2].strip()


def data_in(source: str) -> tuple[dict[str, Any], Fault | None]:
    """Return what a TOML text says, and what is wrong with it where it cannot be read."""
    try:
        return tomllib.loads(source), None
    except tomllib.TOMLDecodeError as error:
        return {}, _fault(str(error), source)


def _fault(said: str, source: str) -> Fault:
    found = _AT.search(said)
    lines = source.splitlines() or [""]
    line = min(int(found["line"]), len(lines)) if found and found["line"] else len(lines)
    column = int(found["column"]) if found and found["column"] else len(lines[-1]) + 1
    what, hint = _told(_Spot(source, line, column, said))
    return Fault((), f"不是合格的 TOML，第 {column} 列：{what}", hint, line)


def _told(spot: _Spot) -> tuple[str, str]:
    """Return what is wrong and what to do: the first cause that fits."""
    for cause in (_twice, _chinese, _unclosed, _open_quote, _value, _after_value, _key):
        told = cause(spot)
        if told is not None:
            return told
    return "这里读不懂", "照上下几行的样子写：键 = 值，文字放在英文引号里"


def _twice(spot: _Spot) -> tuple[str, str] | None:
    if not spot.said.startswith(_TWICE):
        return None
    first = twice_in(spot.source)
    before = f"，第 {first} 行已经有了" if first else ""
    if spot.text.lstrip().startswith("["):
        return f"{spot.text.strip()} 写了两次{before}", "去掉一处；一条一条列的，每条都写两层方括号，像 [[stages]]"
    return f"同一个键写了两次{before}", "去掉一处"


def _chinese(spot: _Spot) -> tuple[str, str] | None:
    sign = spot.rest[:1]
    if sign not in _CHINESE and _is_open_quote(spot):
        sign = next((each for each in spot.text if each in "“”＂‘’＇"), "")
    if sign not in _CHINESE:
        return None
    name, plain = _CHINESE[sign]
    return f"{sign} 是中文{name}", f"换成英文的 {plain}"


def _unclosed(spot: _Spot) -> tuple[str, str] | None:
    if spot.said.startswith("Expected ']"):
        return "方括号没有闭上", "[fields.name] 一层，[[stages]] 两层，前后一样多"
    opened = opened_before(spot.source, spot.line, spot.column)
    if opened is None:
        return None
    line, sign = opened
    if sign == "{" and spot.said.startswith("Invalid initial"):
        return "花括号里写到了下一行，或者最后多了逗号", "花括号里的都写在一行，最后一项后面不写逗号"
    is_cut = spot.said.startswith("Unclosed") or not spot.rest.strip() or re.match(r"[\w.]+\s*=", spot.rest)
    if not is_cut:
        return None
    return f"第 {line} 行的 {sign} 没有闭上，或者少了逗号", f"各项之间用逗号，最后写 {_CLOSING[sign]}"


def _is_open_quote(spot: _Spot) -> bool:
    return spot.said.startswith(("Unterminated", "Illegal character '\\n'", "Illegal character '\\r'", "Expected \"'"))


def _open_quote(spot: _Spot) -> tuple[str, str] | None:
    if _is_open_quote(spot):
        return "引号没有闭上", "文字前后各一个英文引号；写几行的，前后各三个"
    if spot.said.startswith(("Unescaped", "Invalid hex", "Escaped")):
        return "反斜杠在双引号里另有意思", "写两个 \\\\，或者整段改用单引号"
    return None


def _value(spot: _Spot) -> tuple[str, str] | None:
    if spot.said.startswith("Invalid date"):
        return "没有这一天", "日期写成 2025-01-31，不加引号"
    if not spot.said.startswith("Invalid value"):
        return None
    word = re.split(r"[#,\]}]", spot.rest)[0].strip()
    if not word:
        return "等号后面没有写值", "写上值，或者去掉这一行"
    if word.lower() in ("true", "false"):
        return f"“{word}”要小写", f"写成 {word.lower()}"
    return "文字没有加引号", f'写成 "{word}"'


def _after_value(spot: _Spot) -> tuple[str, str] | None:
    if not spot.said.startswith("Expected newline"):
        return None
    if re.match(r"\d{4}[-/.年]", spot.value):
        return "日期的写法不对", "写成 2025-01-31，月和日都是两位，不加引号"
    if re.match(r"[+-]?\d", spot.value):
        return "数字后面多了东西", "只写数字，不加逗号；单位写在 unit 里"
    return "值后面多了东西", "一行一个键；引号里面还要引号的，里面用“”"


def _key(spot: _Spot) -> tuple[str, str] | None:
    if spot.said.startswith("Expected '='"):
        return "键后面少了等号", "写成：键 = 值"
    if spot.said.startswith(("Invalid statement", "Invalid initial")):
        return "这一行开头不是键", "键用小写字母、数字、下划线；中文的名称写在 title 里"
    return None
