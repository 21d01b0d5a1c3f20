"""What is written down about a request, and what its customer is told."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from accounts.addresses import read_mobile
from accounts.models import User
from audiences.keys import PUBLIC
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.words import words_in
from forms_engine.notices import services as notices
from forms_engine.notices.calendars import Invitation
from forms_engine.notices.events import EVENTS
from forms_engine.requests.customers.preferences import ContactBy, Kind, kind_of, wants, ways_to
from forms_engine.requests.helping.reaching import reached_at
from forms_engine.requests.models import Outcome, Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.signposting import signposting_of
from forms_engine.requests.states import FINISHED
from forms_engine.requests.wording import state_words


def write_entry(
    request: Request,
    kind: str,
    *,
    shown: bool,
    message: str = "",
    actor: User | None = None,
    is_first: bool = False,
    outcome: Outcome | None = None,
) -> TimelineEntry:
    """Write the next entry of a request's timeline. The caller holds the request's lock, or has just made it and knows
    that the entry ``is_first``. ``outcome`` is what came of the request, where it was said with it."""
    last = None if is_first else request.timeline.order_by("-number").values_list("number", flat=True).first()
    return TimelineEntry.objects.create(
        request=request,
        number=(last or 0) + 1,
        kind=kind,
        state=request.state,
        message=message,
        shown_to_customer=shown,
        actor=actor,
        outcome=outcome,
    )


def tell_customer(
    request: Request,
    subject: str,
    context: Mapping[str, object],
    invitation: Invitation | None = None,
    *,
    kind: Kind | None = None,
    every_way: bool = False,
    secret: bool = False,
) -> None:
    """Tell a request's customer something, in its language: by email or by text message, whichever they would rather have
    of what the request has (``helping.reaching``); by both where it has to reach them ``every_way``. Nothing where it has neither, and nothing
    that they do not want (``customers.preferences``): it is on the request's page for everybody.

    Of the context only what the event may say reaches its templates (``notices.events``): nothing that anybody wrote.

    Args:
        invitation: goes with an email, for its reader's calendar.
        kind: which preference counts, where it is not that of the subject.
        secret: its link is a key: the text is wiped once it is sent.
    """
    ways = _ways(request, kind or kind_of(subject), every_way=every_way)
    if not ways:
        return
    said = _said(request, subject, context)
    whose: dict[str, Any] = {
        "owner_type": OWNER_TYPE,
        "owner_id": str(request.id),
        "subject": subject,
        "language": request.language,
        "service": request.service_id,
        "context": said,
        "secret": secret,
    }
    if ContactBy.EMAIL in ways:
        notices.send_email(recipient=ways[ContactBy.EMAIL], invitation=invitation, **whose)
    if ContactBy.SMS in ways:
        notices.send_sms(recipient=ways[ContactBy.SMS], **whose)


def told_by(request: Request) -> str:
    """By what its customer hears what they need to know: ``email`` or ``sms``, or "" where neither reaches them."""
    way = next(iter(_ways(request, Kind.ESSENTIAL)), "")
    return "" if way == ContactBy.SMS and not settings.SMS_PROVIDER else way


def _ways(request: Request, kind: Kind, *, every_way: bool = False) -> dict[str, str]:
    """By what its customer is told, and where."""
    if not wants(request.customer, kind):
        return {}
    email, number = reached_at(request)
    mobile = read_mobile(number)
    where = {ContactBy.EMAIL: email, ContactBy.SMS: mobile.value if mobile else ""}
    ways = ways_to(request.customer, email=bool(email), mobile=mobile is not None, every_way=every_way)
    return {way: where[ContactBy(way)] for way in ways}


def _said(request: Request, subject: str, context: Mapping[str, object]) -> dict[str, object]:
    """What the templates of an event are given of a context, with what they are all given.

    Raises:
        LookupError: for an event that says nowhere what its notices may hold.
    """
    event = EVENTS.get(subject)
    if event is None:
        raise LookupError(f"{subject} is not among notices.events.EVENTS: say there what it may tell.")
    words = words_in(request.service, request.language)
    all_given = {
        "reference": request.reference,
        "phone": request.service.phone,
        "hours": words.opening_hours,
        "service": words.name,
        "title": title_in_notices(request),
        "link": link_to(request),
        # Sent from the intranet or the extranet, it is read there.
        "at_work": request.audience != PUBLIC,
    }
    is_open = request.service.openness == Service.Openness.OPEN
    return event.allowed({**context, **all_given}, is_open=is_open)


def title_in_notices(request: Request) -> str:
    """A request's title as a notice may say it: its journey's, the same for everybody, and none that a back office or an
    officer made up; "" where its service is not open to everybody."""
    if request.journey_version_id is None or request.service.openness != Service.Openness.OPEN:
        return ""
    return request.title


def link_to(request: Request) -> str:
    """Where a request's customer sees it, in its language: on the host they sent it on. The address opens nothing by
    itself."""
    return settings.ENVIRONMENT.origin(request.audience) + path_in(
        request.language, f"/requests/{request.reference}/"
    )


def tell_of_state(request: Request, message: str = "", *, appointment: str = "") -> None:
    """Tell a request's customer how it stands now, in their service's words and their language; what came of it is told
    to everybody. ``message`` is read on its page. ``appointment`` is when the one is that stands although the request has
    ended (``bookings.finishing``)."""
    tell_customer(
        request,
        "request.updated",
        {
            "state": state_words(request.service_id, request.state, request.language),
            "has_words": bool(message.strip()),
            "appointment": appointment,
            "signposting": signposting_of(request, request.language),
        },
        kind=_kind_of_state(request.state),
    )


def hears_of_state(request: Request, state: str) -> bool:
    """Whether a request's customer is written to when it comes into a state."""
    return bool(_ways(request, _kind_of_state(state)))


def _kind_of_state(state: str) -> Kind:
    return Kind.ESSENTIAL if state in FINISHED else kind_of("request.updated")


def path_in(language: str, path: str) -> str:
    """A path of ours in a language."""
    return path if language == "en" else f"/{language}{path}"
