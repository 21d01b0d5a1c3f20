"""Whatever a back office says, the try is written down: otherwise one that talks nonsense stops the worker for all."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from forms_engine.delivery import services
from forms_engine.delivery.claiming import claim
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.sending import record
from tests.examples import examples

ANY_TEXT = st.text(st.characters(), max_size=600)


@pytest.fixture
def office(db):
    return Destination.objects.create(
        slug="office",
        name="Office",
        kind="webhook",
        settings={"url": "https://office.example/"},
        concurrency=9,
    )


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=ANY_TEXT, number=ANY_TEXT, fault=st.sampled_from([None, *Fault]))
@example(words="\x00", number="\x00", fault=None)
@example(words="\ud800", number="x" * 600, fault=Fault.PASSING)
def test_whatever_it_says_the_try_is_written_down(office, words, number, fault):
    Attempt.objects.all().delete()
    Delivery.objects.all().delete()
    Destination.objects.update(failures_in_row=0, shut_until=None, paused_at=None)
    message = Message("request.received", timezone.now(), {})
    services.tell(owner_type="test", owner_id="one", destination=office, sequence=1, message=message)
    (claimed,) = claim(1)
    record(claimed.delivery.id, claimed.attempt.number, Outcome(fault, words, remote_id=number))
    assert Attempt.objects.get().finished_at is not None


def test_what_can_be_read_is_kept_as_it_is():
    said = Outcome(None, "Answered 200: “Diolch” 😀", remote_id="CASE-1/2")
    assert (said.detail, said.remote_id) == ("Answered 200: “Diolch” 😀", "CASE-1/2")
