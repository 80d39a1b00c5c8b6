"""Other names of places; nobody and nothing without a name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="aliases",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="office_has_name"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("username", ""), _negated=True), models.Q(("name", ""), _negated=True)),
                name="person_has_names",
            ),
        ),
        migrations.AddConstraint(
            model_name="place",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="place_has_name"),
        ),
    ]
