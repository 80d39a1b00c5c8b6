"""The worker of long jobs, a child of `duixian serve`: takes up what a stopped one left, works until told to end."""

from __future__ import annotations

import os
import threading
import time

import django
from django.core.management import call_command

PARENT_EVERY = 2.0


def main() -> None:
    """Work; ends at SIGTERM, after the job in hand, or at once when the parent is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.server.settings")
    django.setup()
    from duixian.ledger.jobs import resume

    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    resume()
    call_command("db_worker", interval=0.5, startup_delay=False, verbosity=0)


def _end_with(parent: int) -> None:
    """End the process when its parent is no longer there: two workers must not run beside each other."""
    while os.getppid() == parent:
        time.sleep(PARENT_EVERY)
    os._exit(1)


if __name__ == "__main__":
    main()
