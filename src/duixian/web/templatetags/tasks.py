"""What the task breakdown's templates need: the address of a sentence in the reading desk, short dates, choices."""

from __future__ import annotations

from datetime import date

from django.template import Context, Library
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Role
from duixian.ledger.models import Task

register = Library()


@register.simple_tag(takes_context=True)
def sentence_url(context: Context, task: Task, statement_id: int) -> str:
    """Return where a statement stands: in the reading desk, or for an office, which has none, on the task's page."""
    if context["person"].role == Role.OFFICE:
        return f"{reverse('task', kwargs={'pk': task.pk})}#sentence"
    return desk_url(task.document_id, statement_id)


def desk_url(document_id: int, statement_id: int) -> str:
    """Return where a statement stands in the reading desk."""
    return f"{reverse('reading_desk', kwargs={'key': document_id})}?at={statement_id}#s{statement_id}"


@register.filter
def short_day(day: date | None, year: int | None = None) -> str:
    """Return 10-15, with its year where it is another than the document's."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if not year or day.year == year else f"{day:%Y-%m-%d}"


@register.filter
def few(offices: tuple[Office, ...]) -> str:
    """Return the offices in few words: 县自然资源局等 3 家."""
    names = [office.name for office in offices]
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s等 %(count)s 家") % {"first": names[0], "count": len(names)}


@register.filter
def names(offices: tuple[Office, ...]) -> str:
    """Return the names of offices in full."""
    return "、".join(office.name for office in offices)
