"""The folder run is measured on a few files; what it measures is not held to anything here, but that it is right is."""

from __future__ import annotations

from pathlib import Path

from benchmarks import folder, mixed
from benchmarks.processes import watched
from benchmarks.texts import DEMO, reports_in
from playwright.sync_api import Browser

from duixian.reader.formats import suffixes


def test_a_small_folder_is_read_killed_and_taken_up(browser: Browser) -> None:
    rows = {row.what: row for row in folder.measure(count=14, thick=4, browser=browser)}
    assert rows["files"].measured == "14"
    assert rows["the damaged file is listed, exit 1"].met
    assert rows["the same file, byte for byte"].met
    assert float(rows["--jobs 2: peak memory"].measured.split()[0]) > 50


def test_a_thousand_files_are_of_every_kind_that_is_read() -> None:
    endings = mixed.endings_of(998)
    assert len(endings) == 998
    assert set(endings) == set(mixed.SHARES) & set(suffixes())


def test_no_two_files_are_alike() -> None:
    (report, *_) = reports_in(DEMO)
    assert len({mixed.varied(report, number) for number in range(20)}) == 20
    assert mixed.varied(report, 3) == mixed.varied(report, 3)
    assert "2024年" in mixed.varied(report, 3)


def test_a_command_is_killed_when_it_is_time(tmp_path: Path) -> None:
    done = watched(["sh", "-c", f"touch {tmp_path / 'here'}; sleep 60"], until=(tmp_path / "here").exists)
    assert done.code == -9
    assert done.seconds < 20
