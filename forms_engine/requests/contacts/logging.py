"""Logging a contact that is over: a question answered, somebody told where to go, a call about a request."""

from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.requests.contacts.recording import FIRST
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.contacts.said import (
    ContactSaid,
    Heard,
    heard,
    read_channel,
    read_language,
    read_start,
)
from forms_engine.requests.contacts.said import Outcome as Outcome
from forms_engine.requests.contacts.said import Reason as Reason
from forms_engine.requests.contacts.writing import lock_request, write_contact
from forms_engine.requests.models import Contact
from forms_engine.requests.selectors import is_officer


@transaction.atomic
def log_contact(principal: Principal, said: ContactSaid) -> Contact:
    """Log a contact that is over. Where it is about a request, the request's timeline says so, for officers. The same
    ``said.id`` again is the same contact, and a request that this officer has just made is counted as one contact with
    it, not as a second.

    A contact about a service that is not open shows to those alone who may see its requests: maybe not to whoever logs
    it.

    Raises:
        ContactRefused: when the principal is no officer, and for what cannot be kept; ``field`` says what it is about.
    """
    if principal.user is None or not is_officer(principal):
        raise ContactRefused("Only officers log contacts.")
    channel, language = read_channel(said.channel), read_language(said.language)
    contact_id = said.id or uuid4()
    if (logged := _logged(principal, contact_id)) is not None:
        return logged
    found = heard(principal, said)
    if found.request is not None:
        lock_request(found.request)
        if (logged := _logged(principal, contact_id)) is not None:  # meanwhile
            return logged
    if (made := _made_with(principal, found)) is not None:
        return made
    contact = Contact(
        id=contact_id,
        channel=channel,
        language=language,
        started_at=read_start(said.started_at),
        ended_at=timezone.now(),
        officer=principal.user,
        is_practice=principal.practising,
        reason=found.reason,
        outcome=found.outcome,
        service=found.service,
        request=found.request,
        customer=found.customer,
        location=found.location,
        line=found.line,
        handed_to=found.handed_to,
        signposted_to=found.signposted_to,
        note=found.note,
    )
    write_contact(contact)
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:  # the same click, at the same moment
        logged = _logged(principal, contact_id)
        if logged is None:
            raise
        return logged
    return contact


def _logged(principal: Principal, contact_id: UUID) -> Contact | None:
    """The contact of that id, where this officer has logged it.

    Raises:
        ContactRefused: where it is somebody else's.
    """
    found = Contact.objects.filter(pk=contact_id).first()
    if found is not None and found.officer != principal.user:
        raise ContactRefused("This page is too old. Open it again, then log the contact.")
    return found


def _made_with(principal: Principal, found: Heard) -> Contact | None:
    """The contact that the house wrote as this officer made the request: it is the one that is logged now, and takes on
    what is said of it. Its request says everything else. One that is still under way has ended with it."""
    if found.request is None or found.outcome != Contact.Outcome.REQUEST_MADE:
        return None
    theirs = Contact.objects.filter(request=found.request, officer=principal.user)
    made_it = Q(outcome=found.outcome) | Q(entry_number=FIRST, ended_at=None)
    made = theirs.filter(made_it).select_for_update(of=("self",)).first()
    if made is None:
        return None
    made.line = made.line or found.line
    made.note = made.note or found.note
    made.outcome, made.ended_at = found.outcome, made.ended_at or timezone.now()
    made.save(update_fields=["line", "note", "outcome", "ended_at"])
    return made
