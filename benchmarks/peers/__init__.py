"""Other libraries on the same text, each in an environment of its own; start at `compare.py`. Imports nothing."""
