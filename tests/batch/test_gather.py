"""Parts: read once, taken over when they are there, read again when anything changed that they were made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from duixian import read
from duixian.batch import Outcome, Part, Parts, gather
from duixian.errors import FileError

LINE = "2025年，清河湾县改造老旧小区{}个，加装电梯24部。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报告").mkdir()
    for number in range(6):
        (tmp_path / "报告" / f"{number}.txt").write_text(LINE.format(number + 1) * (number + 1), encoding="utf-8")
    return tmp_path / "报告"


def gathered(folder: Path, parts: Parts, *, jobs: int = 2) -> dict[str, Outcome[Part]]:
    return {Path(outcome.path).name: outcome for outcome in gather(sorted(folder.iterdir()), parts, jobs=jobs)}


def fresh(outcomes: dict[str, Outcome[Part]]) -> set[str]:
    return {name for name, outcome in outcomes.items() if outcome.result is not None and outcome.result.fresh}


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_kept_is_what_was_read(folder: Path, tmp_path: Path, jobs: int) -> None:
    parts = Parts(tmp_path / "parts")
    for name, outcome in gathered(folder, parts, jobs=jobs).items():
        assert outcome.result is not None
        assert vars(parts.get(outcome.result.name).report) == vars(read(folder / name))


def test_what_is_there_is_taken_over(folder: Path, tmp_path: Path) -> None:
    parts = Parts(tmp_path / "parts")
    first = gathered(folder, parts)
    again = gathered(folder, parts)
    assert fresh(first) == set(first)
    assert fresh(again) == set()
    assert {name: outcome.statements for name, outcome in again.items()} == {
        name: outcome.statements for name, outcome in first.items()
    }


def test_only_what_changed_is_read_again(folder: Path, tmp_path: Path) -> None:
    parts = Parts(tmp_path / "parts")
    gathered(folder, parts)
    (folder / "3.txt").write_text(LINE.format(99), encoding="utf-8")
    (folder / "4.txt").rename(folder / "四.txt")
    (folder / "5.txt").rename(folder / "5.md")
    assert fresh(gathered(folder, parts)) == {"3.txt", "5.md"}


def test_other_options_read_again(folder: Path, tmp_path: Path) -> None:
    gathered(folder, Parts(tmp_path / "parts"))
    assert len(fresh(gathered(folder, Parts(tmp_path / "parts", year=2023)))) == 6


def test_the_same_content_is_read_once_and_listed_twice(folder: Path, tmp_path: Path) -> None:
    (folder / "抄件.txt").write_bytes((folder / "2.txt").read_bytes())
    outcomes = gathered(folder, Parts(tmp_path / "parts"))
    assert outcomes["抄件.txt"].result == outcomes["2.txt"].result
    assert outcomes["抄件.txt"].seconds == outcomes["2.txt"].seconds
    assert len(list((tmp_path / "parts").iterdir())) == 6


def test_a_damaged_part_is_read_again(folder: Path, tmp_path: Path) -> None:
    parts = Parts(tmp_path / "parts")
    outcome = gathered(folder, parts)["3.txt"]
    assert outcome.result is not None
    part = tmp_path / "parts" / outcome.result.name
    part.write_bytes(part.read_bytes()[:-20])
    assert fresh(gathered(folder, parts)) == {"3.txt"}


def test_the_largest_file_is_read_first(folder: Path, tmp_path: Path) -> None:
    paths = sorted(folder.iterdir())
    assert [Path(outcome.path).stem for outcome in gather(paths, Parts(tmp_path / "parts"), patience=60)] == list(
        "543210"
    )


def test_a_file_that_has_gone_is_an_error_like_any_other(folder: Path, tmp_path: Path) -> None:
    outcomes = list(gather([folder / "0.txt", folder / "没有.txt"], Parts(tmp_path / "parts")))
    assert [type(outcome.error) for outcome in outcomes if outcome.error] == [FileError]


def test_a_file_that_goes_meanwhile_does_not_take_its_copy_along(folder: Path, tmp_path: Path) -> None:
    (folder / "2抄件.txt").write_bytes((folder / "2.txt").read_bytes())
    gone = folder / "2.txt"
    outcomes = gather(
        sorted(folder.iterdir()), Parts(tmp_path / "parts"), patience=60, watch=lambda _: gone.unlink(missing_ok=True)
    )
    read = {Path(outcome.path).name: outcome.error for outcome in outcomes}
    assert [name for name, error in read.items() if error] == ["2.txt"]
    assert "没有这个文件" in str(read["2.txt"])
    assert len(read) == 7


def test_parts_that_cannot_be_written_end_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "挡路").write_bytes(b"")
    with pytest.raises(FileError, match="存不下"):
        gathered(folder, Parts(tmp_path / "挡路"))
