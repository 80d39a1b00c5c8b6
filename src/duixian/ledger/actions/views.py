"""Saved views: a person's own names for lists with their filters. They are no facts, and so not in the journal."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.ledger.models import SavedView

MOST = 20
_LONGEST = 500


def save_view(*, by: Person, page: str, name: str, query: str) -> SavedView:
    """Save a list under a name; the same name again takes the new filters."""
    name = _checked(name)
    if len(query) > _LONGEST:
        raise LedgerError(_("筛选太长，存不下。"), where=name, hint=_("去掉几个筛选再存。"))
    views = SavedView.objects.filter(person=by, page=page)
    if views.count() >= MOST and not views.filter(name=name).exists():
        raise LedgerError(_("已有 %(most)s 个视图。") % {"most": MOST}, where=name, hint=_("先删掉一个不用的。"))
    return SavedView.objects.update_or_create(person=by, page=page, name=name, defaults={"query": query})[0]


def rename_view(view: SavedView, *, name: str) -> SavedView:
    """Give a view another name."""
    view.name = _checked(name)
    try:
        with transaction.atomic():
            view.save(update_fields=["name"])
    except IntegrityError:
        raise LedgerError(_("已有叫“%(view)s”的视图。") % {"view": view.name}, hint=_("换一个名字。")) from None
    return view


def delete_view(view: SavedView) -> None:
    """Delete a view; the commitments stay as they are."""
    view.delete()


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise LedgerError(_("视图要有名字，不超过 40 个字。"), hint=_("比如：住建局，30 天内到期。"))
    return name
