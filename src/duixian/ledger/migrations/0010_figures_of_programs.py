"""An issue keeps the figures of programs that it was drafted with; a figure says by which program it was made."""

from django.db import migrations, models

from duixian.journal.triggers import frozen


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_unconfirmed_papers")]

    # Both may be NULL and have no default: SQLite would else make the tables anew, without their triggers.
    operations = [
        migrations.AddField(model_name="publication", name="figures", field=models.JSONField(blank=True, null=True)),
        migrations.AddField(
            model_name="observation",
            name="made_by",
            field=models.CharField(blank=True, max_length=130, null=True),
        ),
        frozen("ledger_publication", ["figures"], once="OLD.figures IS NOT NULL"),
        frozen("ledger_observation", ["made_by"], once="OLD.id IS NOT NULL"),
    ]
