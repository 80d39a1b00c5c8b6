"""Many files: order kept, errors beside results, processes that do not change what is read, memory bounded."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from duixian import Reading
from duixian.batch import Outcome, export_many, read_many
from duixian.batch.many import WAITING
from duixian.errors import DuixianError, FileError
from duixian.reader.formats.pace import page_done

LINE = "2025年，清河湾县改造老旧小区{}个，加装电梯24部。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(LINE.format(number + 1), encoding="utf-8")
    (tmp_path / "07.txt").write_bytes(b"")
    return tmp_path


def first_words(path: str, reading: Reading) -> tuple[str, str, int]:
    return Path(path).name, reading.text[:20], os.getpid()


def killed_at_11(path: str, reading: Reading) -> str:
    if path.endswith("11.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return path


def stumbling_at_11(path: str, reading: Reading) -> str:
    return {"11.txt": {}}.get(Path(path).name, {"没有": path})["没有"]


def hanging_at_11(path: str, reading: Reading) -> str:
    while path.endswith("11.txt"):
        time.sleep(1)
    return path


def slow_page_by_page(path: str, reading: Reading) -> str:
    for page in range(5):
        time.sleep(0.5)
        page_done(page + 1, 5)
    return path


def without_room(path: str, reading: Reading) -> str:
    raise DuixianError("磁盘满了。")


@pytest.mark.parametrize("jobs", [1, 3])
def test_outcomes_come_in_the_order_of_the_files(folder: Path, jobs: int) -> None:
    paths = sorted(folder.glob("*.txt"))
    outcomes = list(read_many(paths, jobs=jobs))
    assert [outcome.path for outcome in outcomes] == [str(path) for path in paths]
    assert [outcome.result is None for outcome in outcomes] == [path.name == "07.txt" for path in paths]
    assert isinstance(outcomes[7].error, FileError)
    assert "空" in outcomes[7].error.what
    assert outcomes[7].error.where == str(paths[7])


def test_processes_read_what_one_process_reads(folder: Path) -> None:
    paths = sorted(folder.glob("*.txt"))
    alone = [(each.path, each.result) for each in read_many(paths, year=2025)]
    together = [(each.path, each.result) for each in read_many(paths, year=2025, jobs=2)]
    assert alone == together


def test_the_export_happens_in_the_worker(folder: Path) -> None:
    made = [outcome.result for outcome in export_many(sorted(folder.glob("*.txt")), first_words, jobs=2)]
    assert made[3] is not None
    assert made[3][:2] == ("03.txt", LINE.format(4)[:20])
    assert os.getpid() not in {each[2] for each in made if each is not None}


def test_one_job_stays_in_this_process(folder: Path) -> None:
    outcome = next(iter(export_many(folder.glob("0*.txt"), first_words, jobs=1)))
    assert outcome.result is not None
    assert outcome.result[2] == os.getpid()


def test_only_a_window_is_read_ahead(folder: Path) -> None:
    """With two processes no more than a window is under way when the first outcome is asked for."""
    seen = folder / "seen"
    seen.mkdir()
    outcomes: Iterator[Outcome[None]] = export_many(sorted(folder.glob("*.txt")), Noted(str(seen)), jobs=2)
    next(outcomes)
    assert len(list(seen.iterdir())) <= 2 * WAITING
    outcomes.close()  # type: ignore[attr-defined]
    assert len(list(seen.iterdir())) < 39


class Noted:
    """Leaves a file for each report that was read."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, path: str, reading: Reading) -> None:
        (Path(self.folder) / Path(path).name).touch()


def test_a_worker_that_is_killed_costs_its_file_only(folder: Path) -> None:
    outcomes = list(export_many(sorted(folder.glob("*.txt")), killed_at_11, jobs=2))
    assert [Path(outcome.path).name for outcome in outcomes if outcome.error] == ["07.txt", "11.txt"]
    error = outcomes[11].error
    assert isinstance(error, FileError)
    assert "被系统停掉" in error.what
    assert error.where.endswith("11.txt")


def test_a_mistake_of_the_program_costs_its_file_only(folder: Path) -> None:
    outcomes = list(export_many(sorted(folder.glob("*.txt")), stumbling_at_11, jobs=2))
    assert "KeyError: '没有'" in str(outcomes[11].error)
    assert sum(outcome.error is None for outcome in outcomes) == 38


def test_a_file_that_is_silent_too_long_is_given_up(folder: Path) -> None:
    outcomes = list(export_many(sorted(folder.glob("1*.txt")), hanging_at_11, jobs=1, patience=3.0))
    assert [outcome.error is None for outcome in outcomes] == [number != 1 for number in range(10)]
    assert "读了 3 秒没有动静" in str(outcomes[1].error)


def test_pages_that_come_are_a_sign_of_life(folder: Path) -> None:
    pages: set[tuple[int, int]] = set()
    outcomes = export_many(
        sorted(folder.glob("1*.txt"))[:2],
        slow_page_by_page,
        jobs=2,
        patience=2.0,
        watch=lambda doing: pages.update((each.page, each.pages) for each in doing),
    )
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert {(2, 5), (3, 5)} & pages


def test_an_error_that_concerns_all_files_ends_it(folder: Path) -> None:
    with pytest.raises(DuixianError, match="磁盘"):
        list(export_many(sorted(folder.glob("1*.txt")), without_room, jobs=2))


def test_a_folder_of_nothing_is_nothing() -> None:
    assert list(read_many([], jobs=4)) == []
