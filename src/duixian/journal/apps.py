"""The journal as a Django app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Entries and seals."""

    name = "duixian.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
