"""The one app that holds every program's table. It has no module `models`: its models are made at start."""

from django.apps import AppConfig
from django.conf import settings

LABEL = "programs"


class ProgramTables(AppConfig):
    """The tables of the programs that are in the data folder."""

    name = "duixian.cases.tables"
    label = LABEL
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        """Make a model of each program in the data folder, beside what Django does itself."""
        super().import_models()
        from duixian.cases.tables.shelf import shelf

        shelf.open(settings.DATA)
