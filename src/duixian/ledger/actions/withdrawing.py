"""Taking a task out of the plan: its statements are rejected with a reason, the journal keeps all of it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.ledger.actions.review import reject
from duixian.ledger.models import Statement, Task


@transaction.atomic
def withdraw_task(task: Task, *, by: Person, reason: str) -> None:
    """Reject the statement of a task and those of its commitments; refuses where an office has reported already."""
    if not reason.strip():
        raise LedgerError(_("撤销要写明理由。"), where=task.title, hint=_("写一句为什么不再算一项任务；会记进日志。"))
    keys = {task.statement_id, *task.commitments.filter(withdrawn_at=None).values_list("statement_id", flat=True)}
    for statement in Statement.objects.filter(pk__in=keys).order_by("-start", "-end"):
        reject(statement, by=by, reason=reason.strip())
