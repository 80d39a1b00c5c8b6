"""The cells to be filled in: what each means, whether it differs from what went out, and whether it may be taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.ledger.models import Document, Task
from duixian.ledger.naming import Found, find_office, find_person, plain_name, several
from duixian.ledger.queries.tasks import Row
from duixian.ledger.sheets.days import read_day
from duixian.ledger.sheets.findings import FIELDS, NOBODY, Checked, Mend, Mends, Problem
from duixian.ledger.sheets.parsing import Line

LONGEST_REMARK = 300


class WrongCellError(Exception):
    """A cell that cannot be taken: what is wrong, and the ways out."""

    def __init__(self, what: str, *mends: Mend) -> None:
        super().__init__(what)
        self.what, self.mends = what, mends


class Cells:
    """Reads the cells of lines against the ledger; problems and counts go to `checked`."""

    def __init__(
        self,
        document: Document,
        checked: Checked,
        mends: Mends,
        *,
        offices: Sequence[Office],
        leaders: Sequence[Person],
    ) -> None:
        self.sheet, self.checked, self.mends = checked.sheet, checked, mends
        self.year = document.year or clock.today().year
        self.issued = document.issued_on or (date(document.year, 1, 1) if document.year else None)
        self.offices, self.leaders = offices, leaders
        self.readers: dict[str, Callable[[Line, Row], Any]] = {
            "lead": self._lead,
            "supporting": self._supporting,
            "leader": self._leader,
            "due": self._due,
            "remark": lambda line, row: line.text("备注")[:LONGEST_REMARK],
        }

    def given(self, line: Line, row: Row, was: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a line wants changed of its task; `was` are the fields that have changed since it went out."""
        given: dict[str, Any] = {}
        for head, name in FIELDS.items():
            cell = self.sheet.cell(head, line.number)
            if f"keep:{cell}" in self.mends or _same(line, head, _shown(row, name, was)):
                continue
            try:
                value = self._value(line, row, head, was)
            except WrongCellError as wrong:
                problem = Problem(where=cell, what=wrong.what, mends=wrong.mends, head=head, line=line, task=row.task)
                self.checked.problems.append(problem)
                continue
            now = _now(row, name)
            if value != now:
                given[name] = value
                counter = self.checked.emptied if not value else self.checked.changed if now else self.checked.filled
                counter[head] += 1
        return given

    def _value(self, line: Line, row: Row, head: str, was: Mapping[str, Any]) -> Any:
        """Return what a cell that was changed means."""
        cell, name = self.sheet.cell(head, line.number), FIELDS[head]
        if not line.text(head):
            value: Any = [] if name == "supporting" else "" if name == "remark" else None
            if name != "remark" and f"take:{cell}" not in self.mends and _now(row, name):
                now = _words(_now(row, name))
                what = _("%(head)s清空了，账上是 %(now)s") % {"head": head, "now": now}
                raise WrongCellError(what, Mend(_("照旧保留"), f"keep:{cell}"), Mend(_("就是要清空"), f"take:{cell}"))
        else:
            value = self.readers[name](line, row)
        if name in was and value != _now(row, name) and f"take:{cell}" not in self.mends:
            raise _moved_on(cell, value, _now(row, name), was)
        return value

    def _lead(self, line: Line, row: Row) -> Office | None:
        return self._office(line.text("牵头单位"))

    def _supporting(self, line: Line, row: Row) -> list[Office]:
        found = [self._office(word) for word in several(line.text("配合单位"))]
        return list({office.pk: office for office in found if office is not None}.values())

    def _office(self, word: str) -> Office | None:
        """Return the office of a word: the one that was chosen for it, else the one that it names."""
        chosen = self.mends.get(f"office:{word}")
        if chosen is not None:
            return next((office for office in self.offices if str(office.pk) == chosen), None)
        found = find_office(word, self.offices)
        if found.row is None:
            ways = [Mend(office.name, f"office:{word}={office.pk}") for office in found.choices]
            raise WrongCellError(
                _unclear(word, found, _("单位表"), _("家单位")), *ways, Mend(_("这一家不写"), f"office:{word}={NOBODY}")
            )
        if found.is_guess:
            self.checked.guesses[word] = found.row.name
        return found.row

    def _leader(self, line: Line, row: Row) -> Person | None:
        word = line.text("责任领导")
        chosen = self.mends.get(f"leader:{word}")
        if chosen is not None:
            return next((person for person in self.leaders if str(person.pk) == chosen), None)
        found = find_person(word, self.leaders)
        if found.row is None:
            named = found.choices or tuple(self.leaders[:4])
            ways = [
                Mend(f"{each.name}{f'（{each.title}）' if each.title else ''}", f"leader:{word}={each.pk}")
                for each in named
            ]
            raise WrongCellError(
                _unclear(word, found, _("领导名单"), _("位领导")), *ways, Mend(_("先空着"), f"leader:{word}={NOBODY}")
            )
        return found.row

    def _due(self, line: Line, row: Row) -> date:
        cell = self.sheet.cell("期限", line.number)
        read = read_day(self.mends.get(f"day:{cell}") or line.cells["期限"], year=row.task.year or self.year)
        if read.day is None:
            nearest = Mend(_("改为 %(day)s") % {"day": _day(read.nearest)}, f"day:{cell}={read.nearest}")
            keep = Mend(_("照旧保留"), f"keep:{cell}")
            raise WrongCellError(read.problem, *((nearest, keep) if read.nearest else (keep,)))
        if self.issued and read.day < self.issued:
            what = _("期限 %(day)s 早于文件日期 %(issued)s") % {"day": read.day, "issued": self.issued}
            raise WrongCellError(what, Mend(_("照旧保留"), f"keep:{cell}"))
        return read.day


