"""How many links of the shared gold are found, beside a peer that pairs equal names, and whether it grows linearly.

Both are given the reader's own statements, so that only the linking is compared.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, product
from pathlib import Path
from time import process_time

import duixian
from benchmarks.gold import Json
from benchmarks.row import Row, bars, held, missing
from benchmarks.texts import READING
from duixian import Reading
from duixian.exporters.compare_jsonl import compare_jsonl
from duixian.linking import compare
from duixian.statement import Statement

SCORES = "Links of the shared gold"
GROWTH = "Two made reports of one county, CPU seconds of linking alone"
# The documents of each gold file, in the order of their years.
PAIRS = {
    "yixian": ("dev/河北_易县_2018.txt", "dev/河北_易县_2019.txt"),
    "wuxiang": ("seeds/002_*.txt", "seeds/001_*.txt", "seeds/000_*.txt"),
}
SIZES = (100, 200, 400, 800, 1600)
Linker = Callable[[Sequence[Reading]], str]


def measure(*, reading: Path = READING, sizes: Sequence[int] = SIZES) -> list[Row]:
    """Return what is found of each gold file by the linker and by the peer, and links a second as reports grow."""
    return [*accuracy(reading), *growth(sizes)]


def accuracy(reading: Path) -> Iterator[Row]:
    """Yield the scores of Duixian against the bars, and those of the peer without."""
    if not (reading / "score_links.py").exists():
        yield missing(SCORES, "all pairs", "skipped: ../shared/reading is absent")
        return
    for gold, patterns in PAIRS.items():
        reports = [duixian.read(path) for pattern in patterns for path in sorted(reading.glob(pattern))]
        yield from scored(gold, "Duixian", linked, reports, reading)
        yield from scored(gold, "equal names", by_equal_names, reports, reading)


def linked(reports: Sequence[Reading]) -> str:
    """Return what `duixian compare --format jsonl` prints."""
    return compare_jsonl(compare(reports))


def by_equal_names(reports: Sequence[Reading]) -> str:
    """Return links between figures that have one name and one year: the peer, in a page of code."""
    lines: list[Json] = []
    for earlier, later in combinations(reports, 2):
        said = {(each.subject, each.year): each for each in figures(later)}
        for end in figures(earlier):
            other = said.get((end.subject, end.year))
            if other is not None and other.status != end.status:
                lines.append(equal_pair(end, other, earlier.name, later.name))
            elif end.status == "target":
                lines.append({"quiet": {"doc": earlier.name, **end.as_dict()}})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def figures(report: Reading) -> list[Statement]:
    """Return what a report counts."""
    return [each for each in report.statements if each.kind == "figure" and each.status in ("target", "result")]


def equal_pair(end: Statement, other: Statement, first: str, second: str) -> Json:
    """Return a link of the peer: kept where the later value is no less."""
    told = end.value is not None and other.value is not None and end.unit == other.unit
    met = "yes" if (other.value or 0) >= (end.value or 0) else "no"
    return {
        "from": {"doc": first, **end.as_dict()},
        "to": {"doc": second, **other.as_dict()},
        "met": met if told else "cannot be told",
    }


def scored(gold: str, who: str, linker: Linker, reports: Sequence[Reading], reading: Path) -> Iterator[Row]:
    """Yield a row each for figures, all links, verdicts and quiet promises."""
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "links.jsonl"
        predicted.write_text(linker(reports), encoding="utf-8")
        command = [
            sys.executable, str(reading / "score_links.py"), str(reading / "links" / f"{gold}.jsonl"), str(predicted),
            "--json",
        ]  # fmt: skip
        result: Json = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for name, found in result.items():
        value = found["f1"] if isinstance(found, dict) else found or 0.0
        note = (
            "F1; P {precision:.3f} R {recall:.3f}, {gold} gold, {predicted} predicted" if name in _F1 else _NOTES[name]
        )
        bar = bars()[f"links_{name}"] if who == "Duixian" else None
        yield held(
            SCORES,
            f"{gold}, {who}: {name}",
            value,
            f"{value:.3f}",
            bar=bar,
            note=note.format_map(found if isinstance(found, dict) else {}),
        )


_F1 = ("figure", "all")
_NOTES = {"met": "right verdicts of right links", "quiet": "recall of promises never heard of again"}


def growth(sizes: Sequence[int]) -> Iterator[Row]:
    """Yield links a second for reports of growing size, and the dearest link against the cheapest."""
    compare([duixian.read_text(text) for text in made(sizes[0])])  # loads the tables
    costs = []
    for size in sizes:
        pair = [duixian.read_text(text, name=name) for name, text in zip(("2030", "2031"), made(size), strict=True)]
        began = process_time()
        links = len(compare(pair).links)
        seconds = process_time() - began
        costs.append(seconds / max(1, links))
        note = f"{links} links in {seconds:.2f} s; {sum(len(each.text) for each in pair)} characters"
        yield held(GROWTH, f"{size} promises", links / seconds, f"{links / seconds:.0f} links/s", note=note)
    most = max(costs) / min(costs)
    yield held(GROWTH, "dearest / cheapest link", most, f"{most:.2f}×", bar=bars()["links_growth"])


# Two letters for a place, a word for a work: names of their own that share the words which every report uses.
_FIRST, _SECOND = "青石柳望白东荣云梅桃松龙金玉清南", "岚桥河江杨沟山塘坪湾岭泉溪坝湖关"
_WORKS = ("新建{}水库{}座", "改造{}社区路灯{}盏", "建成{}标准化冷库{}座", "铺设{}供水管网{}公里", "新增{}学校学位{}个")
_DATED = ("{}大桥{}月底前建成通车", "{}污水处理厂{}月底前投入运行")


def made(size: int) -> tuple[str, str]:
    """Return two reports with `size` promises each, counts and dated works, the later telling of all of them."""
    names = [a + b for a, b in product(_FIRST, _SECOND)]
    forms = [_DATED[n // 5 % 2] if n % 5 == 4 else _WORKS[n % 5] for n in range(size)]
    said = [form.format(_name(names, n), n % 9 + 2) for n, form in enumerate(forms)]
    plan = "。\n".join(said)
    before = f"清河湾县2030年政府工作报告\n一、2029年工作回顾\n二、2030年工作安排\n2030年，{plan}。\n"
    after = f"清河湾县2031年政府工作报告\n一、2030年工作回顾\n2030年，{plan.replace('底前', '')}。\n"
    return before, after


def _name(names: Sequence[str], number: int) -> str:
    return names[number % len(names)] + names[number * 7 // len(names) % len(names)] * (number >= len(names))
