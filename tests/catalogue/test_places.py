"""Places of GB/T 2260, today's and former ones."""

import pytest

from duixian.catalogue import Place, parents, place_by_code, place_names, places, places_named, short_name
from duixian.catalogue.places import VINTAGE

COUNTIES = tuple(place for place in places() if place.level == "county")
FORMER = tuple(place for named in place_names().values() for place in named if place.until)


def only(name: str) -> Place:
    (place,) = places_named(name)
    return place


def test_a_county_has_code_city_and_province() -> None:
    place = only("武乡县")
    assert (place.code, place.kind, place.city, place.province) == ("140429", "县", "长治市", "山西省")
    assert [above.name for above in parents(place)] == ["长治市", "山西省"]


def test_a_district_of_a_municipality_has_it_as_its_city() -> None:
    place = only("密云区")
    assert (place.city, place.province) == ("北京市", "北京市")
    assert [above.name for above in parents(place)] == ["北京市"]


def test_every_county_has_a_province_and_a_city_unless_the_province_rules_it() -> None:
    provinces = {place.name for place in places() if place.level == "province"}
    cities = {place.name for place in places() if place.level == "city"} | provinces
    assert {place.province for place in COUNTIES} <= provinces
    assert all(place.city in cities for place in COUNTIES if place.city)
    assert all(place.code[2:4] == "90" for place in COUNTIES if not place.city)


def test_all_counties_of_the_country_are_there() -> None:
    assert 2830 <= len(COUNTIES) <= 2860
    assert sum(place.level == "province" for place in places()) == 34


def test_codes_are_unique_and_belong_to_their_province() -> None:
    assert len({place.code for place in places()}) == len(places())
    assert all(len(place.code) == 6 and place.code.isdigit() for place in (*places(), *FORMER))
    above = {place.code[:2]: place.name for place in places() if place.level == "province"}
    assert all(above[place.code[:2]] == place.province for place in (*places(), *FORMER))


def test_the_vintage_is_the_year_of_the_newest_change() -> None:
    assert VINTAGE == 2025
    assert only("两江新区").code == "500157"


def test_a_name_of_several_places_gives_them_all() -> None:
    assert [place.province for place in places_named("永定区")] == ["福建省", "湖南省"]
    assert places_named("无此县") == ()


def test_short_names_only_on_request_and_with_all_they_may_mean() -> None:
    assert places_named("武乡") == ()
    assert [place.name for place in places_named("武乡", short=True)] == ["武乡县"]
    assert {place.name for place in places_named("朝阳", short=True)} == {"朝阳区", "朝阳市", "朝阳县"}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("武乡县", "武乡"),
        ("易县", "易县"),
        ("宽城满族自治县", "宽城"),
        ("恩施土家族苗族自治州", "恩施"),
        ("巴音郭楞蒙古自治州", "巴音郭楞"),
        ("广西壮族自治区", "广西"),
        ("龙胜各族自治县", "龙胜"),
        ("鄂伦春自治旗", "鄂伦春"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(only(name)) == short


def test_a_former_county_knows_what_it_became() -> None:
    place = only("徐水县")
    assert (place.code, place.until, place.now) == ("130625", 2015, ("130609",))
    heir = place_by_code(place.now[0])
    assert heir is not None
    assert (heir.name, heir.city) == (only("徐水区").name, place.city)


def test_a_former_city_still_finds_its_province() -> None:
    assert [above.name for above in parents(only("襄樊市"))] == ["湖北省"]


def test_every_former_place_became_places_of_today() -> None:
    assert len(FORMER) > 250
    for place in FORMER:
        heirs = [place_by_code(code) for code in place.now]
        assert all(heir is not None and heir.until is None for heir in heirs), place
        assert place.until is not None
        assert 2008 <= place.until <= VINTAGE, place


def test_no_former_place_has_the_name_of_one_of_today_in_its_province() -> None:
    today = {(place.province, place.name) for place in places()}
    assert [place.name for place in FORMER if (place.province, place.name) in today] == []


def test_codes_are_found_in_full_and_without_their_noughts() -> None:
    assert place_by_code("14") == place_by_code("140000") == only("山西省")
    assert place_by_code("1404") == only("长治市")
    assert place_by_code("130602") == only("竞秀区")  # once 新市区
    assert place_by_code("999999") is None
