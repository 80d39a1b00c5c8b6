"""What tells of a person in a text that goes to the public: names, telephone and identity numbers. Start at `masked`.

Names are those of the people whom the ledger knows, and what stands behind a word that only people are called by
(户主, 联系人). Masking keeps the length, so that places in a sentence stay true. Pure: nothing is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

STAR = "＊"
# Surnames that begin no ordinary word: 贫困户黄牛养殖 and 村民文明公约 name nobody.
_SURNAMES = (
    "王李张刘陈杨赵吴徐孙朱郭郑谢宋唐许邓冯韩曹彭蔡潘袁董苏吕魏蒋杜沈姜范傅卢汪戴崔邱秦贾侯邵孟薛阎段龚郝顾邢邹熊"
)
_CALLED = "户主|联系人|监护人|贫困户|脱贫户|低保户|五保户|特困户|患者|姓名|经办人|包保人|驻村干部|村民|居民"
_AFTER = re.compile(rf"(?:{_CALLED})[：:]?\s*(?P<name>[{_SURNAMES}][一-龥]{{1,2}})")
_BEFORE = re.compile(rf"(?P<name>[{_SURNAMES}][一-龥]{{1,2}})(?=同志|先生|女士)")
_NUMBERS = {
    "身份证号": re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d\d[01]\d[0-3]\d{4}[\dXx](?![0-9A-Za-z])"),
    "手机号": re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?![0-9A-Za-z]|\.\d)"),
    "电话号码": re.compile(r"(?<![0-9A-Za-z])0\d{2,3}[- ]\d{7,8}(?![0-9A-Za-z])"),
    "银行卡号": re.compile(r"(?<![0-9A-Za-z])(?:62|4\d|5[1-5])\d{14,17}(?![0-9A-Za-z])"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Personal:
    """Something that tells of a person: what it is, and where it stands in the text."""

    kind: str
    start: int
    end: int

    def in_words(self, text: str) -> str:
        """Return it as a message may show it: what it is, and its first characters alone."""
        return f"{self.kind}“{_masked_word(text[self.start : self.end])}”"


def personal_in(text: str, names: Iterable[str] = ()) -> list[Personal]:
    """Return what tells of a person in a text, in its order; nothing is named twice."""
    found = sorted(_found(text, names), key=lambda each: (each.start, -each.end))
    kept: list[Personal] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _found(text: str, names: Iterable[str]) -> Iterator[Personal]:
    for kind, pattern in _NUMBERS.items():
        yield from (Personal(kind, *each.span()) for each in pattern.finditer(text))
    for name in filter(None, names):
        yield from (Personal("姓名", *each.span()) for each in re.finditer(re.escape(name), text))
    for pattern in (_AFTER, _BEFORE):
        yield from (Personal("姓名", *each.span("name")) for each in pattern.finditer(text))


def masked(text: str, names: Iterable[str] = ()) -> str:
    """Return a text in which the first character of a name and the first three of a number are left, at full length."""
    for each in personal_in(text, names):
        text = text[: each.start] + _masked_word(text[each.start : each.end]) + text[each.end :]
    return text


def _masked_word(word: str) -> str:
    left = 3 if word[0].isdigit() or word[0] == "+" else 1
    return word[:left] + STAR * (len(word) - left)


def masked_all(value: Any, names: Sequence[str]) -> Any:
    """Return a value of JSON with every text in it masked."""
    if isinstance(value, str):
        return masked(value, names)
    if isinstance(value, Mapping):
        return {key: masked_all(each, names) for key, each in value.items()}
    return [masked_all(each, names) for each in value] if isinstance(value, list) else value


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from texts_in(each)
