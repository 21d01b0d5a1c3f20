"""A request rich in canaries: in whatever can be said of it, by whatever door there is."""

import base64
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind, User
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.booking import holding
from forms_engine.booking.actors import Owner
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.delivery.models import Attempt, Delivery, DeliveryAction
from forms_engine.journeys import saving
from forms_engine.journeys.models import SetAside, Submission
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests import added_files
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.messages import write_as_customer, write_as_officer
from forms_engine.requests.models import (
    Amendment,
    BrokenGlass,
    Casework,
    Contact,
    Councillor,
    CustomerChange,
    Feedback,
    Follower,
    Request,
    Threshold,
    ThresholdDecision,
    Unreachable,
)
from forms_engine.requests.moving import move
from forms_engine.requests.services import record_payment
from forms_engine.requests.states import By, RequestState
from payments.models import Charge, ChargeEvent, CounterPayment, Refund
from tests.factories import make_staff
from tests.forms_engine.files.samples import PDF
from tests.forms_engine.journeys.api_client import Program, published
from tests.forms_engine.journeys.appointments import SLUG, office, visit_kind
from tests.forms_engine.requests.bookings.appointments import FEE
from tests.forms_engine.requests.data_life.canaries import canary
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to

PAGES = [
    {
        "key": "about",
        "title": {"en": "About you"},
        "blocks": [
            {"key": "why", "type": "long_text", "label": {"en": "Why?"}},
            {"key": "your-name", "type": "short_text", "label": {"en": "Name"}},
            {"key": "your-email", "type": "email", "label": {"en": "Email"}, "required": False},
            {"key": "where", "type": "location", "label": {"en": "Where?"}, "required": False},
            {
                "key": "proof",
                "type": "file",
                "label": {"en": "Proof"},
                "accept": ["pdf"],
                "max_files": 1,
                "max_megabytes": 5,
            },
        ],
    }
]
EMAIL = f"{canary('email').lower()}@example.com"


def published_with_everything() -> None:
    """The journey, which knows its sender's name, address and location."""
    published(
        SLUG,
        PAGES,
        booking={"resource_kind": "visit", "minutes": 30},
        contact={"name": "your-name", "email": "your-email"},
        location="where",
        **FEE,
    )


def pdf(where: str) -> SimpleUploadedFile:
    """A PDF that says a canary, in its bytes and its name."""
    return SimpleUploadedFile(
        f"{canary(where)}.pdf", PDF + f"% {canary(where)}\n".encode(), "application/pdf"
    )


def sent() -> Request:
    """The request, submitted by API with a file, a booking and a fee; its draft had been saved, and its link sent."""
    office(visit_kind(), times=4)
    published_with_everything()
    slot = Booking.slot.field.related_model.objects.earliest("starts_at")
    program = Program()
    program.start(SLUG)
    stored = program.send_file("proof", pdf("upload"))
    assert stored.status_code == 201, stored.content
    answers = {
        "why": canary("answer"),
        "your-name": canary("name"),
        "your-email": EMAIL,
        "where": {"description": canary("location")},
        "proof": [{"id": stored.json()["id"]}],
    }
    answer = program.put("about", answers)
    assert answer.status_code == 200, answer.content
    address = Address(AddressKind.EMAIL, EMAIL)
    saving.send_link(Submission.objects.get(pk=program.id).pk, address, language="en", network="1.2.3.4")
    SetAside.objects.create(submission_id=program.id, step="about", answers={"why": canary("set-aside")})
    holding.hold(Owner("submission", program.id), slot.pk, language="en")
    answer = program.send()
    assert answer.status_code in {200, 201}, answer.content
    return Request.objects.get(submission_id=program.id)


def lived() -> Request:
    """The request after everything that can be said about it was said, and finished."""
    request = sent()
    officer = make_staff(Role.OFFICER, Role.TEAM_LEAD)
    request.service.team.members.add(officer)
    principal = admit(officer, "staff")
    _pay(request, officer)
    _write(request, principal)
    _say_at_the_back_office(request)
    _note(request, officer)
    with transaction.atomic():
        locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        move(locked, RequestState.RESOLVED, by=By.OFFICER, actor=officer, message=canary("outcome"))
    _after(request, officer)
    return Request.objects.get(pk=request.pk)


def rest(request: Request) -> None:
    """Nothing of it is on its way any more: letters were sent, deliveries have arrived, the appointment is over."""
    for notice in Notice.objects.filter(state="ready"):
        notices.send(str(notice.pk))
    mine = Delivery.objects.filter(owner_id=str(request.pk))
    for delivery in mine.exclude(state="delivered"):
        Attempt.objects.create(
            delivery=delivery,
            number=1,
            started_at=timezone.now(),
            finished_at=timezone.now(),
            succeeded=True,
            detail=canary("attempt"),
            sha256=delivery.sha256,
        )
        Delivery.objects.filter(pk=delivery.pk).update(
            state="delivered", delivered_at=timezone.now(), attempts_made=1, last_error=canary("error")
        )
    Booking.objects.filter(owner_type="request", owner_id=str(request.pk)).update(state="attended")


