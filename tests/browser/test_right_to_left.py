"""The pages turned round, as a language written from right to left has them: nothing sticks out, axe is content."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

TURN = "document.documentElement.dir = 'rtl'; document.documentElement.lang = 'ar'"

PUBLIC = [
    "/",
    "/roads-and-transport/",
    "/roads-and-transport/report-a-pothole/",
    "/knowledge/",
    "/journeys/report-a-pothole/",
    "/account/sign-in/",
]


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_pages_turned_round_do_not_break(house, open_page, size):
    page, eye = open_page(size)
    for number, path in enumerate(PUBLIC):
        page.goto(house.public + path)
        page.evaluate(TURN)
        eye.look(f"{number}-public")
    for origin, who in ((house.staff, "officer"), (house.partners, "partner")):
        sign_in(page, origin, house, who)
        page.wait_for_url(f"{origin}/**")
        page.goto(f"{origin}/")
        page.evaluate(TURN)
        eye.look(f"{who}-home")
