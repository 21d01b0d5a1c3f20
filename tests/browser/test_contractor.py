"""A contractor takes a job on a phone, adds a photo from the street, and is done; the resident sees who is on it and what
came of it. On a phone and at a desk. And an officer opens another team's request in an emergency, which is reviewed."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, photo, press
from tests.browser.test_request_page import open_request, report_a_light

pytestmark = pytest.mark.browser


@pytest.mark.thorough
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_job_is_taken_mended_and_seen_by_its_resident(house, open_page, size):
    resident, residents_eye = open_page(size)
    sign_in(resident, house.public, house, "resident")
    resident.wait_for_load_state()
    reference = report_a_light(resident, house)

    officer, _eye = open_page(DESKTOP)
    sign_in(officer, house.staff, house, "officer")
    officer.wait_for_load_state()
    open_request(officer, f"{house.staff}/workplace/requests/{reference}/")
    officer.get_by_text("Not ours: hand it on").click()
    officer.get_by_label("Queue", exact=True).select_option(value="wold-highways")
    officer.get_by_label("Why does it belong there?").fill("The column leans: yours under the contract.")
    press(officer, "Hand it on")

    resident.goto(f"{house.public}/requests/{reference}/")
    resident.get_by_text("Wold Highways is working on this for the council.").wait_for()
    residents_eye.look("1-who-is-on-it")
    resident.goto(f"{house.public}/cy/requests/{reference}/")
    residents_eye.look("2-in-welsh")

    crew, eye = open_page(size)
    sign_in(crew, house.partners, house, "contractor")
    crew.wait_for_load_state()
    crew.goto(f"{house.partners}/workplace/")
    crew.get_by_role("heading", name="Wold Highways jobs").wait_for()
    eye.look("3-queue")
    crew.get_by_role("link", name=reference).click()
    crew.get_by_text("yours under the contract").wait_for()
    assert "Rhian Okafor" not in crew.locator("main").inner_text()
    eye.look("4-job")
    press(crew, "Take this request")
    crew.get_by_text("The request is yours.").wait_for()

    press(crew, "Add the photos")
    crew.get_by_text("Take or choose a photo").first.wait_for()
    eye.look("5-no-photo")
    crew.get_by_label("Or choose photos that you have taken").set_input_files(photo())
    crew.get_by_label("What do they show?").fill("The new lamp")
    crew.get_by_label("The resident, and the council").check()
    press(crew, "Add the photos")
    crew.get_by_text("Your photos are added.").wait_for()
    eye.look("6-photo")

    press(crew, "Update the request")
    crew.get_by_text("Choose how it stands").first.wait_for()
    eye.look("7-undecided")
    crew.get_by_label("It is done").check()
    outcome = crew.get_by_label("What came of it?")
    if outcome.count():
        outcome.select_option(index=1)
    crew.get_by_label("Message to the resident").fill("The light is mended and tested.")
    press(crew, "Update the request")
    crew.get_by_text("You have updated the request.").wait_for()
    eye.look("8-done")

    resident.goto(f"{house.public}/requests/{reference}/")
    assert "The light is mended and tested." in resident.locator("main").inner_text()
    residents_eye.look("9-seen")
    officer.goto(f"{house.staff}/workplace/requests/{reference}/")
    assert "Cerys Dunmore" in officer.locator("main").inner_text()


@pytest.mark.thorough
def test_glass_is_refused_broken_read_closed_and_reviewed(house, open_page):
    page, eye = open_page(DESKTOP)
    sign_in(page, house.staff, house, "officer")
    page.wait_for_load_state()
    page.goto(f"{house.staff}/workplace/glass/")
    eye.look("1-ask")
    press(page, "Open it, and tell its team")
    page.get_by_text("Enter the reference of the request").first.wait_for()
    eye.look("2-missing")
    page.get_by_label("Reference of the request").fill("K7W-Q3X-T9D4")
    page.get_by_label("Why do you need to read it now?").fill("Somebody says that he will hurt her tonight.")
    press(page, "Open it, and tell its team")
    page.get_by_text("There is no request with that reference").first.wait_for()

    # A complaint is for its own team only; the manager is of that team.
    manager, managers_eye = open_page(PHONE)
    sign_in(manager, house.staff, house, "manager")
    manager.wait_for_load_state()
    manager.goto(f"{house.staff}/workplace/queues/customer-relations/")
    reference = manager.locator("main .gh-reference").first.inner_text()
    ordinary = f"{house.staff}/workplace/requests/{reference}/"
    beside = page.context.new_page()  # the same officer, where what is not there is asked for
    assert beside.goto(ordinary).status == 404
    page.get_by_label("Reference of the request").fill(reference)
    press(page, "Open it, and tell its team")
    page.get_by_text("You read this because of an emergency").wait_for()
    page.get_by_text("leaves our lids in the road").first.wait_for()
    eye.look("3-read")
    opened = page.url
    assert beside.goto(ordinary).status == 404
    press(page, "I am done: close it")
    page.get_by_text("It is closed. You cannot read it any more.").wait_for()
    eye.look("4-closed")
    assert beside.goto(opened).status == 404

    manager.goto(f"{house.staff}/workplace/glass/reviews/")
    managers_eye.look("5-reviews")
    follow(manager, manager.get_by_role("link", name=f"Tom Ashdown read {reference}"))
    manager.get_by_text("hurt her tonight").wait_for()
    managers_eye.look("6-review")
    press(manager, "Keep the review")
    manager.get_by_text("Say whether it was right to look").first.wait_for()
    managers_eye.look("7-undecided")
    manager.get_by_label("It should not have been looked at").check()
    manager.get_by_label("Why do you think so?").fill("A pothole is no emergency.")
    press(manager, "Keep the review")
    manager.get_by_text("Your review is kept").wait_for()
    manager.get_by_text("Nothing waits to be reviewed.").wait_for()
    managers_eye.look("8-reviewed")
