"""A person wants to know now: ask Stripe about everything of one charge."""

from audiences.principal import Principal
from payments.errors import GatewayRefused
from payments.models import Cause, Charge, Refund
from payments.permissions import may_read_money, may_take_money, person
from payments.refunding import import_refunds_of, send_refund
from payments.settlement import settle


def ask_stripe_now(principal: Principal, charge_id: int) -> Charge:
    """Settle every card payment of a charge, those we believe failed or expired too, and look for its refunds.

    Must not be called inside a transaction.

    Raises:
        NotAllowed: neither an officer nor in finance.
        GatewayUnavailable: Stripe did not answer; what was asked before stands.
    """
    person(principal, may_take_money(principal) or may_read_money(principal))
    charge = Charge.objects.get(pk=charge_id)
    for attempt in charge.attempts.all():
        try:
            settled = settle(attempt.pk, Cause.STAFF)
            if settled.intent_id and settled.received_pence is not None:
                import_refunds_of(settled, Cause.STAFF)
        except GatewayRefused:
            continue  # Stripe does not know it: there is nothing to learn
    for refund in charge.refunds.filter(state=Refund.State.APPROVED):
        send_refund(refund.pk, Cause.STAFF)
    charge.refresh_from_db()
    return charge
