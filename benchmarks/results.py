"""Shows the rows: tables in the terminal, and results.md between its markers; what stands around them is kept."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.row import ROOT, Row

RESULTS = ROOT / "benchmarks" / "results.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
HEAD = ("what", "measured", "bar", "met", "note")
MET = {True: "yes", False: "**no**", None: ""}


def show(part: str, rows: Iterable[Row], *, console: Console) -> None:
    """Print the rows of a part, a table for each group."""
    for title, group in groupby(rows, key=lambda row: row.table):
        table = Table(title=f"{part}: {title}", title_justify="left", box=None, header_style="bold")
        for name in HEAD:
            table.add_column(name, overflow="fold")
        for row in group:
            table.add_row(row.what, row.measured, row.bar, MET[row.met].strip("*"), row.note)
        console.print(table)
        console.print()


def write(parts: dict[str, Sequence[Row]], *, path: Path = RESULTS) -> None:
    """Put the parts into the file in place of what they measured before; parts that were not run keep their tables."""
    text = path.read_text(encoding="utf-8") if path.exists() else f"# Results\n\n{BEGIN}\n{END}\n"
    above, _, rest = text.partition(BEGIN)
    measured, _, below = rest.partition(END)
    said = sections(measured) | {part: section(rows) for part, rows in parts.items()}
    body = "\n".join(f"## {part}\n\n{content.strip()}\n" for part, content in said.items())
    path.write_text(f"{above}{BEGIN}\n{body}{END}{below}", encoding="utf-8")


def sections(measured: str) -> dict[str, str]:
    """Return what stands under each heading of the measured part."""
    pieces = re.split(r"^## (.+)$", measured, flags=re.MULTILINE)[1:]
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


def section(rows: Iterable[Row]) -> str:
    """Return when and where the rows were measured, and a Markdown table for each group."""
    tables = (f"### {title}\n\n{markdown(group)}" for title, group in groupby(rows, key=lambda row: row.table))
    return "\n\n".join([circumstances(), *tables])


def markdown(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    cells = [HEAD, tuple("---" for _ in HEAD)]
    cells += [(row.what, row.measured, row.bar, MET[row.met], row.note) for row in rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in cells)


def circumstances() -> str:
    """Return date, commit and machine in one line."""
    load = os.getloadavg()[0]
    python = platform.python_version()
    return f"{date.today()}, commit {commit()}, {cores()} cores ({processor()}), load {load:.1f}, Python {python}"


def commit() -> str:
    """Return the short commit, with -dirty where the tree differs from it (this file's results aside)."""
    name = git("rev-parse", "--short", "HEAD")
    changed = git("status", "--porcelain", "--", ".", ":!benchmarks/results.md")
    return f"{name or 'unknown'}{'-dirty' if changed else ''}"


def git(*arguments: str) -> str:
    """Return what git prints, nothing where it fails or is absent."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, text=True, cwd=ROOT)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor() -> str:
    """Return the name of the processor as Linux gives it, else its family."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", info.read_text(), re.MULTILINE) if info.exists() else None
    return found[1].strip() if found else platform.machine()
