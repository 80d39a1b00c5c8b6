"""The data files of the catalogue as rows: CSV, ten times as quick to load as TOML, with `#` comments."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources

from duixian.errors import CatalogueError

Row = dict[str, str]


def rows(name: str) -> Iterator[Row]:
    """Return the rows of `data/<name>` in file order, cells by column."""
    text = (resources.files("duixian.catalogue") / "data" / name).read_text(encoding="utf-8")
    return rows_of(text, name=name)


def rows_of(text: str, *, name: str) -> Iterator[Row]:
    """Yield the rows of a data file's text; raises CatalogueError for a row with too few or too many cells."""
    reader = csv.reader(line for line in text.splitlines() if line and not line.startswith("#"))
    header = next(reader)
    for cells in reader:
        if len(cells) != len(header):
            raise contradiction(name, f"这一行有 {len(cells)} 列，应有 {len(header)} 列：{','.join(cells)[:40]}")
        yield dict(zip(header, cells, strict=True))


def contradiction(name: str, what: str) -> CatalogueError:
    """Return the error for a data file that contradicts itself."""
    return CatalogueError(what, where=f"catalogue/data/{name}", hint="改正该文件中的这一行，再运行 make test。")


def once(name: str, key: str, seen: object) -> None:
    """Raise CatalogueError where `key` stands twice in the data file; `seen` is what the first one stands for."""
    if seen is not None:
        raise contradiction(name, f"“{key}”出现两次")
