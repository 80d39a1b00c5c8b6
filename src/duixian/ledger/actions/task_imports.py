"""A filled-in workbook into the plan: the whole of it in one transaction, or nothing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.journal.entries import Change, record
from duixian.ledger.actions.locking import actor, all_locked, locked
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Document, Task
from duixian.ledger.sheets import waiting
from duixian.ledger.sheets.checking import check
from duixian.ledger.sheets.findings import Mends

LONGEST_REASON = 200


@transaction.atomic
def import_tasks(document: Document, *, digest: str, name: str, mends: Mends, by: Person) -> int:
    """Check a kept workbook once more and give its tasks as it says; return how many changed. A problem refuses it."""
    document = locked(document)
    all_locked(Task, document.tasks.values_list("pk", flat=True))
    data = waiting.read(digest)
    checked = check(data, name=name, document=document, by=by, mends=mends)
    if n := len(checked.problems):
        hint = _("回到导回的页面，照每一处的提示改。")
        what = ngettext("还有 %(n)s 处要改，一行都没有导入。", "还有 %(n)s 处要改，一行都没有导入。", n) % {"n": n}
        raise LedgerError(what, where=name, hint=hint)
    reason = f"Excel 导回：{name}"[:LONGEST_REASON]
    changed = sum(assign([each.task], by=by, reason=reason, **each.given) for each in checked.intents)
    if changed:
        waiting.take(data)
        after = {"name": name, "sha256": digest, "rows": checked.rows, "tasks": changed, "cells": checked.cells}
        record(Change(subject=document, action="task.import", after=after, place=document.place.path), by=actor(by))
    return changed
