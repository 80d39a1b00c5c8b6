"""Thousands of keys as one parameter find what `__in` finds."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duixian.accounts.models import Office, Place
from duixian.journal.among import Keys

MANY = range(-20_000, 20_000)


@pytest.mark.django_db
def test_keys_find_what_in_finds(county: Place, housing: Office) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert list(Place.objects.filter(pk__among=Keys(MANY))) == list(Place.objects.all())
    assert len(asked) == 1 + 1
    assert list(Office.objects.filter(place__among=Keys([county.pk]))) == [housing]
    assert list(Office.objects.filter(place__among=Keys([-1]))) == []
    assert list(Office.objects.exclude(place__among=Keys([county.pk]))) == []
    assert list(Office.objects.filter(place__among=Keys([]))) == []
