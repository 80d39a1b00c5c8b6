"""What is sent when tasks are given away: read, checked against what one may choose, ready for `tasks.assign`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.accounts.models import Office, Person
from duixian.errors import LedgerError
from duixian.ledger.models import Task
from duixian.ledger.naming import find_office
from duixian.ledger.queries import tasks as queries

KEEP, NONE = "", "none"


class TaskForm:
    """The fields of one task: a field that is not sent stays, an empty one is emptied."""

    def __init__(self, sent: QueryDict, *, person: Person) -> None:
        self.sent, self.person = sent.copy(), person
        if "q" in sent and "lead" not in sent:
            self.sent["lead"] = sent.get("q", "")  # typed, and no choice was pressed
        self.reason = sent.get("reason", "").strip()[:200]

    def given(self) -> dict[str, Any]:
        """Return what to set."""
        readers = {"lead": self._lead, "leader": self._leader, "due": self._due, "remark": self._remark}
        given: dict[str, Any] = {
            name: read(self.sent.get(name, "").strip()) for name, read in readers.items() if self._is_sent(name)
        }
        if self._is_sent("supporting"):
            given["supporting"] = self._supporting()
        return given

    def seen(self, task: Task) -> dict[int, int]:
        """Return the revision that the person saw, if the form says so."""
        revision = self.sent.get("revision", "")
        return {task.pk: int(revision)} if revision.isdecimal() else {}

    def _is_sent(self, name: str) -> bool:
        return name in self.sent

    def _lead(self, words: str) -> Office | None:
        return None if words in (KEEP, NONE) else self._office(words)

    def _office(self, words: str) -> Office:
        offices = queries.offices(self.person)
        by_key = {str(office.pk): office for office in offices}
        if words in by_key:
            return by_key[words]
        found = find_office(words, offices)
        if found.row is None or found.is_guess:
            choices = found.choices or ((found.row,) if found.row else ())
            listed = "、".join(office.name for office in choices)
            hint = _("可能是：%(listed)s。") % {"listed": listed} if listed else _("先到“管理”里把这家单位加上。")
            raise LedgerError(_("单位表里没有“%(words)s”。") % {"words": words}, hint=hint)
        return found.row

    def _supporting(self) -> list[Office]:
        return [self._office(words) for words in self.sent.getlist("supporting") if words not in (KEEP, NONE)]

    def _leader(self, words: str) -> Person | None:
        if words in (KEEP, NONE):
            return None
        found = next((each for each in queries.leaders(self.person) if words in (str(each.pk), each.name)), None)
        if found is None:
            raise LedgerError(_("领导名单里没有“%(words)s”。") % {"words": words}, hint=_("从名单里选一位。"))
        return found

    def _due(self, words: str) -> date | None:
        if not words:
            return None
        try:
            return date.fromisoformat(words)
        except ValueError:
            hint = _("写成 2025-10-31。")
            raise LedgerError(_("“%(words)s”不是一个日子。") % {"words": words}, hint=hint) from None

    def _remark(self, words: str) -> str:
        return words[:300]


class BulkForm(TaskForm):
    """The fields of many tasks at once: an empty one means 不改, `none` empties it."""

    hint = gettext_lazy("选一家牵头单位、一位领导或一个期限，再派。")

    def _is_sent(self, name: str) -> bool:
        return any(self.sent.getlist(name))

    def given(self) -> dict[str, Any]:
        """Return what to set; refuses where nothing would be."""
        given = super().given()
        if not given:
            raise LedgerError(_("还没有写要改什么。"), hint=str(self.hint))
        return given


class GivingForm(BulkForm):
    """The fields of many commitments at once: to whom they are given, nothing else."""

    hint = gettext_lazy("选一家牵头单位或一位责任领导，再派。")

    def _is_sent(self, name: str) -> bool:
        return name in ("lead", "leader") and super()._is_sent(name)
