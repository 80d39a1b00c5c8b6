"""Workbooks that came back and were not imported: a week they wait, then they are cleared; what is imported stays."""

from __future__ import annotations

import json
import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from people import signed_in
from test_task_import import address, exported, filled, put, sent

from duixian.accounts.models import Office, Person
from duixian.journal.models import Entry
from duixian.ledger import storage
from duixian.ledger.models import Document
from duixian.ledger.sheets import waiting
from duixian.ledger.verifying import files, verify
from duixian.server import serving

DAY = 24 * 3600


def aged(days: float) -> None:
    """Make every file of the data folder so many days older."""
    then = time.time() - days * DAY
    for root in (waiting.folder(), Path(storage.path_of("00").parents[1])):
        for path in root.glob("*/*"):
            os.utime(path, (then, then))


@pytest.fixture
def came_back(reviewed: Document, qin: Person, housing: Office) -> Any:
    """A workbook that is checked and waits for the keeper's word."""
    keeper = signed_in(qin)
    return sent(keeper, reviewed, filled(exported(keeper, reviewed), put("H", "加装电梯", "县住建局")))


def test_what_nobody_imported_is_cleared_after_a_week(came_back: Any, qin: Person) -> None:
    keeper, where = signed_in(qin), address(came_back)
    aged(6.9)
    assert waiting.clear() == 0
    assert keeper.get(where).status_code == 200
    aged(7.1)
    assert (waiting.clear(), waiting.clear()) == (1, 0)
    for answer in (keeper.get(where), keeper.get(f"{where}marked.xlsx"), keeper.post(where)):
        assert answer.status_code == 400
        assert "这份表没有导入，7 天后清掉了" in answer.text
        assert "再传一次" in answer.text


def test_what_was_imported_stays_as_the_journal_names_it(came_back: Any, qin: Person) -> None:
    keeper, where = signed_in(qin), address(came_back)
    keeper.post(where)
    aged(30)
    assert waiting.clear() == 1
    named = json.loads(Entry.objects.get(action="task.import").body)["after"]["sha256"]
    assert load_workbook(BytesIO(storage.read(named))).worksheets[0].max_row > 3
    assert keeper.get(where).status_code == 200


def test_files_that_rows_name_are_never_cleared(document: Document, qin: Person) -> None:
    data = storage.read(document.sha256)
    keeper = signed_in(qin)
    keeper.post(f"/tasks/import/?document={document.pk}", {"file": SimpleUploadedFile("同样的字节.xlsx", data)})
    aged(400)
    assert waiting.clear() == 1
    assert [digest for digest, _ in files() if storage.digest_of(digest) != digest] == []
    assert verify().faults == ()


def test_the_server_clears_and_goes_on_where_it_may_not(came_back: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    aged(8)
    serving._clear(told.append)
    assert (told, waiting.clear()) == ([], 0)

    def refused() -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(waiting, "clear", refused)
    serving._clear(told.append)
    assert "清不掉" in told[0]
