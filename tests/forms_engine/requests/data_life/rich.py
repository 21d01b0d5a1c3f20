"""A request rich in canaries: in whatever can be said of it, by whatever door there is."""

from uuid import uuid4

from django.db import connection, transaction
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind, User
from accounts.roles import Role
from audiences.admission import admit
from forms_engine.booking import holding
from forms_engine.booking.actors import Owner
from forms_engine.booking.models import Booking
from forms_engine.delivery.models import Attempt, Delivery, DeliveryAction
from forms_engine.journeys import saving
from forms_engine.journeys.models import SetAside, Submission
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests import added_files
from forms_engine.requests.contacts.logging import log_contact
from forms_engine.requests.contacts.said import ContactSaid
from forms_engine.requests.messages import write_as_customer, write_as_officer
from forms_engine.requests.models import Feedback, Follower, Request
from forms_engine.requests.moving import move
from forms_engine.requests.services import record_payment
from forms_engine.requests.states import By, RequestState
from payments.models import Charge, ChargeEvent, CounterPayment, Refund, RefundEvent
from tests.factories import make_staff
from tests.forms_engine.journeys.api_client import Program, published
from tests.forms_engine.journeys.appointments import SLUG, office, visit_kind
from tests.forms_engine.requests.bookings.appointments import FEE
from tests.forms_engine.requests.data_life.canaries import MOBILE, canary
from tests.forms_engine.requests.data_life.rich_person import EMAIL, known_of_them
from tests.forms_engine.requests.data_life.rich_work import file_by_open311, note, pdf, say_at_the_back_office

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
    say_at_the_back_office(request)
    file_by_open311(request, officer)
    note(request, officer)
    with transaction.atomic():
        locked = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
        move(locked, RequestState.RESOLVED, by=By.OFFICER, actor=officer, message=canary("outcome"))
    _after(request, officer)
    known_of_them(request, officer)
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
    Notice.objects.filter(owner_type="request", owner_id=str(request.pk)).update(
        calendar=canary("calendar"),
        unsubscribe=canary("unsubscribe"),
        provider_id=canary("provider"),
        last_error=canary("bounce"),
    )
    # What else a journey can say of its sender.
    Request.objects.filter(pk=request.pk).update(
        facts=[
            {"page": "p", "outcome": "found", "values": {"who": canary("fact")}, "at": "2026-01-05T12:00Z"}
        ],
        mobile=MOBILE,
        on_behalf_of=canary("behalf"),
        authority=canary("authority"),
        organisation=canary("organisation").lower(),
    )


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
    RefundEvent.objects.create(
        refund=Refund.objects.get(charge=charge), to_state="declined", cause="staff", note=canary("declined")
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
    Follower.objects.create(request=request, mobile=MOBILE, verified_at=timezone.now())
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
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
