"""The entries of one deed are found without reading all of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """An index by deed and time."""

    dependencies = (("journal", "0002_append_only"),)
    operations = (migrations.AddIndex("entry", models.Index(fields=("action", "received_at"), name="entry_of_deed")),)
