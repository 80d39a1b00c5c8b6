"""A step that was refused can be asked for again: each time has its row, and keeps the words of its answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_waived_by_people")]

    operations = [
        migrations.AddField(
            model_name="casestep",
            name="attempt",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="casestep",
            name="words",
            field=models.CharField(blank=True, default="", max_length=300),
        ),
        migrations.RemoveConstraint(model_name="casestep", name="case_step"),
        migrations.AddConstraint(
            model_name="casestep",
            constraint=models.UniqueConstraint(fields=("case", "step", "attempt"), name="case_step"),
        ),
        migrations.AddIndex(
            model_name="casestep",
            index=models.Index(
                condition=models.Q(("asked_on__isnull", False)), fields=["step", "case"], name="case_step_asked"
            ),
        ),
    ]
