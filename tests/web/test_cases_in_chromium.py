"""Programs in a real browser: the main job of each of the three from end to end; a commitment moves with one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from given import jpeg
from installing import Install
from looking import DESKTOP, PHONE, Faults, Open
from playwright.sync_api import Page, expect

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.opening import open_case
from duixian.cases.actions.ties import propose_ties
from duixian.cases.models import Case, CaseAlert
from duixian.cases.tables.shelf import shelf
from duixian.journal.verifying import verify
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Commitment, Document

pytestmark = pytest.mark.browser
Hand = Callable[[Page, str], None]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo on the phone."""
    path = tmp_path / "现场.jpg"
    path.write_bytes(jpeg())
    return path


@pytest.fixture
def hand(picture: Path) -> Hand:
    """Hand in a paper of a kind on the page of a case."""

    def handed(page: Page, kind: str) -> None:
        row = page.locator(".wanted > li", has_text=kind)
        if not row.locator("input[type=file]").is_visible():
            row.locator("summary").click()
        row.locator("input[type=file]").set_input_files(picture)
        row.get_by_role("button", name="交", exact=True).click()
        page.get_by_text("交了 1 件").wait_for()

    return handed


def changed(page: Page, **fields: str) -> None:
    """Change fields on the page of a case."""
    page.locator("#fields-title ~ details > summary").click()
    for key, value in fields.items():
        field = page.locator(f"#change-{key}")
        field.select_option(label=value) if field.evaluate("node => node.tagName") == "SELECT" else field.fill(value)
    page.get_by_role("button", name="存", exact=True).click()
    page.get_by_text("改好了").wait_for()


def moved(page: Page, stage: str) -> None:
    """Move a case to a stage on its page."""
    page.get_by_role("button", name=f"移到{stage}").click()
    page.get_by_text(f"到了“{stage}”").wait_for()


@pytest.mark.both
def test_a_project_is_registered_refused_on_the_board_completed_and_visited(
    installed: Install, county: Place, qin: Person, fang: Person, open_page: Open, hand: Hand, picture: Path
) -> None:
    installed("major_projects")
    page = open_page("/cases/major_projects/", by=qin)
    page.get_by_role("link", name="登记项目").first.click()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator(".wrong-word")).to_have_count(2)
    page.fill("#new-name", "南环路改线")
    page.select_option("#new-kind", label="新建")
    page.fill("#new-total_investment", "41000")
    page.select_option("#new-lead", label=fang.name)
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("登记好了").wait_for()
    moved(page, "前期")
    page.goto("/cases/major_projects/board/")
    page.locator(".card").drag_to(page.locator('[data-stage="started"]'))
    refused = page.locator('[data-stage="started"] .board-refused')
    refused.wait_for()
    assert [each.inner_text() for each in refused.locator("li").all()] == ["跟踪人", "实际开工", "施工许可", "开工照片"]
    refused.get_by_role("link", name="去补").click()
    changed(page, tracker=qin.name, start_date="2025-02-03")
    hand(page, "施工许可")
    hand(page, "开工照片")
    page.goto("/cases/major_projects/board/")
    page.locator(".card a").focus()
    page.keyboard.press("m")
    page.locator("#move-dialog").get_by_role("button", name="开工").click()
    page.locator('[data-stage="started"] .card').wait_for()
    page.locator(".card a").click()
    page.wait_for_url("**/cases/major_projects/1/", wait_until="load")
    page.keyboard.press("r")
    page.fill("#site_visitfound", "设备进场偏慢")
    page.locator("#papers-site_visit").set_input_files(picture)
    page.locator("details.deed[open]").get_by_role("button", name="记下").click()
    page.get_by_text("“一线督导”记好了").wait_for()
    # Somebody other than the leader was there: it is shown, and does not count.
    assert page.locator(".duty-strip .dot.is-other").count() == 1
    assert page.locator(".events").inner_text().count("设备进场偏慢") == 1
    assert page.locator(".pictures img").first.evaluate("node => node.decode().then(() => node.naturalWidth > 0)")
    assert verify().faults == ()


