"""Papers that wait for a keeper's word are found without looking at those that have one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_observations_of_programs")]

    operations = [
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("confirmed_at", None)), fields=["received_at"], name="evidence_unconfirmed"
            ),
        ),
    ]