def _pay(request: Request, officer: User) -> None:
    charge = Charge.objects.get(owner_id=str(request.pk))
    payment = CounterPayment.objects.create(
        charge=charge,
        method="cash",
        amount_pence=charge.total_pence,
        taken_by=officer,
        receipt_token_hash="r",
        why_taken_back=canary("taken-back"),
    )
    charge.attempts.update(state="cancelled", next_check_at=None)
    Charge.objects.filter(pk=charge.pk).update(state="paid", paid_at=timezone.now())
    record_payment(Charge.objects.get(pk=charge.pk))
    ChargeEvent.objects.create(charge=charge, kind="cleared", detail=canary("cleared"), by=officer)
    Refund.objects.create(
        charge=charge,
        counter_payment=payment,
        amount_pence=1,
        reason="asked",
        note=canary("refund"),
        state="declined",
        asked_by=officer,
    )


def _write(request: Request, principal) -> None:
    sending = added_files.Sending([pdf("added")], uuid4())
    files = added_files.take_all(request.pk, sending)
    write_as_customer(request.pk, canary("message"), user=None, files=files)
    write_as_officer(principal, request.pk, canary("note"), is_note=True)
    write_as_officer(principal, request.pk, canary("answered"), is_note=False)
    said = ContactSaid(
        reason="chase",
        outcome="request-chased",
        service=request.service.slug,
        request=request.reference,
        note=canary("contact"),
        signposted_to=canary("signpost"),
    )
    log_contact(principal, said)


def _say_at_the_back_office(request: Request) -> None:
    office_ = back_office()
    Delivery.objects.filter(pk=sent_to(request, office_).pk).update(
        body=canary("body"), message=canary("told"), handled_note=canary("handled")
    )
    said = post("callbacks", office_, frame(case="T-1", status="SEEN", message=canary("callback")))
    assert said.status_code == 202, said.content
    letter = {"name": f"{canary('letter')}.pdf", "content": base64.b64encode(pdf("letter").read()).decode()}
    said = post("letters", office_, frame("letter.sent", case="T-1", title=canary("title"), file=letter))
    assert said.status_code == 202, said.content


def _note(request: Request, officer: User) -> None:
    other = make_staff(Role.TEAM_LEAD)
    now = timezone.now()
    threshold = Threshold.objects.create(service=request.service, number=1, name="Help", criteria=[])
    ThresholdDecision.objects.create(
        request=request,
        threshold=threshold,
        result="met",
        why=canary("why"),
        decided_by=officer,
        decided_at=now,
    )
    BrokenGlass.objects.create(
        request=request, by=officer, reason=canary("glass"), at=now, until=now + timedelta(hours=1)
    )
    Unreachable.objects.create(request=request, channel="email", address=EMAIL, why=canary("bounced"))
    Casework.objects.create(
        councillor=Councillor.objects.create(user=other),
        request=request,
        resident=canary("resident"),
        consent="spoken",
        consent_on=now.date(),
        consent_words=canary("consent"),
        raised=True,
    )
    number = request.timeline.latest("number").number
    Amendment.objects.create(
        request=request, entry_number=number, answers={"why": canary("now")}, before={"why": canary("before")}
    )
    booking = Booking.objects.get(owner_type="request", owner_id=str(request.pk))
    BookingEvent.objects.create(
        booking=booking,
        what="moved",
        to_state=booking.state,
        slot=booking.slot,
        by="officer",
        reason=canary("moved"),
    )
    Booking.objects.filter(pk=booking.pk).update(person=canary("person"))


def _after(request: Request, officer: User) -> None:
    Feedback.objects.create(
        request=request,
        service=request.service,
        token_hash="f",
        answered_at=timezone.now(),
        satisfaction=5,
        comment=canary("comment"),
    )
    follower = Follower.objects.create(request=request, email=EMAIL, verified_at=timezone.now())
    notices.send_email(
        owner_type="follower",
        owner_id=str(follower.pk),
        subject="request.letter",
        recipient=follower.email,
        context={"reference": request.reference, "title": canary("followed")},
    )
    delivery = Delivery.objects.filter(owner_id=str(request.pk)).first()
    DeliveryAction.objects.create(
        destination=delivery.destination, delivery=delivery, kind="resent", by=officer, note=canary("action")
    )
    CustomerChange.objects.create(
        customer=request.customer, changed={"needs": ["", canary("needs")]}, by=officer
    )
    type(request.customer).objects.filter(pk=request.customer_id).update(
        needs=canary("needs"), phone="01632 960 001", email=EMAIL, name=canary("customer")
    )
    Contact.objects.create(
        channel="phone",
        reason="question",
        outcome="answered",
        started_at=timezone.now(),
        ended_at=timezone.now(),
        customer=request.customer,
        note=canary("other-contact"),
        officer=officer,
    )
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
