"""The pages of a program: its cases as a list, a board, a calendar and a map, and what its folder says."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.cases.models import Case, Tie
from duixian.cases.queries import calendar as calendars
from duixian.cases.queries import visible
from duixian.cases.queries.board import board as board_of
from duixian.cases.queries.figures import figures
from duixian.cases.queries.figures import stages as stages_of
from duixian.cases.queries.listing import Filters, InStage, filters_of, listing
from duixian.cases.queries.places import by_place
from duixian.cases.queries.sites import sites
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.ledger.queries import scope
from duixian.programs import worked_out
from duixian.web.access import READERS, opens, person_of
from duixian.web.case_table import chips, fixed_heads, heads, lines, sentence
from duixian.web.case_views import figure_rows, gate_rows, place_table
from duixian.web.middleware import day_of, is_past
from duixian.web.render import render_page


def shelved_of(request: HttpRequest, program: str, deed: visible.Deed = "see") -> Shelved:
    """Return a program with which a person may do this; 404 where there is none."""
    if program not in shelf or not visible.may(person_of(request), deed, shelf.get(program)):
        raise Http404
    return shelf.get(program)


def _frame(request: HttpRequest, shelved: Shelved, stages: list[InStage], tab: str) -> dict[str, Any]:
    """Return what every page of a program shows: the sentence, the gates, the ways to look at it."""
    person, program = person_of(request), shelved.program
    has_day = any(each.type == "date" for each in program.living.values()) or program.steps
    tabs = [("program", _("列表")), ("program_board", _("看板"))]
    tabs += [("program_calendar", _("日历"))] if has_day else []
    found = figures(shelved, day=day_of(request), within=person.places)
    has_site = any(each.type == "geometry" for each in program.living.values())
    tabs += [("program_map", _("地图"))] if has_site else []
    tabs += [("program_places", _("各地"))] if program.indicators and person.place.level != Place.Level.VILLAGE else []
    return {
        "program": program,
        "tab": tab,
        "tabs": tabs,
        "sentence": sentence(stages, program),
        "gates": gate_rows(shelved, found.passages, day=day_of(request)),
        "figures": figure_rows(found.measured),
        "figured_at": found.at,
        "may_create": visible.may(person, "create", shelved) and not is_past(request),
        "is_synthetic": Case.objects.filter(program=program.id, is_synthetic=True).exists(),
    }


@opens(*READERS)
def programs(request: HttpRequest) -> HttpResponse:
    """Return every program with how many cases it has."""
    person, day = person_of(request), day_of(request)
    listed = [
        {"program": each.program, "stages": (found := stages_of(person, each, day=day)),
         "many": sum(stage.count for stage in found), "over": sum(stage.over for stage in found)}
        for each in visible.programs(person)
    ]  # fmt: skip
    return render(request, "web/cases/programs.html", {"listed": listed})


@opens(*READERS)
def case_list(request: HttpRequest, program: str) -> HttpResponse:
    """Return the list of a program's cases, or for HTMX the part below the search field."""
    person, day = person_of(request), day_of(request)
    shelved = shelved_of(request, program)
    filters = filters_of(shelved.program, request.GET.dict())
    found = listing(person, shelved, filters, day=day, whole=stages_of(person, shelved, day=day))
    context = _frame(request, shelved, list(found.stages), "program") | {
        "listing": found,
        "filters": filters,
        "lines": lines(found, shelved),
        "heads": heads(shelved.program, filters),
        "fixed": fixed_heads(shelved.program, filters),
        "chips": chips(found, shelved.program, person),
        "query": filters.as_query(),
        "ties": _ties(person, shelved),
        "stages": [(each, *_tab(filters, each.stage.id)) for each in found.stages],
    }
    return render_page(request, "web/cases/list.html", "web/cases/_list.html", context)


