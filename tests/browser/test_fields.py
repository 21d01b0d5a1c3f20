"""The fields that JavaScript improves, in a real browser: what each does with it and without, and at 320 px, which is
what a page has at 400 % zoom."""

import json
import subprocess
import sys

import pytest

from config.environment import ROOT
from tests.browser.conftest import DESKTOP
from tests.browser.test_journeys import go_on, photo, press, press_in_place
from tests.forms_engine.small_journey import question, skip_journey, text

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

NARROW = {"width": 320, "height": 640}
MARLFORD = {"latitude": 52.1055, "longitude": -1.9045}

each_way = pytest.mark.parametrize(
    ("size", "javascript"),
    [
        pytest.param(NARROW, True, id="320 px"),
        pytest.param(NARROW, False, id="320 px without JavaScript"),
        pytest.param(DESKTOP, True, id="desktop"),
    ],
)


def page_with(key, *blocks):
    return {"key": key, "title": text(key.title()), "blocks": list(blocks)}


def schools():
    names = (
        f"{place} {kind} School {number}"
        for place in ("Marlford", "Château")
        for kind in ("Primary", "High")
        for number in range(400)
    )
    return [{"key": f"school-{number}", "label": text(name)} for number, name in enumerate(names)]


@pytest.fixture(scope="module")
def start(house, tmp_path_factory):
    """The address of a journey with the fields, published in the live house."""
    ticks = [{"key": key, "label": text(key.title())} for key in ("car", "bicycle")]
    pages = [
        page_with("home", question("home", "address", "Your home address")),
        page_with("place", question("where", "location", "Where is it?")),
        page_with(
            "papers",
            question("papers", "file", "Photos of it", max_files=3),
            question("note", "short_text", "A note"),
        ),
        page_with(
            "choices",
            question(
                "several",
                "checkboxes",
                "Which of these?",
                options=[*ticks, {"key": "none", "label": text("None of these"), "exclusive": True}],
            ),
            question("school", "autocomplete", "Which school?", options=schools()),
        ),
        page_with(
            "money",
            question(
                "weight",
                "number",
                "How heavy is it, and do say so in as many words as a label can have?",
                unit=text("kilograms"),
            ),
            question("pay", "money", "What did it cost?"),
            question("account", "bank_details", "Your account"),
            question("month", "month_year", "When was it?"),
            question("story", "long_text", "What happened?", max_words=5),
        ),
    ]
    file = tmp_path_factory.mktemp("journey") / "fields.json"
    file.write_text(json.dumps(skip_journey(slug="every-field", pages=pages)))
    command = [sys.executable, "manage.py", "journeys", "import", str(file)]
    done = subprocess.run(command, cwd=ROOT, env=house.told, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return f"{house.public}/journeys/every-field/"


@each_way
def test_every_field(start, open_page, size, javascript):
    page, eye = open_page(size, javascript)
    page.goto(start)
    press(page, "Start now")
    find_the_address(page, eye, javascript)
    point_at_the_place(page, eye, javascript)
    send_the_photos(page, eye, javascript)
    choose(page, eye, javascript)
    type_the_rest(page, eye)
    main = page.locator("main").inner_text()
    for words in (
        "2 Mill Lane",
        "By the bridge",
        "second.jpg",
        "None of these",
        "Château High School 7",
        "£12.50",
    ):
        assert words in main, words
    assert "first.jpg" not in main


def find_the_address(page, eye, javascript):
    page.get_by_label("Find it by postcode").fill("ZZ9 9ZZ")
    press_in_place(page, "Find address", javascript)
    eye.look("01-no-address")
    assert "no addresses at ZZ9 9ZZ" in page.locator("main").inner_text()
    page.get_by_label("Find it by postcode").fill("zz22bb")
    press_in_place(page, "Find address", javascript)
    eye.look("02-addresses")
    if javascript:
        assert page.evaluate("document.activeElement.name") == "home_pick"
    page.get_by_label("We found 6 addresses").select_option(index=2)
    press_in_place(page, "Use this address", javascript)
    eye.look("03-address")
    assert page.get_by_label("Address line 1").input_value() == "2 Mill Lane"
    go_on(page)


def point_at_the_place(page, eye, javascript):
    latitude = page.get_by_label("Latitude")
    if javascript:
        canvas = page.locator(".gh-map__canvas")
        canvas.locator("path").first.wait_for(state="attached")
        eye.look("04-map")
        canvas.focus()
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        page.locator(".gh-map__pin").wait_for()
        assert latitude.input_value(), "the pin is set from the keyboard"
        page.get_by_role("button", name="Remove the pin").click()
        assert not latitude.input_value()
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation(MARLFORD)
        page.get_by_role("button", name="Use my current location").click()
        page.get_by_text("We have your location").wait_for()
        eye.look("05-pin")
        assert latitude.input_value() == "52.10550"
    page.get_by_text("Use a grid reference or coordinates").click()
    page.get_by_label("Grid reference").fill("nonsense")
    assert not latitude.input_value(), "a point said in another way takes the pin's place"
    go_on(page)
    eye.look("06-grid-error")
    page.get_by_label("Grid reference").fill("SP 065 455")
    page.get_by_label("Road, place or landmark").fill("By the bridge")
    go_on(page)


def send_the_photos(page, eye, javascript):
    first, second = ({**photo(), "name": name} for name in ("first.jpg", "second.jpg"))
    page.get_by_label("A note").fill("See these")
    box = page.locator("input[type=file]")
    if javascript:
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            box.set_input_files([first, second])
        page.get_by_text("second.jpg").first.wait_for()
    else:
        box.set_input_files([first, second])
        press(page, "Upload")
    eye.look("07-files")
    press_in_place(page, "Remove first.jpg", javascript)
    eye.look("08-removed")
    assert page.get_by_label("A note").input_value() == "See these"
    go_on(page)


def choose(page, eye, javascript):
    page.get_by_label("Car").check()
    if not javascript:
        page.get_by_label("Car").uncheck()
    page.get_by_label("None of these").check()
    assert not page.get_by_label("Car").is_checked()
    if not javascript:
        page.get_by_label("Which school?").select_option(label="Château High School 7")
        go_on(page)
        return
    box = page.get_by_role("combobox", name="Which school?")
    box.fill("No such school")
    go_on(page)
    eye.look("09-not-listed")
    box = page.get_by_role("combobox", name="Which school?")
    assert box.input_value() == "No such school", "what was typed is still there"
    box.fill("chateau high school 7")
    page.get_by_role("option").first.wait_for()
    eye.look("10-results")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant")
    box.press("Enter")
    assert box.input_value() == "Château High School 7"
    assert page.get_by_role("listbox").count() == 0, "the list is closed again"
    go_on(page)


def type_the_rest(page, eye):
    wrong = {"weight": "heavy", "pay": "ten pounds", "month_month": "13", "account_sort_code": "12"}
    for name, typed in wrong.items():
        page.locator(f"[name={name}]").fill(typed)
    go_on(page)
    eye.look("11-errors")
    for name, typed in wrong.items():
        assert page.locator(f"[name={name}]").input_value() == typed
    right = {
        "weight": "3",
        "pay": "£12.50",
        "month_month": "3",
        "month_year": "2020",
        "account_account_name": "A Archer",
        "account_sort_code": "30 94 30",
        "account_account_number": "00733445",
        "story": "It fell down",
    }
    for name, typed in right.items():
        page.locator(f"[name={name}]").fill(typed)
    go_on(page)
    eye.look("12-check")


def test_a_photo_survives_a_connection_that_is_lost(start, open_page):
    page, _eye = open_page(NARROW)
    page.goto(start)
    press(page, "Start now")
    page.get_by_text("Enter the address by hand").click()
    for label, typed in {"Address line 1": "1 Mill Lane", "Town or city": "Thornbeck"}.items():
        page.get_by_label(label).fill(typed)
    page.get_by_label("Postcode", exact=True).fill("ZZ2 2BB")
    go_on(page)
    page.get_by_label("Road, place or landmark").fill("By the bridge")
    go_on(page)
    page.get_by_label("A note").fill("Kept")
    tries = []

    def unlucky(route):
        tries.append(route.request)
        if len(tries) == 1:
            route.fetch()  # it arrives, but its answer does not
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(
        "**/papers/", lambda route: unlucky(route) if route.request.method == "POST" else route.continue_()
    )
    page.locator("input[type=file]").set_input_files(photo())
    page.get_by_role("button", name="Remove pothole.jpg").wait_for()
    page.unroute_all()
    assert len(tries) == 2
    assert page.get_by_role("button", name="Remove pothole.jpg").count() == 1, "it is not kept twice"
    assert page.get_by_label("A note").input_value() == "Kept"
    go_on(page)
    assert page.url.endswith("/choices/")
