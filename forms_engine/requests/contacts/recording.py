"""The contacts that the house sees itself and writes down in the same transaction: a request sent, its customer's words
about it. Each is one entry of a request's timeline, so that it is written once whatever is done again.

A request that an officer sends for somebody else is the contact that the officer has under way with them, not another
one. A call about two things is two contacts: the second begins as the first one's request is sent.
"""

from datetime import datetime, timedelta
from uuid import UUID

from accounts.models import User
from forms_engine.catalogue.selectors import is_trial
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.models import Contact, Request, TimelineEntry

FIRST = 1  # a request's first entry says that it was sent

# Somebody who comes back to a draft days later has been in touch twice; the second time is what is written down.
LONGEST_SITTING = timedelta(days=1)


def record_sent(request: Request, *, begun_at: datetime | None = None) -> None:
    """Write down that a request was received, however it was sent; called as it is received. ``begun_at`` is when its
    sender began with it, if known. An editor's trial of a journey is nobody's contact. One statement; doing it again
    changes nothing, and neither does it where an officer's contact is written down already."""
    if _is_trial(request):
        return
    ended_at = request.received_at or request.created_at
    contact = _of_sending(request, begun_at)
    contact.ended_at = max(ended_at, contact.started_at)
    Contact.objects.bulk_create([contact], ignore_conflicts=True)


def record_made(request: Request, officer: User | None, *, begun_at: datetime | None = None) -> None:
    """Write down that an officer has sent a request for somebody else, or with them what they had begun online, received
    already or not: as the contact that they have under way, or as one of its own where they have none. Called as it is
    sent, in the transaction that makes it; without an officer, on channels where none answers, it does nothing."""
    if (officer is None and request.channel not in ASSISTED) or _is_trial(request):
        return
    under_way = _under_way(request, officer)
    if under_way is None:
        contact = _of_sending(request, begun_at)
        contact.officer, contact.ended_at = officer, max(request.created_at, contact.started_at)
        if request.channel not in ASSISTED:
            contact.channel, contact.started_at = "phone", request.created_at
        Contact.objects.bulk_create([contact], ignore_conflicts=True)
        return
    if under_way.entry_number is not None:
        under_way = _next_of(under_way, request.created_at)
    _make_it_of(under_way, request)


def record_message(entry: TimelineEntry, *, answers: bool = False) -> None:
    """Write down that a request's customer wrote about it, or asked for its next stage, here. ``answers`` says that it is
    what they had been asked for: then it chases nothing."""
    request = entry.request
    if _is_trial(request):
        return
    Contact.objects.bulk_create(
        [
            Contact(
                channel="partner" if request.channel == "partner" else "web",
                reason=Contact.Reason.CHANGE if answers else Contact.Reason.CHASE,
                outcome=Contact.Outcome.REQUEST_CHASED,
                service_id=request.service_id,
                language=request.language,
                started_at=entry.at,
                ended_at=entry.at,
                customer_id=request.customer_id,
                location_id=request.location_id,
                request=request,
                identity=Contact.Identity.SIGNED_IN if entry.actor_id else Contact.Identity.CODE,
                entry_number=entry.number,
                is_practice=request.is_practice,
            )
        ],
        ignore_conflicts=True,
    )


def follow_claimed(request: Request, before: UUID) -> None:
    """A request was put in its customer's account: the contacts that they had about it ``before``, as another customer,
    are theirs too. Whoever else rang about it did. The caller has saved its customer."""
    request.contacts.filter(customer=before).update(customer=request.customer_id)


def _of_sending(request: Request, begun_at: datetime | None) -> Contact:
    started_at = request.created_at
    if begun_at is not None and started_at - LONGEST_SITTING <= begun_at <= started_at:
        started_at = begun_at
    is_signed_in = request.channel not in ASSISTED and request.customer.user_id is not None
    return Contact(
        channel=request.channel,
        reason=Contact.Reason.REQUEST,
        outcome=Contact.Outcome.REQUEST_MADE,
        service_id=request.service_id,
        language=request.language,
        started_at=started_at,
        customer_id=request.customer_id,
        location_id=request.location_id,
        request=request,
        identity=Contact.Identity.SIGNED_IN if is_signed_in else Contact.Identity.NOT_CHECKED,
        entry_number=FIRST,
        is_practice=request.is_practice,
    )


def _under_way(request: Request, officer: User | None) -> Contact | None:
    if officer is None:
        return None
    mine = Contact.objects.filter(officer=officer, ended_at=None, is_practice=request.is_practice)
    return mine.select_for_update(of=("self",)).first()


def _next_of(contact: Contact, now: datetime) -> Contact:
    """End a contact in which a request was made already, and begin the next with the same person."""
    following = Contact(
        channel=contact.channel,
        reason=Contact.Reason.REQUEST,
        language=contact.language,
        started_at=now,
        customer_id=contact.customer_id,
        line_id=contact.line_id,
        identity=contact.identity,
        officer_id=contact.officer_id,
        is_practice=contact.is_practice,
    )
    contact.outcome, contact.ended_at = Contact.Outcome.REQUEST_MADE, max(now, contact.started_at)
    contact.save(update_fields=["outcome", "ended_at"])
    return following


def _make_it_of(contact: Contact, request: Request) -> None:
    """That contact is about this request and has made it. A request that it was about before is not what came of it."""
    contact.reason = Contact.Reason.REQUEST
    contact.request, contact.entry_number, contact.service_id = request, FIRST, request.service_id
    if contact.customer_id != request.customer_id:
        contact.customer_id, contact.identity = request.customer_id, Contact.Identity.NOT_CHECKED
    contact.location_id = request.location_id or contact.location_id
    contact.save()


def _is_trial(request: Request) -> bool:
    """Whether an editor tried a draft of a journey by it."""
    version_id = request.journey_version_id
    if version_id is None:
        return False
    if Request._meta.get_field("journey_version").is_cached(request):
        return request.journey_version is not None and request.journey_version.journey.is_practice
    return is_trial(version_id)
