"""How far people get is counted, without cookies and without anything about who they are."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import serializers
from django.test import Client
from django.utils import timezone

from forms_engine.catalogue.models import Journey
from forms_engine.journeys import measures
from forms_engine.journeys.measures_counts import journey_measures, roll_up
from forms_engine.journeys.models import JourneyDay, JourneyEvent, Submission, VisitSalt
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import published
from tests.forms_engine.journeys.test_html import PAGES, START, send

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def resident():
    return Client(HTTP_HOST="localhost")


def walk(browser, upto=None, start=START):
    """Goes through the pages as a browser does, up to and with showing ``upto``."""
    answer = browser.post(start)
    for page, data in PAGES.items():
        browser.get(answer["Location"])
        if page == upto:
            return
        answer = send(browser, page, data, start=start)
    browser.get(answer["Location"])


def finish(browser):
    walk(browser)
    browser.post(f"{START}check/")


def measured(slug="report-a-pothole"):
    return journey_measures(Journey.objects.get(slug=slug))


def pages(slug="report-a-pothole"):
    return {measure.page: measure for measure in measured(slug).pages}


def test_every_page_s_start_and_completion_is_counted_once_a_visit():
    finish(resident())
    browser = resident()
    walk(browser, upto="damage")
    for _ in range(3):
        browser.get(f"{START}damage/")
    send(browser, "danger", PAGES["danger"])
    found = measured()
    assert (found.started, found.finished) == (2, 1)
    by_page = pages()
    assert [(by_page[page].reached, by_page[page].completed) for page in ("danger", "damage", "photo")] == [
        (2, 2),
        (2, 1),
        (1, 1),
    ]
    assert by_page["check"].reached == 1


def test_refused_answers_are_counted_by_question_and_code_and_never_kept():
    browser = resident()
    walk(browser, upto="about-you")
    for _ in range(2):
        send(browser, "about-you", {"your-name": "Canary", "your-email": "canary nonsense"})
    about = pages()["about-you"]
    assert about.errors == 1 and about.completed == 0
    [question] = about.questions
    assert question.question == "your-email" and question.codes == {"bad-email": 1}
    assert "anary" not in serializers.serialize("json", JourneyEvent.objects.all())


def test_whoever_has_not_finished_within_a_day_left_at_the_last_page_they_reached():
    finish(resident())
    browser = resident()
    walk(browser, upto="about-you")
    send(browser, "about-you", {"your-name": "Ann", "your-email": "nonsense"})
    walk(resident(), upto="damage")
    assert {measure.left for measure in pages().values()} == {0}, "they may still be at it"
    for days in (1.1, 3):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            roll_up()
            assert {page: measure.left for page, measure in pages().items() if measure.left} == {
                "about-you": 1,
                "damage": 1,
            }
            [question] = pages()["about-you"].questions
            assert (question.errors, question.left) == (1, 1)
            assert (measured().started, measured().finished) == (3, 1)


def test_once_a_day_is_counted_its_events_and_its_salt_are_gone_and_the_counts_stay_the_same():
    finish(resident())
    walk(resident(), upto="damage")
    with time_machine.travel(timezone.now() + timedelta(days=1.2)):
        before = measured()
    with time_machine.travel(timezone.now() + timedelta(days=2.2)):
        assert roll_up() == 1
        assert roll_up() == 0, "a second run counts nothing twice"
        assert measured() == before
    assert not JourneyEvent.objects.exists() and not VisitSalt.objects.exists()
    assert JourneyDay.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert measured().started == 0, "the last thirty days"
    with time_machine.travel(timezone.now() + timedelta(days=500)):
        roll_up()
    assert not JourneyDay.objects.exists()


def test_a_visit_that_goes_on_past_midnight_is_one_and_a_draft_come_back_to_is_another():
    browser = resident()
    browser.post(START)
    browser.get(f"{START}danger/")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        browser.get(f"{START}danger/")
    assert JourneyEvent.objects.filter(kind="reached").count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        browser.get(f"{START}danger/")
    first, second = JourneyEvent.objects.filter(kind="reached").order_by("day")
    assert first.visit != second.visit and second.day - first.day == timedelta(days=5)


def test_an_event_says_nothing_of_who_it_was():
    browser = Client(HTTP_HOST="localhost", REMOTE_ADDR="81.2.69.160", HTTP_USER_AGENT="Canary/1.0")
    finish(browser)
    submission = Submission.objects.get()
    written = serializers.serialize("json", [*JourneyEvent.objects.all(), *VisitSalt.objects.all()])
    for canary in (
        "81.2",
        "Canary",
        "Archer",
        str(submission.id),
        submission.id.hex,
        submission.request.reference,
    ):
        assert canary not in written
    assert {(event.hour.minute, event.hour.second) for event in JourneyEvent.objects.all()} == {(0, 0)}
    assert not any("measure" in name or "visit" in name for name in browser.cookies)


def test_items_pages_count_as_one_page():
    group = {
        "key": "children",
        "title": {"en": "Children"},
        "item": {"en": "Child"},
        "pages": [
            {
                "key": "child",
                "title": {"en": "Child"},
                "blocks": [{"key": "first-name", "type": "short_text", "label": {"en": "Name"}}],
            }
        ],
    }
    published("children", [group])
    browser = resident()
    browser.post("/journeys/children/")
    for number in (1, 2):
        step = f"children/{number}/child"
        assert browser.get(f"/journeys/children/{step}/").status_code == 200
        browser.post(f"/journeys/children/{step}/", {"wizard-current_step": step, "first-name": "Ann"})
        browser.post("/journeys/children/children/", {"wizard-current_step": "children", "another": "yes"})
    found = pages("children")
    assert found["child"].reached == 1 and found["child"].completed == 1
    assert found["children"].completed == 1


def test_counting_costs_one_statement(django_assert_max_num_queries):
    browser = resident()
    walk(browser, upto="damage")
    with django_assert_max_num_queries(15) as captured:
        browser.get(f"{START}damage/")
    about = [query["sql"] for query in captured if "journeyevent" in query["sql"]]
    assert len(about) == 1


def test_what_an_officer_fills_in_on_one_screen_is_no_visit():
    finish(resident())
    draft = Submission.objects.latest("created_at")
    for channel in ("phone", "desk", "email"):
        draft.channel = channel
        measures.started(draft)
        measures.reached(draft, "photo")
        measures.finished(draft)
    before = JourneyEvent.objects.count()
    draft.pk, draft.channel = uuid4(), "web"
    measures.started(draft)
    assert JourneyEvent.objects.count() == before + 1 and measured().started == 2
