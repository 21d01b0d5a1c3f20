"""Events about refunds, disputes and payouts: each is only a reason to look."""

import pytest

from payments import inbox, services
from payments.errors import RefundRefused
from payments.models import Charge, Dispute, Payout, ProviderEvent, Refund

pytestmark = pytest.mark.django_db


@pytest.fixture
def hear(post_event, sandbox):
    """Posts every event of a kind and processes what came in; the results."""

    def post(kind: str) -> list[str]:
        for event in sandbox.events(kind):
            assert post_event(event) == 200
        for stored in ProviderEvent.objects.filter(processed_at=None):
            inbox.process(stored.pk)
        return list(ProviderEvent.objects.filter(kind__startswith=kind).values_list("result", flat=True))

    return post


def test_a_dashboard_refund_is_heard_of(sandbox, paid, hear):
    sandbox.bank("charges", paid.charge_ref, "refund-in-dashboard", amount=200)
    assert hear("refund.") == ["settled"]
    assert (Refund.objects.get().amount_pence, Charge.objects.get().state) == (200, "part_refunded")


def test_news_of_a_refund_before_news_of_its_payment_settles_both(sandbox, attempt, hear, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    sandbox.bank("charges", sandbox.journal()["charges"][0]["id"], "refund-in-dashboard", amount=200)
    assert hear("refund.") == ["settled"]
    assert len(paid_owners) == 1
    assert Charge.objects.get().state == "part_refunded"


def test_a_failed_refund_is_heard_of(sandbox, paid, finance, hear):
    refund = services.ask_refund(finance, paid.charge_id, refundable_seen=1000, reason="asked")
    refund = services.send_refund(refund.pk)
    sandbox.bank("refunds", refund.provider_id, "come-back")
    assert set(hear("refund.")) == {"settled"}
    refund.refresh_from_db()
    assert refund.state == Refund.State.FAILED


def test_disputes_are_heard_of_in_any_order(sandbox, paid, hear):
    dispute = sandbox.bank("charges", paid.charge_ref, "dispute")
    sandbox.bank("disputes", dispute["id"], "lose")
    assert set(hear("charge.dispute.")) == {"settled"}
    assert Dispute.objects.get().state == Dispute.State.LOST
    assert Charge.objects.get().needs_attention == ["disputed"]


def test_what_the_bank_holds_cannot_be_refunded(sandbox, paid, finance, hear):
    sandbox.bank("charges", paid.charge_ref, "dispute")
    hear("charge.dispute.created")
    with pytest.raises(RefundRefused):
        services.ask_refund(finance, paid.charge_id, refundable_seen=0, reason="asked")


def test_a_payout_is_heard_of_with_all_that_it_is_made_of(sandbox, paid, hear):
    sandbox.pays_out()
    assert set(hear("payout.")) == {"settled"}
    payout = Payout.objects.get()
    assert (payout.state, payout.transactions.count()) == (Payout.State.PAID, 2)


def test_a_refund_of_somebody_elses_is_noted(sandbox, paid, hear):
    sandbox.bank("charges", paid.charge_ref, "refund-in-dashboard", amount=200)
    type(paid).objects.update(charge_ref="ch_other", intent_id="pi_other")
    assert hear("refund.") == ["unknown"]
    assert Refund.objects.count() == 0
