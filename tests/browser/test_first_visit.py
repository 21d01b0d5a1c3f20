"""What a first visit to the front page costs, as a browser counts it: everything it fetches, compressed, to the last byte."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

BUDGET = 120_000


@pytest.mark.parametrize(("size", "density"), [(PHONE, 2), (DESKTOP, 1)], ids=["phone", "desktop"])
def test_a_first_visit_is_within_its_budget(browser, house, size, density):
    context = browser.new_context(viewport=size, device_scale_factor=density, service_workers="block")
    page = context.new_page()
    seen = context.new_cdp_session(page)
    seen.send("Network.enable")
    addresses, transferred = {}, {}
    seen.on("Network.requestWillBeSent", lambda e: addresses.update({e["requestId"]: e["request"]["url"]}))
    seen.on("Network.loadingFinished", lambda e: transferred.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(house.public, wait_until="networkidle")
    told = sorted(((size, addresses[each]) for each, size in transferred.items()), reverse=True)
    context.close()
    assert all(address.startswith((house.public, "data:")) for _size, address in told), (
        "something from elsewhere"
    )
    assert sum(size for size, _address in told) <= BUDGET, told
