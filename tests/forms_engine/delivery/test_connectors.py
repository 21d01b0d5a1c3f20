"""What every connector promises, whichever there are."""

import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from forms_engine.catalogue.models import Queue, Team
from forms_engine.delivery.batches.writing import write_due
from forms_engine.delivery.connectors import CONNECTORS, SENT_ONE_BY_ONE
from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.still_allowed import NOT_ANY_MORE
from tests.forms_engine.delivering import deliver_due
from tests.forms_engine.delivery.telling import make_destination, message, tell

pytestmark = pytest.mark.django_db

# For each kind, settings that will do. A connector without a line here fails the first test.
SETTINGS = {
    "queue": {"queue": "highways"},
    "email": {"to": "team@council.example"},
    "webhook": {"url": "https://office.example/hook"},
    "open311": {"url": "https://office.example/open311/v2/", "service_code": "pothole"},
    "file": {"drop": "office"},
    "batch": {"drop": "office", "times": ["06:00"]},
    "pull": {},
}
EVERY = pytest.mark.parametrize("kind", sorted(CONNECTORS))


def test_every_connector_is_in_here():
    assert set(SETTINGS) == set(CONNECTORS)


@pytest.fixture
def destination(kind):
    Queue.objects.create(slug="highways", name="Highways", team=Team.objects.create(slug="t", name="T"))
    return make_destination(kind, SETTINGS[kind])


@EVERY
def test_it_is_registered_under_its_kind_with_words_for_whoever_chooses_it(kind):
    connector = CONNECTORS[kind]
    assert connector.kind == kind and len(kind) <= Destination._meta.get_field("kind").max_length
    assert connector.label and connector.settings.__doc__
    assert (connector.send is not None) == (kind in SENT_ONE_BY_ONE)


@EVERY
def test_each_setting_has_a_title_and_a_description_that_an_administrator_reads(kind):
    for name, field in CONNECTORS[kind].settings.model_fields.items():
        assert field.title and field.title != name, name
        assert field.description and len(field.description) > 10, name
    assert CONNECTORS[kind].settings.model_json_schema()


@EVERY
def test_settings_it_does_not_know_are_refused_and_good_ones_stay_as_they_are(kind):
    good = checked_settings(kind, SETTINGS[kind])
    assert checked_settings(kind, good) == good and json.loads(json.dumps(good)) == good
    with pytest.raises(ValidationError):
        checked_settings(kind, {**SETTINGS[kind], "password": "secret"})


@EVERY
def test_the_same_message_makes_the_same_text(kind, destination):
    render = CONNECTORS[kind].render
    assert render(destination, message()) == render(destination, message())
    delivery = tell(destination)
    assert delivery.state == "ready", delivery.last_error
    assert delivery.sha256 == hashlib.sha256(delivery.body.encode()).hexdigest()


@EVERY
def test_where_no_personal_data_may_go_none_does(kind, destination):
    destination.takes_personal_data = False
    destination.save()
    body = tell(destination).body
    for personal in ("Ann Archer", "ann@example.com", "+447700900123", "447700900123", "My knee", "A road"):
        assert personal not in body


@EVERY
def test_what_was_put_into_words_before_goes_there_no_more_once_personal_data_may_not(kind, destination):
    before = tell(destination)
    if kind == "pull":
        return  # nobody sends it: the pull door's own tests have it
    destination.takes_personal_data = False
    destination.save()
    Delivery.objects.update(next_at=timezone.now())
    deliver_due()
    write_due()
    before.refresh_from_db()
    assert (before.state, before.last_error) == ("dead", NOT_ANY_MORE)
    assert before.attempts.get().succeeded is False


@EVERY
def test_whatever_a_resident_types_can_be_put_into_its_words(kind, destination):
    nasty = "=cmd|'/c'!A1\r\nBcc: x@y.example\n\n</request><![CDATA[ \u202e\ufffe\x07 é 🕳️"
    odd = tell(
        destination,
        title=nasty,
        reference="K7W-Q3X-T9D4",
        contact={"name": nasty, "email": "", "mobile": ""},
        answers=[{"question": "q", "label": nasty, "answer": nasty, "words": [nasty], "sensitive": False}],
    )
    assert odd.state == "ready", odd.last_error
