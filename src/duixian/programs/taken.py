"""Ids that a field cannot have: its table, a query, a form or an address already means something else by them."""

from __future__ import annotations

from collections.abc import Iterator

from duixian.programs.schema import Event, Field, Program

Path = tuple[str | int, ...]
# What every row of a table has besides its fields. tests/kernel/test_ids.py holds this against Django's own model.
OF_ROWS = frozenset({
    "adelete", "arefresh_from_db", "asave", "case", "case_id", "check", "clean", "clean_fields",
    "date_error_message", "delete", "from_db", "full_clean", "get_constraints", "get_deferred_fields",
    "get_next_by_opened_on", "get_next_by_stage_since", "get_previous_by_opened_on", "get_previous_by_stage_since",
    "id", "objects", "office_of", "office_of_id", "opened_on", "pk", "place_of", "place_of_id",
    "prepare_database_save", "refresh_from_db", "save", "save_base", "serializable_value", "stage", "stage_since",
    "today", "unique_error_message", "validate_constraints", "validate_unique",
})  # fmt: skip
# Columns that queries over rows add by themselves.
OF_QUERIES = frozenset({"at", "place_of_case", "since", "since_then", "stage_then", "part", "whole", "within", "yes"})
# What the form of a case, and that of an event, sends besides the fields.
OF_FORMS = frozenset({"reason", "revision"})
OF_EVENTS = frozenset({"key", "on", "papers", "place_words"})
# What the address of a list says besides its choices.
OF_ADDRESSES = frozenset({"alert", "figure", "known", "office", "on", "page", "place", "q", "sort"})


def taken_in(program: Program) -> Iterator[tuple[Path, str]]:
    """Yield each field whose id means something else, with what."""
    for key, field in program.fields.items():
        if (means := _of_field(key, field, program)) is not None:
            yield ("fields", key), means
    for number, event in enumerate(program.events):
        yield from ((("events", number, "fields", key), means) for key, means in _of_event(event))


def _of_field(key: str, field: Field, program: Program) -> str | None:
    if key in OF_ROWS | OF_QUERIES:
        return "系统自己用的名字"
    if key in OF_FORMS:
        return "表单自己用的名字"
    if key in OF_ADDRESSES and field.type in ("choice", "boolean"):
        return "列表网址自己用的名字"
    for end, types in (("_id", ("person", "office", "place")), ("_then", None)):
        stem = key.removesuffix(end)
        if stem != key and stem in program.fields and (types is None or program.fields[stem].type in types):
            return f"“{stem}”在表里另占的名字"
    return None


def _of_event(event: Event) -> Iterator[tuple[str, str]]:
    yield from ((key, "表单自己用的名字") for key in event.fields if key in OF_EVENTS)
