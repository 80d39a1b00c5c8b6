"""How a statement looks to a person: amount in the report's own scale, time, title, repairs in words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from duixian.exporters.labels import KINDS, SIGNS
from duixian.statement import Repair, Report, Statement, plain

# Below this a statement is shown to a person as doubtful.
DOUBT = 0.80

_DIGITS = re.compile(r"[-+−±]?\d[\d.,·:/]*(?:[余多几]|(?:%?[-~—–－～至到]+\d[\d.,]*))*")
_HAN_DIGITS = re.compile(r"[〇零一二两三四五六七八九十百千万亿半几多余]+")
_RANGE = re.compile(r"(?<=[-~—–－～至到])(?=\d)")
_TURNED = str.maketrans("≥>≤<", "≤<≥>")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MORE = ("余", "多", "几")
# What is named of the words on either side of a line break: a whole number, else two characters.
_NEAR = 12
_LAST_WORD = re.compile(r"(?:[\d.,]+|[^\s\d]{1,2})$")
_FIRST_WORD = re.compile(r"[\d.,]+|[^\s\d]{1,2}")


class Amount(NamedTuple):
    """A value as the report writes it: comparator sign, number, unit."""

    sign: str
    number: str
    unit: str

    def __str__(self) -> str:
        return f"{self.sign}{self.number}{self.unit}"


def amount(statement: Statement) -> Amount:
    """Return the amount of a figure as written, or the word for its kind where it has none."""
    if statement.kind != "figure":
        return Amount("", KINDS[statement.kind], "")
    written = one_line(mended(statement)).replace(" ", "")
    number, unit = split(written, statement.unit)
    sign = SIGNS[statement.comparator] if statement.comparator else ""
    if is_fall(statement):
        # 下降3%以上 is a fall of at least 3, so no more than −3.
        sign = sign.translate(_TURNED)
        number = number if number[:1] in "-−负" else f"−{_RANGE.sub('−', number)}"
    return Amount("" if any(more in written for more in _MORE) else sign, number, unit)


def is_fall(statement: Statement) -> bool:
    """Answer whether a figure is below zero: what is compared then is how far it falls."""
    return statement.value is not None and statement.value < 0


def split(written: str, unit: str) -> tuple[str, str]:
    """Return number and unit of `written`: 4.73亿元 → 4.73, 亿元; 两家 → 两, 家; 第一 and 三分之二 stay whole."""
    folded = unicodedata.normalize("NFKC", written)
    if (digits := _DIGITS.match(folded)) is not None:
        return digits[0].replace("%", ""), folded[digits.end() :]
    words = _HAN_DIGITS.match(written)
    if unit and written.endswith(unit) and words is not None and "分之" not in written:
        return words[0], written[words.end() :]
    return written, ""


def mended(statement: Statement) -> str:
    """Return the text of the statement as it was read: its repairs applied, the report itself untouched."""
    text = statement.text
    inside = {repair for repair in statement.repairs if statement.start <= repair.start < repair.end <= statement.end}
    for repair in sorted(inside, reverse=True):
        head, tail = repair.start - statement.start, repair.end - statement.start
        text = text[:head] + repair.read_as + text[tail:]
    return text


def value(statement: Statement) -> str:
    """Return the value multiplied out with its unit, for whoever calculates on: 473,000,000 元."""
    if statement.value is None:
        return ""
    numbers = [grouped(plain(number) or "") for number in (statement.value, statement.value_high) if number is not None]
    gap = "" if statement.unit == "%" else " "
    return f"{'–'.join(numbers)}{gap}{statement.unit}".strip()


def grouped(digits: str) -> str:
    """Return a plain decimal with thousands separators and a true minus sign."""
    whole, point, rest = digits.lstrip("-").partition(".")
    groups = f"{int(whole or '0'):,}" if whole.isascii() and len(whole) < 40 else whole
    return ("−" if digits.startswith("-") else "") + groups + point + rest


def when(statement: Statement) -> str:
    """Return the last day where one is written, else the year, else nothing."""
    if statement.due is not None:
        return statement.due.isoformat()
    return "" if statement.year is None else str(statement.year)


def title(statement: Statement) -> str:
    """Return what is measured or done, with the stage a milestone reaches."""
    subject, event = one_line(statement.subject), one_line(statement.event or "")
    return subject if not event or event in subject else f"{subject} {event}".strip()


def report_title(report: Report) -> str:
    """Return the report's title, or nothing where it is none: a masthead's pinyin, a remark in brackets, a sentence."""
    found = one_line(report.title or "").lstrip("-—–－· ")
    return "" if found.startswith(("（", "(")) or "。" in found or not _HAN.search(found) else found


def one_line(text: str) -> str:
    """Return `text` fit for one line of a terminal or a cell: no breaks, no control characters."""
    kept = "".join(" " if char.isspace() else char for char in text if char.isspace() or not is_control(char))
    return " ".join(kept.split())


def is_control(char: str) -> bool:
    """Answer whether `char` steers a terminal or turns the writing direction instead of showing."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co")


def in_words(repair: Repair, text: str) -> str:
    """Return in one phrase what was mended in `text`."""
    was, read_as = one_line(repair.was), one_line(repair.read_as)
    if repair.kind == "line break":
        return _break_in_words(repair, text)
    if repair.kind == "misread":
        return f"“{was}”疑为“{read_as}”"
    if repair.kind == "stand-in":
        return f"“{was}”按“{read_as}”读"
    return f"“{was}”是混进来的，没有读"


def _break_in_words(repair: Repair, text: str) -> str:
    """Return which two pieces a line break tore apart, and what stood between them, if anything did."""
    torn = repair.was.split()
    if len(torn) == 2:
        return f"换行拆开“{torn[0]}”与“{torn[1]}”，已并读"
    before = _LAST_WORD.search(text, max(0, repair.start - _NEAR), repair.start)
    after = _FIRST_WORD.match(text, repair.end, repair.end + _NEAR)
    pieces = f"“{before[0] if before else ''}”与“{after[0] if after else ''}”"
    if torn:
        return f"{pieces}被“{one_line(repair.was)}”隔开，已并读"
    return f"换行拆开{pieces}，" + (f"按“{repair.read_as}”断开" if repair.read_as.strip() else "已并读")
