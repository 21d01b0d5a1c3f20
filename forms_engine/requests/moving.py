"""Moving a request from one state to the next: what every verb that does so has in common."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forms_engine.requests import clocks
from forms_engine.requests.following import tell_followers
from forms_engine.requests.models import Outcome, Request, TimelineEntry
from forms_engine.requests.states import FINISHED, By, RequestState, StateRefused, may_move
from forms_engine.requests.telling import write_entry


def move(
    request: Request,
    to: RequestState,
    *,
    by: By,
    actor: User | None = None,
    message: str = "",
    shown: bool = True,
    kind: str = TimelineEntry.Kind.STATE,
    has_read: bool = True,
    outcome: Outcome | None = None,
) -> TimelineEntry:
    """Put a request into its next state, let its clocks follow and write that down. The caller holds the request's
    lock, and tells its customer and its back offices. Where whoever moves it has not read what its customer wrote last
    (``has_read``), that waits for its answer as before. A question to its customer is over; so is what came of it where
    it is taken up again, and ``outcome`` is what came of it now.

    Raises:
        StateRefused: when it may not go there from where it is, by whoever moves it.
    """
    now = timezone.now()
    if not may_move(request.state, to, by, received=request.received_at is not None):
        raise StateRefused(
            _("A request that is “%(before)s” cannot be set to “%(after)s”.")
            % {"before": RequestState(request.state).label, "after": to.label}
        )
    was_received = request.received_at is not None
    request.state = to
    if to == RequestState.RECEIVED and request.received_at is None:
        request.received_at = now
    request.resolved_at = now if to == RequestState.RESOLVED else None
    request.finished_at = (request.finished_at or now) if to in FINISHED else None
    if to not in FINISHED:
        request.resolved_at_first_contact = None  # decided anew when it is resolved again
    request.outcome = (outcome or request.outcome) if to in FINISHED else None
    request.asked, request.wants_files = None, False
    if by is not By.CUSTOMER and has_read:
        request.customer_wrote_at = None
    request.save(
        update_fields=[
            "state",
            "received_at",
            "resolved_at",
            "finished_at",
            "customer_wrote_at",
            "resolved_at_first_contact",
            "outcome",
            "asked",
            "wants_files",
        ]
    )
    if was_received:
        clocks.follow(request)
    entry = write_entry(request, kind, shown=shown, message=message.strip(), actor=actor, outcome=outcome)
    if was_received:
        tell_followers(entry)
    return entry