def _tab(filters: Filters, stage: str) -> tuple[str, bool]:
    """Return the address of a stage's tab, and whether it is the one taken: it then leads back to all."""
    is_here = filters.stage == stage
    return f"?{filters.as_query(stage='' if is_here else stage)}", is_here


def _ties(person: Person, shelved: Shelved) -> list[Tie]:
    """Return the commitments that this program measures, or may measure, among those a person may see."""
    rows = Tie.objects.filter(program=shelved.program.id, commitment__in=scope.commitments(person).values("pk"))
    return list(rows.exclude(state=Tie.State.REFUSED).select_related("commitment")[:12])


@opens(*READERS)
def board(request: HttpRequest, program: str) -> HttpResponse:
    """Return the board: a column for each stage."""
    shelved, day = shelved_of(request, program), day_of(request)
    person = person_of(request)
    columns = board_of(person, shelved, stages_of(person, shelved, day=day), day=day)
    may_move = visible.may(person, "move", shelved) and not is_past(request)
    cards = [card.row.row for column in columns for card in column.cards]
    movable = {row.pk for row in cards if may_move and visible.is_own(person, row.office_of_id)}
    on_board = shelved.program.board
    context = _frame(request, shelved, [each.inside for each in columns], "program_board") | {
        "columns": columns,
        "may_move": bool(movable),
        "movable": movable,
        "board": on_board,
        "duty_title": shelved.program.event(on_board.dots).title if on_board.dots else "",
    }
    return render(request, "web/cases/board.html", context)


@opens(*READERS)
def calendar(request: HttpRequest, program: str) -> HttpResponse:
    """Return a month with what falls into it: dates of the fields, limits of stages and steps."""
    shelved, day = shelved_of(request, program), day_of(request)
    person = person_of(request)
    stages = stages_of(person, shelved, day=day)
    month = calendars.month_asked(request.GET.get("month", ""), day)
    context = {"month": calendars.month(person, shelved, first=month, day=day)}
    return render(request, "web/cases/calendar.html", _frame(request, shelved, stages, "program_calendar") | context)


@opens(*READERS)
def sites_map(request: HttpRequest, program: str) -> HttpResponse:
    """Return the cases on a map, where the program has a place for them."""
    shelved, day = shelved_of(request, program), day_of(request)
    person = person_of(request)
    stages = stages_of(person, shelved, day=day)
    context = {"map": sites(person, shelved, day=day)}
    return render(request, "web/cases/map.html", _frame(request, shelved, stages, "program_map") | context)


@opens(*READERS)
def places(request: HttpRequest, program: str) -> HttpResponse:
    """Return the figures place by place: those that do not split together, one that splits by itself."""
    shelved, day = shelved_of(request, program), day_of(request)
    person = person_of(request)
    splitting = [each for each in shelved.program.indicators if each.split]
    alone = next((each for each in splitting if each.id == request.GET.get("split", "")), None)
    wanted = [alone] if alone else [each for each in shelved.program.indicators if not each.split] or splitting[:1]
    rows = by_place(person, shelved, indicators=wanted, day=day)
    table = place_table(rows)
    context = {"table": table, "splitting": splitting, "alone": alone or (wanted[0] if wanted[0].split else None)}
    stages = stages_of(person, shelved, day=day)
    return render(request, "web/cases/places.html", _frame(request, shelved, stages, "program_places") | context)


@opens(*READERS)
def about(request: HttpRequest, program: str) -> HttpResponse:
    """Return what the folder of a program says in a version, and where the county describes it."""
    shelved, day = shelved_of(request, program), day_of(request)
    source = shelved.source_of(request.GET.get("version", shelved.program.version))
    if source is None:
        raise Http404
    told = source.program
    figures = [(each, worked_out(each, told, day=day)) for each in told.indicators]
    others = [each for each in shelved.versions if each.version != told.version]
    context = {"program": told, "text": source.text, "figures": figures, "now": shelved.program, "others": others}
    return render(request, "web/cases/about.html", context)
