"""The table of indicators does not contradict itself."""

import re

from duixian.catalogue import indicator_keys, indicators, themes, units
from duixian.catalogue.indicators import MARKS
from duixian.catalogue.naming import expand
from duixian.catalogue.tables import rows
from duixian.statement import MEASURES

ALL = tuple(indicators().values())


def test_there_are_enough_indicators() -> None:
    assert len(ALL) >= 280


def test_no_two_indicators_share_a_name() -> None:
    assert set(indicator_keys().values()) == set(ALL)  # building the keys raises where one is shared


def test_ids_are_snake_case() -> None:
    assert [indicator.id for indicator in ALL if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", indicator.id)] == []


def test_titles_are_unique() -> None:
    assert len({indicator.title for indicator in ALL}) == len(ALL)


def test_every_english_name_is_there_and_its_own() -> None:
    assert all(indicator.english.isascii() and indicator.english for indicator in ALL)
    assert len({indicator.english for indicator in ALL}) == len(ALL)


def test_every_theme_exists_and_is_used() -> None:
    assert {indicator.theme for indicator in ALL} == set(themes())


def test_every_unit_exists_under_its_own_name() -> None:
    used = {unit for indicator in ALL for unit in (indicator.unit, *indicator.other_units) if unit}
    assert {unit for unit in used if unit not in units() or units()[unit].unit != unit} == set()


def test_measures_and_directions_are_known() -> None:
    assert {indicator.measure for indicator in ALL} <= set(MEASURES)
    assert {indicator.good for indicator in ALL} == {"up", "down", "none"}


def test_an_amount_is_not_usually_a_share() -> None:
    assert [indicator.id for indicator in ALL if indicator.measure == "share" and indicator.unit != "%"] == []


def test_aliases_are_well_formed() -> None:
    for pattern in (pattern for indicator in ALL for pattern in indicator.patterns):
        names = list(expand(pattern))
        assert all(not set(name) & set("{}|，,") for name in names), pattern
        assert all(name.partition("@")[2] in ("", "share", "growth", "level") for name in names), pattern
        assert all(len(name.lstrip(MARKS)) > 1 for name in names), pattern
        assert len(names) <= 500, pattern


def test_acts_and_trims_do_not_repeat_a_word() -> None:
    for table, column in (("acts.csv", "words"), ("trims.csv", "words")):
        for row in rows(table):
            words = row[column].split()
            assert len(words) == len(set(words)), row


# Their name alone already says what was newly done, won or given, so 新增 adds nothing to it.
FLOWS = """
    new_larger_enterprises digital_upgrades new_high_standard_farmland new_farmland grain_purchase listed_projects
    special_bonds tax_cuts loan_deposit_ratio guarantee_loans new_hitech_firms patents_granted new_skilled_workers
    labor_transfer public_jobs startup_loans startups practice_stations parking_spaces bus_lines buses
    villages_reached new_energy_vehicles soil_conservation irrigated_area sewage_villages afforestation
    cultural_venue_area micro_loans land_quota otc_companies new_patents
"""


def test_what_was_added_is_not_mixed_with_what_there_is() -> None:
    owners = indicator_keys()
    mixed = {
        indicator.id
        for key, indicator in owners.items()
        if owners.get(f"新增{key}") is indicator or (key[0] == "+" and owners.get(key[1:]) is indicator)
    }
    assert mixed - set(FLOWS.split()) == set()
