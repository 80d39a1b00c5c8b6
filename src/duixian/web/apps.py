"""The pages as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, templates, static files; no tables."""

    name = "duixian.web"
    label = "web"
