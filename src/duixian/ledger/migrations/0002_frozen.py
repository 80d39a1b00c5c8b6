"""What was printed, what was read and what was promised at first stays as it is: the database itself refuses."""

from django.db import migrations

from duixian.journal.triggers import append_only, frozen


class Migration(migrations.Migration):
    """Triggers on documents, statements, commitments, claims and amendments."""

    dependencies = (("ledger", "0001_first"),)
    operations = (
        frozen("ledger_document", ["text", "sha256"], once="OLD.state = 'ready'"),
        frozen("ledger_statement", ["as_read"], once="OLD.as_read IS NOT NULL"),
        frozen("ledger_commitment", ["baseline"], once="OLD.baseline IS NOT NULL"),
        frozen("ledger_commitment", ["original_due"], once="OLD.original_due IS NOT NULL"),
        frozen("ledger_claim", ["value", "is_done", "words", "as_of", "at", "received_at"], once="OLD.id IS NOT NULL"),
        frozen("ledger_observation", ["value", "unit", "known_at"], once="OLD.id IS NOT NULL"),
        append_only("ledger_amendment"),
        append_only("ledger_assignment"),
    )
