"""A sample for pages that are still empty: the demo's report as the reader marks it up. Nothing of it is stored."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from duixian.exporters.html import page
from duixian.reading import read_text
from duixian.web.access import READERS, opens

NAME = "清河湾县2025年政府工作报告.txt"
# The same as in demo/reports, which the wheel has not.
TEXT = Path(__file__).parents[1] / "sample.txt"
TAG = "演示数据 · 虚构县"


@opens(*READERS)
def sample(request: HttpRequest) -> HttpResponse:
    """Return the sample: the page that `duixian read --format html` makes, which brings its own policy for scripts."""
    response = HttpResponse(_marked())
    response["Content-Security-Policy"] = "sandbox allow-scripts; frame-ancestors 'none'"
    return response


@cache
def _marked() -> str:
    return page(read_text(TEXT.read_text(encoding="utf-8"), name=NAME), tag=TAG)
