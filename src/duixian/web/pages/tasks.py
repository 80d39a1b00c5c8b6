"""Task breakdown: the plan as an outline, given to offices one by one or many at once. Start at `tasks`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Role
from duixian.errors import LedgerError
from duixian.ledger.actions import tasks as actions
from duixian.ledger.actions.withdrawing import withdraw_task
from duixian.ledger.models import Document, Task
from duixian.ledger.queries import scope
from duixian.ledger.queries import tasks as queries
from duixian.ledger.queries.task_history import as_known
from duixian.ledger.sheets.export import sentence_of
from duixian.ledger.suggesting import suggestions
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.failures import refused
from duixian.web.middleware import day_of, is_past
from duixian.web.pages.task_forms import BulkForm, TaskForm
from duixian.web.render import render_page

FIELDS = ("lead", "supporting", "leader", "due", "remark")


@opens(*READERS)
def tasks(request: HttpRequest) -> HttpResponse:
    """The outline of a document's tasks under a tab; of the newest document where none is named."""
    documents = queries.planned(person_of(request))
    document = _document(request, documents)
    if document is None:
        return render(request, "web/tasks/empty.html", {"documents": ()})
    context = {**page_of(request, document), "documents": documents.exclude(pk=document.pk)[:20]}
    return render_page(request, "web/tasks/list.html", "web/tasks/_plan.html", context)


def _document(request: HttpRequest, documents: QuerySet[Document]) -> Document | None:
    asked = request.GET.get("document", "")
    if not asked:
        return documents.first()
    return one_of(scope.documents(person_of(request)).defer("text", "pages"), pk=asked if asked.isdecimal() else None)


def page_of(request: HttpRequest, document: Document) -> dict[str, Any]:
    """Return what the outline needs, with the choices for those who may give tasks."""
    person = person_of(request)
    day = day_of(request) if is_past(request) else None
    plan = queries.outline(document, person, tab=request.GET.get("tab", "all"), day=day)
    may_edit = person.role == Role.KEEPER and day is None
    query = urlencode({"document": document.pk, "tab": plan.tab})
    context = {
        "plan": plan,
        "document": document,
        "may_edit": may_edit,
        "query": query,
        "tabs": _tabs(plan, person),
        "tab": plan.tab,
    }
    if may_edit:
        context |= {"offices": queries.offices(person), "leaders": queries.leaders(person)}
    return context


def _tabs(plan: queries.Plan, person: Person) -> list[dict[str, Any]]:
    """Return the tabs; an office has none for what only others can settle."""
    without = {"mine"} if person.role != Role.KEEPER else set()
    without |= {"no-lead"} if person.role == Role.OFFICE else set()
    kept = {key: title for key, title in queries.TABS.items() if key not in without}
    return [{"key": key, "title": title, "count": plan.counts[key]} for key, title in kept.items()]


@opens(Role.KEEPER, methods=("POST",))
def assign(request: HttpRequest) -> HttpResponse:
    """Give the selected tasks to an office, a leader, a deadline."""
    person = person_of(request)
    chosen = [key for key in request.POST.getlist("task") if key.isdecimal()]
    rows = list(scope.tasks(person).filter(pk__in=chosen).select_related("document"))
    if not rows:
        raise LedgerError(_("还没有选任务。"), hint=_("在行首打勾，或按 X 选中，再派。"))
    form = BulkForm(request.POST, person=person)
    changed = actions.assign(rows, by=person, **form.given())
    messages.success(request, _deed(form, changed, len(rows)))
    return redirect(back_to(request, rows[0]))


def _deed(form: BulkForm, changed: int, chosen: int) -> str:
    if not changed:
        return _("选中的 %(chosen)s 项本来就是这样，没有改动。") % {"chosen": chosen}
    lead = form.given().get("lead")
    done = _("派给%(office)s %(count)s 项。") if lead else _("改了 %(count)s 项。")
    return done % {"office": lead.name if lead else "", "count": changed}


def back_to(request: HttpRequest, task: Task) -> str:
    """Return the address of the outline that the person came from."""
    tab = request.POST.get("tab") or request.GET.get("tab") or "all"
    return f"{reverse('tasks')}?{urlencode({'document': task.document_id, 'tab': tab})}"


@opens(*READERS, methods=("GET", "POST"))
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: for reading, or a form; for HTMX the form of one cell, and after saving the row."""
    person = person_of(request)
    one = one_of(queries.loaded(scope.tasks(person)), pk=pk)
    if request.method == "POST":
        return _save(request, one)
    field = request.GET.get("field", "")
    context = {**_editing(request, one), "field": field if field in FIELDS else ""}
    return render_page(request, "web/tasks/task.html", "web/tasks/_cell.html", context)


def _editing(request: HttpRequest, one: Task) -> dict[str, Any]:
    person = person_of(request)
    if is_past(request) and not as_known([one], day_of(request)):
        raise Http404
    offices = queries.offices(person)
    past, words = queries.past_of(one.document, person), request.GET.get("q", "")
    return {
        "task": one,
        "row": queries.row_of(one, person, past),
        "offices": offices,
        "leaders": queries.leaders(person),
        "suggestions": suggestions(one, past, offices, nearby=queries.nearby(one, person), words=words),
        "words": words,
        "may_edit": person.role == Role.KEEPER and not is_past(request),
        "tab": request.GET.get("tab", "all"),
        "sentence": sentence_of(one),
    }


def _save(request: HttpRequest, one: Task) -> HttpResponse:
    person = person_of(request)
    if person.role != Role.KEEPER:
        return refused(request)
    form = TaskForm(request.POST, person=person)
    actions.assign([one], by=person, seen=form.seen(one), reason=form.reason, **form.given())
    if not request.headers.get("HX-Request"):
        messages.success(request, _("存好了：%(title)s") % {"title": one.title})
        return redirect(f"{back_to(request, one)}#task-{one.pk}")
    plan = queries.outline(one.document, person)
    tab = request.POST.get("tab", "all")
    chapter = next(each for each in plan.chapters for row in each.rows if row.task.pk == one.pk)
    row = next(row for row in chapter.rows if row.task.pk == one.pk)
    context = {"plan": plan, "row": row, "chapter": chapter, "may_edit": True, "tab": tab}
    return render(request, "web/tasks/_saved.html", context)


@opens(Role.KEEPER)
def offices(request: HttpRequest, pk: int) -> HttpResponse:
    """The offices to offer for a task, by what was typed so far."""
    one = one_of(queries.loaded(scope.tasks(person_of(request))), pk=pk)
    return render_page(request, "web/tasks/task.html", "web/tasks/_offices.html", _editing(request, one))


@opens(Role.KEEPER, methods=("POST",))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a task out of the plan, with a reason."""
    one = one_of(scope.tasks(person_of(request)).select_related("document"), pk=pk)
    withdraw_task(one, by=person_of(request), reason=request.POST.get("reason", ""))
    messages.success(request, _("撤销了：%(title)s。理由记进了日志。") % {"title": one.title})
    return redirect(back_to(request, one))
