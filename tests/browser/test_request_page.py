"""A request's page: an officer asks, the resident answers with a photo, a second matter is taken out, files are added, and
it is closed with an outcome. On a phone and at a desk."""

import time

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, go_on, latest_mail, photo, press, shown_reference

pytestmark = pytest.mark.browser


def report_a_light(page, house) -> str:
    """Send a report as the signed-in resident; answers its reference."""
    page.goto(f"{house.public}/journeys/report-a-street-light/")
    press(page, "Start now")
    page.get_by_label("None of these").check()
    go_on(page)
    page.get_by_label("Road, place or landmark").fill("Mill Lane, Marlford, and a broken bench")
    page.get_by_text("Use a grid reference or coordinates").click()
    page.get_by_label("Latitude").fill("52.11")
    page.get_by_label("Longitude").fill("-1.9")
    go_on(page)
    page.get_by_label("It flickers or goes on and off").check()
    go_on(page)
    go_on(page)
    page.get_by_label("Email address").fill("light@example.com")
    go_on(page)
    press(page, "Send")
    return shown_reference(page)


def open_request(page, address):
    """Its page, once it is in its queue."""
    deadline = time.monotonic() + 30
    page.goto(address)
    while "Placed in" not in page.content() and time.monotonic() < deadline:
        time.sleep(0.5)
        page.reload()


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_asked_answered_split_and_closed(house, open_page, size):
    resident, residents_eye = open_page(size)
    sign_in(resident, house.public, house, "resident")
    resident.wait_for_load_state()
    reference = report_a_light(resident, house)

    officer, eye = open_page(size)
    sign_in(officer, house.staff, house, "officer")
    officer.wait_for_load_state()
    address = f"{house.staff}/workplace/requests/{reference}/"
    open_request(officer, address)
    officer.locator(".gh-map__canvas").wait_for()
    eye.look("1-request")

    # A reply that asks is put into the box of the question, and nothing is sent by that.
    officer.get_by_label("Begin from a reply").select_option("thanks-we-look")
    officer.get_by_role("button", name="Use it").click()
    box = officer.get_by_label("What you want to say")
    box.and_(officer.locator(":focus")).wait_for()
    assert reference in box.input_value()
    box.fill("")
    officer.get_by_label("What do you need from them?").fill("Which column is it? Send us a photo.")
    officer.get_by_label("They can add photos or documents").check()
    press(officer, "Ask, and wait for them")
    officer.get_by_text("It waits for them.").wait_for()
    eye.look("2-asked")
    latest_mail(house, "We have a question about your request")

    resident.goto(f"{house.public}/requests/{reference}/")
    residents_eye.look("3-question")
    resident.get_by_label("Your message").fill("Column 14, here it is")
    resident.get_by_label("Photos or documents").set_input_files([photo()])
    press(resident, "Send message")
    resident.get_by_text("We have passed your message").wait_for()
    assert resident.get_by_role("link", name="pothole.jpg").count()
    residents_eye.look("4-answered")

    officer.goto(address)
    officer.get_by_text("Has a new message").wait_for()
    assert officer.get_by_text("Column 14, here it is").count()
    officer.get_by_text("Added files").wait_for()
    eye.look("5-answered")

    officer.get_by_text("Add photos or documents", exact=True).click()
    officer.get_by_label("Photos or documents", exact=True).set_input_files([photo()])
    officer.get_by_label("Colleagues only", exact=True).check()
    eye.look("6-adding")
    press(officer, "Add them")
    officer.get_by_text("can be seen by colleagues only").wait_for()

    follow(officer, officer.get_by_role("link", name="Two matters in one"))
    eye.look("7-splitting")
    press(officer, "Make a request of it")
    officer.get_by_text("There is a problem").wait_for()
    eye.look("8-splitting-wrong")
    officer.get_by_label("What is the new request about?").fill("A broken bench")
    officer.get_by_label("Which service is it for?").select_option("highways-maintenance")
    officer.get_by_label("What belongs to it?").fill("There is a broken bench as well.")
    officer.get_by_label("Yes, send them the new reference").check()
    press(officer, "Make a request of it")
    officer.get_by_text("was made of it").wait_for()
    officer.get_by_text(f"Taken out of {reference}").wait_for()
    eye.look("9-second-request")

    officer.goto(f"{address}as-customer/")
    eye.look("10-as-customer")
    officer.goto(f"{address}?timeline=customer")
    officer.get_by_label("Resolved").check()
    press(officer, "Update request")
    officer.get_by_role("link", name="Choose what came of it").wait_for()
    eye.look("11-no-outcome")
    officer.get_by_label("What came of it?").select_option("mended")
    officer.get_by_label("Resolved").check()
    press(officer, "Update request")
    officer.get_by_text("You have updated request").wait_for()
    officer.get_by_role("heading", name="Resolved: Mended").wait_for()
    eye.look("12-closed")
    resident.goto(f"{house.public}/requests/{reference}/")
    assert "The light works again." in resident.locator("main").inner_text()
    assert (
        "Colleagues only" not in resident.content() and resident.get_by_text("reference of its own").count()
    )
    residents_eye.look("13-closed")
