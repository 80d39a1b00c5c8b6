"""Alerts and figures count events of one kind, case by case, from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_synthetic_cases")]

    operations = [
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["event", "case", "counts_on", "withdrawn_at"], name="case_event_kind"),
        ),
    ]
