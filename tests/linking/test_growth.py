"""Linking grows little faster than the reports, far from their square."""

from __future__ import annotations

from benchmarks.linking import made
from calls import calls

from duixian import Reading, read_text
from duixian.linking import compare
from duixian.linking.nearby import Nearby, pairs_of


def pair(size: int) -> list[Reading]:
    """Return two reports of so many promises."""
    return [read_text(text, name=str(at)) for at, text in enumerate(made(size))]


def test_four_times_the_promises_cost_few_more_calls() -> None:
    once, again = pair(100), pair(400)
    assert calls(lambda: compare(again)) < 6 * calls(lambda: compare(once))


def test_what_shares_a_rare_key_is_found_among_many() -> None:
    names = [f"{number}农村公路" for number in range(500)]
    assert "7农村公路" in Nearby((name, pairs_of(name)) for name in names).of(pairs_of("7农村公路"))


def test_where_all_keys_are_common_some_are_found() -> None:
    assert Nearby((str(number), ["农村"]) for number in range(500)).of(["农村"])


def test_nothing_is_near_what_shares_no_key() -> None:
    assert Nearby([("甲", ["甲乙"])]).of(["丙丁"]) == []
