"""Finding a colleague and keeping one's own entry: on a phone without JavaScript, and on a desktop with it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, press

pytestmark = pytest.mark.browser


def test_a_colleague_is_found_on_a_phone_without_scripts(house, open_page):
    page, eye = open_page(PHONE, javascript=False)
    sign_in(page, house.staff, house, "officer")
    page.goto(f"{house.staff}/people/")
    eye.look("01-everybody")
    page.get_by_label("Find a colleague").fill("sian pritchard")
    press(page, "Find")
    expect(page.locator("#found")).to_have_text("1 person")
    assert "sian" not in page.url.lower()
    eye.look("02-found")
    follow(page, page.get_by_role("link", name="Siân Elin Pritchard"))
    expect(page.get_by_role("heading", name="Who manages whom")).to_be_visible()
    eye.look("03-person")
    follow(
        page,
        page.locator(".gh-summary-list, .govuk-summary-list").get_by_role("link", name="Social work team"),
    )
    expect(page.get_by_role("link", name="Llŷr Tomos")).to_be_visible()
    eye.look("04-team")
    page.goto(f"{house.staff}/people/")
    page.get_by_label("Find a colleague").fill("nobody of that name")
    press(page, "Find")
    expect(page.locator("#found")).to_have_text("Nobody found")
    eye.look("05-nobody")


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_ones_own_entry_is_changed_and_a_leaver_followed(house, open_page, size, tmp_path):
    from tests.site.workplace.people.conftest import picture

    page, eye = open_page(size)
    sign_in(page, house.staff, house, "editor")
    page.goto(f"{house.staff}/people/")
    eye.look("01-list")
    follow(page, page.get_by_role("link", name="Your own entry"))
    expect(page.get_by_role("heading", name="complete")).to_be_visible()
    eye.look("02-own")
    follow(page, page.get_by_role("button", name="Change your entry"))
    eye.look("03-form")
    page.get_by_label("Phone", exact=True).fill("ring me")
    press(page, "Save")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter a phone number")
    eye.look("04-wrong", refused=True)
    page.get_by_label("Phone", exact=True).fill("0300 555 0150")
    page.get_by_label("Add a skill").fill(f"Juggling {size['width']}")
    photo = tmp_path / "me.png"
    photo.write_bytes(picture((300, 200)))
    page.locator("#id_photo").set_input_files(str(photo))
    press(page, "Save")
    expect(page.get_by_text("The entry has been saved.")).to_be_visible()
    expect(page.locator("main img.gh-portrait")).to_be_visible()
    eye.look("05-saved")
    press(page, "It is still right")
    expect(page.get_by_text("You looked at it on")).to_be_visible()
    page.goto(f"{house.staff}/people/")
    page.get_by_label("Find a colleague").fill("nkemelu")
    press(page, "Find")
    expect(page.get_by_text("Nadia Petrova has taken over.")).to_be_visible()
    eye.look("06-left")
    follow(page, page.get_by_role("link", name="Robert Nkemelu"))
    eye.look("07-leaver")


@pytest.mark.thorough
def test_who_keeps_entries_hides_one_and_sees_to_the_rest(house, open_page):
    page, eye = open_page(DESKTOP)
    sign_in(page, house.staff, house, "lead")
    page.goto(f"{house.staff}/colleagues/keeping/")
    expect(page.get_by_role("link", name="Margaret Ellwood", exact=True)).to_be_visible()
    eye.look("01-to-see-to")
    follow(page, page.get_by_role("link", name="say who has taken over from Margaret Ellwood"))
    eye.look("02-who")
    page.goto(f"{house.staff}/people/")
    page.get_by_label("Find a colleague").fill("gareth bowen")
    press(page, "Find")
    follow(page, page.get_by_role("link", name="Gareth Wyn Bowen"))
    follow(page, page.get_by_role("link", name="Hide them"))
    eye.look("03-hide")
    press(page, "Hide them")
    expect(page.get_by_text("Hidden from colleagues").first).to_be_visible()
    eye.look("04-hidden")
    follow(page, page.get_by_role("link", name="Show them to colleagues again"))
    press(page, "Show them")
    expect(page.get_by_text("Colleagues find them again.")).to_be_visible()
