"""What a first visit costs, as a browser counts it: everything the page fetches, compressed where the house compresses, to
the last byte. The house of these tests sends pages as they are; behind nginx, which packs them, it is less."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = pytest.mark.browser

BUDGET = 120_000
SIZES = {"phone": (PHONE, 2), "desktop": (DESKTOP, 1)}
WHO = {"staff": "officer", "partner": "partner"}
PAGES = {
    "public": ("/", "/roads-and-transport/report-a-pothole/"),
    "staff": ("/", "/help/report-an-it-fault/"),
    "partner": ("/", "/care-providers/refer-an-adult/"),
}


def fetched(browser, address, size, density, state=None):
    """Everything that is fetched for a page by a browser that knows nothing yet: bytes and address, the largest first."""
    context = browser.new_context(
        viewport=size, device_scale_factor=density, service_workers="block", storage_state=state
    )
    page = context.new_page()
    seen = context.new_cdp_session(page)
    seen.send("Network.enable")
    addresses, transferred = {}, {}
    seen.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    seen.on("Network.loadingFinished", lambda e: transferred.update({e["requestId"]: e["encodedDataLength"]}))
    assert page.goto(address, wait_until="networkidle").status == 200
    told = sorted(((size, addresses[each]) for each, size in transferred.items()), reverse=True)
    context.close()
    return told


def check(told, origin):
    assert all(address.startswith((origin, "data:")) for _size, address in told), "something from elsewhere"
    assert sum(size for size, _address in told) <= BUDGET, told


@pytest.mark.parametrize("size", SIZES)
def test_a_first_visit_is_within_its_budget(browser, house, size):
    for path in PAGES["public"]:
        check(fetched(browser, f"{house.public}{path}", *SIZES[size]), house.public)


@pytest.mark.thorough
@pytest.mark.parametrize("site", WHO)
def test_a_first_visit_of_people_at_work_is_too(browser, house, open_page, site):
    origin = {"staff": house.staff, "partner": house.partners}[site]
    page, _eye = open_page(DESKTOP)
    sign_in(page, origin, house, WHO[site])
    state = page.context.storage_state()
    for path in PAGES[site]:
        for size, density in SIZES.values():
            check(fetched(browser, f"{origin}{path}", size, density, state), origin)
