"""The documents of the demo: loaded, described, read and reviewed as far as the county's story says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from duixian.accounts.actions.founding import found_county, found_person
from duixian.accounts.models import Person, Place, Role
from duixian.errors import DuplicateError
from duixian.journal import clock
from duixian.ledger.actions.documents import add_document, describe_document, mark_statement, store_reading
from duixian.ledger.actions.links import propose
from duixian.ledger.actions.review import accept, accept_many, reject
from duixian.ledger.models import Document, Statement
from duixian.reading import read_text
from duixian.server.demo.county import County, Paper
from duixian.server.demo.people import Cast
from duixian.server.founding import above, county_named
from duixian.statement import Span

# From which confidence a real report's statements are accepted together.
SURE = 0.9


def load_documents(cast: Cast) -> Iterator[Document]:
    """Load, read and review each document, two days after it was issued, and lay it beside those before."""
    for paper in cast.county.documents:
        moment = timezone.make_aware(datetime.combine(paper.issued_on, time(9, 20))) + timedelta(days=1)
        with clock.standing_at(moment):
            document = _loaded(cast, paper)
        with clock.standing_at(moment + timedelta(days=1, minutes=35)):
            _reviewed(cast, document, paper)
            propose(cast.place)
        yield document


def _loaded(cast: Cast, paper: Paper) -> Document:
    path = cast.county.folder / "reports" / paper.file
    data = path.read_bytes()
    document = add_document([data], name=path.name, place=cast.place, by=cast.keeper, fictional=True)
    document = store_reading(document, read_text(data.decode(), name=path.name))
    return describe_document(
        document,
        title=paper.title,
        kind=paper.kind,
        year=document.year,
        issued_on=paper.issued_on,
        by=cast.keeper,
        revision=document.revision,
    )


def _reviewed(cast: Cast, document: Document, paper: Paper) -> None:
    rows = [row for row in document.statements.all() if not _waits(row, paper)]
    if paper.only:
        for row in rows[: paper.only]:
            reject(row, by=cast.keeper, reason=paper.reason)
        return
    left = [row for row in rows if not _rejected(row, cast) and not _corrected(row, cast)]
    accept_many(left, by=cast.keeper)
    for each in cast.county.marked:
        if each["file"] == paper.file:
            _marked(document, each, cast)


def _marked(document: Document, row: dict[str, Any], cast: Cast) -> None:
    """Mark and accept what the reader missed."""
    begins = document.text.index(row["clause"])
    start = begins + row["clause"].index(row["words"])
    around = {"sentence_start": begins, "sentence_end": begins + len(row["clause"])}
    span = Span(start, start + len(row["words"]))
    accept(mark_statement(document, span, fields=row["fields"] | around, by=cast.keeper), by=cast.keeper)


def _waits(row: Statement, paper: Paper) -> bool:
    return any(word in heading for word in paper.waiting for heading in row.section)


def _rejected(row: Statement, cast: Cast) -> bool:
    for each in cast.county.rejections:
        if row.status != "result" and any(word in row.subject for word in each["words"]):
            reject(row, by=cast.keeper, reason=each["reason"])
            return True
    return False


def _corrected(row: Statement, cast: Cast) -> bool:
    for each in cast.county.corrections:
        said = {name: value for name, value in each.items() if name != "fields"}
        if row.status == "target" and all(getattr(row, name) == value for name, value in said.items()):
            accept(row, by=cast.keeper, corrections=each["fields"])
            return True
    return False


def load_real(paths: Iterable[Path], county: County) -> list[tuple[str, str]]:
    """Load real reports, each into its own county, whose keeper logs in with its code; return the names of both.

    What the reader is sure of is accepted, as a keeper does after the list; the doubtful ones wait on the reading desk.
    """
    keepers: dict[str, Person] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        report = read_text(text, name=path.name)
        place = _place_of(report)
        if place is None:
            continue
        keeper = keepers.get(place.code) or _keeper(place, county.password)
        keepers[place.code] = keeper
        try:
            document = add_document([text.encode()], name=path.name, place=place, by=keeper)
        except DuplicateError:
            continue
        document = store_reading(document, report)
        accept_many([row for row in document.statements.all() if row.confidence >= SURE], by=keeper)
    return [(each.username, each.name) for each in keepers.values()]


def _place_of(report: Any) -> Place | None:
    if not report.place_code:
        return None
    listed = county_named(report.place_code)
    there, code, name = above(listed)
    return found_county(code=listed.code, name=listed.name, above=(code, name) if there else None)


def _keeper(place: Place, password: str) -> Person:
    return found_person(
        username=f"keeper{place.code}",
        name=f"{place.name}管理员",
        role=Role.KEEPER,
        place=place,
        title="真实报告",
        password=password,
    )
