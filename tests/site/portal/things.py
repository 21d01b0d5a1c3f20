"""What somebody has in their account, made as it lies in the tables: many requests, letters, payments, appointments."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from forms_engine.booking.models import Booking, Place, Slot
from forms_engine.delivery.models import Destination
from forms_engine.files.models import StoredFile
from forms_engine.requests.models import Clock, Customer, Inbound, Letter
from payments.models import Charge, ChargeLine, PaymentAttempt
from tests.forms_engine.requests import makers


def customer_of(user):
    """Their one customer, made if need be."""
    return Customer.objects.get_or_create(user=user, defaults={"name": user.name})[0]


def sent(user, **fields):
    """A request of theirs."""
    return makers.sent(customer=customer_of(user), **fields)


def finished(user, **fields):
    """One that has come to its end."""
    return sent(user, state="resolved", finished_at=timezone.now(), resolved_at=timezone.now(), **fields)


def letter(made, title="Decision", *, scan_state="clean", told=True):
    """A letter about a request, not read yet."""
    destination = Destination.objects.first() or Destination.objects.create(
        slug="office", name="Office", kind="queue", settings={"queue": "trees"}
    )
    inbound = Inbound.objects.create(
        destination=destination,
        message_id=str(uuid4()),
        kind="letter",
        sha256="0" * 64,
        at=timezone.now(),
        outcome="applied",
        request=made,
    )
    file = StoredFile.objects.create(
        owner_type="letter",
        owner_id=str(uuid4()),
        name="decision.pdf",
        content_type="application/pdf",
        size=1234,
        sha256="0" * 64,
        content="uploads/00/none",
        scan_state=scan_state,
        scan_next_at=timezone.now() if scan_state == "waiting" else None,
    )
    return Letter.objects.create(
        request=made, inbound=inbound, title=title, file=file, told_at=timezone.now() if told else None
    )


def unpaid(user, pence=1000, **fields):
    """A request that waits for its payment, with its charge."""
    made = sent(
        user,
        state="awaiting-payment",
        received_at=None,
        fee_pence=pence,
        pay_by=timezone.now() + timedelta(days=14),
        **fields,
    )
    charge(made, pence)
    return made


def charge(made, pence=1000, **fields):
    """What a request owes."""
    owed = Charge.objects.create(
        owner_type="request",
        owner_id=str(made.pk),
        description=made.title,
        total_pence=pence,
        return_path="/requests/",
        **fields,
    )
    ChargeLine.objects.create(
        charge=owed,
        position=1,
        key="fee",
        label="Fee",
        amount_pence=pence,
        ledger_code="G-1",
        vat_code="OUTSIDE",
    )
    return owed


def paid(user, pence=1000, **fields):
    """A request that was paid for by card."""
    made = sent(user, fee_pence=pence, **fields)
    owed = charge(made, pence, state="paid", paid_at=timezone.now())
    PaymentAttempt.objects.create(
        charge=owed,
        number=1,
        session_id=f"cs_{owed.pk}",
        amount_pence=pence,
        received_pence=pence,
        expires_at=timezone.now(),
        return_token_hash=uuid4().hex * 2,
        state="paid",
        won=True,
    )
    return made


def booked(made, slot: Slot, state="confirmed"):
    """An appointment of a request."""
    has_place = state in {"confirmed", "awaiting_approval", "awaiting_payment", "attended", "no_show"}
    booking = Booking.objects.create(
        owner_type="request",
        owner_id=str(made.pk),
        slot=slot,
        state=state,
        ended_at=None if has_place else timezone.now(),
    )
    if has_place:
        place = Place.objects.filter(slot=slot, booking=None).first()
        Place.objects.filter(pk=place.pk).update(booking=booking)
    return booking


def promised(made, due_on):
    """That a request is promised to be resolved by the end of a day; instead of what its service promises."""
    made.clocks.filter(kind="resolve").delete()
    return Clock.objects.create(
        request=made,
        kind="resolve",
        stage=1,
        target_days=9,
        warn_days=2,
        started_at=timezone.now(),
        counted_from=timezone.localdate(),
        days_left=9,
        due_on=due_on,
        warn_on=due_on,
    )
