"""Files to text: the only home of document libraries. Start at `load`, which lists the formats."""

from duixian.reader.formats.loading import FORMATS, load, load_bytes, load_stdin, loader_for, suffixes
from duixian.reader.formats.source import Format, Source

__all__ = ["FORMATS", "Format", "Source", "load", "load_bytes", "load_stdin", "loader_for", "suffixes"]
