"""What a county has of every indicator in a year is found without looking at other places."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_pins")]

    operations = [
        migrations.AddIndex(
            model_name="observation",
            index=models.Index(fields=["place", "period_end"], name="observation_of_place"),
        ),
    ]