def _unclear(word: str, found: Found[Any], listed: str, kind: str) -> str:
    count = len(found.choices)
    if count == 1:
        return _("“%(word)s”是这一个吗？") % {"word": word}
    if count:
        return _("“%(word)s”可能是%(count)s%(kind)s") % {"word": word, "count": "零一两三四"[count], "kind": kind}
    return _("%(listed)s里没有“%(word)s”") % {"listed": listed, "word": word}


def _moved_on(cell: str, value: Any, now: Any, was: Mapping[str, Any]) -> WrongCellError:
    said = {
        "day": _day(timezone.localtime(was["_at"]).date()),
        "who": was["_by"],
        "now": _words(now) or _("空的"),
        "value": _words(value) or _("空的"),
    }
    what = _("导出以后 %(who)s %(day)s改过：现在是 %(now)s，表里是 %(value)s") % said
    keep = Mend(_("保留 %(now)s") % said, f"keep:{cell}")
    return WrongCellError(what, keep, Mend(_("用表里的 %(value)s") % said, f"take:{cell}"))


def _day(day: date | None) -> str:
    return _("%(month)s 月 %(day)s 日") % {"month": day.month, "day": day.day} if day else ""


def _now(row: Row, name: str) -> Any:
    """Return what a field of a task is in the ledger."""
    return list(row.supporting) if name == "supporting" else getattr(row.task, name)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(each.name for each in value)
    return value.name if isinstance(value, Office | Person) else str(value or "")


def _shown(row: Row, name: str, was: Mapping[str, Any]) -> str:
    """Return what the workbook showed when it went out."""
    if name == "due":
        return _due_shown(row.task, was)
    if name in was:
        return "、".join(was[name]) if name == "supporting" else was[name] or ""
    return _words(_now(row, name))


def _due_shown(task: Task, was: Mapping[str, Any]) -> str:
    """Return the day that was shown: the one of then, else the end of the year."""
    then = was["due"] if "due" in was else task.due and task.due.isoformat()
    return str(then or (date(task.year, 12, 31).isoformat() if task.year else ""))


def _same(line: Line, head: str, shown: str) -> bool:
    """Answer whether a cell still says what it said when it went out."""
    if head == "期限":
        year = int(shown[:4]) if shown else 0
        day = read_day(line.cells[head], year=year).day if line.cells[head] is not None else None
        return (day.isoformat() if day else line.text(head)) == shown
    if head == "配合单位":
        return {plain_name(each) for each in several(line.text(head))} == {plain_name(each) for each in several(shown)}
    return plain_name(line.text(head)) == plain_name(shown)
