"""What happens to a request. Each verb is one transaction that writes the request and its timeline together.

Locks: charge before request (DESIGN section 3); a request's own row is locked before its timeline grows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audiences.principal import Principal
from forms_engine.booking.models import Booking
from forms_engine.booking.states import State as BookingState
from forms_engine.booking.wording import named_day
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.delivery import services as delivery
from forms_engine.delivery.message import Message
from forms_engine.files.models import StoredFile
from forms_engine.locations.services import record_location
from forms_engine.requests import announcing, bookings, clocks, outcomes
from forms_engine.requests.bookings import ending, finishing, letters, paying
from forms_engine.requests.bookings import sending as booked
from forms_engine.requests.bookings.recording import write_when
from forms_engine.requests.cancelling import record_cancellation
from forms_engine.requests.casework import raising as casework
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.charging import open_charge
from forms_engine.requests.contacts import recording
from forms_engine.requests.customers.completing import complete
from forms_engine.requests.facts import kept_facts
from forms_engine.requests.feedback import asking as feedback
from forms_engine.requests.helping.sending import on_behalf
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.payload import checked, received
from forms_engine.requests.receipts import tell_receipt
from forms_engine.requests.references import new_reference
from forms_engine.requests.routing import route
from forms_engine.requests.senders import Sender as Sender
from forms_engine.requests.senders import customer_of, own_on
from forms_engine.requests.states import SET_BY_OFFICERS, By, RequestState, StateRefused
from forms_engine.requests.states import NotAllowed as NotAllowed
from forms_engine.requests.telling import tell_customer, tell_of_state, write_entry
from forms_engine.requests.unpaid import PAY_WITHIN, pay_by_of_looked_up
from forms_engine.requests.urgent import urgent_in_notices
from forms_engine.requests.working_on import check_not_stale, lock_to_work_on
from forms_engine.runtime.evaluate import Evaluation
from forms_engine.runtime.uploads import NamedUpload, uploads_in
from forms_engine.runtime.wording import pounds
from payments.models import Charge

HELPED = "An officer went on with it for the customer, from where they had stopped, and sent it."


@transaction.atomic(savepoint=False)
def open_request(
    *,
    submission_id: UUID,
    version: JourneyVersion,
    definition: Definition,
    evaluation: Evaluation,
    sender: Sender,
    files: Iterable[StoredFile],
    spam_marks: Sequence[str] = (),
) -> Request:
    """Make a submission into a request: request, timeline, one delivery per destination, and a charge where there
    is a fee, all in the caller's transaction. Without a fee it is received at once and its deliveries go out; with
    ``spam_marks`` (codes of ``suspected.MARKS``) it is held back until an officer has looked at it, and nobody is
    written to. Where there is a fee, marks only keep the letter about it back until it is paid: whoever pays is
    somebody.

    ``evaluation`` is of the whole answer set and can be submitted. A submission makes one request, ever: a second
    call fails on the database's own constraint.

    Raises:
        NothingHeld, NoPlace, TooMany: where a time has to be booked (``booking.errors``). Nothing may be kept of the
            request then.
        PayloadRefused: when back offices would be told something else than the journey's payload schema says: our
            own mistake, found before anything is paid. Nothing may be kept of the request then.
    """
    contact = {
        part: str(evaluation.answers.get(getattr(definition.contact, part), "") or "")
        for part in ("name", "email", "mobile")
    }
    answers = evaluation.answers
    where = answers.get(definition.location) if definition.location else None
    location = record_location(where) if where else None
    state = _first_state(evaluation, spam_marks)
    request = Request.objects.create(
        reference=new_reference(),
        submission_id=submission_id,
        journey_version=version,
        service=version.journey.service,
        customer=customer_of(sender, contact),
        audience=own_on(sender, version),
        is_practice=sender.is_practice,
        organisation=sender.organisation,
        location=location,
        ward_id=location.ward_id if location else None,
        title=definition.title.in_language(sender.language),
        state=state,
        received_at=timezone.now() if state == RequestState.RECEIVED else None,
        spam_marks=list(spam_marks) if state == RequestState.SUSPECTED else [],
        channel=sender.channel,
        language=sender.language,
        answers=answers,
        facts=kept_facts(evaluation),
        fee_pence=evaluation.fee_pence,
        **(acting_for(definition, answers) or _agreed(sender)),
        pay_by=_pay_by(definition, evaluation) if state == RequestState.AWAITING_PAYMENT else None,
        **contact,
    )
    is_suspected = state == RequestState.SUSPECTED
    booking = bookings.take_over(request, submission_id, evaluation, is_suspected=is_suspected)
    _keep_files(request, files, uploads_in(definition, answers))
    write_entry(request, TimelineEntry.Kind.SUBMITTED, shown=True, actor=sender.user, is_first=True)
    answering = sender.user if sender.channel in ASSISTED else sender.helper
    recording.record_made(request, answering, begun_at=sender.begun_at)
    if sender.customer is not None and sender.user is not None and sender.is_for_another:
        complete(sender.customer, contact, sender.user)
    if sender.helper is not None:
        write_entry(request, TimelineEntry.Kind.CONTACT, shown=False, message=HELPED, actor=sender.helper)
    if sender.casework:
        casework.take_over(request, sender.casework)
    message = checked(request, booking)
    route(request, definition, evaluation.routes)
    if evaluation.fee_lines:
        open_charge(request, definition, evaluation)
        if not spam_marks:
            assert request.pay_by is not None
            tell_customer(
                request,
                "request.awaiting-payment",
                {
                    "fee": pounds(request.fee_pence),
                    "pay_by": named_day(timezone.localdate(request.pay_by), request.language),
                    **letters.kept_words(request, booking),
                },
            )
    elif state == RequestState.RECEIVED:
        receive(request, message, begun_at=sender.begun_at, booking=booking)
    return request


def _pay_by(definition: Definition, evaluation: Evaluation) -> datetime:
    now = timezone.now()
    if evaluation.booking:
        return now + booked.PAY_WITHIN
    owed = {line.key for line in evaluation.fee_lines}
    if any(line.amount_from and line.key in owed for line in definition.fees):
        return pay_by_of_looked_up(now)
    return now + PAY_WITHIN


def _first_state(evaluation: Evaluation, spam_marks: Sequence[str]) -> RequestState:
    if evaluation.fee_lines:
        return RequestState.AWAITING_PAYMENT
    return RequestState.SUSPECTED if spam_marks else RequestState.RECEIVED


def record_payment(charge: Charge) -> None:
    """A request's charge was paid: it is received, and its deliveries go out. Called by ``settle``, in its
    transaction, with the charge locked; doing it again changes nothing."""
    request = Request.objects.select_for_update().get(id=charge.owner_id)
    tell_receipt(request, charge)
    if request.received_at is not None:
        return
    if request.state == RequestState.CANCELLED:  # as its time to pay ran out
        delivery.hold_again(owner_type=OWNER_TYPE, owner_id=str(request.id))
    move(request, RequestState.RECEIVED, by=By.HOUSE, kind=TimelineEntry.Kind.PAID)
    paying.confirm(request, charge)
    receive(request)


@transaction.atomic
def set_state(
    principal: Principal,
    request_id: UUID,
    *,
    to: str,
    message: str,
    seen: str,
    read: int | None = None,
    appointment: str = "",
    outcome: str = "",
) -> Request:
    """An officer moves a request on, with words for its customer, who is told.

    ``seen`` is the state that the officer's page showed, and ``read`` the number of the newest entry of its timeline
    there: where somebody else has moved the request since, or its customer has written, nothing is changed. A repeated
    click (already in ``to`` from ``seen``) is refused the same way. ``appointment`` is a ``bookings.finishing.Choice``:
    what becomes of an appointment to come where the request is resolved or closed. ``outcome`` is the slug of what came
    of it, where its service names outcomes that end so: its words begin the message.

    Raises:
        NotAllowed: when the principal may not decide on this request (or may not even see it).
        StateRefused: when it is no longer in ``seen``, its customer has written, ``to`` may not follow, or it is not said
            what becomes of its appointment or what came of it; the message says which.
    """
    if to == RequestState.CANCELLED or appointment == finishing.Choice.CANCEL:
        ending.lock_money(request_id)
    request = lock_to_work_on(principal, request_id)
    check_not_stale(request, seen, read)
    if to not in SET_BY_OFFICERS:
        raise StateRefused(
            _("A request that is “%(state)s” cannot be set to that.")
            % {"state": RequestState(request.state).label}
        )
    if request.received_at is None:
        raise StateRefused(_("This request was never received, so there is nothing to set it to."))
    if to == RequestState.CANCELLED:
        record_cancellation(request, By.OFFICER, principal.user, message)
        return request
    booking = finishing.check_said(request, to, appointment, message)
    came = outcomes.outcome_said(request, to, outcome)
    message = outcomes.with_words(came, message, request.language)
    move(request, RequestState(to), by=By.OFFICER, actor=principal.user, message=message, outcome=came)
    said: dict[str, Any] = {"message": message.strip()}
    if came is not None:
        said["outcome"] = {"slug": came.slug, "name": came.name}
    announcing.announce(request, announcing.UPDATED, said)
    if booking and appointment == finishing.Choice.CANCEL:
        finishing.cancel_with(request, principal.user, message)
    tell_of_state(request, message, appointment=finishing.still_stands(request))
    feedback.ask(request)
    return request


def receive(
    request: Request,
    message: Message | None = None,
    *,
    begun_at: datetime | None = None,
    booking: Booking | None = None,
) -> None:
    """Send a request that has just been received on its way, tell its customer and count the contact; in the caller's
    transaction."""
    clocks.start(request)
    recording.record_sent(request, begun_at=begun_at)
    message = message or received(request, is_new=True)
    delivery.release(owner_type=OWNER_TYPE, owner_id=str(request.id), message=message)
    outcome = definition_of(request.journey_version_id).outcome
    words = [text for block in outcome if (text := block.text.in_language(request.language).strip())]
    fee = pounds(request.fee_pence) if request.fee_pence else ""
    urgent = urgent_in_notices(request)
    said: dict[str, object] = {"outcome": "\n\n".join(words), "fee": fee, "urgent": urgent}
    booking = booking or bookings.booking_of(request)
    if booking is None:
        tell_customer(request, "request.received", said)
        return
    if booking.state == BookingState.CONFIRMED:
        write_when(request, booking, TimelineEntry.Kind.BOOKED)
    letters.tell_received(request, booking, said)


def acting_for(definition: Definition, answers: Mapping[str, Any]) -> dict[str, str]:
    """For whom a request is and by what right, where its answers say that it is for another person."""
    person = str(answers.get(definition.contact.on_behalf_of, "") or "").strip()
    if not person:
        return {}
    return {"on_behalf_of": person, "authority": str(answers.get(definition.contact.authority) or "not-said")}


def _agreed(sender: Sender) -> dict[str, str]:
    if sender.agreement is None or sender.customer is None:
        return {}
    return on_behalf(sender.agreement, sender.customer)


def _keep_files(request: Request, files: Iterable[StoredFile], uploads: Iterable[NamedUpload]) -> None:
    named = {upload.id: upload for upload in uploads}
    RequestFile.objects.bulk_create(
        RequestFile(
            request=request, file=file, question=named[str(file.id)].question, item=named[str(file.id)].item
        )
        for file in files
    )
