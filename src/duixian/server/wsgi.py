"""The application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.server.settings")
# A page makes many objects that die with it, and rows of a large ledger are kept for the next one: looking through
# all of them for cycles as often as Python does by itself cost some pages half a second.
gc.set_threshold(50_000, 20, 20)
application = get_wsgi_application()
