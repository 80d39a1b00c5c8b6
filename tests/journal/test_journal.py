"""The journal holds every change in a chain, and says where it was broken."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from duixian.accounts.models import Person
from duixian.journal.models import Entry
from duixian.journal.seals import seal_finished_days
from duixian.journal.verifying import verify
from duixian.ledger.models import Document


def tampered(statement: str, *values: Any) -> None:
    """Change the table as someone at the disk would: past the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_no_update")
            cursor.execute("DROP TRIGGER journal_entry_no_delete")
        else:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        cursor.execute(statement, values)


def test_a_reviewed_document_verifies(reviewed: Document) -> None:
    found = verify()
    assert found.is_whole
    assert found.entries > found.subjects > reviewed.statements.count()


def test_the_database_refuses_to_change_an_entry(reviewed: Document) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(actor="别人")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all()[0].delete()


def test_a_flipped_byte_is_found_where_it_stands(reviewed: Document) -> None:
    entry = Entry.objects.filter(action="statement.accept").first()
    assert entry is not None
    tampered("UPDATE journal_entry SET body = %s WHERE id = %s", entry.body.replace("秦若溪", "秦若渓"), entry.pk)
    faults = verify().faults
    assert [fault.entry for fault in faults] == [entry.pk]
    assert "被改过" in faults[0].what


def test_a_cut_tail_is_found_by_its_head(reviewed: Document) -> None:
    entry = Entry.objects.filter(subject_kind="ledger.statement").order_by("-seq").first()
    assert entry is not None
    tampered("DELETE FROM journal_entry WHERE id = %s", entry.pk)
    faults = verify().faults
    assert [fault.where for fault in faults] == [f"ledger.statement {entry.subject_id}"]
    assert "末尾被删去了" in faults[0].what


def test_a_sealed_day_misses_a_whole_subject(reviewed: Document, qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    tomorrow: datetime = timezone.now() + timedelta(days=1, hours=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    sealed = seal_finished_days()
    assert sum(seal.entries for seal in sealed) == Entry.objects.count()
    assert verify().is_whole
    tampered("DELETE FROM journal_entry WHERE subject_kind = 'ledger.task'")
    assert any("封存时有" in fault.what for fault in verify().faults)
