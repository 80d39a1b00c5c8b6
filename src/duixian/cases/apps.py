"""The cases as a Django app: what every program shares. The programs' own tables are `duixian.cases.tables`."""

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class CasesConfig(AppConfig):
    """Spine, stages, events, steps, papers, alerts, installed programs."""

    name = "duixian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look before each request whether another process has installed a program; have the papers, the rows and the
        texts of the programs verified too, and the figures that may leave named in the report to the people."""
        from django.core.signals import request_started

        from duixian.cases.publishing import published_of
        from duixian.cases.queries.installed import broken_texts
        from duixian.cases.queries.papers import files
        from duixian.cases.queries.whole import rows
        from duixian.ledger import verifying
        from duixian.ledger.reporting import figures

        request_started.connect(_bring_up, dispatch_uid="programs")
        verifying.others.append(files)
        verifying.broken_elsewhere.extend((broken_texts, rows))
        figures.suppliers.append(published_of)


def _bring_up(**_: object) -> None:
    from duixian.cases.tables.shelf import shelf

    shelf.open(Path(settings.DATA))