@pytest.mark.both
def test_an_approval_runs_side_by_side_and_says_the_days_saved(
    installed: Install, county: Place, qin: Person, open_page: Open, hand: Hand
) -> None:
    installed("parallel_approvals")
    fields = {"name": "恒沛食品冷库", "applicant": "恒沛食品", "agent": qin.name}
    case = open_case("parallel_approvals", fields=fields, place=county, by=qin)
    page = open_page(f"/cases/parallel_approvals/{case.number}/", by=qin)
    hand(page, "申请材料")
    moved(page, "并联办理")

    def noted(step: str, deed: str) -> None:
        row = page.locator(".steps-table tbody tr", has=page.get_by_role("rowheader", name=step))
        row.locator("summary").click()
        row.get_by_role("button", name=deed, exact=True).click()
        page.get_by_text("手续记好了").wait_for()

    noted("立项备案", "报送了")
    noted("立项备案", "同意")
    noted("环评", "报送了")
    expect(page.locator(".held")).to_contain_text("环评")
    assert page.locator(".steps-chart .step-bar").count() > 3
    expect(page.locator("#steps-title ~ .right")).to_contain_text("省")
    expect(page.locator("#onward")).to_contain_text("还不能移到“拿证”")


@pytest.mark.both
def test_a_commitment_moves_with_the_works_that_it_is_tied_to(
    installed: Install, document: Document, county: Place, qin: Person, fang: Person, open_page: Open, hand: Hand
) -> None:
    installed("livelihood_works")
    accept_many(list(document.statements.all()), by=qin)
    fields = {"name": "文昌小区", "kind": "estate", "amount": "1", "due": "2026-12-31", "households": "90"}
    case = open_case("livelihood_works", fields={**fields, "lead": fang.name}, place=county, by=qin)
    promise = Commitment.objects.get(statement__text="9个")
    promise.year = case.opened_on.year
    promise.save(update_fields=["year"])
    propose_ties(shelf.get("livelihood_works"))
    page = open_page(f"/commitments/{promise.pk}/", by=qin)
    tie = page.locator("section", has_text="连着的业务事项").locator("li", has_text="本年竣工规模")
    tie.get_by_role("button", name="照它计量").click()
    page.get_by_text("从此照业务事项计量").wait_for()
    page.goto(f"/cases/livelihood_works/{case.number}/")
    changed(page, builder="清河建工")
    hand(page, "开工照片")
    moved(page, "开工")
    hand(page, "竣工照片")
    moved(page, "竣工")
    page.goto(f"/commitments/{promise.pk}/")
    expect(page.locator("section", has_text="连着的业务事项").locator(".num").first).to_contain_text("1")
    assert "1" in page.locator(".statuses > div:nth-child(2) .large").inner_text()
    page.locator("section", has_text="连着的业务事项").get_by_role("link", name="本年竣工规模").first.click()
    expect(page.locator("table.list").first).to_contain_text("文昌小区")
    changed_to = page.goto(f"/cases/livelihood_works/{case.number}/")
    assert changed_to is not None
    changed(page, amount_accepted="1")
    hand(page, "验收意见")
    moved(page, "验收")
    page.locator("summary", has_text="记受益人确认").click()
    page.fill("#confirmationhouseholds", "80")
    page.locator("details.deed[open]").get_by_role("button", name="记下").click()
    page.get_by_text("“受益人确认”记好了").wait_for()
    moved(page, "群众确认")
    assert Case.objects.get().stage == "confirmed"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious_and_nothing_overflows(
    installed: Install,
    county: Place,
    qin: Person,
    fang: Person,
    housing: Office,
    open_page: Open,
    axe: Faults,
    width: int,
) -> None:
    installed("major_projects")
    fields = {
        "name": "南环路改线",
        "kind": "新建",
        "lead": fang.name,
        "site": "112.86,36.83",
        "plan_start": "2025-03-03",
    }
    case = open_case("major_projects", fields=fields, place=county, by=qin, office=housing)
    CaseAlert.objects.create(case=case, alert="not_started", since=case.opened_on, level="red")
    start = "/cases/major_projects/"
    for address in ("/cases/", start, f"{start}board/", f"{start}calendar/", f"{start}map/", f"{start}about/",
                    f"{start}new/", f"{start}import/", f"{start}{case.number}/"):  # fmt: skip
        page = open_page(address, by=qin, width=width)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
