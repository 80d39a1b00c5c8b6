"""A server killed in the middle of reading, and a disk that fills up: the document is there whole or not at all.

Real processes on a real SQLite file: one is killed with SIGKILL inside the transaction, another may write no more.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from people import TEXT

# Each process has a SQLite file of its own.
pytestmark = pytest.mark.once
Python = Callable[[str], subprocess.CompletedProcess[str]]
BEGIN = """
import json, os, resource, sys, time
import django; django.setup()
from duixian.accounts.models import Place
from duixian.errors import DuixianError
from duixian.ledger import jobs
from duixian.ledger.actions import documents
from duixian.ledger.actions.documents import add_document
from duixian.ledger.models import Document, Statement
from duixian.journal.models import Entry
"""
ADD = """
county = Place.objects.get(level="county")
document = add_document([sys.stdin.read().encode()], name="报告.txt", place=county, by=None)
jobs.start_reading(document)
"""
# A worker that stops once half of the statements are written, inside the transaction.
SLOW = """
from django_tasks_db.models import DBTaskResult
stored = documents._store_statements
def half(document, report):
    stored(document, report)
    print("half", Statement.objects.count(), flush=True)
    time.sleep(60)
documents._store_statements = half
from django.core.management import call_command
call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
"""
WORK = """
print(jobs.resume())
from django.core.management import call_command
call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
"""
STATE = """
document = Document.objects.get()
print(json.dumps([document.state, document.text != "", Statement.objects.count(),
    list(Entry.objects.filter(action__startswith="document").order_by("id").values_list("action", flat=True))]))
"""


@pytest.fixture
def environment(ledger: Path) -> dict[str, str]:
    own = {"DUIXIAN_DATA": str(ledger), "DJANGO_SETTINGS_MODULE": "duixian.server.settings"}
    return {**{name: value for name, value in os.environ.items() if name != "DUIXIAN_DATABASE_URL"}, **own}


@pytest.fixture
def python(environment: dict[str, str]) -> Python:
    """Run lines in a process of their own, on the ledger of this test."""

    def run(lines: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", BEGIN + lines], env=environment, input=TEXT, capture_output=True, text=True
        )

    return run


def test_a_worker_killed_in_the_middle_leaves_nothing_half_done_and_goes_on(
    python: Python, environment: dict[str, str]
) -> None:
    assert python(ADD).stderr == ""
    command = [sys.executable, "-c", BEGIN + SLOW]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = worker.stdout.readline().split()
        assert said[0] == "half"
        assert int(said[1]) > 5
        worker.send_signal(signal.SIGKILL)
    state, has_text, statements, deeds = json.loads(python(STATE).stdout)
    assert (state, has_text, statements, deeds) == ("reading", False, 0, ["document.add"])
    assert python(WORK).stdout.splitlines()[0] == "1"
    state, has_text, statements, deeds = json.loads(python(STATE).stdout)
    assert (state, has_text, statements) == ("ready", True, int(said[1]))
    assert deeds[:2] == ["document.add", "document.read"]
    assert deeds.count("document.read") == 1


# A process that may write no file longer than this: what a full disk is to it.
FULL = """
county = Place.objects.get(level="county")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    add_document([b"x" * 150_000, b"y" * 150_000], name="报告.txt", place=county, by=None)
except DuixianError as error:
    print(json.dumps([error.code, error.what, error.hint, Document.objects.count()]))
"""


def test_a_file_that_does_not_fit_is_told_and_nothing_of_it_stays(python: Python, environment: dict[str, str]) -> None:
    code, what, hint, documents = json.loads(python(FULL).stdout)
    assert (code, what, documents) == ("storage", "文件没有存下，什么都没有改动。", 0)
    assert "腾出磁盘空间" in hint
    files = Path(environment["DUIXIAN_DATA"]) / "files"
    assert [path for path in files.rglob("*") if path.is_file()] == []


TINY = """
import os
from django.conf import settings
county = Place.objects.get(level="county")
settings.FILES = os.environ["TINY"]
for size, name in ((60_000, "小.txt"), (900_000, "大.txt")):
    try:
        print(json.dumps([add_document([b"x" * size], name=name, place=county, by=None).name]))
    except DuixianError as error:
        print(json.dumps([error.code, error.hint, Document.objects.count()]))
"""


@pytest.mark.skipif(os.geteuid() != 0 or shutil.which("mount") is None, reason="a tiny disk is mounted by root only")
def test_a_really_full_disk_is_told_with_the_system_s_words(
    python: Python, environment: dict[str, str], tmp_path: Path
) -> None:
    tiny = tmp_path / "tiny"
    tiny.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tiny)], check=False).returncode:
        pytest.skip("no tmpfs may be mounted here")
    try:
        environment["TINY"] = str(tiny)
        small, large = map(json.loads, python(TINY).stdout.splitlines())
    finally:
        subprocess.run(["umount", str(tiny)], check=True)
    assert small == ["小.txt"]
    assert (large[0], large[2]) == ("storage", 1)
    assert "No space left" in large[1]
