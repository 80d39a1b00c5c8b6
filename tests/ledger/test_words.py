"""Every deed that an action records has a word, and every field that it names."""

from __future__ import annotations

import re
from pathlib import Path

from duixian.accounts.models import Person
from duixian.journal.models import Entry
from duixian.ledger import words
from duixian.ledger.actions.review import accept
from duixian.ledger.models import Document

SOURCE = Path(words.__file__).parents[1]
SUBJECTS = "document|statement|commitment|observation|task|person|office|place|journal|case|program"
DEED = re.compile(rf'"((?:{SUBJECTS})\.[a-z_]+)"')


def recorded() -> set[str]:
    """Return the deeds that stand in the actions."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCE.glob("*/actions/*.py")]
    texts += [path.read_text(encoding="utf-8") for path in SOURCE.glob("*/actions.py")]
    return {deed for text in texts for deed in DEED.findall(text)}


def test_every_deed_has_a_word() -> None:
    assert recorded() - set(words.words().deeds) == set()


def test_every_field_of_the_journal_has_a_word(reviewed: Document) -> None:
    rows = [row for entry in Entry.objects.all() for row in words.changes_in_words(entry)]
    assert rows
    assert {row.name for row in rows if row.name.isascii()} == set()
    assert {words.deed_in_words(entry) for entry in Entry.objects.all()} >= {"接受", "生成承诺", "生成任务"}


def test_a_correction_is_told_from_what_to_what(document: Document, qin: Person) -> None:
    row = document.statements.filter(text__contains="24部").get()
    accept(row, by=qin, corrections={"comparator": "approx", "value": 3600})
    entry = Entry.objects.get(action="statement.correct")
    assert words.change_in_words(entry) == "审核：待审 → 更正后接受；数值：24 → 3,600；比较：等于 → 大约"


def test_many_fields_are_counted(reviewed: Document) -> None:
    entry = Entry.objects.filter(action="commitment.promise").first()
    assert entry is not None
    assert words.change_in_words(entry, most=1).endswith("项")
