"""What an officer says of a contact, and reading it: everything named in it is found as that officer, or refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Service, Team
from forms_engine.locations.models import Location
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.customers.selectors import customer_for, location_for
from forms_engine.requests.models import Contact, Customer, Line, Request
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import requests_for

Outcome, Reason = Contact.Outcome, Contact.Reason

LONGEST_NOTE = 5000  # letters
LONGEST_SIGNPOST = 200
LONGEST_LANGUAGE = 10
# How long ago a contact that is logged now may have begun.
LOGGED_WITHIN = timedelta(days=7)

ABOUT_A_REQUEST = frozenset({Outcome.REQUEST_MADE, Outcome.REQUEST_CHASED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSaid:
    """One contact as an officer logs it, everything as a form brings it: slugs, a reference, ids. ``service``, ``reason``
    and ``outcome`` are enough.

    ``id`` is made by whoever shows the form: the same one again logs nothing a second time. ``started_at`` is when the
    form was opened, if known.
    """

    reason: str = Reason.QUESTION
    outcome: str = Outcome.ANSWERED
    service: str = ""  # a slug
    channel: str = "phone"
    language: str = "en"
    request: str = ""  # a reference
    customer: UUID | None = None
    location: int | None = None
    line: str = ""  # a slug
    signposted_to: str = ""
    handed_to: str = ""  # a team's slug
    note: str = ""
    started_at: datetime | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The same with everything found."""

    reason: str
    outcome: str
    service: Service | None
    request: Request | None
    customer: Customer | None
    location: Location | None
    line: Line | None
    handed_to: Team | None
    signposted_to: str
    note: str


def heard(principal: Principal, said: ContactSaid) -> Heard:
    """Find everything that was said, as this officer.

    Raises:
        ContactRefused: for what is not there for them, and for an outcome without what belongs to it.
    """
    if said.reason not in Reason.values:
        raise ContactRefused("Choose why they got in touch.", "reason")
    if said.outcome not in Outcome.values:
        raise ContactRefused("Choose what came of it.", "outcome")
    request = _request(principal, said.request)
    service = request.service if request else find_service(said.service)
    handed_to = find_team(said.handed_to)
    signposted_to, note = _plain(said.signposted_to), read_note(said.note)
    if said.outcome in ABOUT_A_REQUEST and request is None:
        raise ContactRefused("Enter the reference of the request that it is about.", "request")
    if said.outcome == Outcome.SIGNPOSTED and not signposted_to:
        raise ContactRefused("Enter where you told them to go.", "signposted_to")
    if said.outcome == Outcome.HANDED_ON and handed_to is None:
        raise ContactRefused("Choose the team that you handed it on to.", "handed_to")
    if len(signposted_to) > LONGEST_SIGNPOST:
        raise ContactRefused(f"Write {LONGEST_SIGNPOST} letters at most.", "signposted_to")
    return Heard(
        reason=said.reason,
        outcome=said.outcome,
        service=service,
        request=request,
        customer=find_customer(principal, said.customer) or (request.customer if request else None),
        location=find_location(principal, said.location) or (request.location if request else None),
        line=find_line(said.line),
        handed_to=handed_to if said.outcome == Outcome.HANDED_ON else None,
        signposted_to=signposted_to if said.outcome == Outcome.SIGNPOSTED else "",
        note=note,
    )


def read_channel(channel: str) -> str:
    """A channel on which officers answer.

    Raises:
        ContactRefused: for any other.
    """
    if channel not in ASSISTED:
        raise ContactRefused("Choose how they got in touch.", "channel")
    return channel


def read_language(language: str) -> str:
    """The language that was spoken, as a code such as ``cy``.

    Raises:
        ContactRefused: for what is no code.
    """
    code = language.strip().lower() or "en"
    if len(code) > LONGEST_LANGUAGE or not code.replace("-", "").isalpha() or not code.isascii():
        raise ContactRefused("Choose the language that you spoke.", "language")
    return code


def read_note(note: str) -> str:
    """What an officer noted.

    Raises:
        ContactRefused: when it is too long.
    """
    note = _plain(note)
    if len(note) > LONGEST_NOTE:
        raise ContactRefused(f"Write {LONGEST_NOTE} letters at most.", "note")
    return note


def read_start(started_at: datetime | None) -> datetime:
    """When a contact that is logged now began: just now, where nobody says, or says what cannot be."""
    now = timezone.now()
    if started_at is None or not now - LOGGED_WITHIN <= started_at <= now:
        return now
    return started_at


def find_service(slug: str) -> Service | None:
    """A service by its slug; None for none.

    Raises:
        ContactRefused: when there is no such service.
    """
    if not (slug := _plain(slug)):
        return None
    found = Service.objects.filter(slug=slug, locale__language_code="en").first()
    if found is None:
        raise ContactRefused("There is no such service. Choose one from the list.", "service")
    return found


def find_team(slug: str) -> Team | None:
    """A team by its slug; None for none.

    Raises:
        ContactRefused: when there is no such team.
    """
    if not (slug := _plain(slug)):
        return None
    found = Team.objects.filter(slug=slug).first()
    if found is None:
        raise ContactRefused("There is no such team. Choose one from the list.", "handed_to")
    return found


def find_line(slug: str) -> Line | None:
    """A line by its slug, also one that is closed by now; None for none.

    Raises:
        ContactRefused: when there is no such line.
    """
    if not (slug := _plain(slug)):
        return None
    found = Line.objects.filter(slug=slug).first()
    if found is None:
        raise ContactRefused("There is no such line. Choose one from the list.", "line")
    return found


def find_customer(principal: Principal, customer_id: UUID | None) -> Customer | None:
    """A customer whom this officer may know of; None for none.

    Raises:
        ContactRefused: when there is no such customer for them.
    """
    if customer_id is None:
        return None
    found = customer_for(principal, customer_id)
    if found is None:
        raise ContactRefused("There is no such customer. Find them again.", "customer")
    return found


def find_location(principal: Principal, location_id: int | None) -> Location | None:
    """A location that this officer may know of; None for none.

    Raises:
        ContactRefused: when there is no such location for them.
    """
    if location_id is None:
        return None
    found = location_for(principal, location_id) if 0 < location_id < 2**63 else None
    if found is None:
        raise ContactRefused("There is no such location. Find it again.", "location")
    return found


def _request(principal: Principal, said: str) -> Request | None:
    if not (said := _plain(said)):
        return None
    reference = read_reference(said) or ""
    found = (
        requests_for(principal)
        .filter(reference=reference)
        .select_related("service", "customer", "location")
        .first()
    )
    if found is None:
        raise ContactRefused(
            "There is no request with that reference. Check it and enter it again.", "request"
        )
    return found


def _plain(text: str) -> str:
    """Without what no database keeps."""
    return text.replace("\x00", "").strip()
