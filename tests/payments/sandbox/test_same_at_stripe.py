"""Scenarios that hold for the sandbox and for Stripe's own test mode alike: the same calls, through the SDK alone.

With STRIPE_TEST_KEY (sk_test_…) in the environment each runs there too; run it so before going live, and after every
new version of the SDK. It moves no real money.
"""

import os
import time
import uuid

import pytest
import stripe

TEST_KEY = os.environ.get("STRIPE_TEST_KEY", "")


@pytest.fixture(
    params=[
        "sandbox",
        pytest.param(
            "stripe",
            marks=pytest.mark.skipif(not TEST_KEY, reason="no STRIPE_TEST_KEY for Stripe's test mode"),
        ),
    ]
)
def client(request) -> stripe.StripeClient:
    """The SDK's client for the sandbox, or for Stripe's test mode."""
    if request.param == "stripe":
        assert TEST_KEY.startswith(("sk_test_", "rk_test_"))
        return stripe.StripeClient(TEST_KEY, http_client=stripe.RequestsClient(timeout=30))
    sandbox = request.getfixturevalue("sandbox")
    return stripe.StripeClient(
        "sk_test_contract",
        base_addresses={"api": sandbox.address},
        http_client=stripe.RequestsClient(timeout=10),
        max_network_retries=0,
    )


def pay(client, pence=1000) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(
        {
            "amount": pence,
            "currency": "gbp",
            "payment_method": "pm_card_visa",
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "confirm": True,
            "metadata": {"attempt": "1"},
        }
    )


def test_a_payment_has_its_charge_and_its_movement_less_the_fee(client):
    intent = pay(client)
    assert (intent.status, intent.amount_received) == ("succeeded", 1000)
    charge = client.v1.charges.retrieve(intent.latest_charge)
    assert (charge.payment_intent, charge.amount, charge.metadata["attempt"]) == (intent.id, 1000, "1")
    movement = client.v1.balance_transactions.retrieve(charge.balance_transaction)
    assert (movement.type, movement.reporting_category, movement.source) == ("charge", "charge", charge.id)
    assert movement.net == movement.amount - movement.fee
    assert [one.id for one in client.v1.charges.list({"payment_intent": intent.id}).data] == [charge.id]


def test_a_refund_is_made_found_and_moves_money(client):
    intent = pay(client)
    refund = client.v1.refunds.create(
        {"payment_intent": intent.id, "amount": 400, "reason": "duplicate", "metadata": {"refund": "r"}}
    )
    assert (refund.amount, refund.status, refund.metadata["refund"]) == (400, "succeeded", "r")
    assert refund.charge == intent.latest_charge
    assert [one.id for one in client.v1.refunds.list({"payment_intent": intent.id}).data] == [refund.id]
    assert client.v1.refunds.retrieve(refund.id).payment_intent == intent.id
    movement = client.v1.balance_transactions.retrieve(refund.balance_transaction)
    assert (movement.type, movement.amount, movement.source) == ("refund", -400, refund.id)


def test_never_more_than_was_taken(client):
    intent = pay(client)
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 600})
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 401})
    client.v1.refunds.create({"payment_intent": intent.id})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 1})
    assert refusal.value.code == "charge_already_refunded"


def test_the_same_key_is_the_same_refund(client):
    intent, key = pay(client), str(uuid.uuid4())
    wanted = {"payment_intent": intent.id, "amount": 100}
    first, second = (client.v1.refunds.create(wanted, {"idempotency_key": key}) for _ in range(2))
    assert first.id == second.id
    with pytest.raises(stripe.IdempotencyError):
        client.v1.refunds.create({**wanted, "amount": 101}, {"idempotency_key": key})


@pytest.mark.parametrize(
    "wrong", [{"amount": "lots"}, {"colour": "red"}, {"reason": "because"}, {"payment_intent": "pi_unknown"}]
)
def test_refunds_that_cannot_be_are_refused(client, wrong):
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"payment_intent": "pi_unknown", **wrong})


def test_a_session_is_opened_found_and_closed_once(client):
    session = client.v1.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "https://council.example/return",
            "client_reference_id": "abc",
            "expires_at": int(time.time()) + 31 * 60,
            "adaptive_pricing": {"enabled": False},
            "submit_type": "pay",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {"currency": "gbp", "unit_amount": 1000, "product_data": {"name": "Badge"}},
                }
            ],
        }
    )
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 1000)
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.expire(session.id)


def test_lists_come_by_page_and_by_time(client):
    since = int(time.time()) - 60
    for _ in range(2):
        pay(client)
    for things in (client.v1.balance_transactions, client.v1.charges, client.v1.events):
        page = things.list({"limit": 1, "created": {"gte": since}})
        assert (len(page.data), page.has_more) == (1, True)
        assert len({thing.id for thing in list(page.auto_paging_iter())[:2]}) == 2
    assert client.v1.disputes.list({"limit": 1, "created": {"gte": since}}).data == []
    assert client.v1.payouts.list({"limit": 1, "created": {"gte": int(time.time()) + 10**6}}).data == []
