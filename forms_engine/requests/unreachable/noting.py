"""Hearing that what was sent about a request came back."""

from uuid import UUID

from django.db import transaction

from accounts.addresses import read_mobile
from forms_engine.notices.models import Notice
from forms_engine.requests.helping.reaching import reached_at
from forms_engine.requests.models import Request, TimelineEntry, Unreachable
from forms_engine.requests.telling import write_entry

CHANNELS = {Notice.Channel.EMAIL.value: "Email", Notice.Channel.SMS.value: "Text message"}
LONGEST_WHY = 200


def notice_came_back(notice: Notice, why: str) -> None:
    """A notice about a request never arrived (``notices.owners``); in the caller's transaction."""
    note(UUID(notice.owner_id), notice.channel, notice.recipient, why)


@transaction.atomic
def note(request_id: UUID, channel: str, address: str, why: str) -> Unreachable | None:
    """Write down that an address of a request's customer does not reach them, once until it is seen to; None where it is
    so already, where it is the address of somebody else (an officer, whoever pays for them), or not the request's any
    more."""
    request = Request.objects.select_for_update(of=("self",)).filter(id=request_id).first()
    if request is None or request.erased_at is not None or not _is_theirs(request, channel, address):
        return None
    if request.unreachable.filter(address=address, seen_to_at=None).exists():
        return None
    made = Unreachable.objects.create(
        request=request, channel=channel, address=address, why=why.replace("\x00", "")[:LONGEST_WHY]
    )
    said = f"{CHANNELS.get(channel, channel)}: {made.why}" if made.why else CHANNELS.get(channel, channel)
    write_entry(request, TimelineEntry.Kind.UNREACHABLE, shown=False, message=said)
    return made


def _is_theirs(request: Request, channel: str, address: str) -> bool:
    """Whether it is on the request, or where its customer is reached in the place of that (``helping.reaching``)."""
    if not address:
        return False
    for email, number in ((request.email, request.mobile), reached_at(request)):
        mobile = read_mobile(number)
        if channel == Notice.Channel.EMAIL and address.casefold() == email.casefold():
            return True
        if channel == Notice.Channel.SMS and mobile is not None and mobile.value == address:
            return True
    return False
