"""Every editing screen opens, changes nothing by itself, and lets in only those who may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from forms_engine.definition.document import Text
from forms_engine.editor.exchange import adopt_all
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import create_draft
from forms_engine.journeys import measures
from forms_engine.runtime.problems import Problem
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.editor.editing.journeys import page, permit, question
from tests.forms_engine.editor.editing.walking import LISTS, SCREENS, document, overview, submit, text, url


@pytest.mark.parametrize(("name", "parts"), SCREENS + LISTS)
def test_every_screen_opens(browser, draft, name, parts):
    answer = browser.get(url(draft, name, **parts))
    assert answer.status_code == 200


@pytest.mark.parametrize(("name", "parts"), [one for one in SCREENS if one[0] != "new_block"])
def test_saving_without_a_change_changes_nothing(browser, draft, name, parts):
    before = document(draft)
    submit(browser, url(draft, name, **parts))
    assert document(draft) == before


@pytest.mark.parametrize(("name", "parts"), SCREENS + LISTS)
def test_only_those_who_may_change_journeys_come_in(draft, name, parts):
    stranger = signed_in(make_staff(Role.OFFICER), "staff")
    assert stranger.get(url(draft, name, **parts)).status_code in {302, 403}


def _large(pages):
    made = permit()
    made["pages"][2:2] = [
        page(f"extra-{n}", *(question(f"q-{n}-{m}") for m in range(4))) for n in range(pages)
    ]
    return made


def _queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "parts"), SCREENS)
def test_the_size_of_a_journey_costs_no_queries(browser, builder, name, parts):
    small, large = (
        create_draft({**_large(pages), "slug": f"size-{pages}"}, user=builder) for pages in (1, 50)
    )
    few, many = _queries(browser, url(small, name, **parts)), _queries(browser, url(large, name, **parts))
    assert few == many <= 25


def test_the_overview_of_a_large_journey_costs_no_queries(browser, builder):
    small, large = (
        create_draft({**_large(pages), "slug": f"size-{pages}"}, user=builder) for pages in (1, 50)
    )
    assert _queries(browser, overview(small)) == _queries(browser, overview(large))


def test_how_far_people_got_stands_beside_the_pages(browser):
    open_council()
    adopt_all()
    draft = JourneyDraft.objects.get(slug="report-a-pothole", locale__language_code="en")
    submission = started()
    measures.started(submission)
    measures.reached(submission, "danger")
    measures.judged(submission, "danger", [Problem("dangerous", "choose", Text({"en": "x"}))])
    shown = text(browser.get(overview(draft)))
    assert "1 started and 0 finished" in shown
    assert "1 with an error" in shown
