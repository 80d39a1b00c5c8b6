"""An office goes by one set of names in its place, and keeps its old ones."""

from __future__ import annotations

import pytest

from duixian.accounts.actions import offices
from duixian.accounts.models import Office, Person, Place
from duixian.errors import LedgerError
from duixian.journal.models import Entry


def test_a_renamed_office_is_still_found_by_its_old_name(qin: Person, housing: Office) -> None:
    office = offices.change_office(housing, name="县住房城乡建设局", short="住建局", aliases=["住建"], by=qin)
    assert office.aliases.split("\n") == ["住建", "县住建局"]
    assert Entry.objects.filter(action="office.change").count() == 1


def test_a_name_that_another_office_has_is_refused(qin: Person, county: Place, housing: Office) -> None:
    offices.change_office(housing, name="县住建局", aliases=["建设局"], by=qin)
    for names in ({"name": "建设局"}, {"name": "县城建局", "aliases": ["县住建局"]}):
        with pytest.raises(LedgerError, match="已经是“县住建局”"):
            offices.add_office(place=county, by=qin, **names)
    with pytest.raises(LedgerError, match="没有名称"):
        offices.add_office(place=county, name=" ", by=qin)


def test_an_office_with_people_is_not_switched_off(qin: Person, xu: Person, housing: Office, farming: Office) -> None:
    with pytest.raises(LedgerError, match="许澄"):
        offices.deactivate_office(housing, by=qin)
    assert not offices.deactivate_office(farming, by=qin).is_active
    assert offices.activate_office(farming, by=qin).is_active


def test_offices_of_another_county_are_out_of_reach(wai: Person, housing: Office) -> None:
    with pytest.raises(LedgerError, match="不在您管的范围里"):
        offices.change_office(housing, name="别的", by=wai)
