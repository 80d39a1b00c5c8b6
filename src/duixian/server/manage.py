"""Django's own commands, for developers: `python -m duixian.server.manage makemigrations`."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.server.settings")
    execute_from_command_line(sys.argv)
