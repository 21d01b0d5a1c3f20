"""What a sender's own people add to a report: FixMyStreet's ``POST servicerequestupdates``.

It is a message about the request, shown to its officers and told to its back offices, exactly once for each of the
sender's own update ids. It moves nothing: anybody may write on a public site, so whether something is fixed, or not after
all, is for those who look after it to say.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from forms_engine.journeys.open311.models import Open311Comment, Open311Key
from forms_engine.journeys.open311.reading import comment_before, own_request
from forms_engine.journeys.open311.refusals import Refusal
from forms_engine.requests import announcing
from forms_engine.requests.messages import may_write
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.telling import write_entry

LONGEST_ID = 200
LONGEST = 4000  # characters
# What the specification and its extension know; nothing else is taken for a word about the state.
LONGEST_STATUS = 40
MOST_AN_HOUR = 30  # of one report


@dataclass(frozen=True, slots=True)
class PostedComment:
    """An update as it was posted. ``named`` is the sender's own id of it."""

    reference: str
    named: str
    words: str
    status: str


def read_comment(fields: QueryDict) -> PostedComment:
    """Read a posted update.

    Raises:
        Refusal: 400 where something is missing or too long.
    """
    said = {name: fields.get(name, "").strip() for name in ("service_request_id", "description", "status")}
    named = (fields.get("update_id") or fields.get("update_id_ext") or "").strip()
    missing = [name for name in ("service_request_id", "description") if not said[name]]
    if not named:
        missing.append("update_id")
    if missing:
        raise Refusal(400, *(f"{name} was not provided." for name in missing))
    if len(named) > LONGEST_ID or len(said["description"]) > LONGEST or len(said["status"]) > LONGEST_STATUS:
        raise Refusal(
            400,
            f"update_id has {LONGEST_ID} characters at most, description {LONGEST}, status {LONGEST_STATUS}.",
        )
    if "\0" in named + said["description"] + said["status"]:
        raise Refusal(400, "An update is text.")
    return PostedComment(said["service_request_id"], named, said["description"], said["status"])


@transaction.atomic
def comment(key: Open311Key, posted: PostedComment) -> tuple[TimelineEntry, bool]:
    """The timeline's entry of a posted update, and whether it is new.

    Raises:
        Refusal: 404 for a request that this key did not file; 400 where its customer can say nothing any more; 429 for
            more than anybody would write about one report.
    """
    _wait_for(key, posted.named)
    before = comment_before(key, posted.named)
    if before is not None:
        return before.entry, False
    own = own_request(key, posted.reference)
    if own is None:
        raise Refusal(404, "service_request_id was not found among the reports of this API key.")
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(pk=own.pk)
    if not may_write(request):
        raise Refusal(400, "Nobody works on this report any more. File a new one.")
    lately = request.timeline.filter(open311_comment__key=key, at__gt=timezone.now() - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        # Each is shown to officers and sent to every back office of the report's.
        raise Refusal(429, f"A report takes {MOST_AN_HOUR} updates an hour.", retry_after=3600)
    status = f"\n\n({key.name}: {posted.status.lower()})" if posted.status else ""
    words = f"{posted.words}{status}"
    entry = write_entry(request, TimelineEntry.Kind.FROM_CUSTOMER, shown=True, message=words)
    if request.customer_wrote_at is None:
        request.customer_wrote_at = timezone.now()
        request.save(update_fields=["customer_wrote_at"])
    announcing.announce(request, announcing.MESSAGE, {"from": "customer", "message": words})
    Open311Comment.objects.create(key=key, update_id=posted.named, entry=entry)
    return entry, True


def _wait_for(key: Open311Key, named: str) -> None:
    digest = hashlib.sha256(f"open311 update {key.pk} {named}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], "big", signed=True)])
