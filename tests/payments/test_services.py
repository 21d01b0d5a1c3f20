"""Opening charges, starting attempts, cancelling."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from payments import gateway, services
from payments.errors import ChargeNotPayable, GatewayUnavailable, TooManyAttempts
from payments.models import Charge, PaymentAttempt
from payments.return_tokens import return_token
from payments.services import LineSpec

pytestmark = pytest.mark.django_db


def test_a_charge_keeps_its_lines(new_charge):
    charge = new_charge()
    assert charge.total_pence == 1000
    assert [
        (line.key, line.amount_pence, line.ledger_code, line.vat_code) for line in charge.lines.all()
    ] == [
        ("badge", 800, "7100-200", "outside"),
        ("post", 200, "7100-210", "zero"),
    ]


def test_opening_again_gives_the_same_charge(new_charge):
    assert new_charge("one").pk == new_charge("one").pk
    assert Charge.objects.count() == 1


def test_opening_again_with_other_lines_is_refused(new_charge):
    new_charge("one")
    with pytest.raises(ValueError, match="other lines"):
        new_charge("one", lines=[LineSpec("badge", "Blue Badge", 900, "7100", "zero")])


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [LineSpec("a", "A", 29, "1", "z")],
        [LineSpec("a", "A", 500, "1", "z"), LineSpec("b", "B", -100, "1", "z")],
        [LineSpec("a", "A", 500, "1", "z"), LineSpec("a", "A again", 100, "1", "z")],
    ],
)
def test_lines_that_cannot_be_charged_are_refused(new_charge, lines):
    with pytest.raises(ValueError, match=r"charge"):
        new_charge(lines=lines)


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "requests/", "/\\evil.example"])
def test_a_return_path_stays_on_this_site(new_charge, path):
    with pytest.raises(ValueError, match="return path"):
        new_charge(return_path=path)


def test_a_charge_nobody_would_hear_of_is_refused():
    with pytest.raises(LookupError):
        services.open_charge(
            owner_type="nobody",
            owner_id="1",
            lines=[LineSpec("a", "A", 500, "1", "z")],
            description="",
            return_path="/",
        )


def test_the_database_refuses_lines_that_do_not_add_up(new_charge):
    charge = new_charge()
    with pytest.raises(IntegrityError, match="lines come to 1050"), transaction.atomic():
        charge.lines.create(position=3, key="tip", label="Tip", amount_pence=50, ledger_code="", vat_code="")
        connection.check_constraints()


def test_the_database_refuses_a_second_live_attempt(attempt):
    with pytest.raises(IntegrityError, match="one_live_attempt_per_charge"), transaction.atomic():
        PaymentAttempt.objects.create(
            charge=attempt.charge,
            number=2,
            amount_pence=1000,
            expires_at=timezone.now(),
            return_token_hash="x",
        )


def test_starting_opens_a_page_for_the_amount(sandbox, attempt):
    session = sandbox.journal()["sessions"][0]
    assert attempt.url == session["url"]
    assert attempt.state == PaymentAttempt.State.OPEN
    assert attempt.charge.state == Charge.State.PAYING
    assert session["amount_total"] == 1000
    assert session["client_reference_id"] == str(attempt.uuid)
    assert session["success_url"].endswith(f"/payments/return/{return_token(attempt.uuid)}/")


def test_stripe_hears_opaque_ids_only(sandbox, attempt):
    call = sandbox.calls("POST", "/sessions")[0]["params"]
    ids = {"attempt": str(attempt.uuid), "charge": str(attempt.charge.uuid)}
    assert call["metadata"] == ids
    assert call["payment_intent_data"]["metadata"] == ids


def test_the_return_address_keeps_the_language_of_the_journey(sandbox, new_charge):
    services.start_attempt(new_charge(return_path="/cy/requests/ABC/").pk)
    assert "/cy/payments/return/" in sandbox.journal()["sessions"][0]["success_url"]


def test_the_return_token_is_stored_as_a_hash_only(attempt):
    token = return_token(attempt.uuid)
    assert token not in str(PaymentAttempt.objects.filter(pk=attempt.pk).values().get())


def test_starting_again_gives_the_page_that_is_still_open(sandbox, attempt):
    again = services.start_attempt(attempt.charge_id)
    assert (again.pk, again.url) == (attempt.pk, attempt.url)
    assert len(sandbox.journal()["sessions"]) == 1


def test_starting_again_after_paying_elsewhere_notices_the_payment(sandbox, attempt, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    with pytest.raises(ChargeNotPayable):
        services.start_attempt(attempt.charge_id)
    assert paid_owners == [attempt.charge.owner_id]


def test_starting_again_after_the_page_expired_opens_another(sandbox, attempt):
    gateway.expire_session(attempt.session_id)
    again = services.start_attempt(attempt.charge_id)
    assert again.number == 2
    assert again.url != attempt.url
    attempt.refresh_from_db()
    assert attempt.state == PaymentAttempt.State.EXPIRED


def test_the_sixth_attempt_in_an_hour_is_refused(sandbox, new_charge):
    charge = new_charge()
    for _ in range(5):
        gateway.expire_session(services.start_attempt(charge.pk).session_id)
    with pytest.raises(TooManyAttempts) as refusal:
        services.start_attempt(charge.pk)
    assert timedelta(minutes=55) < refusal.value.retry_at - timezone.now() <= timedelta(hours=1)
    assert charge.attempts.count() == 5

    PaymentAttempt.objects.filter(number=1).update(created_at=timezone.now() - timedelta(minutes=61))
    assert services.start_attempt(charge.pk).number == 6


def test_a_crash_before_stripe_answers_is_repaired_with_the_same_key(sandbox, new_charge):
    """The call takes effect, the answer never comes: whoever asks next gets that same session."""
    sandbox.faults(drop_after_commit=2)  # the SDK itself tries twice
    charge = new_charge()
    with pytest.raises(GatewayUnavailable):
        services.start_attempt(charge.pk)
    lost = charge.attempts.get()
    assert (lost.state, lost.session_id) == (PaymentAttempt.State.OPENING, "")

    repaired = services.start_attempt(charge.pk)
    assert repaired.pk == lost.pk
    sessions = sandbox.journal()["sessions"]
    assert [session["id"] for session in sessions] == [repaired.session_id]
    assert {call["idempotency_key"] for call in sandbox.calls("POST", "/sessions")} == {str(lost.uuid)}


def test_stripe_breaking_down_on_one_key_does_not_block_the_charge(sandbox, new_charge):
    sandbox.faults(fail_after_commit=1)
    opened = services.start_attempt(new_charge().pk)
    assert opened.number == 2
    assert opened.charge.attempts.get(number=1).state == PaymentAttempt.State.FAILED


def test_stripe_being_down_when_starting_is_said_so_and_nothing_is_lost(settings, new_charge):
    settings.STRIPE_API = "http://127.0.0.1:9"
    charge = new_charge()
    with pytest.raises(GatewayUnavailable):
        services.start_attempt(charge.pk)
    assert charge.attempts.get().next_check_at is not None


def test_cancelling_closes_the_open_page(sandbox, attempt):
    charge = services.cancel_charge(attempt.charge_id)
    attempt.refresh_from_db()
    assert (charge.state, attempt.state) == (Charge.State.CANCELLED, PaymentAttempt.State.CANCELLED)
    assert sandbox.journal()["sessions"][0]["status"] == "expired"
    assert services.cancel_charge(attempt.charge_id).state == Charge.State.CANCELLED
    with pytest.raises(ChargeNotPayable):
        services.start_attempt(attempt.charge_id)


def test_cancelling_loses_to_money_that_was_faster(sandbox, attempt, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    with pytest.raises(ChargeNotPayable):
        services.cancel_charge(attempt.charge_id)
    assert Charge.objects.get().state == Charge.State.PAID
    assert paid_owners == [attempt.charge.owner_id]
