"""The application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.server.settings")
# A page makes many objects that die with it, and rows of a large ledger are kept for the next one: looking through
# all of them for cycles cost some pages half a second. Young ones are looked through often, all of them hardly ever.
gc.set_threshold(50_000, 2, 1000)
application = get_wsgi_application()
