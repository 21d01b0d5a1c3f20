"""What a journey may have besides questions, on the officer's one screen: several children, a time, a look-up, others
nearby; in Welsh; in practice; and at whatever size with as few queries."""

import json

import pytest
from wagtail.models import Locale

from audiences.principal import PRACTISING
from forms_engine.booking.models import Booking
from forms_engine.journeys import services
from forms_engine.journeys.models import Submission
from forms_engine.journeys.offer import publish
from forms_engine.requests.models import Follower, Request
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.journeys.appointments import SLUG, office, visit_kind, visits
from tests.forms_engine.journeys.lookups.parking import RIGHT, open_parking
from tests.forms_engine.journeys.officer.calls import address, an_officer, begin
from tests.forms_engine.small_journey import question, skip_journey, text

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def browser():
    return an_officer()[1]


def born(number, day="1"):
    start = f"children_{number}-born"
    return {f"{start}_day": day, f"{start}_month": "2", f"{start}_year": "2018"}


def children_journey():
    """Children, each with a name and a birthday; then whether that is all."""
    pages = [
        {
            "key": "name",
            "title": text("Name"),
            "blocks": [question("name", "short_text", "Name of the child")],
        },
        {"key": "born", "title": text("Born"), "blocks": [question("born", "date", "Date of birth")]},
        {
            "key": "scan",
            "title": text("Scan"),
            "blocks": [question("scan", "file", "Birth certificate", required=False)],
        },
    ]
    group = {
        "key": "children",
        "title": text("Your children"),
        "item": text("Child"),
        "max": 3,
        "pages": pages,
    }
    end = {"key": "end", "title": text("Last"), "blocks": [question("last", "yes_no", "Is that all?")]}
    publish(skip_journey(pages=[group, end]))


def test_several_children_are_added_answered_and_taken_out(browser):
    children_journey()
    call = begin(browser, "hire-a-skip")
    assert call.steps == ["children/1/name", "children/1/born", "children/1/scan", "children", "end"]
    call.press("add_item", "children", **{"children_1-name": "Eve"})
    assert call.response["Location"].endswith("#part-children-2-name")
    call.open()
    assert "Child 2" in call.html and "children/2/born" in call.steps
    call.press(**{"children_2-name": "Abel"}, **born(1), last="yes")
    assert "children_2-born" in call.errors() or call.comes == "next"
    call.press(**born(2)).press()
    assert call.comes == "all", call.errors()
    assert [one["name"] for one in call.submission.answers["children"]] == ["Eve", "Abel"]
    call.press("remove_item", "children:1:2")
    assert [one["name"] for one in call.submission.answers["children"]] == ["Abel"]
    call.open().press("remove_item", "children:1:2")  # pressed twice
    assert len(call.submission.answers["children"]) == 1


def test_a_file_of_one_child_is_that_childs(browser):
    from tests.forms_engine.council import photo

    children_journey()
    call = begin(browser, "hire-a-skip").press("add_item", "children").open()
    call.press("children_2-scan_upload", files={"children_2-scan": photo()})
    kept = call.submission.answers["children"]
    assert "scan" not in kept[0] and kept[1]["scan"][0]["name"] == "photo.jpg"
    call.press("children_2-scan_remove", kept[1]["scan"][0]["id"])
    assert "scan" not in call.submission.answers["children"][1]


def test_what_is_typed_of_a_child_that_somebody_took_out_is_not_anothers(browser):
    from forms_engine.journeys.groups import remove_item

    children_journey()
    call = begin(browser, "hire-a-skip").press("add_item", "children", **{"children_1-name": "Eve"}).open()
    call.press(**{"children_2-name": "Abel"})
    remove_item(call.submission.id, "children", 1, 2)
    call.press(**{"children_1-name": "Eva", "last": "yes"})
    assert call.submission.answers["children"] == [{"name": "Abel"}]
    assert call.submission.answers["last"] == "yes" and "taken out of a list" in call.html


