"""The API keeps to its OpenAPI description, whatever is asked: no 5xx, no answer of another shape."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from programs_asking import key_of
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from test_access import keys  # noqa: F401

from duixian.accounts.models import Person
from duixian.web.api import service

SECONDS = 12
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


def asking(
    operation: Any, asked: list[str], headers: dict[str, str], *, key: int, seconds: float
) -> Callable[[], None]:
    """Return what asks one operation all sorts of things for some seconds, and notes that it did."""
    until = time.monotonic() + seconds

    @hypothesis.settings(
        max_examples=60,
        database=None,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        # However busy the machine is, each operation is asked once.
        if operation.label not in asked or time.monotonic() < until:
            asked.append(operation.label)
            # Every other question is about a row that is there.
            if "{key}" in operation.path and len(asked) % 2:
                case.path_parameters = {**case.path_parameters, "key": key}
            case.call_and_validate(headers=headers, checks=CHECKS)

    return ask


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection of the test open between requests, as Django's own client does."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
def test_nothing_that_is_asked_breaks_the_api(
    qin: Person,
    keys: dict[str, int],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    # The client of the tests does not close what was sent.
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
    monkeypatch.setattr(service.limit, "num_requests", 10**6)
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    headers = {"Authorization": f"Bearer {key_of(qin)}"}
    operations = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    asked: list[str] = []
    for operation in operations:
        kind = operation.path.split("/")[3].removesuffix("s")
        asking(operation, asked, headers, key=keys.get(kind, 0), seconds=SECONDS / len(operations))()
    assert len(set(asked)) == len(operations)
