"""The text of each version of a program is kept; of what was installed before, the one in force is all there is."""

import tomllib

import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_what_is_in_force(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kept = apps.get_model("cases", "InstalledVersion")
    for row in apps.get_model("cases", "Installed").objects.all():
        kept.objects.create(
            installed=row,
            version=row.version,
            in_force=tomllib.loads(row.text)["in_force"],
            text=row.text,
            sha256=row.sha256,
            installed_at=row.installed_at,
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_events_by_kind")]

    operations = [
        migrations.CreateModel(
            name="InstalledVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=8)),
                ("in_force", models.DateField()),
                ("text", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                ("installed_at", models.DateTimeField()),
                (
                    "installed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="cases.installed"
                    ),
                ),
            ],
            options={"ordering": ("installed", "id")},
        ),
        migrations.AddConstraint(
            model_name="installedversion",
            constraint=models.UniqueConstraint(fields=("installed", "version"), name="installed_version"),
        ),
        migrations.RunPython(keep_what_is_in_force, migrations.RunPython.noop),
    ]
