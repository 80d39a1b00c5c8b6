"""The list of commitments, its saved views, and the same rows as a file."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Role
from duixian.ledger.actions import views
from duixian.ledger.models import SavedView
from duixian.ledger.queries.listing import SORTS, Listing, filters_of, listing, picked
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.commitment_chips import chips, tab_links
from duixian.web.commitment_table import table_of
from duixian.web.heads import heads
from duixian.web.middleware import day_of, is_past
from duixian.web.pages.commitment_bulk import choices
from duixian.web.render import render_page, table_file
from duixian.web.templatetags.marks import ASSESSMENTS

PAGE = "commitments"


@opens(*READERS)
def commitment_list(request: HttpRequest) -> HttpResponse:
    """Return the list, or for HTMX the part below the search field."""
    person = person_of(request)
    found = _listing(request)
    may_edit = person.role == Role.KEEPER and not is_past(request)
    context = {
        "listing": found,
        "filters": found.filters,
        "sentence": sentence(found),
        "tabs": tab_links(found, _views(person)),
        "chips": chips(found),
        "heads": heads(SORTS, sort=found.filters.sort, address=lambda sort: f"?{found.filters.as_query(sort=sort)}"),
        "query": found.filters.as_query(),
        "kept": found.filters.as_query(on=""),
        "may_edit": may_edit,
        **(choices(person) if may_edit else {}),
        "last": found.filters.as_query() + ("&" if found.filters.as_query() else ""),
    }
    return render_page(request, "web/commitments/list.html", "web/commitments/_list.html", context)


def _listing(request: HttpRequest) -> Listing:
    return listing(person_of(request), filters_of(request.GET.dict()), day=day_of(request))


def _views(person: Person) -> list[SavedView]:
    return list(SavedView.objects.filter(person=person, page=PAGE))


def sentence(found: Listing) -> str:
    """Return the sentence that opens the page: how many there are, how many stand how, and how many nobody can tell."""
    if not found.rows:
        return _("没有符合的承诺")
    parts = [
        _("%(word)s %(count)s 项") % {"word": ASSESSMENTS[kind], "count": count}
        for kind, count in found.counts.items()
        if count or kind == "unknown"
    ]
    return _("%(count)s 项承诺：%(parts)s") % {"count": len(found.rows), "parts": _("，").join(parts)}


@opens(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Return the rows that the list shows as .xlsx or .csv."""
    found = picked(_listing(request), request.GET.get("pick", ""))
    prefetch_related_objects([row.commitment for row in found.rows], "statement")
    table = table_of(found, day=day_of(request), address=request.GET.urlencode())
    return table_file(table, form=form, name=f"commitments-{day_of(request):%Y%m%d}")


@opens(*READERS, methods=("POST",))
def save_view(request: HttpRequest) -> HttpResponse:
    """Save the filters of the list under a name, and show them as a tab."""
    query = filters_of(dict(parse_qsl(request.POST.get("query", "")[:2000]))).as_query(on="")
    view = views.save_view(by=person_of(request), page=PAGE, name=request.POST.get("name", ""), query=query)
    messages.success(request, _("存好了，标签“%(name)s”就是它。") % {"name": view.name})
    return redirect(f"{reverse('commitments')}?{query}")


@opens(*READERS, methods=("POST",))
def change_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename or delete a view of one's own."""
    view = one_of(SavedView.objects.filter(person=person_of(request), page=PAGE), pk=pk)
    if request.POST.get("deed") == "delete":
        views.delete_view(view)
        messages.success(request, _("视图删掉了；承诺都还在。"))
        return redirect("commitments")
    views.rename_view(view, name=request.POST.get("name", ""))
    return redirect(f"{reverse('commitments')}?{view.query}")
