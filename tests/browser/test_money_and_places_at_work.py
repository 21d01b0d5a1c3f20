"""Finance, booking officers and those who set bookings up: every kind of page that they can reach by links from their own
first one, on a phone and on a desktop."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESKTOP, PHONE, RULES, sign_in
from tests.browser.test_journeys import apply_for_a_badge

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

NAMES_A_ROW = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b(?:po|re|ch)_\w+|\b\d+\b")
MOST_PAGES = 40


def kind_of(address: str) -> str:
    """What pages of one kind have in common: their address without what names a row."""
    return NAMES_A_ROW.sub("*", urlsplit(address).path)


def walk(page, start: str, below: str, look) -> set[str]:
    """Look at one page of each kind below an address, by links alone. Answers the kinds."""
    seen, waiting = {kind_of(start)}, [start]
    while waiting:
        assert len(seen) <= MOST_PAGES, seen
        address = waiting.pop(0)
        answer = page.goto(address)
        assert answer.status == 200, f"{address}: {answer.status}"
        look(kind_of(address).strip("/").replace("/", "-").replace("*", "x"))
        for link in page.locator("main a[href], [role=main] a[href]").all():
            found = page.evaluate("element => element.href", link.element_handle())
            is_page = urlsplit(found).path.startswith(below) and "/download/" not in found
            if is_page and kind_of(found) not in seen:
                seen.add(kind_of(found))
                waiting.append(found)
    return seen


def a_working_day() -> date:
    """The next Tuesday to Thursday after today: a day with appointments in the demonstration."""
    day = date.today() + timedelta(days=1)
    while day.weekday() not in {1, 2, 3}:
        day += timedelta(days=1)
    return day


@pytest.fixture(scope="module")
def paid(house, browser):
    """Somebody has paid, so that finance has something to look at."""
    page = browser.new_page()
    page.set_default_timeout(15_000)
    apply_for_a_badge(page, house, "fay.field@example.com")
    page.get_by_role("button", name=re.compile("Pay £")).click()
    page.wait_for_url(re.compile("/confirmation/"))
    page.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_finance(house, open_page, paid, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "finance")
    page.wait_for_load_state()
    seen = walk(page, f"{house.staff}/workplace/finance/", "/workplace/finance/", eye.look)
    assert {
        "/workplace/finance/payments/",
        "/workplace/finance/payments/*/",
        "/workplace/finance/payments/*/refund/",
        "/workplace/finance/refunds/",
        "/workplace/finance/payouts/",
        "/workplace/finance/exceptions/",
        "/workplace/finance/disputes/",
        "/workplace/finance/counter-payments/",
    } <= seen


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_booking_officers(house, open_page, size):
    page, eye = open_page(size)
    sign_in(page, house.staff, house, "officer")
    page.wait_for_load_state()
    start = f"{house.staff}/workplace/bookings/?day={a_working_day().isoformat()}"
    seen = walk(page, start, "/workplace/bookings/", eye.look)
    assert {
        "/workplace/bookings/find/",
        "/workplace/bookings/times/*/",
        "/workplace/bookings/*/",
        "/workplace/bookings/*/move/",
        "/workplace/bookings/*/cancel/",
    } <= seen, seen
    assert any(one.startswith("/workplace/bookings/weeks/") for one in seen), seen


def test_setting_bookings_up(house, open_page):
    page, eye = open_page(DESKTOP)

    def look(name: str) -> None:
        """Wagtail's frame is Wagtail's."""
        if eye.pictures:
            page.screenshot(path=eye.pictures / f"{name}.png", full_page=True)
        found = Axe().run(page, context={"include": [["main"]]}, options=RULES)
        told = [
            f"{each['id']}: {[node['html'] for node in each['nodes']]}"
            for each in found.response["violations"]
        ]
        assert not told, f"{page.url}: {told}"
        assert not eye.errors, f"{page.url}: {eye.errors}"

    sign_in(page, house.staff, house, "officer")
    page.wait_for_load_state()
    seen = walk(page, f"{house.staff}/admin/bookings/", "/admin/bookings/", look)
    assert len(seen) >= 6, seen
