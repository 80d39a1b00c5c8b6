"""Reports as pages, each one file that needs no network.

`page` is one report, `index` the list of several, `compare_page` what several say beside each other.
"""

from duixian.exporters.html.compare_page import compare_page
from duixian.exporters.html.list_page import Beside, Entry, entry, index
from duixian.exporters.html.report_page import page

__all__ = ["Beside", "Entry", "compare_page", "entry", "index", "page"]
