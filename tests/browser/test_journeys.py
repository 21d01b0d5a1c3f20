"""Each journey walked in a real browser: with and without JavaScript, on a phone and at a desk."""

import re
import time
from io import BytesIO

import pytest
from PIL import Image

from tests.browser.conftest import DESKTOP, PHONE, sign_in

pytestmark = pytest.mark.browser

REFERENCE = re.compile(
    r"[346789CDFGHJKMNPQRTVWXY]{3}-[346789CDFGHJKMNPQRTVWXY]{3}-[346789CDFGHJKMNPQRTVWXY]{4}"
)

each_way = pytest.mark.parametrize(
    ("size", "javascript"),
    [
        pytest.param(PHONE, True, id="phone"),
        pytest.param(PHONE, False, id="phone without JavaScript", marks=pytest.mark.thorough),
        pytest.param(DESKTOP, True, id="desktop", marks=pytest.mark.thorough),
        pytest.param(DESKTOP, False, id="desktop without JavaScript", marks=pytest.mark.thorough),
    ],
)


def photo():
    out = BytesIO()
    Image.new("RGB", (640, 480), "slategray").save(out, "JPEG")
    return {"name": "pothole.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def press(page, name):
    """Press a form's button and wait for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def press_in_place(page, name, javascript):
    """Press a button of one field: with JavaScript the field is renewed in place, without it the page comes back."""
    if not javascript:
        press(page, name)
        return
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name=name).click()
    page.locator("[aria-busy=true]").wait_for(state="detached")


def follow(page, link):
    """Follow a link and wait for the page it leads to."""
    with page.expect_navigation():
        link.click()


def go_on(page):
    press(page, "Continue")


def shown_reference(page) -> str:
    found = REFERENCE.search(page.locator(".govuk-panel").inner_text())
    assert found, "the confirmation shows no reference"
    return found[0]


def latest_mail(house, *wanted: str) -> str:
    """The newest email with all of these in it, once the worker has sent it; its lines are as long as they were written."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for mail in (raw.replace("=\n", "") for raw in reversed(house.mails())):
            if all(words in mail for words in wanted):
                return mail
        time.sleep(0.2)
    raise AssertionError(f"no email with {wanted} was sent")


@each_way
def test_report_a_pothole(house, open_page, size, javascript):
    page, eye = open_page(size, javascript)
    page.goto(house.public)
    eye.look("01-home")
    follow(page, page.get_by_role("link", name="Report a pothole").first)
    eye.look("02-service")
    follow(page, page.locator("main").get_by_role("button", name="Report a pothole").first)
    eye.look("03-start")
    press(page, "Start now")

    go_on(page)
    eye.look("04-danger-error")
    assert page.title().startswith("Error:")
    page.get_by_role("link", name="Select yes if it is dangerous now").click()
    if javascript:
        assert page.evaluate("document.activeElement.name") == "dangerous"
    page.get_by_label("No", exact=True).check()
    go_on(page)

    page.get_by_label("Road, place or landmark").fill("High Street, Marlford, outside number 12")
    eye.look("05-location")
    go_on(page)

    page.get_by_label("Road", exact=True).check()
    page.get_by_label("Bigger than a dustbin lid").check()
    eye.look("06-damage")
    go_on(page)

    page.locator("input[type=file]").set_input_files(photo())
    eye.look("07-photo")
    go_on(page)

    page.get_by_label("Your name").fill("Ann Archer")
    page.get_by_label("Email address").fill("ann.archer@example.com")
    eye.look("08-about-you")
    go_on(page)

    eye.look("09-check")
    follow(page, page.get_by_role("link", name="Change What is damaged?"))
    page.get_by_label("Kerb").check()
    go_on(page)
    assert "Kerb" in page.locator("main").inner_text()
    press(page, "Send")
    eye.look("10-confirmation")
    reference = shown_reference(page)
    assert reference in latest_mail(house, reference)

    page.go_back()
    page.reload()
    assert reference in page.content() or page.url.endswith("/confirmation/")


@each_way
def test_apply_for_a_blue_badge(house, open_page, size, javascript):
    page, eye = open_page(size, javascript)
    page.goto(f"{house.public}/journeys/apply-for-a-blue-badge/")
    eye.look("01-start")
    press(page, "Start now")
    page.get_by_label("Yes").check()
    eye.look("02-where-you-live")
    go_on(page)

    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("1958")
    go_on(page)
    eye.look("03-date-of-birth-error")
    page.get_by_label("Day").fill("27")
    page.get_by_label("Month").fill("3")
    go_on(page)

    page.get_by_label("None of these").check()
    eye.look("04-benefits")
    go_on(page)
    page.get_by_label("I can walk and travel without much difficulty").check()
    go_on(page)
    eye.look("05-not-eligible")
    assert "You cannot have a Blue Badge" in page.locator("h1").inner_text()
    follow(page, page.get_by_role("link", name="Back", exact=True))
    page.get_by_label("I walk with a lot of difficulty").check()
    go_on(page)
    page.get_by_label("What happens when you walk").fill("I have to stop every few steps.\nI use a stick.")
    eye.look("06-difficulty")
    go_on(page)

    page.get_by_label("Full name").fill("Ben Barrow")
    page.get_by_label("Email address").fill("ben.barrow@example.com")
    eye.look("07-your-details")
    go_on(page)
    page.get_by_label("Find it by postcode").fill("ZZ2 2BB")
    press_in_place(page, "Find address", javascript)
    eye.look("07a-addresses")
    page.get_by_label("We found 6 addresses").select_option(index=1)
    press_in_place(page, "Use this address", javascript)
    assert page.get_by_label("Address line 1").input_value() == "1 Mill Lane"
    eye.look("08-address")
    go_on(page)
    page.locator("input[type=file]").set_input_files(photo())
    eye.look("09-photo")
    go_on(page)
    eye.look("10-check")
    assert "£10" in page.locator("main").inner_text()
    press(page, "Send and pay £10")

    page.wait_for_url(f"{house.sandbox}/**")
    eye.look("11-pay")
    page.get_by_role("button", name=re.compile("^Pay £10")).click()
    page.wait_for_url(f"{house.public}/**")
    page.wait_for_url("**/confirmation/", timeout=30_000)
    page.locator(".govuk-panel").wait_for()
    eye.look("12-confirmation")
    assert shown_reference(page) in latest_mail(house, "You paid: £10")


def test_the_fee_is_settled_when_the_browser_never_comes_back(house, open_page):
    page, _eye = open_page(PHONE)
    apply_for_a_badge(page, house, "carol.carter@example.com")
    page.get_by_role("button", name=re.compile("lose the connection", re.I)).click()
    page.close()
    mail = latest_mail(house, "To: carol.carter@example.com", "You paid: £10")
    assert REFERENCE.search(mail)


def apply_for_a_badge(page, house, email):
    """As far as the payment page."""
    page.goto(f"{house.public}/journeys/apply-for-a-blue-badge/")
    press(page, "Start now")
    page.get_by_label("Yes").check()
    go_on(page)
    for label, value in {"Day": "1", "Month": "2", "Year": "1950"}.items():
        page.get_by_label(label).fill(value)
    go_on(page)
    page.get_by_label("War Pensioner").check()
    go_on(page)
    page.get_by_label("Full name").fill("Carol Carter")
    page.get_by_label("Email address").fill(email)
    go_on(page)
    page.get_by_text("Enter the address by hand").click()
    page.get_by_label("Address line 1").fill("2 Mill Lane")
    page.get_by_label("Town or city").fill("Thornbeck")
    page.get_by_label("Postcode", exact=True).fill("ZZ2 2BB")
    go_on(page)
    page.locator("input[type=file]").set_input_files(photo())
    go_on(page)
    press(page, "Send and pay £10")
    page.wait_for_url(f"{house.sandbox}/**")


@pytest.mark.parametrize(
    "size", [pytest.param(PHONE, id="phone", marks=pytest.mark.thorough), pytest.param(DESKTOP, id="desktop")]
)
def test_from_the_report_to_the_officer_and_back(house, open_page, size):
    resident, _eye = open_page(size)
    resident.goto(f"{house.public}/journeys/report-a-pothole/")
    press(resident, "Start now")
    resident.get_by_label("No", exact=True).check()
    go_on(resident)
    resident.get_by_label("Road, place or landmark").fill("Sheep Street, Eastwold")
    go_on(resident)
    resident.get_by_label("Pavement or footpath").check()
    go_on(resident)
    go_on(resident)
    resident.get_by_label("Email address").fill("dora@example.com")
    go_on(resident)
    press(resident, "Send")
    reference = shown_reference(resident)
    latest_mail(house, reference)

    officer, officers_eye = open_page(size)
    sign_in(officer, house.staff, house, "officer")
    officer.goto(f"{house.staff}/workplace/")
    officers_eye.look("20-queues")
    follow(officer, officer.get_by_role("link", name="Highways reports", exact=True))
    deadline = time.monotonic() + 30
    while reference not in officer.content() and time.monotonic() < deadline:
        time.sleep(0.5)
        officer.reload()
    officers_eye.look("21-queue")
    follow(officer, officer.get_by_role("link", name=reference))
    officers_eye.look("22-request")
    officer.get_by_label("In progress").check()
    officer.get_by_label("Message to the customer").fill("Our inspector looks at it tomorrow.")
    press(officer, "Update request")
    officer.get_by_text("You have updated request").wait_for()
    officers_eye.look("23-updated")
    officer.get_by_label("Resolved").check()
    officer.get_by_label("Message to the customer").fill("Repaired this morning.")
    press(officer, "Update request")
    officer.get_by_text("You have updated request").wait_for()

    # Somebody with the reference alone, on another device.
    other, others_eye = open_page(size)
    other.goto(house.public)
    other.goto(f"{house.public}/requests/")
    others_eye.look("30-find")
    other.get_by_label("Your reference").fill(reference.replace("-", "").lower())
    go_on(other)
    others_eye.look("31-code")
    assert "Sheep Street" not in other.content()
    press(other, "Email me a code")
    others_eye.look("32-code-asked")
    code = re.search(r"Your code is (\d{3} \d{3})", latest_mail(house, f"code to see request {reference}"))[1]
    other.get_by_label("Your code").fill("000 000" if code != "000 000" else "111 111")
    go_on(other)
    others_eye.look("33-wrong-code")
    other.get_by_label("Your code").fill(code)
    go_on(other)
    others_eye.look("34-request")
    text = other.locator("main").inner_text()
    assert "Repaired this morning." in text and "Our inspector looks at it tomorrow." in text
    assert "Sheep Street, Eastwold" in text


@pytest.mark.thorough
def test_a_signed_in_resident_sees_their_requests(house, open_page):
    page, eye = open_page(PHONE)
    sign_in(page, house.public, house, "resident")
    page.goto(f"{house.public}/journeys/report-a-pothole/")
    press(page, "Start now")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("Road, place or landmark").fill("Castle Marl, by the gate")
    go_on(page)
    page.get_by_label("Road", exact=True).check()
    go_on(page)
    go_on(page)
    go_on(page)
    press(page, "Send")
    reference = shown_reference(page)
    page.goto(f"{house.public}/account/")
    eye.look("40-account")
    follow(page, page.get_by_role("link", name="Report a pothole").first)
    assert reference in page.locator("main").inner_text()
    eye.look("41-request")
