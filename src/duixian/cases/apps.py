"""The cases as a Django app: what every program shares. The programs' own tables are `duixian.cases.tables`."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Spine, stages, events, steps, papers, alerts, installed programs."""

    name = "duixian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
