"""Numerals: digits, Chinese characters and both mixed, to exact decimals."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {
    char: value
    for value, chars in enumerate(
        ["零〇○", "一壹", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"]
    )
    for char in chars
}
STEPS = {"十": 10, "百": 100, "千": 1000}
SCALES = {
    "": Decimal(1), "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "十万": Decimal(10**5),
    "百万": Decimal(10**6), "千万": Decimal(10**7), "亿": Decimal(10**8), "十亿": Decimal(10**9), "百亿": Decimal(10**10),
    "千亿": Decimal(10**11), "万亿": Decimal(10**12),
}  # fmt: skip


def chinese(word: str) -> Decimal | None:
    """Return the value of a numeral in Chinese characters (三十五, 一点五万, 百亿, 二〇一二, 半), or None."""
    if word == "半":
        return Decimal("0.5")
    whole, point, part = word.partition("点")
    if point:
        places = "".join(str(DIGITS[c]) for c in part if c in DIGITS)
        rest = part.lstrip("零〇一二三四五六七八九")
        base = _whole(whole)
        if base is None or not places or rest not in SCALES:
            return None
        return (base + Decimal(f"0.{places}")) * SCALES[rest]
    return _whole(word)


def _whole(word: str) -> Decimal | None:
    if len(word) > 1 and all(c in DIGITS for c in word):
        return Decimal("".join(str(DIGITS[c]) for c in word))
    total = section = digit = 0
    seen = False
    for char in word:
        if char in DIGITS:
            digit, seen = DIGITS[char], True
        elif char in STEPS:
            section += (digit or (0 if seen and section else 1)) * STEPS[char]
            digit, seen = 0, True
        elif char == "亿":
            total = (total + section + digit or 1) * 10**8
            section, digit, seen = 0, 0, True
        elif char == "万":
            part = section + digit  # 三亿二千万: only what stands behind 亿
            total = total + part * 10**4 if part else (total or 1) * 10**4
            section, digit, seen = 0, 0, True
        else:
            return None
    return Decimal(total + section + digit) if seen else None
