"""After sending, on a phone and at a desk: a photo with a message both ways, an answer corrected, how it went said by the
letter's link and on the page; and the officers' lists of letters to print and of addresses that came back."""

import re

import pytest

from tests.browser.conftest import DESKTOP, PHONE, sign_in
from tests.browser.test_journeys import follow, latest_mail, photo, press
from tests.browser.test_request_page import open_request, report_a_light

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "size", [PHONE, pytest.param(DESKTOP, marks=pytest.mark.thorough)], ids=["phone", "desktop"]
)
def test_added_corrected_answered_and_said_how_it_went(house, open_page, size):
    resident, eye = open_page(size)
    sign_in(resident, house.public, house, "resident")
    resident.wait_for_load_state()
    reference = report_a_light(resident, house)
    own = f"{house.public}/requests/{reference}/"

    resident.goto(own)
    eye.look("01-sent")
    resident.get_by_label("Your message").fill("It is worse now, see the picture")
    resident.get_by_label("Photos or documents").set_input_files([photo()])
    press(resident, "Send message")
    resident.get_by_text("We have passed your message").wait_for()
    assert resident.get_by_role("link", name="pothole.jpg").count()
    eye.look("02-written")

    follow(resident, resident.get_by_role("link", name="Correct what you told us"))
    eye.look("03-what-can-be-corrected")
    follow(resident, resident.locator(f"a[href$='/requests/{reference}/correct/what/']"))
    eye.look("04-correcting")
    resident.get_by_label("It is dim or dirty").check()
    press(resident, "Save the correction")
    resident.get_by_text("You have corrected it.").wait_for()
    assert "You said at first: It flickers or goes on and off" in resident.locator("main").inner_text()
    eye.look("05-corrected")
    resident.goto(f"{own}correct/danger/")
    resident.get_by_label("None of these").uncheck()
    resident.get_by_label("It leans or has fallen").check()
    press(resident, "Save the correction")
    resident.get_by_text("We cannot change that here").first.wait_for()
    eye.look("06-leads-elsewhere")

    officer, officers_eye = open_page(size)
    sign_in(officer, house.staff, house, "officer")
    officer.wait_for_load_state()
    address = f"{house.staff}/workplace/requests/{reference}/"
    open_request(officer, address)
    assert "They said at first: It flickers or goes on and off" in officer.locator("main").inner_text()
    officer.get_by_label("What you want to say").fill("This is the part we have ordered.")
    officer.locator("#write_attached").set_input_files([photo()])
    officer.get_by_label("The customer", exact=True).check()
    officers_eye.look("07-writing")
    press(officer, "Send or note it")
    officer.get_by_text("Your message is sent.").wait_for()
    for page in ("letters", "unreachable"):
        officer.goto(f"{house.staff}/workplace/{page}/")
        officers_eye.look(f"08-{page}")
    officer.goto(address)
    officer.get_by_label("What came of it?").select_option("mended")
    officer.get_by_label("Resolved").check()
    press(officer, "Update request")
    officer.get_by_text("You have updated request").wait_for()

    resident.goto(own)
    resident.get_by_text("This is the part we have ordered.").wait_for()
    eye.look("09-resolved")
    press(resident, "Send your answers")
    resident.get_by_text("There is a problem").wait_for()
    eye.look("10-said-nothing")
    resident.get_by_label("Very satisfied", exact=True).check()
    press(resident, "Send your answers")
    resident.get_by_text("Thank you. We have passed it to the team.").wait_for()
    eye.look("11-said")

    # By the letter's link, where nobody is signed in: the answers, and nothing of the request.
    mail = latest_mail(house, f"How did we do? Your request {reference}")
    link = re.search(r"https?://\S+/feedback/[\w-]+/", mail)
    assert link, mail
    stranger, strangers_eye = open_page(size)
    stranger.goto(link[0])
    strangers_eye.look("12-by-link")
    assert reference not in stranger.content() and "Sign out" not in stranger.content()
    stranger.get_by_label("Easy", exact=True).check()
    stranger.get_by_label("What could we do better?").fill("Nothing")
    press(stranger, "Send your answers")
    stranger.get_by_text("Thank you. We have passed it to the team.").wait_for()
    officer.goto(address)
    said = officer.locator("main").inner_text()
    assert "5 of 5" in said and "4 of 5" in said and "Nothing" in said
    officers_eye.look("13-how-it-went")
