"""What a helper begins and sends for somebody: theirs, with the helper's name on it, and only while it is agreed."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import live_version
from forms_engine.journeys import services
from forms_engine.journeys.availability import NotOpen
from forms_engine.journeys.models import Submission
from forms_engine.journeys.selectors import drafts_of, own_submission, submission_for
from forms_engine.requests.answers import authority_in_words
from forms_engine.requests.helping.ending import end
from forms_engine.requests.models import Customer
from forms_engine.requests.payload import received
from forms_engine.requests.selectors import requests_for
from tests.forms_engine.council import BADGE, POTHOLE, answered, open_council, started
from tests.forms_engine.requests.helping.people import agreed, customer_of
from tests.forms_engine.requests.makers import make_service

pytestmark = pytest.mark.django_db

NO_ACCOUNT = {key: value for key, value in POTHOLE.items() if key != "your-email"}


@pytest.fixture(autouse=True)
def council():
    open_council()


def test_what_is_sent_is_hers_and_says_who_sent_it_and_by_what_right(pia, hal):
    _, acts = agreed(pia, hal)
    draft = started(principal=acts)
    assert (draft.user, draft.customer) == (hal.user, customer_of(pia))
    made = services.submit(draft.id)
    assert made.customer.user == pia.user and made.timeline.get(number=1).actor == hal.user
    assert (made.on_behalf_of, made.authority) == ("Pia Person", "agreed-account")
    assert authority_in_words(made) == "they agreed to it in their account"
    assert set(requests_for(pia)) == set(requests_for(acts)) == {made}
    assert not requests_for(hal).exists() and not Customer.objects.filter(user=hal.user).exists()


def test_what_the_helper_typed_is_not_written_on_her_record(pia, hal):
    Customer.objects.filter(pk=customer_of(pia).pk).update(mobile="")
    _, acts = agreed(pia, hal)
    services.submit(started(principal=acts).id)
    assert customer_of(pia).email == "pia@example.org"
    assert not customer_of(pia).changes.exists()


def test_back_offices_are_told_what_they_were_told_to_expect(pia, hal):
    _, acts = agreed(pia, hal)
    made = services.submit(started(principal=acts).id)
    assert json.loads(received(made).as_json())["data"]["on_behalf_of"] is None


def test_a_draft_begun_for_her_is_open_only_while_the_helper_acts_for_her(pia, hal):
    agreement, acts = agreed(pia, hal)
    version = live_version(acts, "report-a-pothole")
    draft, token = services.start_submission(acts, version, language="en")
    answered(draft, POTHOLE)
    own, own_token = services.start_submission(hal, version, language="en")
    answered(own, POTHOLE)

    def opened(principal):
        return [
            one
            for one, secret in ((draft, token), (own, own_token))
            if submission_for(principal, str(one.id), secret)
            and own_submission(principal, one.id)
            and drafts_of(principal).filter(pk=one.pk).exists()
        ]

    assert opened(acts) == [draft] and opened(hal) == [own] and opened(pia) == []
    end(pia, agreement.pk)
    assert opened(acts) == [] and opened(hal) == [own]
    with pytest.raises(NotOpen) as refused:
        services.submit(draft.id)
    assert refused.value.availability.state == "not-helped"
    assert Submission.objects.get(pk=draft.pk).request is None


def test_a_service_that_was_not_agreed_is_not_begun_nor_sent(pia, hal):
    pothole = live_version(pia, "report-a-pothole")
    service = pothole.journey.service
    _, acts = agreed(pia, hal, services=[make_service()])
    with pytest.raises(NotOpen) as refused:
        services.start_submission(acts, pothole, language="en")
    assert refused.value.availability.state == "not-helped"
    _, acts = agreed(pia, hal)
    draft = started(principal=acts)
    Service.objects.filter(pk=service.pk).update(openness=Service.Openness.TEAM_ONLY)
    with pytest.raises(NotOpen):
        services.submit(draft.id)
    _, acts = agreed(pia, hal, services=[service])
    assert services.submit(draft.id).customer.user == pia.user


def test_it_begins_with_her_name_and_nothing_else_of_hers(pia, hal):
    _, acts = agreed(pia, hal)
    draft, _ = services.start_submission(acts, live_version(acts, "apply-for-a-blue-badge"), language="en")
    assert draft.answers.get("full-name") == "Pia Person" and "email" not in draft.answers
    assert set(draft.answers) <= set(BADGE) | {"full-name"}


def test_whoever_acts_for_nobody_asks_the_database_nothing_more(pia, hal):
    agreed(pia, hal)
    counted = []
    for principal in (pia, hal):
        draft = started(principal=principal)
        with CaptureQueriesContext(connection) as queries:
            services.submit(draft.id)
        asked = [query["sql"] for query in queries if "actingfor" in query["sql"]]
        assert not asked
        counted.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        submission_for(replace(pia, helping=None), str(draft.id), "no-token")
    assert not [query for query in queries if "actingfor" in query["sql"]]
