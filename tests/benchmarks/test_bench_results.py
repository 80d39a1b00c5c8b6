"""What a person wrote into results.md stays; what was measured is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import results
from benchmarks.row import Bar, bars, held, missing
from rich.console import Console


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A results file with a word by hand on either side of the markers."""
    path = tmp_path / "results.md"
    path.write_text(f"# Results\n\nby hand\n\n{results.BEGIN}\n{results.END}\nbelow\n", encoding="utf-8")
    return path


def test_words_around_the_markers_are_kept(path: Path) -> None:
    results.write({"speed": [held("T", "reading", 2.0, "2 MB/s", bar=Bar(at_least=1.5, unit=" MB/s"))]}, path=path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Results\n\nby hand\n")
    assert text.endswith("below\n")
    assert "| reading | 2 MB/s | ≥ 1.5 MB/s | yes |  |" in text


def test_a_part_that_was_not_run_keeps_its_tables(path: Path) -> None:
    results.write({"accuracy": [missing("T", "seeds", "absent")]}, path=path)
    results.write({"speed": [missing("T", "old", "")]}, path=path)
    results.write({"speed": [missing("T", "new", "")]}, path=path)
    text = path.read_text(encoding="utf-8")
    assert "| seeds | not measured |" in text
    assert "| new |" in text
    assert "| old |" not in text


def test_the_terminal_shows_the_bar_beside_the_figure() -> None:
    console = Console(record=True, width=120, file=None, quiet=False)
    with console.capture() as shown:
        results.show("speed", [held("T", "reading", 1.0, "1 MB/s", bar=Bar(at_least=1.5))], console=console)
    assert "≥ 1.5" in shown.get()
    assert "no" in shown.get()


def test_a_bar_has_a_side_and_a_goal_that_is_harder() -> None:
    for name, bar in bars().items():
        assert (bar.at_least is None) != (bar.at_most is None), name
        assert bar.goal is None or bar.met(bar.goal), name
