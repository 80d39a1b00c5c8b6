"""Giving commitments to an office and a leader, many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Person
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import record_many
from duixian.ledger.actions.locking import actor, all_locked
from duixian.ledger.actions.tasks import NO_CHANGE, assign, handed
from duixian.ledger.models import Commitment, Task


class Given(NamedTuple):
    """How many of the chosen commitments changed hands, and how many others of the same tasks went along."""

    chosen: int
    along: int


@transaction.atomic
def give(
    commitments: Sequence[Commitment],
    *,
    by: Person,
    lead: Office | None = NO_CHANGE,
    leader: Person | None = NO_CHANGE,
) -> Given:
    """Give commitments to an office, a leader; through their tasks, so that the list and the plan say the same.

    A commitment without a task, or one that was accepted after its task was given, is given by itself.
    """
    keys = {each.pk for each in commitments if each.withdrawn_at is None}
    if not keys:
        raise LedgerError(_("选中的都撤销了，没有可派的。"), hint=_("选还在办的承诺，再派。"))
    wanted: dict[str, Any] = {"lead": lead, "leader": leader}
    given = {name: value for name, value in wanted.items() if value is not NO_CHANGE}
    tasks = list(Task.objects.filter(commitments__in=keys, retired=False).distinct())
    before = _held(keys, tasks)
    assign(tasks, by=by, **given)
    now = clock.now()
    changes = [change for row in all_locked(Commitment, keys) for change in handed(row, given, now=now)]
    record_many(changes, by=actor(by))
    moved = {key for key, held in _held(keys, tasks).items() if held != before[key]}
    return Given(len(moved & keys), len(moved - keys))


def _held(keys: set[int], tasks: Sequence[Task]) -> dict[int, tuple[int | None, int | None]]:
    """Return who has each of the commitments, and of those under the tasks."""
    rows = Commitment.objects.filter(Q(pk__in=keys) | Q(task__in=tasks))
    return {key: (lead, leader) for key, lead, leader in rows.values_list("pk", "lead_id", "leader_id")}
