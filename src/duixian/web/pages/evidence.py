"""Evidence as a file and as a small picture, and the source card of a figure."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from duixian.accounts.models import Person
from duixian.cases.models import CasePaper
from duixian.cases.queries.figures import made_by
from duixian.cases.queries.visible import may
from duixian.ledger.models import Evidence
from duixian.ledger.queries import scope
from duixian.ledger.queries.footnotes import asked_for, footnotes
from duixian.ledger.queries.sources import Step, steps
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.downloads import original, preview
from duixian.web.pages.case import found_case
from duixian.web.render import render_page


def _evidence(request: HttpRequest, pk: int) -> Evidence:
    return one_of(scope.evidence(person_of(request)), pk=pk)


@opens(*READERS)
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """Return the original file."""
    evidence = _evidence(request, pk)
    return original(evidence.sha256, evidence.name)


@opens(*READERS)
def evidence_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a small copy of a picture."""
    evidence = _evidence(request, pk)
    return preview(evidence.sha256, evidence.media_type)


@opens(*READERS)
def case_paper(request: HttpRequest, program: str, number: int, pk: int) -> FileResponse:
    """Return a paper of a case."""
    paper = _case_paper(request, program, number, pk)
    return original(paper.sha256, paper.name)


@opens(*READERS)
def case_paper_look(request: HttpRequest, program: str, number: int, pk: int) -> HttpResponse:
    """Return a small copy of a case's picture."""
    paper = _case_paper(request, program, number, pk)
    return preview(paper.sha256, paper.media_type)


def _case_paper(request: HttpRequest, program: str, number: int, pk: int) -> CasePaper:
    _shelved, case = found_case(request, program, number)
    return one_of(CasePaper.objects.filter(case=case), pk=pk)


@opens(*READERS)
def notes(request: HttpRequest) -> JsonResponse:
    """Return the footnotes of a page that is printed, by the names of its sources: `?of=observation-5,claim-3`."""
    found = footnotes(person_of(request), asked_for(request.GET.get("of", "")))
    return JsonResponse({f"{kind}-{key}": line for (kind, key), line in found.items()})


def _cases(person: Person, step: Step) -> str:
    """Return the address of the cases that make a figure, where the person may see them."""
    origin = made_by(step.made_by)
    if origin is None or not may(person, "see", origin[0]):
        return ""
    program, _, figure = step.made_by.partition("/")
    return f"{reverse('program', args=[program])}?figure={figure}&on={step.day}"


@opens(*READERS)
def source(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Return the source card of a figure: the card alone for HTMX, else a page with it."""
    person = person_of(request)
    found = steps(person, kind, pk)
    context = {"steps": found, "cases_href": next((_cases(person, each) for each in found if each.made_by), "")}
    return render_page(request, "web/commitments/source.html", "web/commitments/_source.html", context)
