"""What `import duixian` gives: exactly what is listed, quickly, and with errors that the docs explain."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest

import duixian
from duixian import DuixianError, FileError, Reading, errors, read, read_text

ROOT = Path(__file__).parents[1]


def test_all_is_what_can_be_imported() -> None:
    public = {
        name for name, value in vars(duixian).items() if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public == set(duixian.__all__)
    assert duixian.__all__ == sorted(duixian.__all__)


def test_a_reading_has_text_statements_place_year_frame_and_page(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("2025年，改造老旧小区9个。", encoding="utf-8")
    for reading in (read(path), read(str(path)), read_text("2025年，改造老旧小区9个。", name="报告.txt")):
        assert isinstance(reading, Reading)
        assert reading.text == "2025年，改造老旧小区9个。"
        assert reading.year == 2025
        assert reading.to_frame().height == len(reading.statements)
        assert reading.to_html().startswith("<!doctype html>")


def test_place_and_year_can_be_given() -> None:
    assert read_text("改造老旧小区9个。", year=2023).year == 2023


def test_a_bad_file_raises_a_file_error(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read(tmp_path / "没有.txt")


def test_bytes_that_fit_no_encoding_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "旧.txt"
    path.write_bytes(("2025年，改造老旧小区9个。\n" * 40).encode("gb18030") + b"\xcf")
    assert "1 处字节" in read(path).notes[-1]


def test_import_brings_neither_polars_nor_typer_nor_rich() -> None:
    code = "import sys, duixian; print(*sorted({'polars', 'typer', 'rich', 'django'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"\n"


def test_the_version_is_the_package_s() -> None:
    assert duixian.__version__ == version("duixian")


def error_classes() -> list[type[DuixianError]]:
    found = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, DuixianError)]
    return sorted(found, key=lambda each: each.code)


@pytest.mark.parametrize("kind", error_classes())
def test_every_error_has_its_heading_in_the_docs(kind: type[DuixianError]) -> None:
    headings = [
        line.lstrip("# ")
        for line in (ROOT / "docs" / "errors.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    ]
    assert any(heading.split()[0] == f"`{kind.code}`" for heading in headings)


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in error_classes()]
    assert len(codes) == len(set(codes))
