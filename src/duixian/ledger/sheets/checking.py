"""The whole workbook is checked before anything is written: `check` says what is wrong by cell, and what changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.ledger.models import Document, Task
from duixian.ledger.naming import plain_name
from duixian.ledger.queries import scope
from duixian.ledger.queries import tasks as queries
from duixian.ledger.queries.task_history import before, entries_of
from duixian.ledger.sheets.cells import Cells
from duixian.ledger.sheets.export import locked
from duixian.ledger.sheets.findings import Checked, Intent, Mend, Mends, Problem
from duixian.ledger.sheets.parsing import AGAIN, Line, Sheet, parsed

LOCKED = ("任务", "数字与节点", "单位")
# More rows than these that are gone are told together.
FEW = 3


def check(data: bytes, *, name: str, document: Document, by: Person, mends: Mends) -> Checked:
    """Return what is wrong with a workbook for a document's plan and what it would change; LedgerError for no such."""
    sheet = parsed(data, name=name)
    _check_document(sheet, document, name, by)
    rows = {row.task.pk: row for row in queries.rows_of(document, by, suggest=False)}
    checked = Checked(sheet)
    was = _was(sheet, [row.task for row in rows.values()])
    cells = Cells(document, checked, mends, offices=queries.offices(by), leaders=queries.leaders(by))
    for line, row in _matched(sheet, rows, checked, mends):
        _check_locked(line, row, checked, mends)
        given = cells.given(line, row, was.get(row.task.pk, {}))
        if given:
            checked.intents.append(Intent(row.task, given))
    checked.problems += _missing(sheet, rows, document, mends)
    if not sheet.keys:
        checked.notes.append(_("表里没有带清单，看不出是不是少了行。"))
    if sheet.is_reordered:
        checked.notes.append(_("列的次序变过，是按表头认的。"))
    return checked


def _check_document(sheet: Sheet, document: Document, name: str, by: Person) -> None:
    """Refuse a workbook without rows of ours, or of another document."""
    keys = [line.key for line in sheet.lines if line.key]
    if not sheet.lines:
        raise LedgerError(_("表里一行任务也没有。"), where=name, hint=str(AGAIN))
    if any(key.document == document.pk for key in keys):
        return
    if not keys:
        hint = _("最后的隐藏列是每一行的钥匙，删了就对不上。") + str(AGAIN)
        raise LedgerError(_("这份表没有一行能和任务对上。"), where=name, hint=hint)
    other = scope.documents(by).filter(pk=keys[0].document).first()
    titled = _("《%(title)s》") % {"title": other.title} if other else _("另一份文件")
    hint = _("到那份文件的任务分解页去导回；或者传《%(title)s》的表。") % {"title": document.title}
    raise LedgerError(_("这是%(titled)s的任务分解表。") % {"titled": titled}, where=name, hint=hint)


def _was(sheet: Sheet, tasks: Iterable[Task]) -> dict[int, dict[str, Any]]:
    """Return, of tasks that moved on since the workbook went out, what their changed fields were, and who did it."""
    seen = {line.key.task: line.key.revision for line in sheet.lines if line.key}
    moved = [task for task in tasks if seen.get(task.pk, task.revision) != task.revision]
    found: dict[int, dict[str, Any]] = {}
    later: dict[int, list[Any]] = {}
    for entry in entries_of(moved) if moved else ():
        if entry.seq > seen[entry.subject_id]:
            later.setdefault(entry.subject_id, []).append(entry)
    for pk, entries in later.items():
        found[pk] = {**before(entries), "_by": entries[-1].actor, "_at": entries[-1].received_at}
    return found


def _matched(
    sheet: Sheet, rows: Mapping[int, queries.Row], checked: Checked, mends: Mends
) -> Iterator[tuple[Line, queries.Row]]:
    """Yield each line with its task, found by its key; tell of those that have none."""
    taken: dict[int, int] = {}
    for line in sheet.lines:
        skip = f"skip:{line.number}"
        if skip in mends:
            continue
        row = rows.get(line.key.task) if line.key else None
        what = _unmatched(line, row, taken)
        if what or row is None:
            way_out = (Mend(_("不导入这一行"), skip),)
            where = _("第 %(number)s 行") % {"number": line.number}
            checked.problems.append(Problem(where=where, what=what, mends=way_out, head="任务", line=line))
            continue
        taken[row.task.pk] = line.number
        yield line, row


def _unmatched(line: Line, row: queries.Row | None, taken: Mapping[int, int]) -> str:
    """Return why a line cannot be taken, or nothing."""
    if line.is_shifted:
        return _("这一行的格子移了位，和表头对不上。把它移回去再传")
    if line.key is None:
        return _("这一行没有钥匙：新任务要从原文里来，钥匙也不能改")
    if row is None:
        return _("这项任务已经不在分解表里")
    if row.task.pk in taken:
        return _("和第 %(number)s 行是同一项任务") % {"number": taken[row.task.pk]}
    return ""


def _check_locked(line: Line, row: queries.Row, checked: Checked, mends: Mends) -> None:
    """Tell of what comes from the text and was typed over."""
    for head, ours in zip(LOCKED, locked(row), strict=True):
        cell, theirs = checked.sheet.cell(head, line.number), line.text(head)
        if plain_name(ours) == plain_name(theirs) or f"keep:{cell}" in mends:
            continue
        said = {"ours": ours or _("空的"), "theirs": theirs or _("空的")}
        what = _("原文是 %(ours)s，表里是 %(theirs)s。") % said
        what += _("数字只在原文里更正") if head != "任务" else _("任务的名称取自原文")
        page = row.task.statement.page
        opened = _("打开原文第 %(page)s 页") % {"page": page} if page else _("打开原文")
        ways = (Mend(_("用原文 %(ours)s") % said, f"keep:{cell}"), Mend(opened, statement_id=row.task.statement_id))
        checked.problems.append(Problem(where=cell, what=what, mends=ways, head=head, line=line, task=row.task))


def _missing(sheet: Sheet, rows: Mapping[int, queries.Row], document: Document, mends: Mends) -> Iterator[Problem]:
    """Yield the rows that went out and did not come back; absence deletes nothing."""
    back = {line.key.task for line in sheet.lines if line.key}
    gone = [rows[key.task] for key in sheet.keys if key.document == document.pk and key.task in rows]
    gone = [row for row in gone if row.task.pk not in back and f"keep:task-{row.task.pk}" not in mends]
    if "keep:missing" in mends or not gone:
        return
    if len(gone) > FEW:
        where = _("少 %(count)s 行") % {"count": len(gone)}
        listed = "、".join(row.number for row in gone[:8])
        what = _("%(listed)s 等不会因此删除") % {"listed": listed}
        yield Problem(where=where, what=what, mends=(Mend(_("都照旧保留"), "keep:missing"),))
        return
    for row in gone:
        keep = Mend(_("照旧保留"), f"keep:task-{row.task.pk}")
        away = Mend(_("撤销这项任务，写明理由"), task_id=row.task.pk)
        what = _("%(number)s 不会因此删除") % {"number": row.number}
        yield Problem(where=_("少 1 行"), what=what, mends=(keep, away), task=row.task, number=row.number)
