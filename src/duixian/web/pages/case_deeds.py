"""What may be done to a case: change, move, take down what happened, put papers to it, steps, excuses."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Role
from duixian.cases.actions import events, moving, opening, steps
from duixian.cases.models import Case, CaseEvent
from duixian.cases.queries import visible
from duixian.cases.rows import history
from duixian.errors import LedgerError
from duixian.ledger.actions.claims import Paper
from duixian.ledger.uploads import Upload, papers_of
from duixian.programs import Program
from duixian.web.access import one_of, opens, person_of
from duixian.web.case_forms import faults, given
from duixian.web.pages.case import WRITERS, found_case, page_of, settled


@opens(*WRITERS, methods=("POST",))
def change(request: HttpRequest, program: str, number: int) -> HttpResponse:
    """Change fields of a case, and whose it is."""
    shelved, case = found_case(request, program, number, "edit")
    fields = shelved.program.living
    typed = given(fields, request.POST)
    wrong = faults(typed, fields={key: fields[key] for key in typed}, place=case.place)
    if wrong:
        return page_of(request, shelved, case, wrong=wrong)
    revision = request.POST.get("revision", "")
    opening.change_fields(
        case, fields=typed, by=person_of(request), office=_office(request, case),
        revision=int(revision) if revision.isdecimal() else None, reason=request.POST.get("reason", "")[:300],
    )  # fmt: skip
    settled(shelved, case)
    messages.success(request, _("改好了，旧的值在日志里。"))
    return redirect("case", program, number)


def _office(request: HttpRequest, case: Case) -> Office | None:
    """Return the office to which a form gives a case; None where it stays, 404 where the person may not give it."""
    key = request.POST.get("office_of", "")
    if not key or key == str(case.office_id):
        return None
    return one_of(visible.offices(person_of(request)), pk=int(key) if key.isdecimal() else 0)


@opens(*WRITERS, methods=("POST",))
def move(request: HttpRequest, program: str, number: int) -> HttpResponse:
    """Move a case to another stage; from the board, what it lacks comes back as a part of the page."""
    shelved, case = found_case(request, program, number, "move")
    to = request.POST.get("to", "")
    if to not in {stage.id for stage in shelved.program.stages}:
        raise LedgerError(_("没有这个阶段。"), where=case.title, hint=_("从页面上的按钮移。"))
    on = _day(request.POST.get("on", ""))
    try:
        moving.move(case, to=to, by=person_of(request), on=on, reason=request.POST.get("reason", ""))
    except moving.NotYetError as error:
        if not request.headers.get("X-Board"):
            raise
        context = {"case": case, "program": shelved.program, "stage": shelved.program.stage(to), "error": error}
        return render(request, "web/cases/_refused.html", context, status=422)
    settled(shelved, case)
    messages.success(
        request, _("“%(title)s”到了“%(stage)s”。") % {"title": case.title, "stage": shelved.program.stage(to).title}
    )
    return redirect("program_board", program) if request.headers.get("X-Board") else redirect("case", program, number)


def _day(text: str) -> date | None:
    """Return the day that a form names; None for today."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise LedgerError(_("“%(text)s”不是日期。") % {"text": text}, hint=_("写成 2025-06-30。")) from None


@opens(*WRITERS, methods=("POST",))
def happen(request: HttpRequest, program: str, number: int, event: str) -> HttpResponse:
    """Take down an event with its fields and papers; what is wrong comes back with the form as it was typed."""
    shelved, case = found_case(request, program, number)
    kind = one_event(shelved.of(case), event)
    if not visible.may_record(person_of(request), kind, case, history(case, of=shelved).fields, shelved):
        raise Http404
    typed = given(kind.living, request.POST)
    wrong = faults(typed, fields=kind.living, place=case.place)
    if wrong:
        return page_of(request, shelved, case, wrong=wrong, event=event)
    papers = papers_of(
        cast("list[Upload]", request.FILES.getlist("papers")), taken_at=request.POST.get("place_words", "")[:120]
    )
    word = kind.evidence[0] if kind.evidence else kind.title
    events.happen(
        case, event=event, by=person_of(request), key=request.POST.get("key", "")[:40] or uuid4().hex, fields=typed,
        on=_day(request.POST.get("on", "")), papers=[(word, paper) for paper in papers],
    )  # fmt: skip
    settled(shelved, case)
    messages.success(request, _("“%(event)s”记好了。") % {"event": kind.title})
    return redirect("case", program, number)


