"""The application as gunicorn serves it, on the last day of the generated county."""

from django.conf import settings
from django.utils import timezone

from benchmarks.load.size import NOW
from duixian.server.wsgi import application

__all__ = ["application"]
settings.CLOCK_SHIFT = NOW - timezone.now()
