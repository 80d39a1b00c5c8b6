"""A ledger that `duixian init` founded once; each test has its own copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `duixian init` leaves it. Copy it; do not change it."""
    folder = tmp_path_factory.mktemp("founded") / "账本"
    words = [sys.executable, "-m", "duixian", "init", "--data", str(folder), "--place", "武乡县"]
    own = {name: value for name, value in os.environ.items() if name not in ("DUIXIAN_DATABASE_URL", "DUIXIAN_DATA")}
    subprocess.run(words, env=own, check=True, capture_output=True)
    return folder


@pytest.fixture
def ledger(founded: Path, tmp_path: Path) -> Path:
    """A ledger of 武乡县 in which nothing happened yet."""
    return Path(shutil.copytree(founded, tmp_path / "账本"))
