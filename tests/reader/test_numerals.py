"""Numerals in characters, as values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from duixian.reader.numerals import chinese


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("零", "0"),
        ("〇", "0"),
        ("半", "0.5"),
        ("两", "2"),
        ("十", "10"),
        ("十五", "15"),
        ("三十五", "35"),
        ("一百零八", "108"),
        ("三百五十", "350"),
        ("两千三百", "2300"),
        ("一万", "10000"),
        ("三万五千", "35000"),
        ("二十万", "200000"),
        ("一千二百万", "12000000"),
        ("百亿", "10000000000"),
        ("三亿二千万", "320000000"),
        ("万亿", "1000000000000"),
        ("二〇一二", "2012"),
        ("一点五", "1.5"),
        ("一点五万", "15000"),
        ("三点零六亿", "306000000"),
        ("十二点五", "12.5"),
        ("叁", "3"),
    ],
)
def test_a_numeral_has_a_value(word: str, value: str) -> None:
    assert chinese(word) == Decimal(value)


@pytest.mark.parametrize("word", ["", "县", "三县", "一点", "点五点", "一点五县", "万县"])
def test_a_word_that_is_no_numeral_has_none(word: str) -> None:
    assert chinese(word) is None
