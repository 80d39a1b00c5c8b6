"""What the pane under the table says of a statement, as data for the page's script."""

from __future__ import annotations

import json
from collections.abc import Iterator

from duixian.catalogue import indicators
from duixian.exporters.labels import COMPARATORS, KINDS, MEASURES, STATUSES
from duixian.exporters.shown import amount, in_words, is_fall, mended, one_line, title, value
from duixian.statement import Report, Statement

_LONGEST_CLAUSE = 60


class Words:
    """Every string once; rows hold numbers into the list, since sections and labels repeat in every row."""

    def __init__(self) -> None:
        self.listed: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, word: str) -> int:
        """Return where `word` stands in the list."""
        if word not in self._places:
            self._places[word] = len(self.listed)
            self.listed.append(word)
        return self._places[word]


def details(report: Report) -> str:
    """Return the data of all statements as JSON that is safe inside a script element."""
    words = Words()
    first = {statement.start: number for number, statement in reversed(list(enumerate(report.statements, 1)))}
    rows = [_row(report, statement, words, first) for statement in report.statements]
    data = json.dumps({"words": words.listed, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _row(report: Report, statement: Statement, words: Words, first: dict[int, int]) -> list[object]:
    """Return kind, status, confidence, flags, four places in the text, the title, then labels and values in turn."""
    flags = bool(statement.repairs) + 2 * (statement.repeats is not None)
    pairs = [words.place(word) for pair in _pairs(report, statement, first) for word in pair if pair[1]]
    start, end = statement.span
    return [
        statement.kind[0], statement.status[:2], round(statement.confidence * 100), flags,
        start, end, *statement.sentence, _heading(statement), pairs,
    ]  # fmt: skip


def _heading(statement: Statement) -> str:
    return f"{title(statement)} {amount(statement)}" if statement.kind == "figure" else title(statement)


def _pairs(report: Report, statement: Statement, first: dict[int, int]) -> Iterator[tuple[str, str]]:
    yield "节", " › ".join(one_line(heading) for heading in statement.section)
    yield "数值", _value(statement)
    yield ("年度" if statement.due is None and statement.status != "target" else "期限"), _due(statement)
    yield "状态", f"{STATUSES[statement.status]}（{KINDS[statement.kind]}）"
    yield "页", f"第 {statement.page} 页" if statement.page else ""
    yield "指标", _indicator(statement.indicator)
    yield "地点", " ".join(word for word in (statement.place, statement.place_code) if word)
    yield "牵头", one_line(statement.lead or "")
    yield "所属任务", _task(report, statement)
    yield "修补", "；".join(in_words(repair, report.text) for repair in statement.repairs)
    yield "重复", _repeats(statement, first)


def _value(statement: Statement) -> str:
    """Return the value multiplied out, what it measures and how it is compared."""
    notes = [MEASURES[statement.measure]] if statement.measure else []
    falls = "降幅" if is_fall(statement) and statement.comparator not in ("eq", "between") else ""
    notes += [falls + COMPARATORS[statement.comparator]] if statement.comparator else []
    multiplied = value(statement)
    return f"{multiplied}（{'，'.join(notes)}）" if multiplied and notes else multiplied


def _indicator(identifier: str | None) -> str:
    """Return the catalogue's title of an indicator with its identifier."""
    known = indicators().get(identifier or "")
    return f"{known.title}（{known.id}）" if known else identifier or ""


def _due(statement: Statement) -> str:
    if statement.due is not None:
        written = f"，原文“{one_line(mended(statement))}”" if statement.kind == "milestone" else ""
        return f"{statement.due.isoformat()}{written}"
    if statement.year is not None:
        return f"未写明到日，年度 {statement.year}" if statement.status == "target" else f"{statement.year} 年"
    return ""


def _task(report: Report, statement: Statement) -> str:
    if statement.task is None or statement.task == statement.span:
        return ""
    clause = one_line(statement.task.of(report.text))
    return clause if len(clause) <= _LONGEST_CLAUSE else f"{clause[:_LONGEST_CLAUSE]}…"


def _repeats(statement: Statement, first: dict[int, int]) -> str:
    if statement.repeats is None:
        return ""
    number = first.get(statement.repeats)
    return f"与第 {number} 条说的是同一件事" if number else f"前文第 {statement.repeats:,} 字处已经说过"
