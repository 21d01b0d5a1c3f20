"""What a contact leaves on the timeline of the request that it is about."""

from forms_engine.requests.models import Contact, Request, TimelineEntry
from forms_engine.requests.telling import write_entry

CHANNEL_WORDS = {
    "phone": "By phone",
    "desk": "At the desk",
    "chat": "By chat",
    "social": "On social media",
    "email": "By email",
}


def write_contact(contact: Contact) -> None:
    """Write a contact down on the request it is about, for officers, and note on the contact which entry that is. The
    caller holds the request's lock. One that is an entry already leaves none."""
    if contact.request is None or contact.entry_number is not None:
        return
    entry = write_entry(
        contact.request,
        TimelineEntry.Kind.CONTACT,
        shown=False,
        message=words_of(contact),
        actor=contact.officer,
    )
    contact.entry_number = entry.number


def lock_request(request: Request) -> Request:
    """The request's row, locked, so that its timeline can grow."""
    return Request.objects.select_for_update(of=("self",)).get(pk=request.pk)


def words_of(contact: Contact) -> str:
    """A contact in a line: how, why, what came of it; and what was noted below."""
    line = f"{CHANNEL_WORDS.get(contact.channel, contact.channel)}. {contact.get_reason_display()}"
    if contact.outcome:
        line = f"{line}. {contact.get_outcome_display()}"
    if contact.signposted_to:
        line = f"{line}: {contact.signposted_to}"
    if contact.handed_to is not None:
        line = f"{line}: {contact.handed_to.name}"
    return f"{line}.\n\n{contact.note}" if contact.note else f"{line}."
