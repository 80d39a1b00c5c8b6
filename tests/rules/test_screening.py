"""Many rules over many rows: the answers stand in the order of the rows, and changed rows are told anew."""

from __future__ import annotations

from datetime import date

from household import COLUMNS, NAMES, rows

from duixian.rules import frame_of, parse, screened, screened_again

TEXTS = ("income < line", "housed AND heads > 1", "contains(name, '庄')")
READINGS = {text: parse(text, NAMES).on(date(2025, 3, 31)) for text in TEXTS}
HOUSEHOLDS = rows(60)


def test_every_rule_has_a_column_of_answers() -> None:
    answers = screened(frame_of(HOUSEHOLDS, COLUMNS), READINGS)
    assert answers.columns == list(TEXTS)
    for text, reading in READINGS.items():
        assert answers[text].to_list() == [reading.value(row) for row in HOUSEHOLDS]


def test_only_the_changed_rows_are_told_anew() -> None:
    before = screened(frame_of(HOUSEHOLDS, COLUMNS), READINGS)
    kept = before.rows()
    at, changed = [3, 17, 58], rows(3, seed=99)
    after = screened_again(before, at, frame_of(changed, COLUMNS), READINGS)
    now = list(HOUSEHOLDS)
    for place, row in zip(at, changed, strict=True):
        now[place] = row
    assert after.equals(screened(frame_of(now, COLUMNS), READINGS))
    assert before.rows() == kept
