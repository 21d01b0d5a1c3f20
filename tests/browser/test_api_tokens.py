"""Somebody makes an API token, uses it, and revokes it."""

import httpx
import pytest

from tests.browser.conftest import PHONE, sign_in

pytestmark = pytest.mark.browser


@pytest.mark.thorough
def test_an_officer_makes_uses_and_revokes_a_token(house, open_page):
    page, eye = open_page(PHONE)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/account/api-tokens/")
    eye.look("no-tokens")
    page.get_by_role("button", name="Make a token").click()
    eye.look("no-name")
    page.get_by_label("What is it for?").fill("Screens in reception")
    page.get_by_role("button", name="Make a token").click()
    eye.look("new-token")
    secret = page.locator("code.gh-token").inner_text()

    def ask() -> httpx.Response:
        address = f"http://127.0.0.1:{house.port}/api/v1/navigation/"
        return httpx.get(
            address, headers={"Host": f"staff.localhost:{house.port}", "Authorization": f"Bearer {secret}"}
        )

    assert ask().json()["items"]
    page.get_by_role("button", name="Revoke Screens in reception").click()
    eye.look("revoked")
    assert ask().status_code == 401
