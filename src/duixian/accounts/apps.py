"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Places, offices, people."""

    name = "duixian.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
