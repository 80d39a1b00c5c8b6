"""Reports as pages: `page` is one report, `index` the list of several. Each is one file that needs no network."""

from duixian.exporters.html.list_page import Entry, entry, index
from duixian.exporters.html.report_page import page

__all__ = ["Entry", "entry", "index", "page"]
