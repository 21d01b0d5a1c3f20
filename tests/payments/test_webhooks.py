"""Stripe's webhook: genuine events are stored once and acted on, everything else is turned away."""

import json
import time

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from payments import inbox
from payments.errors import GatewayUnavailable
from payments.integrity import problems
from payments.models import Charge, PaymentAttempt, ProviderEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def completed(sandbox, attempt) -> dict:
    """The genuine event about a payment just made."""
    sandbox.does(attempt.session_id, "pay")
    return sandbox.events("checkout.session.completed")[0]


def jobs() -> list[int]:
    waiting = ProcrastinateJob.objects.filter(task_name="payments.process_event", status="todo").order_by(
        "id"
    )
    return [job.args["provider_event_pk"] for job in waiting]


def test_a_genuine_event_is_stored_and_its_work_deferred(post_event, completed, attempt):
    assert post_event(completed) == 200
    event = ProviderEvent.objects.get()
    assert (event.event_id, json.loads(event.body)) == (completed["id"], completed)
    assert jobs() == [event.pk]
    # Nothing is believed and nothing is asked yet: that is the worker's.
    attempt.refresh_from_db()
    assert attempt.state == PaymentAttempt.State.OPEN
    assert list(problems()) == []

    inbox.process(event.pk)
    assert Charge.objects.get().state == Charge.State.PAID
    event.refresh_from_db()
    assert (event.result, event.processed_at is not None) == ("settled", True)
    assert attempt.events.last().provider_event_id == completed["id"]


def test_the_same_event_again_is_welcome_and_changes_nothing(post_event, completed, paid_owners):
    assert [post_event(completed) for _ in range(3)] == [200, 200, 200]
    assert ProviderEvent.objects.count() == len(jobs()) == 1
    for _ in range(2):
        inbox.process(ProviderEvent.objects.get().pk)
    assert len(paid_owners) == 1


def test_either_of_two_secrets_is_good_while_one_is_replaced(settings, post_event, completed):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", *settings.STRIPE_WEBHOOK_SECRETS]
    assert post_event(completed) == 200
    assert post_event(completed, secret="whsec_new") == 200


@pytest.mark.parametrize(
    "spoilt",
    [
        {"signature": ""},
        {"signature": "nonsense"},
        {"signature": "t=now,v1=00"},
        {"secret": "whsec_of_somebody_else"},
        {"seconds_off": -301},
        {"seconds_off": 400},
    ],
    ids=["missing", "unreadable", "no time", "wrong secret", "old", "from the future"],
)
def test_a_signature_that_is_not_good_is_refused_and_nothing_is_stored(post_event, completed, spoilt):
    if "seconds_off" in spoilt:
        # From now, not from when the tests were collected.
        spoilt = {"at": time.time() + spoilt["seconds_off"]}
    assert post_event(completed, **spoilt) == 400
    assert not ProviderEvent.objects.exists()
    assert jobs() == []


def test_a_changed_byte_is_refused(payer, sandbox, completed):
    body = json.dumps(completed)
    signature = sandbox.sandbox.events.sign(body)
    changed = body.replace('"amount_total": 1000', '"amount_total": 1001')
    assert changed != body
    answer = payer.post(
        "/payments/stripe/webhook",
        changed,
        content_type="application/json",
        headers={"stripe-signature": signature},
    )
    assert answer.status_code == 400
    assert not ProviderEvent.objects.exists()


def test_a_genuine_retry_days_later_is_signed_anew_and_accepted(post_event, completed):
    completed["created"] -= 3 * 24 * 3600
    assert post_event(completed) == 200


@pytest.mark.parametrize(
    "body",
    [
        "not json",
        "[]",
        '{"object": "event"}',
        '{"object": "charge", "id": "ch_1"}',
        pytest.param("[" * 100_000, id="deep"),
        '{"object": "event", "id": "evt_\\u0000", "type": "x"}',
        pytest.param(f'{{"object": "event", "id": "{"e" * 256}", "type": "x"}}', id="long"),
    ],
)
def test_a_signed_body_that_is_no_event_is_refused(post_event, sandbox, body):
    assert post_event(body) == 400
    assert not ProviderEvent.objects.exists()


def test_a_huge_body_is_refused_unread(post_event, sandbox):
    assert post_event("x" * (256 * 1024 + 1)) == 413


def test_only_post_is_answered(payer):
    assert payer.get("/payments/stripe/webhook").status_code == 405


def test_a_test_event_on_a_live_site_is_kept_but_not_acted_on(settings, post_event, completed):
    settings.STRIPE_SECRET_KEY = "sk_live_guildhall"
    assert post_event(completed) == 200
    assert ProviderEvent.objects.get().result == "wrong_mode"
    assert jobs() == []


def test_kinds_we_do_not_act_on_are_noted(post_event, sandbox, completed):
    post_event(sandbox.events("payment_intent.succeeded")[0])
    event = ProviderEvent.objects.get()
    inbox.process(event.pk)
    event.refresh_from_db()
    assert event.result == "ignored"


def test_an_event_about_somebody_elses_session_is_noted(post_event, completed):
    completed["data"]["object"] |= {"id": "cs_test_other", "client_reference_id": "their own words"}
    post_event(completed)
    event = ProviderEvent.objects.get()
    inbox.process(event.pk)
    event.refresh_from_db()
    assert event.result == "unknown"


def test_an_event_that_lies_is_only_a_reason_to_look(post_event, attempt, sandbox):
    """Signed with our secret, yet Stripe itself says otherwise: what Stripe says when asked is what counts."""
    session = sandbox.journal()["sessions"][0] | {"payment_status": "paid", "status": "complete"}
    event = {"id": "evt_1", "object": "event", "type": "checkout.session.completed", "livemode": False}
    post_event(event | {"data": {"object": session}})
    inbox.process(ProviderEvent.objects.get().pk)
    assert Charge.objects.get().state == Charge.State.PAYING


def test_an_event_for_an_attempt_that_never_heard_its_session_settles_it(
    post_event, attempt, completed, paid_owners
):
    PaymentAttempt.objects.update(session_id="", state=PaymentAttempt.State.OPENING, url="")
    post_event(completed)
    inbox.process(ProviderEvent.objects.get().pk)
    assert PaymentAttempt.objects.get().session_id == completed["data"]["object"]["id"]
    assert len(paid_owners) == 1


def test_an_event_stays_unprocessed_while_stripe_is_down(settings, post_event, completed):
    post_event(completed)
    event = ProviderEvent.objects.get()
    settings.STRIPE_API = "http://127.0.0.1:9"
    with pytest.raises(GatewayUnavailable):
        inbox.process(event.pk)
    event.refresh_from_db()
    assert event.processed_at is None


def test_an_event_without_a_job_is_a_problem(post_event, completed):
    post_event(completed)
    ProviderEvent.objects.create(event_id="evt_lost", kind="x", body="{}")
    assert [problem.partition(" is ")[2] for problem in problems()] == [
        "not processed and no job is left to do it"
    ]
