"""What back offices and people at work say about a request: a canary in each."""

import base64
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.delivery.models import Delivery, Open311Case
from forms_engine.journeys.models import Open311Filing, Open311Key, Open311Photo
from forms_engine.requests.models import (
    Amendment,
    BrokenGlass,
    Casework,
    Councillor,
    Inbound,
    LegalHold,
    Request,
    Threshold,
    ThresholdDecision,
    Unreachable,
)
from tests.factories import make_staff
from tests.forms_engine.files.samples import PDF
from tests.forms_engine.requests.data_life.canaries import canary
from tests.forms_engine.requests.data_life.rich_person import EMAIL
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to


def pdf(where: str) -> SimpleUploadedFile:
    """A PDF that says a canary, in its bytes and its name."""
    return SimpleUploadedFile(
        f"{canary(where)}.pdf", PDF + f"% {canary(where)}\n".encode(), "application/pdf"
    )


def say_at_the_back_office(request: Request) -> None:
    """Its back office has it, says how it stands, and sends a letter."""
    office_ = back_office()
    delivery = sent_to(request, office_)
    Delivery.objects.filter(pk=delivery.pk).update(
        body=canary("body"), message=canary("told"), handled_note=canary("handled")
    )
    said = post("callbacks", office_, frame(case="T-1", status="SEEN", message=canary("callback")))
    assert said.status_code == 202, said.content
    letter = {"name": f"{canary('letter')}.pdf", "content": base64.b64encode(pdf("letter").read()).decode()}
    said = post("letters", office_, frame("letter.sent", case="T-1", title=canary("title"), file=letter))
    assert said.status_code == 202, said.content
    Inbound.objects.filter(request=request).update(seen_to_note=canary("seen-to"))
    Open311Case.objects.create(delivery=delivery, destination=office_, token="t", words=canary("open311"))


def file_by_open311(request: Request, officer: User) -> None:
    """As if it had been reported by Open311, with a photo that was not fetched."""
    key = Open311Key.objects.create(name="FixMyStreet", digest="k", last_signs="1234", made_by=officer)
    filing = Open311Filing.objects.create(
        key=key, request=request, external_id=canary("external"), digest="d"
    )
    Open311Photo.objects.create(
        filing=filing, number=1, url=f"https://example.org/{canary('photo')}.jpg", state="refused"
    )


def note(request: Request, officer: User) -> None:
    """Everything that people at work write down about it."""
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
        agreed_by=other,
        agreed_at=now,
        agrees=True,
        agreed_words=canary("agreed"),
    )
    BrokenGlass.objects.create(
        request=request,
        by=officer,
        reason=canary("glass"),
        at=now,
        until=now + timedelta(hours=1),
        finding="right",
        words=canary("reviewed"),
        reviewed_by=other,
        reviewed_at=now,
    )
    Unreachable.objects.create(
        request=request,
        channel="email",
        address=EMAIL,
        why=canary("bounced"),
        seen_to_at=now,
        seen_to_by=officer,
        how=canary("reached"),
    )
    LegalHold.objects.create(
        request=request, why=canary("claim"), by=officer, lifted_at=now, lifted_by=officer
    )
    Casework.objects.create(
        councillor=Councillor.objects.create(user=other),
        request=request,
        resident=canary("resident"),
        consent="spoken",
        consent_on=now.date(),
        consent_words=canary("consent"),
        raised=True,
        ended_at=now,
        ended_why=canary("ended"),
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
