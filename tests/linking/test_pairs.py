"""Pairs of reports of made-up counties in other styles: a coastal district with industry, a pastoral banner.

They were annotated before the linker saw them, read once, and then rules were mended: what they score now flatters.
"""

from __future__ import annotations

import pytest
from pairs import NAMES, score

BARS = {"海澜区": (0.97, 0.97), "乌苏图旗": (0.93, 0.97)}


def test_every_pair_has_its_bars() -> None:
    assert set(BARS) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_links_and_verdicts_of_a_pair(name: str) -> None:
    found, (all_, met) = score(name), BARS[name]
    assert found.f1 >= all_, (found.missed, found.spurious)
    assert found.met >= met, found.misjudged


@pytest.mark.parametrize("name", NAMES)
def test_what_is_never_mentioned_again_is_heard_of(name: str) -> None:
    assert score(name).unheard == []
