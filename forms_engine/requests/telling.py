"""What is written down about a request, and what its customer is told."""

from collections.abc import Mapping

from django.conf import settings

from accounts.models import User
from audiences.keys import PUBLIC
from forms_engine.catalogue.words import words_in
from forms_engine.notices import services as notices
from forms_engine.notices.calendars import Invitation
from forms_engine.requests.models import Outcome, Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.signposting import signposting_of
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
    request: Request, subject: str, context: Mapping[str, object], invitation: Invitation | None = None
) -> None:
    """Write to the address on a request, if there is one, in its language; with an ``invitation`` for their calendar."""
    words = words_in(request.service, request.language)
    notices.send_email(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        subject=subject,
        recipient=request.email,
        language=request.language,
        context={
            "reference": request.reference,
            "title": request.title,
            "phone": request.service.phone,
            "hours": words.opening_hours,
            "service": words.name,
            "link": link_to(request),
            # Sent from the intranet or the extranet, it is read there.
            "at_work": request.audience != PUBLIC,
            **context,
        },
        invitation=invitation,
    )


def link_to(request: Request) -> str:
    """Where a request's customer sees it, in its language: on the host they sent it on. The address opens nothing by
    itself."""
    return settings.ENVIRONMENT.origin(request.audience) + path_in(
        request.language, f"/requests/{request.reference}/"
    )


def tell_of_state(request: Request, message: str = "", *, appointment: str = "") -> None:
    """Write to a request's customer how it stands now, in their service's words and their language. ``appointment`` is
    when the one is that stands although the request has ended (``bookings.finishing``)."""
    tell_customer(
        request,
        "request.updated",
        {
            "state": state_words(request.service_id, request.state, request.language),
            "message": message.strip(),
            "appointment": appointment,
            "signposting": signposting_of(request, request.language),
        },
    )


def path_in(language: str, path: str) -> str:
    """A path of ours in a language."""
    return path if language == "en" else f"/{language}{path}"
