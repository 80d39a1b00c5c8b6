"""The code that measures opening runs on two pages; what it measures is not held to anything here."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from benchmarks import files

from duixian.reader.formats.source import Source


def test_a_thin_document_of_each_kind_is_measured() -> None:
    # In a thread of its own: the browser of other tests may be running in this one.
    with ThreadPoolExecutor(1) as thread:
        measured = thread.submit(lambda: list(files.measure(pages=2))).result()
    rows = {row.what: row for row in measured}
    assert set(rows) == {
        f"{kind}: {what}" for kind in ("pdf", "docx") for what in ("pages a second", "figures as in the text")
    }
    assert all(row.measured != "not measured" for row in rows.values())


def test_what_agrees_is_counted_in_order() -> None:
    text = "去年种植花椒2.4万亩，新修村道36公里。"
    assert files.agreement(Source(text, "docx", "x.docx"), text) == 100
    assert files.agreement(Source("新修村道36公里。", "docx", "x.docx"), text) == 0
