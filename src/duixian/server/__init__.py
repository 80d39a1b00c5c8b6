"""What runs: settings, addresses, wsgi, the worker of long jobs. Pages start at `urls.py`."""
