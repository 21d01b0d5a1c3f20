"""A booking for people's own calendars (RFC 5545 and 5546)."""

from datetime import UTC, datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress

from forms_engine.booking.models import Booking, Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.catalogue.models import Service
from forms_engine.notices.calendars import Invitation
from forms_engine.requests.models import Request

PRODUCT = "-//Guildhall//Booking//EN"


def invitation(request: Request, booking: Booking, link: str) -> Invitation:
    """The appointment as it is now: the first time, and whenever it has changed."""
    return _written(request, booking, "REQUEST", link)


def cancellation(request: Request, booking: Booking, link: str) -> Invitation:
    """That it takes place no more."""
    return _written(request, booking, "CANCEL", link)


def uid_of(booking: Booking) -> str:
    """What calendars know it by, from the first invitation to the last."""
    return f"{booking.uuid}@{settings.ENVIRONMENT.base_domain}"


def times_of(slot: Slot) -> tuple[datetime, datetime]:
    """When it begins and ends, in London wall time; in UTC where wall time would not say which of both hours is meant: by
    RFC 5545 (3.3.5) a time that the clock shows twice is always the first."""
    begins, ends = slot.starts_at.astimezone(LONDON), slot.ends_at.astimezone(LONDON)
    if begins.fold or ends.fold:
        return slot.starts_at.astimezone(UTC), slot.ends_at.astimezone(UTC)
    return begins, ends


def _written(request: Request, booking: Booking, method: str, link: str) -> Invitation:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(Timezone.from_tzid(str(LONDON)))
    calendar.add_component(_event(request, booking, method, link))
    return Invitation(method=method, text=calendar.to_ical().decode())


def _event(request: Request, booking: Booking, method: str, link: str) -> Event:
    name, mailbox = parseaddr(settings.DEFAULT_FROM_EMAIL)
    begins, ends = times_of(booking.slot)
    event = Event()
    event.add("uid", uid_of(booking))
    event.add("sequence", booking.sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", begins)
    event.add("dtend", ends)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    # Others may look into somebody's calendar: what it is about stays out of what they see.
    event.add("class", "PRIVATE")
    with translation.override(request.language):
        event.add("summary", _summary(request, booking, name))
        words = _("Reference: %(reference)s\nSee, move or cancel it: %(link)s")
        if method == "CANCEL":
            words = _("Reference: %(reference)s\nSee what has happened: %(link)s")
        event.add("description", words % {"reference": request.reference, "link": link})
    if where := where_in_words(booking):
        event.add("location", where)
    organiser = vCalAddress(f"mailto:{mailbox}")
    if name:
        organiser.params["CN"] = name
    event.add("organizer", organiser)
    # The council does not wait for an answer, so nobody's calendar has to send one.
    attendee = vCalAddress(f"mailto:{request.email}")
    attendee.params["PARTSTAT"] = "ACCEPTED"
    attendee.params["RSVP"] = "FALSE"
    event.add("attendee", attendee)
    return event


def _summary(request: Request, booking: Booking, council: str) -> str:
    """What it is, by the name of its kind; of a service that is not open to everybody, only with whom it is."""
    if request.service.openness != Service.Openness.OPEN:
        return _("Appointment with %(council)s") % {"council": council}
    return booking.slot.resource.kind.name_in(request.language)


def where_in_words(booking: Booking) -> str:
    """Where to come to, on one line: the name of the place and its address. Nothing where nobody has to come anywhere."""
    resource = booking.slot.resource
    address = ", ".join(line.strip(" ,") for line in resource.address.splitlines() if line.strip())
    if not address:
        return resource.name if resource.what in {resource.What.ROOM, resource.What.SITE} else ""
    named = resource.what in {resource.What.ROOM, resource.What.SITE} and resource.name not in address
    return f"{resource.name}, {address}" if named else address
