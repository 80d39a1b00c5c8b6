"""The examples of docs/api.md are true: each is run by curl against a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from given import jpeg, promise
from installing import Install
from people import read_into
from programs_asking import key_of
from pytest_django.live_server_helper import LiveServer

from duixian.accounts.models import Person, Place
from duixian.cases.actions.opening import open_case
from duixian.ledger.actions.review import accept_many

DOCS = Path(__file__).parents[2] / "docs" / "api.md"
EXAMPLES = re.findall(r"```sh\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.S)


@pytest.mark.django_db(transaction=True)
def test_the_examples_work(
    live_server: LiveServer, county: Place, qin: Person, tmp_path: Path, installed: Install
) -> None:
    installed("major_projects")
    fields = {"name": "南环路改线", "kind": "new"}
    case = open_case("major_projects", fields=fields, place=county, by=qin, opened_on=date(2025, 1, 6))
    document = read_into(county, qin)
    accept_many(list(document.statements.filter(text__contains="9个")), by=qin)
    waiting = document.statements.filter(review="proposed", kind="figure", unit="部").get()
    (tmp_path / "report.txt").write_text("2025年，改造老旧小区9个。", encoding="utf-8")
    (tmp_path / "permit.jpg").write_bytes(jpeg())
    settings = {**os.environ, "HOST": live_server.url, "KEY": key_of(qin), "no_proxy": "*"}
    assert len(EXAMPLES) == 8
    for example in EXAMPLES:
        told = example.replace("commitments/1/", f"commitments/{promise('老旧小区').pk}/")
        told = told.replace("statements/1/", f"statements/{waiting.pk}/")
        told = told.replace("cases/1/", f"cases/{case.pk}/")
        said = subprocess.run(["sh", "-c", told], cwd=tmp_path, env=settings, capture_output=True, check=True).stdout
        answer = json.loads(said)
        assert "code" not in answer, (example, answer)
        assert "id" in answer or "items" in answer
