"""An error says its line, also in lists of tables and after texts of several lines."""

from __future__ import annotations

from duixian.programs.lines import line_at, lines_of

TOML = '''# a comment
title = "样例"
text = """
[not.a.table]
key = 1
"""
list = [
  "a = 1",
]
[fields.name]
type = "text"
[[events]]
id = "visit"
[events.fields.found]
type = "text"
[[events]]
id = "plan"
at_least = { times = 2 }
'''


def test_keys_and_tables_have_their_lines() -> None:
    lines = lines_of(TOML)
    assert lines[("title",)] == 2
    assert lines[("fields", "name", "type")] == 11
    assert lines[("events", 0, "id")] == 13
    assert lines[("events", 0, "fields", "found", "type")] == 15
    assert lines[("events", 1)] == 16


def test_a_key_in_quotes_may_have_any_sign() -> None:
    assert lines_of('[figures]\n"a/b.c" = 1\n')["figures", "a/b.c"] == 2


def test_what_stands_in_texts_and_lists_is_no_key() -> None:
    assert ("not", "a", "table") not in lines_of(TOML)
    assert ("list", "a") not in lines_of(TOML)


def test_a_key_without_a_line_of_its_own_stands_at_what_holds_it() -> None:
    assert line_at(("events", 1, "at_least", "times"), lines_of(TOML)) == 18
    assert line_at(("stages",), lines_of(TOML)) is None
