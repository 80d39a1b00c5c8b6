"""`python -m duixian` is the `duixian` command."""

from duixian.cli import main

main()
