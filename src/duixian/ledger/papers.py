"""The pages of a document in the table and in the data folder: runs as JSON, pictures of scans as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from duixian.ledger import storage
from duixian.paper import Box, Page, Paper, Run

DIGITS = 4


def kept(paper: Paper | None, digest: str, *, said: Callable[[int, int], None]) -> dict[str, Any] | None:
    """Keep the pictures of a paged document and return the rest as JSON; None where there are no pages."""
    if paper is None:
        return None
    pages = []
    for at, page in enumerate(paper.pages, 1):
        said(at, len(paper.pages))
        picture = storage.keep([page.picture()])[0] if page.picture is not None else None
        pages.append({"number": page.number, "width": page.width, "height": page.height, "picture": picture})
    return {"scanned": paper.scanned, "pages": pages, "runs": [_run(run) for run in paper.runs]}


def _run(run: Run) -> list[Any]:
    box = None if run.box is None else [round(side, DIGITS) for side in run.box]
    edges = None if run.edges is None else [round(edge, DIGITS) for edge in run.edges]
    return [run.start, run.end, run.page, box, edges, round(run.sure, DIGITS)]


def paper_of(pages: dict[str, Any] | None) -> Paper | None:
    """Return the paper that `kept` gave; pictures come from the data folder."""
    if pages is None:
        return None
    runs = (
        Run(start, end, page, None if box is None else Box(*box), None if edges is None else tuple(edges), sure)
        for start, end, page, box, edges, sure in pages["runs"]
    )
    made = (
        Page(number=each["number"], width=each["width"], height=each["height"], picture=_picture(each["picture"]))
        for each in pages["pages"]
    )
    return Paper(pages=tuple(made), runs=tuple(runs), scanned=pages["scanned"])


def _picture(digest: str | None) -> Callable[[], bytes] | None:
    return None if digest is None else lambda: storage.read(digest)
