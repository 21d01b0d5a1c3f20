"""What is owed for each request, and of some what was paid, is to be given back, and does not fit."""

import uuid
from types import SimpleNamespace

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from payments import services
from payments.models import Charge, CounterPayment, Payout, ReconcileException
from tests.leaks.desk.canaries import World
from tests.leaks.desk.groups import MONEY

# Paid at the counter, with a refund asked for; the others are still due.
PAID = ("open", "alpha-only", "alpha-restricted")
FEE = 500


def add_charge(made: Request, label: str) -> Charge:
    """What its customer owes, with the words of what it is for."""
    line = services.LineSpec(key="fee", label=label, amount_pence=FEE, ledger_code="G-1", vat_code="OUTSIDE")
    return services.open_charge(
        owner_type=OWNER_TYPE,
        owner_id=str(made.id),
        lines=[line],
        description=made.title,
        return_path="/journeys/report-a-pothole/confirmation/",
    )


def pay_and_ask_back(
    world: World,
    thing: SimpleNamespace,
    charge: Charge,
    *,
    taken_by: User,
    finance: User,
    readers: tuple[str, ...],
) -> None:
    """An officer took the money, finance is to give it back, and reconciling found no such money at the bank. What is
    written there is for finance, and for whoever reads the request."""
    payment = CounterPayment.objects.create(
        charge=charge,
        method="cheque",
        reference=world.secret(f"cheque that paid for {thing.name}", MONEY, *readers),
        amount_pence=FEE,
        taken_by=taken_by,
        receipt_token_hash=uuid.uuid4().hex,
    )
    charge.state, charge.paid_at = Charge.State.PAID, timezone.now()
    charge.save()
    asks = Principal(user=finance, audience=STAFF, keys=frozenset({STAFF}), roles=frozenset({Role.FINANCE}))
    refund = services.ask_refund(
        asks,
        charge.pk,
        refundable_seen=FEE,
        reason="our_mistake",
        note=world.secret(f"note on the refund of {thing.name}", MONEY, *readers),
    )
    found = ReconcileException.objects.create(
        kind="not_banked", subject=str(payment.uuid), amount_pence=FEE, charge=charge
    )
    thing.refund_uuid, thing.counter_uuid, thing.exception_id = refund.uuid, payment.uuid, found.pk


def add_payout(world: World) -> None:
    """A line on the council's bank statement."""
    now = timezone.now()
    word = world.secret("payout", MONEY)
    Payout.objects.create(
        provider_id=word,
        amount_pence=FEE,
        state=Payout.State.PAID,
        is_automatic=True,
        made_at=now,
        arrives_at=now,
        imported_at=now,
    )
    world.things.append(SimpleNamespace(name="payout", provider_id=word))