def _papers(request: HttpRequest) -> list[Paper]:
    files = cast("list[Upload]", request.FILES.getlist("papers"))
    return papers_of(files, taken_at=request.POST.get("place_words", "")[:120])


def one_event(program: Program, event: str) -> Any:
    """Return a kind of event; a LedgerError where the program has none of this name."""
    for each in program.events:
        if each.id == event:
            return each
    raise LedgerError(_("没有这种事。"), where=program.title, hint=_("能记什么由模板写明。"))


@opens(*WRITERS, methods=("POST",))
def take_back(request: HttpRequest, program: str, number: int, pk: int) -> HttpResponse:
    """Withdraw an event that was wrong, with a reason."""
    shelved, case = found_case(request, program, number, "edit")
    row = one_of(CaseEvent.objects.filter(case=case), pk=pk)
    events.take_back(row, by=person_of(request), why=request.POST.get("why", ""))
    settled(shelved, case)
    messages.success(request, _("撤回了，原来的记录和理由都在日志里。"))
    return redirect("case", program, number)


@opens(*WRITERS, methods=("POST",))
def attach(request: HttpRequest, program: str, number: int) -> HttpResponse:
    """Put papers of a kind to a case."""
    shelved, case = found_case(request, program, number, "edit")
    papers = papers_of(
        cast("list[Upload]", request.FILES.getlist("papers")), taken_at=request.POST.get("place_words", "")[:120]
    )
    if not papers:
        raise LedgerError(_("没有选文件。"), where=case.title, hint=_("选一张照片或一份材料，再交。"))
    for paper in papers:
        events.attach(case, kind=request.POST.get("kind", "")[:60] or _("材料"), paper=paper, by=person_of(request))
    settled(shelved, case)
    messages.success(request, _("交了 %(n)s 件。") % {"n": len(papers)})
    return redirect("case", program, number)


@opens(*WRITERS, methods=("POST",))
def step(request: HttpRequest, program: str, number: int, key: str) -> HttpResponse:
    """Ask for a step, take down its answer, or say that it is not needed; its office may do no more than answer."""
    deed, by, on = request.POST.get("deed", ""), person_of(request), _day(request.POST.get("on", ""))
    is_answer = deed not in ("ask", "waive")
    shelved, case = found_case(request, program, number, "see" if is_answer else "edit")
    if is_answer and not visible.may_answer(by, key, case, shelved):
        raise Http404
    if deed == "ask":
        steps.ask(case, step=key, by=by, on=on)
    elif deed == "waive":
        steps.waive(case, step=key, by=by, why=request.POST.get("why", ""))
    else:
        steps.answer(case, step=key, by=by, on=on, granted=deed != "refuse", words=request.POST.get("why", "")[:300])
    settled(shelved, case)
    messages.success(request, _("手续记好了。"))
    return redirect("case", program, number)


@opens(Role.KEEPER, methods=("POST",))
def excuse(request: HttpRequest, program: str, number: int, event: str) -> HttpResponse:
    """Say on which days a duty does not count, and why."""
    shelved, case = found_case(request, program, number, "edit")
    since, until = _day(request.POST.get("since", "")), _day(request.POST.get("until", ""))
    if since is None or until is None:
        raise LedgerError(_("核减要写起止日期。"), where=case.title, hint=_("两个日期都填上。"))
    events.excuse(case, event=event, since=since, until=until, by=person_of(request), why=request.POST.get("why", ""))
    settled(shelved, case)
    messages.success(request, _("核减记好了。"))
    return redirect("case", program, number)
