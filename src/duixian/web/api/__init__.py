"""The JSON API, version 1: the same queries and actions as the pages, for programs. Start at `service`."""
