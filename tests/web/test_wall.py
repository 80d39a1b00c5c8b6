"""The wall chart: every commitment is one mark, the worst named first; arrow keys walk from cell to cell."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.ledger.actions.claims import Paper, confirm_evidence, report
from duixian.ledger.actions.pins import pin, unpin
from duixian.ledger.models import Document, Pin
from duixian.ledger.queries.wall import WORST_FIRST, wall


def test_every_commitment_of_the_year_is_on_the_chart(reviewed: Document, qin: Person) -> None:
    page = signed_in(qin).get("/wall/?year=2025").text
    keys = reviewed.commitments.filter(year=2025).values_list("pk", flat=True)
    assert [key for key in keys if f'href="/commitments/{key}/"' not in page] == []


def test_an_office_sees_its_own_alone(reviewed: Document, xu: Person) -> None:
    assert "还没有承诺可挂" in signed_in(xu).get("/wall/").text


def test_an_auditor_is_refused_and_nothing_is_written_here(reviewed: Document, shen: Person, qin: Person) -> None:
    assert signed_in(shen).get("/wall/").status_code == 403
    assert signed_in(qin).post("/wall/").status_code == 405


def test_the_chart_costs_a_fixed_number_of_queries(
    reviewed: Document, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keeper = signed_in(qin)
    with django_assert_max_num_queries(16):
        keeper.get("/wall/?year=2025")


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_chart_holds_on_both_widths(
    reviewed: Document, qin: Person, open_page: Open, axe: Faults, width: int
) -> None:
    page = open_page("/wall/?year=2025", by=qin, width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(page) == []


@pytest.mark.browser
def test_arrow_keys_walk_and_enter_lists_a_cell(reviewed: Document, qin: Person, open_page: Open) -> None:
    page = open_page("/wall/?year=2025", by=qin)
    page.locator(".wall tbody td").nth(10).focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.cellIndex") == 12
    page.keyboard.press("Enter")
    listed = page.locator("#wall-cell li a")
    assert listed.count() == page.locator(".wall tbody tr").first.locator("td").nth(11).locator("a").count() > 0
    assert listed.first.evaluate("node => node === document.activeElement")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.cellIndex") == 12


@pytest.mark.browser
def test_full_screen_has_no_navigation_and_no_small_print(reviewed: Document, qin: Person, open_page: Open) -> None:
    page = open_page("/wall/?year=2025&full=1", by=qin)
    assert not page.locator(".side").is_visible()
    small = "[...document.querySelectorAll('main *')].filter(each => each.childElementCount === 0"
    small += " && each.textContent.trim() && each.offsetParent && parseFloat(getComputedStyle(each).fontSize) < 14)"
    assert page.evaluate(f"{small}.map(each => each.outerHTML)") == []


@pytest.mark.browser
def test_text_grows_with_the_width(reviewed: Document, qin: Person, open_page: Open) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.wall .tile')).fontSize)"
    sizes = [open_page("/wall/?year=2025&full=1", by=qin, width=width).evaluate(size) for width in (1440, 2560)]
    assert sizes[0] >= 14
    assert sizes[1] > sizes[0] * 1.5


@pytest.mark.browser
def test_a_phone_shows_one_theme_at_a_time(reviewed: Document, qin: Person, open_page: Open) -> None:
    page = open_page("/wall/?year=2025", by=qin, width=PHONE)
    assert page.locator(".wall tbody tr:visible").count() == 1
    before = page.locator(".wall tbody tr:visible th").inner_text()
    page.locator(".wall-bands .chip").last.click()
    assert page.locator(".wall tbody tr:visible").count() == 1
    assert page.locator(".wall tbody tr:visible th").inner_text() != before


@pytest.mark.browser
def test_the_chart_prints_on_one_side_of_a3(reviewed: Document, qin: Person, open_page: Open) -> None:
    page = open_page("/wall/?year=2025", by=qin)
    pdf = page.pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") == 1
    box = pdf.split(b"/MediaBox [")[1].split(b"]")[0].split()
    assert float(box[2]) > float(box[3]) > 800


def test_what_the_office_names_stands_with_its_short_title(reviewed: Document, qin: Person) -> None:
    homes = reviewed.commitments.get(title__startswith="改造老旧小区")
    pin(homes, words="老旧小区", by=qin)
    found = wall(qin, day=clock.today(), year=2025)
    tiles = [tile for band in found.bands for cell in band.cells for tile in cell.named]
    assert [(tile.row.commitment.pk, tile.words) for tile in tiles] == [(homes.pk, "老旧小区")]
    assert "点名的重点" in signed_in(qin).get("/wall/?year=2025").text


def test_pins_and_their_end_are_in_the_journal(reviewed: Document, qin: Person) -> None:
    homes = reviewed.commitments.get(title__startswith="改造老旧小区")
    pin(homes, words="老旧小区", by=qin)
    pin(homes, words="小区 9 个", by=qin)
    unpin(homes, by=qin)
    deeds = Entry.objects.filter(action__contains="pin").order_by("seq").values_list("action", flat=True)
    assert list(deeds) == ["commitment.pin", "commitment.pin", "commitment.unpin"]
    assert Pin.objects.filter(ended_at=None).count() == 0


@pytest.mark.parametrize("words", ["", "  ", "一二三四五六七八九十一二三四五六七"])
def test_a_short_title_that_is_none_is_refused(reviewed: Document, qin: Person, words: str) -> None:
    with pytest.raises(LedgerError, match="短名不合适"):
        pin(reviewed.commitments.all()[0], words=words, by=qin)


def test_a_past_day_shows_what_was_named_then(reviewed: Document, qin: Person) -> None:
    homes = reviewed.commitments.get(title__startswith="改造老旧小区")
    pin(homes, words="老旧小区", by=qin)
    with clock.standing_at(clock.now() + timedelta(days=2)):
        unpin(homes, by=qin)
        assert wall(qin, day=clock.today(), year=2025).pinned == 0
        assert wall(qin, day=clock.today() - timedelta(days=1), year=2025).pinned == 1


def test_a_keeper_pins_on_the_page_of_the_commitment(reviewed: Document, qin: Person, xu: Person, wai: Person) -> None:
    homes = reviewed.commitments.get(title__startswith="改造老旧小区")
    address = f"/commitments/{homes.pk}/pin/"
    assert signed_in(xu).post(address, {"words": "小区"}).status_code == 403
    assert signed_in(wai).post(address, {"words": "小区"}).status_code == 404
    assert signed_in(qin).post(address, {"words": "小区"}).status_code == 302
    assert "挂图上写“小区”" in signed_in(qin).get(f"/commitments/{homes.pk}/").text
    signed_in(qin).post(address, {"down": "1"})
    assert not Pin.objects.filter(ended_at=None).exists()


def test_each_cell_has_the_worst_first(reviewed: Document, qin: Person) -> None:
    with clock.standing_at(clock.now().replace(year=2025, month=9)):
        found = wall(qin, day=clock.today(), year=2025)
    for band in found.bands:
        for cell in band.cells:
            row = [*(tile.row for tile in cell.named), *cell.marks]
            order = [WORST_FIRST.index(each.standing.assessment) for each in row]
            assert order == sorted(order)


@pytest.mark.parametrize("by", ["theme", "lead", "leader", "township"])
def test_cut_four_ways_nothing_is_lost(reviewed: Document, qin: Person, township: Place, by: str) -> None:
    found = wall(qin, day=clock.today(), year=2025, by=by)
    assert sum(band.total for band in found.bands) + len(found.duties) == found.total
    assert signed_in(qin).get(f"/wall/?year=2025&by={by}").status_code == 200


def test_a_standing_duty_is_a_strip_of_months(reviewed: Document, qin: Person) -> None:
    duty, year = reviewed.commitments.get(target_kind="duty"), clock.today().year + 1
    paper = Paper(sha256="1" * 64, size=1, name="台账.pdf", media_type="application/pdf")
    with clock.standing_at(clock.now().replace(year=year, month=9, day=20)):
        for month, value in ((2, 2), (3, 1)):
            as_of = date(year, month, 20)
            told = report(duty, by=qin, key=f"d{month}", as_of=as_of, value=Decimal(value), papers=[paper])
            confirm_evidence(told.evidence.get(), by=qin, grade="甲", value=Decimal(value))
        report(duty, by=qin, key="d4", as_of=date(year, 4, 20), value=Decimal(2))
        [strip] = [each for each in wall(qin, day=clock.today(), year=year).duties if each.row.commitment == duty]
    states = [month.state for month in strip.months]
    assert states[:5] == ["unheard", "shown", "short", "reported", "unheard"]
    assert states[8:] == ["ahead"] * 4
