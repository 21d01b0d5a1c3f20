"""The contact that an officer is having: begun when somebody rings or comes, told whom and what it is about on the way,
and ended with what came of it. An officer has one at a time.

A request that the officer sends meanwhile on the customer's behalf is this contact, not another (``recording``).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.requests.contacts.refused import ContactRefused, NoContactUnderWay
from forms_engine.requests.contacts.said import (
    ContactSaid,
    find_customer,
    find_line,
    find_location,
    heard,
    read_channel,
    read_language,
    read_note,
)
from forms_engine.requests.contacts.writing import lock_request, write_contact
from forms_engine.requests.models import Contact, Request
from forms_engine.requests.selectors import is_officer, requests_for

FORGOTTEN = "Ended by the next contact: nobody had ended it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """With whom a contact is and where it is about, as a form brings it. None and "" leave it as it is."""

    customer: UUID | None = None
    location: int | None = None
    language: str = ""
    line: str = ""  # a slug


def current(principal: Principal) -> Contact | None:
    """The contact that this officer has under way; None where they have none."""
    if principal.user is None or not is_officer(principal):
        return None
    return (
        Contact.objects.filter(officer=principal.user, ended_at=None, is_practice=principal.practising)
        .select_related("customer", "location", "service", "request", "line")
        .first()
    )


def begin(
    principal: Principal, channel: str, whom: Whom | None = None, *, contact_id: UUID | None = None
) -> Contact:
    """Begin a contact on that channel (phone, desk, chat, social, email). One that the officer had forgotten to end is
    ended now: ``forgotten_before`` tells which. The same ``contact_id``, made by whoever shows the button, begins nothing
    a second time.

    Raises:
        ContactRefused: when the principal is no officer, and for whom and what is not there for them.
    """
    if principal.user is None or not is_officer(principal):
        raise ContactRefused("Only officers begin contacts.")
    channel, whom = read_channel(channel), whom or Whom()
    try:
        return _begin(principal, channel, whom, contact_id or uuid4())
    except IntegrityError:  # another click of theirs, at the same moment
        return _begin(principal, channel, whom, contact_id or uuid4())


def forgotten_before(contact: Contact) -> Contact | None:
    """The contact that was ended by itself as this one began, so that its officer can be told."""
    return (
        Contact.objects.filter(
            officer=contact.officer_id, ended_at=contact.started_at, note__endswith=FORGOTTEN
        )
        .exclude(pk=contact.pk)
        .select_related("customer", "request")
        .first()
    )


@transaction.atomic
def tell_whom(principal: Principal, whom: Whom) -> Contact:
    """Say with whom the contact under way is, and where it is about. How somebody's identity was checked is forgotten
    where it turns out to be somebody else.

    Raises:
        NoContactUnderWay: when there is none.
        ContactRefused: for whom and what is not there for this officer.
    """
    contact = lock_current(principal)
    _keep(principal, contact, whom)
    contact.save()
    return contact


@transaction.atomic
def link(principal: Principal, request: Request) -> Contact:
    """Say that the contact under way is about a request that is there already.

    Raises:
        NoContactUnderWay: when there is none.
        ContactRefused: when there is no such request for this officer, or one was made in this contact.
    """
    contact = lock_current(principal)
    if contact.request_id == request.pk:
        return contact
    if contact.entry_number is not None:
        raise ContactRefused("A request was made in this contact. End it, then begin the next.", "request")
    if not requests_for(principal).filter(pk=request.pk).exists():
        raise ContactRefused(
            "There is no request with that reference. Check it and enter it again.", "request"
        )
    contact.request, contact.service = request, request.service
    contact.customer = contact.customer or request.customer
    contact.location = contact.location or request.location
    contact.save()
    return contact


@transaction.atomic
def end(principal: Principal, said: ContactSaid) -> Contact:
    """End the contact under way: why it was and what came of it, as one is logged (of ``said``, channel, start and id are
    the contact's own; customer, location and line where they are not known yet). Where a request was made in it, that is
    what came of it, and its service is the request's. Ended twice, with the contact's ``said.id``, it stays as it was
    ended first.

    Raises:
        NoContactUnderWay: when there is none, or another than ``said.id``.
        ContactRefused: for what cannot be kept.
    """
    ended = _ended_already(principal, said.id)
    if ended is not None:
        return ended
    contact = lock_current(principal)
    if said.id is not None and contact.pk != said.id:
        raise NoContactUnderWay
    contact.language = read_language(said.language) if said.language else contact.language
    contact.line = contact.line or find_line(said.line)
    contact.ended_at = timezone.now()
    if contact.entry_number is not None:
        contact.outcome, contact.note = Contact.Outcome.REQUEST_MADE, read_note(said.note) or contact.note
    else:
        _keep_what_came_of_it(principal, contact, said)
    contact.save()
    return contact


def lock_current(principal: Principal) -> Contact:
    """The contact under way with its row locked, in the caller's transaction.

    Raises:
        NoContactUnderWay: when there is none.
    """
    if principal.user is None or not is_officer(principal):
        raise NoContactUnderWay
    mine = Contact.objects.filter(officer=principal.user, ended_at=None, is_practice=principal.practising)
    found = mine.select_for_update(of=("self",)).first()
    if found is None:
        raise NoContactUnderWay
    return found


@transaction.atomic
def _begin(principal: Principal, channel: str, whom: Whom, contact_id: UUID) -> Contact:
    begun = Contact.objects.filter(pk=contact_id).first()
    if begun is not None:
        if begun.officer != principal.user:
            raise ContactRefused("This page is too old. Open it again, then begin the contact.")
        return begun
    now = timezone.now()
    contact = Contact(
        id=contact_id,
        channel=channel,
        reason=Contact.Reason.OTHER,
        started_at=now,
        officer=principal.user,
        is_practice=principal.practising,
    )
    _keep(principal, contact, whom)
    for forgotten in Contact.objects.select_for_update().filter(officer=principal.user, ended_at=None):
        _end_forgotten(forgotten, at=now)
    contact.save(force_insert=True)
    return contact


def _end_forgotten(contact: Contact, *, at: datetime) -> None:
    is_made = contact.entry_number is not None
    contact.outcome = Contact.Outcome.REQUEST_MADE if is_made else Contact.Outcome.NOTHING
    contact.note = f"{contact.note}\n\n{FORGOTTEN}".strip()
    contact.ended_at = at
    _note_on_its_request(contact)
    contact.save()


def _keep(principal: Principal, contact: Contact, whom: Whom) -> None:
    if (customer := find_customer(principal, whom.customer)) is not None and customer != contact.customer:
        contact.customer = customer
        contact.identity = Contact.Identity.NOT_CHECKED
    contact.location = find_location(principal, whom.location) or contact.location
    contact.line = find_line(whom.line) or contact.line
    if whom.language:
        contact.language = read_language(whom.language)


def _ended_already(principal: Principal, contact_id: UUID | None) -> Contact | None:
    if contact_id is None or principal.user is None:
        return None
    return Contact.objects.filter(pk=contact_id, officer=principal.user, ended_at__isnull=False).first()


def _keep_what_came_of_it(principal: Principal, contact: Contact, said: ContactSaid) -> None:
    if contact.request is not None and not said.request:
        said = replace(said, request=contact.request.reference)
    found = heard(principal, said)
    contact.reason, contact.outcome = found.reason, found.outcome
    contact.request, contact.service = found.request, found.service
    contact.customer = contact.customer or found.customer
    contact.location = contact.location or found.location
    contact.handed_to, contact.signposted_to = found.handed_to, found.signposted_to
    contact.note = found.note or contact.note
    _note_on_its_request(contact)


def _note_on_its_request(contact: Contact) -> None:
    if contact.request is not None and contact.entry_number is None:
        lock_request(contact.request)
        write_contact(contact)
