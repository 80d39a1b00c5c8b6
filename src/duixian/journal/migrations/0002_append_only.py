"""Entries and seals are never changed and never deleted: the database itself refuses."""

from django.db import migrations

from duixian.journal.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on both tables."""

    dependencies = (("journal", "0001_first"),)
    operations = (append_only("journal_entry"), append_only("journal_seal"))
