"""What came of a request: asked of whoever resolves or closes it, written down, and told its customer."""

import json

import jsonschema
import pytest

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.message_schemas import message_schema
from forms_engine.requests.models import Outcome, Request, TimelineEntry
from forms_engine.requests.outcomes import outcomes_for, outcomes_of_all, with_words
from forms_engine.requests.services import set_state
from forms_engine.requests.states import RequestState, StateRefused
from forms_engine.requests.timeline_words import for_officer
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db

REPAIRED = {"en": "We have repaired it.", "cy": "Rydym wedi’i drwsio."}


@pytest.fixture
def officer():
    open_council()
    return admit(make_staff(Role.OFFICER), "staff")


@pytest.fixture
def service(officer):
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


@pytest.fixture
def outcomes(service):
    make = Outcome.objects.create
    make(service=service, slug="repaired", name="Repaired", words=REPAIRED, position=1)
    make(service=service, slug="made-safe", name="Made safe", position=2)
    make(service=service, slug="private", name="Not our road", ends="closed", position=3)
    make(service=service, slug="old", name="No longer said", is_live=False)


@pytest.fixture
def request_(officer):
    return submit(started().id)


def end(officer, request, to, outcome="", message="", seen="received"):
    set_state(officer, request.id, to=to, message=message, seen=seen, outcome=outcome)
    request.refresh_from_db()
    return request


def test_its_words_begin_the_message_and_it_stands_on_the_timeline(officer, outcomes, request_):
    end(officer, request_, "resolved", "repaired", "Thank you for telling us.")
    assert request_.outcome.slug == "repaired"
    entry = request_.timeline.last()
    assert entry.message == "We have repaired it.\n\nThank you for telling us."
    [(_, title)] = for_officer([entry])
    assert title == "Resolved: Repaired"
    told = Notice.objects.get(subject="request.updated").body
    assert "is now: Resolved" in told and "repaired" not in told and "Thank you" not in told


def test_in_the_customers_language(officer, outcomes, request_):
    Request.objects.filter(id=request_.id).update(language="cy")
    end(officer, request_, "resolved", "repaired")
    assert request_.timeline.last().message == REPAIRED["cy"]


def test_one_has_to_be_said_where_there_are_some_that_end_so(officer, outcomes, request_):
    for to, said in [
        ("resolved", ""),
        ("resolved", "private"),
        ("resolved", "old"),
        ("closed", "repaired"),
        ("closed", "\x00"),
        ("in-progress", "repaired"),
    ]:
        with pytest.raises(StateRefused):
            end(officer, request_, to, said)
    request_.refresh_from_db()
    assert request_.state == RequestState.RECEIVED and request_.outcome is None


def test_where_a_service_names_none_nothing_is_asked(officer, request_):
    end(officer, request_, "resolved")
    assert request_.outcome is None
    with pytest.raises(StateRefused):
        end(officer, request_, "closed", "repaired", seen="resolved")


def test_taken_up_again_nothing_has_come_of_it_yet_but_what_was_said_stays_written(
    officer, outcomes, request_
):
    end(officer, request_, "resolved", "repaired")
    end(officer, request_, "in-progress", seen="resolved")
    assert request_.outcome is None
    end(officer, request_, "closed", "private", seen="in-progress")
    assert request_.outcome.slug == "private"
    said = TimelineEntry.objects.filter(request=request_, outcome__isnull=False)
    assert [entry.outcome.slug for entry in said] == ["repaired", "private"]


def test_what_was_resolved_keeps_its_outcome_when_it_is_closed_where_none_ends_so(
    officer, outcomes, request_
):
    Outcome.objects.filter(slug="private").update(is_live=False)
    end(officer, request_, "resolved", "made-safe")
    end(officer, request_, "closed", seen="resolved")
    assert request_.outcome.slug == "made-safe"


def test_back_offices_that_hear_of_changes_hear_what_came_of_it(officer, outcomes, request_):
    Destination.objects.update(wants_updates=True)
    end(officer, request_, "resolved", "repaired")
    told = Delivery.objects.get(subject="request.updated", destination__slug="example-back-office")
    body = json.loads(told.body)
    assert body["data"]["outcome"] == {"slug": "repaired", "name": "Repaired"}
    jsonschema.validate(body, message_schema("request.updated"))


def test_words_are_said_once():
    outcome = Outcome(words=REPAIRED)
    assert with_words(outcome, "We have repaired it. Really.", "en") == "We have repaired it. Really."
    assert with_words(outcome, "", "en") == "We have repaired it."
    assert with_words(Outcome(words={}), " Said ", "en") == "Said"
    assert with_words(None, "", "en") == ""


def test_they_come_in_their_order_one_query_for_many(outcomes, service, django_assert_num_queries):
    assert [one.slug for one in outcomes_for(service.pk)] == ["repaired", "made-safe", "private"]
    with django_assert_num_queries(1):
        assert outcomes_of_all([service.pk, 0])[service.pk][0].slug == "repaired"
