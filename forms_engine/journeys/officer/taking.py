"""Taking a journey for somebody: beginning it, and sending it."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.journeys import services
from forms_engine.journeys.cannot_send import noted
from forms_engine.journeys.duplicates import require_answered
from forms_engine.journeys.models import Submission
from forms_engine.journeys.officer.own import is_the_callers_own
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.refused import ContactRefused, NoContactUnderWay
from forms_engine.requests.customers.groups import head_id
from forms_engine.requests.customers.selectors import customer_for
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.selectors import is_officer

CHANNELS = {
    "phone": "On the phone",
    "desk": "At the desk",
    "chat": "In a chat",
    "social": "On social media",
    "email": "By email",
}


class TakingRefused(ValueError):
    """The journey cannot be begun like that; the message says what to do."""


def customer_of_call(principal: Principal, customer_id: UUID | None) -> Customer | None:
    """For whom an officer begins a journey: the customer named, or else the one of the contact under way. Somebody who
    turned out to be another customer is that one. None where nobody is known, or not to this officer."""
    contact = under_way.current(principal)
    wanted = customer_id or (contact.customer_id if contact else None)
    found = customer_for(principal, wanted) if wanted else None
    if found is None or found.merged_into_id is None:
        return found
    return customer_for(principal, head_id(found)) or found


def take(
    principal: Principal,
    version: JourneyVersion,
    *,
    channel: str,
    language: str = "en",
    customer: Customer | None = None,
    query: Mapping[str, str] | None = None,
) -> Submission:
    """Begin a journey for somebody who is on the phone, at the desk or writes. The officer keeps it; what is sent is the
    customer's.

    Raises:
        TakingRefused: for another than an officer, and for a channel on which nobody is helped.
        journeys.availability.NotOpen: while the journey takes no requests.
    """
    if not is_officer(principal):
        raise TakingRefused("Only officers answer for somebody else.")
    if channel not in ASSISTED:
        raise TakingRefused("Say how you are in touch with them.")
    submission, _token = services.start_submission(
        principal, version, language=language, channel=channel, customer=customer, query=query
    )
    return submission


def send(principal: Principal, submission: Submission) -> Request:
    """Send what an officer has answered for somebody, or gone on with for whoever began it. Sent again, it is the same
    request. What the contact under way is about is known then.

    Raises:
        NotAsked: when there are others nearby that nobody has been asked about.
        NotReady, FactsTooOld, NotOpen, AlreadySubmitted: as ``services.submit``.
        booking.errors.BookingError: where the time that is needed is not held.
        requests.payload_check.PayloadRefused: our own mistake; nothing is lost.
    """
    require_answered(submission, submission.language)
    helper = principal.user if is_the_callers_own(submission) else None
    with noted(submission):
        made = services.submit(submission.id, helper=helper)
    if helper is not None:
        # An officer who may not see its requests has helped all the same.
        with suppress(NoContactUnderWay, ContactRefused):
            under_way.link(principal, made)
    return made
