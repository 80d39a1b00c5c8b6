"""Whether a program has synthetic cases is told without looking at the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_first")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("is_synthetic", True)), fields=["program"], name="case_synthetic"),
        ),
    ]