def test_a_time_is_chosen_with_them_and_sent(browser):
    visits()
    first, second = office(visit_kind(), times=2)
    call = begin(browser, SLUG).press(why="To see the garden")
    assert call.comes == "all" and "Choose a time with them" in call.html and 'name="send"' not in call.html
    times = address("officer_time", SLUG, call.id)
    page = browser.get(times).content.decode()
    assert "Say:" in page and "The first free time is" in page
    assert "Choose a time." in browser.post(times).content.decode()
    assert browser.post(times, {"slot": first.pk})["Location"].endswith("#last")
    call.open()
    assert "It is kept until" in call.html
    browser.post(times, {"slot": second.pk})
    call.open().press("send")
    booking = Booking.objects.get(owner_type="request")
    assert booking.slot == second and Request.objects.get().channel == "phone"
    assert browser.get(times)["Location"].endswith("/done/")


def test_others_nearby_are_asked_about_before_it_is_sent(browser):
    here = {"description": "Mill Lane", "latitude": 52.1, "longitude": -1.3}
    other = services.submit(started(answers={**POTHOLE, "where": here}).id)
    call = begin(browser, "report-a-pothole")
    typed = {
        "dangerous": "no",
        "where_description": "Mill Lane",
        "where_latitude": "52.1",
        "where_longitude": "-1.3",
        "category": "road",
        "your__name": "Bea Brown",
    }
    call.press(**typed)
    assert "Others near it" in call.html and 'name="send"' not in call.html
    call.press("follow", str(other.id), follow_address="nobody")
    assert "Enter an email address" in call.html
    call.press("different")
    call.open()
    assert "They agree: send it" in call.html
    again = begin(browser, "report-a-pothole").press(**typed)
    again.press("follow", str(other.id), follow_address="bea@example.com")
    assert again.submission.state == Submission.State.FOLLOWED
    assert Follower.objects.get().email == "bea@example.com"
    assert (
        "They follow another report"
        in browser.get(address("officer_done", again.slug, again.id)).content.decode()
    )


def test_what_is_looked_up_is_shown_and_stops_what_comes_after(browser):
    open_parking()
    call = begin(browser, "pay-a-penalty-notice")
    assert call.steps[-1] == "notice"  # what comes after says what was found
    call.press(**{**RIGHT, "notice-number": "MS99999999"})
    assert call.comes == "wrong" and call.steps[-1] == "notice" and call.errors()
    call.press(**RIGHT)
    assert call.comes == "new" and "about-you" in call.steps
    call.press()
    assert call.comes == "all" and "It costs £" in call.html


def test_a_call_in_welsh_has_the_questions_in_welsh(browser):
    Locale.objects.get_or_create(language_code="cy")
    call = begin(browser, "report-a-pothole", language="cy")
    assert call.submission.language == "cy" and 'lang="cy"' in call.html


def test_what_is_taken_in_practice_is_practice(browser):
    session = browser.session
    session[PRACTISING] = True
    session.save()
    call = begin(browser, "report-a-pothole")
    assert call.submission.is_practice
    call.press(dangerous="no", where_description="High Street", category="road", your__name="Ann").press(
        "send"
    )
    made = Request.objects.get()
    assert made.is_practice and made.customer.is_practice
    session[PRACTISING] = False
    session.save()
    assert browser.get(call.address).status_code == 404


def long_journey(questions):
    """So many questions, five on a page, half of them asked only after the first."""
    pages = []
    for number in range(questions // 5):
        blocks = [question(f"q-{number}-{n}", "short_text", required=not n) for n in range(5)]
        shown = {"show_when": {"question": "q-0-0", "is": "more"}} if number > questions // 10 else {}
        pages.append({"key": f"page-{number}", "title": text(f"Page {number}"), "blocks": blocks, **shown})
    publish(skip_journey(pages=pages))


@pytest.mark.parametrize("questions", [10, 200])
def test_a_page_takes_as_few_queries_whatever_the_size(questions, browser, django_assert_max_num_queries):
    long_journey(questions)
    call = begin(browser, "hire-a-skip")
    with django_assert_max_num_queries(15):
        call.open()
    with django_assert_max_num_queries(15):
        call.press(**{"q-0-0": "more"})
    everything = {name: "yes" for name in call.boxes() if name.startswith("q-")}
    with django_assert_max_num_queries(15):
        call.press(**{**everything, "q-0-0": "more"})
    call.press()
    with django_assert_max_num_queries(15):
        call.open()
    assert json.loads(call.boxes()["seen"][0])["pages"]
