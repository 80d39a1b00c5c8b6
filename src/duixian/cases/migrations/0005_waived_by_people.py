"""A waiver that a step's rule once gave, when the case was opened, is taken out: what the rule says follows from the
fields of the day. One that a person gave has its entry in the journal, and stays."""

import json

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

BY_RULE = "不需要办"


def keep_those_of_people(apps: Apps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    entries = apps.get_model("journal", "Entry").objects.filter(subject_kind="cases.case", action="case.waive")
    steps = apps.get_model("cases", "CaseStep").objects.filter(waived_why=BY_RULE)
    by_people = [
        steps.filter(case=case, step=json.loads(body)["after"]["step"]).values_list("pk", flat=True)
        for case, body in entries.values_list("subject_id", "body")
    ]
    steps.exclude(pk__in=[key for keys in by_people for key in keys]).update(waived_why="")


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_installed_versions"), ("journal", "0003_by_deed")]

    operations = [migrations.RunPython(keep_those_of_people, migrations.RunPython.noop)]
