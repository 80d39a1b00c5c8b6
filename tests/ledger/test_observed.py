"""A series as known on a day; its gaps, in which January is not missing; periods and amounts as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from duixian.ledger.observed import Gap, Seen, gaps, known_by, period_words, runs, scale_of

FEBRUARY, MAY, AUGUST = date(2025, 2, 28), date(2025, 5, 31), date(2025, 8, 31)


def seen(pk: int, end: date, value: str | None, day: int = 1, month: int = 6, **more: object) -> Seen:
    known = datetime(2025, month, day, tzinfo=UTC)
    fields = {"place": 1, "subject": "收入", "measure": "growth", "unit": "%", "status": "P", **more}
    amount = None if value is None else Decimal(value)
    return Seen(pk=pk, start=date(end.year, 1, 1), end=end, value=amount, known_at=known, **fields)  # type: ignore[arg-type]


def test_a_revision_replaces_from_the_day_on_which_it_is_known() -> None:
    rows = [seen(1, MAY, "7.4"), seen(2, MAY, "6.8", month=8, day=15, status="A", revises=1)]
    before = known_by(rows, datetime(2025, 8, 15, tzinfo=UTC))
    after = known_by(rows, datetime(2025, 8, 16, tzinfo=UTC))
    assert [row.value for row in before.points] == [Decimal("7.4")]
    assert ([row.pk for row in after.points], [row.pk for row in after.replaced]) == ([2], [1])


def test_what_was_withdrawn_later_was_known_before() -> None:
    rows = [seen(1, MAY, "7.4", withdrawn_at=datetime(2025, 7, 1, tzinfo=UTC))]
    assert known_by(rows, datetime(2025, 6, 30, tzinfo=UTC)).points
    assert not known_by(rows, datetime(2025, 7, 2, tzinfo=UTC)).points


def test_a_withdrawn_revision_brings_the_old_value_back() -> None:
    gone = datetime(2025, 9, 1, tzinfo=UTC)
    rows = [seen(1, MAY, "7.4"), seen(2, MAY, "6.8", month=8, revises=1, withdrawn_at=gone)]
    assert [row.pk for row in known_by(rows, datetime(2025, 9, 2, tzinfo=UTC)).points] == [1]


def test_of_two_figures_of_a_period_the_final_one_stands() -> None:
    known = known_by(
        [seen(1, MAY, "7", status="P", day=9), seen(2, MAY, "6", status="A")], datetime(2026, 1, 1, tzinfo=UTC)
    )
    assert ([row.pk for row in known.points], [row.pk for row in known.others]) == ([2], [1])


def test_january_is_no_gap_and_missing_months_are() -> None:
    months = [seen(month, date(2025, month, 28), "5") for month in (2, 3, 6, 7)]
    assert gaps(months) == [Gap(2025, 4, 5)]
    assert [[row.pk for row in run] for run in runs(months)] == [[2, 3], [6, 7]]
    two_years = [seen(12, date(2024, 12, 31), "5"), *months[:1]]
    assert gaps(two_years) == []


def test_quarters_are_no_gaps() -> None:
    assert gaps([seen(month, date(2025, month, 30), "5") for month in (3, 6, 9)]) == []


def test_periods_are_said_as_people_say_them() -> None:
    said = {period_words(date(2025, 1, 1), end) for end in (FEBRUARY, date(2025, 12, 31), date(2025, 10, 15))}
    assert said == {"2025年1—2月", "2025年", "2025年1月1日至10月15日"}
    assert period_words(date(2025, 8, 1), AUGUST) == "2025年8月"


def test_amounts_keep_every_digit_in_a_larger_unit() -> None:
    scale = scale_of([Decimal(320000000)], "元")
    assert scale.say(Decimal(320400001)) == "3.20400001亿元"
    assert scale_of([Decimal(36210)], "元").say(Decimal(36210)) == "36,210元"
