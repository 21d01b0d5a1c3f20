"""The sandbox through the real SDK: the same calls give the same kind of answers from Stripe itself."""

import threading
import time
import uuid

import pytest
import stripe


@pytest.fixture
def client(sandbox) -> stripe.StripeClient:
    return stripe.StripeClient(
        "sk_test_contract",
        base_addresses={"api": sandbox.address},
        http_client=stripe.RequestsClient(timeout=5),
        max_network_retries=0,
    )


def params(**changes) -> dict:
    return {
        "mode": "payment",
        "success_url": "https://council.example/return",
        "cancel_url": "https://council.example/return",
        "client_reference_id": "abc",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {"currency": "gbp", "unit_amount": 1000, "product_data": {"name": "Badge"}},
            }
        ],
        **changes,
    }


def create(client, key=None, **changes):
    return client.v1.checkout.sessions.create(params(**changes), {"idempotency_key": key} if key else {})


def test_a_new_session_is_what_the_sdk_expects(client):
    session = create(client, metadata={"attempt": "1"})
    assert isinstance(session, stripe.checkout.Session)
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 1000)
    assert (session.currency, session.livemode, session.payment_intent) == ("gbp", False, None)
    assert session.metadata["attempt"] == "1"
    assert session.url.endswith(f"/pay/{session.id}")
    assert client.v1.checkout.sessions.retrieve(session.id).id == session.id


def test_a_paid_session_has_its_intent(client, sandbox):
    session = create(client, payment_intent_data={"metadata": {"attempt": "1"}, "description": "Badge"})
    sandbox.does(session.id, "pay")
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent", "line_items"]})
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)
    assert isinstance(paid.payment_intent, stripe.PaymentIntent)
    assert (paid.payment_intent.status, paid.payment_intent.amount_received) == ("succeeded", 1000)
    assert paid.line_items.data[0].description == "Badge"
    intent = client.v1.payment_intents.retrieve(paid.payment_intent.id)
    assert (intent.metadata["attempt"], intent.description) == ("1", "Badge")


def test_paying_twice_takes_money_once(client, sandbox):
    session = create(client)
    for _ in range(2):
        sandbox.does(session.id, "pay")
    assert len(sandbox.journal()["intents"]) == 1


def test_only_an_open_session_can_be_expired(client, sandbox):
    session = create(client)
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        client.v1.checkout.sessions.expire(session.id)
    sandbox.does(session.id, "pay")
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "unpaid"


def test_a_session_expires_by_itself_and_says_so(client, sandbox):
    session = create(client, expires_at=int(time.time()) + 31 * 60)
    sandbox.faults(clock_offset_seconds=32 * 60)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert [event["type"] for event in sandbox.events()] == ["checkout.session.expired"]


@pytest.mark.parametrize("seconds", [29 * 60, 24 * 3600 + 60])
def test_a_session_lives_30_minutes_to_24_hours(client, seconds):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        create(client, expires_at=int(time.time()) + seconds)
    assert refusal.value.param == "expires_at"


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"colour": "red"}, "colour"),
        (
            {"line_items": [{"quantity": 1, "price_data": {"colour": "red"}}]},
            "line_items[0][price_data][colour]",
        ),
        ({"expires_at": "tomorrow"}, "expires_at"),
        ({"submit_type": "steal"}, "submit_type"),
        ({"metadata": "text"}, "metadata"),
        ({"mode": "subscription"}, "mode"),
        ({"success_url": "javascript:alert(1)"}, "success_url"),
        ({"allow_promotion_codes": True}, "allow_promotion_codes"),
        ({"line_items": []}, "line_items"),
    ],
)
def test_parameters_stripe_would_refuse_are_refused(client, sandbox, changes, param):
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        create(client, **changes)
    assert refusal.value.param == param
    assert sandbox.journal()["sessions"] == []


def test_the_same_key_gives_the_same_session(client, sandbox):
    key = str(uuid.uuid4())
    first, second = create(client, key), create(client, key)
    assert first.id == second.id
    assert second.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(sandbox.journal()["sessions"]) == 1


def test_a_repeated_call_gets_the_first_answer_even_when_things_have_changed(client, sandbox):
    key = str(uuid.uuid4())
    session = create(client, key)
    sandbox.does(session.id, "pay")
    assert create(client, key).status == "open"


def test_the_same_key_with_other_parameters_is_refused(client):
    key = str(uuid.uuid4())
    create(client, key)
    with pytest.raises(stripe.IdempotencyError):
        create(client, key, client_reference_id="other")


def test_the_same_key_at_the_same_time_is_refused(client, sandbox):
    sandbox.faults(delay_seconds=0.5)
    key, answers = str(uuid.uuid4()), []

    def call():
        try:
            answers.append(create(client, key).id)
        except stripe.StripeError as error:
            answers.append(error.http_status)

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 409 in answers
    assert len(sandbox.journal()["sessions"]) == 1


def test_a_breakdown_after_the_fact_is_repeated_for_its_key(client, sandbox):
    sandbox.faults(fail_after_commit=1)
    key = str(uuid.uuid4())
    for _ in range(2):
        with pytest.raises(stripe.APIError) as error:
            create(client, key)
        assert error.value.http_status == 500


def test_a_refused_parameter_is_not_remembered_for_its_key(client):
    key = str(uuid.uuid4())
    with pytest.raises(stripe.InvalidRequestError):
        create(client, key, colour="red")
    assert create(client, key).status == "open"


def test_a_list_goes_by_page_newest_first(client, sandbox):
    ids = [create(client).id for _ in range(3)]
    page = client.v1.checkout.sessions.list({"limit": 2})
    assert ([session.id for session in page.data], page.has_more) == ([ids[2], ids[1]], True)
    assert [session.id for session in page.auto_paging_iter()] == ids[::-1]
    sandbox.does(ids[0], "pay")
    assert [s.id for s in client.v1.checkout.sessions.list({"status": "complete"}).data] == [ids[0]]


def test_what_is_not_there_is_not_found(client):
    for call in (client.v1.checkout.sessions.retrieve, client.v1.payment_intents.retrieve):
        with pytest.raises(stripe.InvalidRequestError) as error:
            call("cs_test_nothing")
        assert (error.value.http_status, error.value.code) == (404, "resource_missing")


@pytest.mark.parametrize("key", ["sk_live_real", "pk_test_public", "nonsense"])
def test_only_test_keys_are_taken(sandbox, key):
    client = stripe.StripeClient(key, base_addresses={"api": sandbox.address})
    with pytest.raises(stripe.AuthenticationError):
        client.v1.checkout.sessions.retrieve("cs_test_1")


def test_an_api_call_it_does_not_have_says_so(client):
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        client.v1.customers.create({"description": "nobody"})
