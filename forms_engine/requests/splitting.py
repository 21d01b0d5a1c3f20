"""Taking a part out of a request that holds two matters: it becomes a request of its own, of the same customer.

Need to know holds on both sides: neither request says anything of the other on its timeline where the other's service is
not open to every officer. Whoever may see both is led from one to the other by ``Request.split_from``.

It waits in a queue of ours. No back office is told of it, as what they are told is described by a journey's version; where
the rules name some for its service, its timeline says so, and which.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from audiences.keys import PARTNER
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests import announcing, clocks
from forms_engine.requests.answers import authority_in_words
from forms_engine.requests.inward.queueing import put_in_queue
from forms_engine.requests.messages import LONGEST, SAME_CLICK
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.references import new_reference
from forms_engine.requests.selectors import is_officer
from forms_engine.requests.states import NotAllowed, RequestState, StateRefused
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.requests.working_on import check_not_stale, lock_to_work_on

LONGEST_TITLE = 200
LONGEST_AUTHORITY = 60

# What its customer reads on the first one's page, in their language; {reference} is the new one's.
TAKEN_OUT = {
    "en": "It has a reference of its own: {reference}",
    "cy": "Mae ganddi ei chyfeirnod ei hun: {reference}",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What is taken out of a request. ``service`` is the slug of the service that it is for, ``what`` the words that say
    what it is about, which its customer may read, ``files`` the ids of the first one's files that go with it."""

    title: str
    service: str
    what: str
    files: Collection[UUID] = field(default_factory=frozenset)
    tell_customer: bool = True


def may_split(request: Request) -> bool:
    """Whether anything can be taken out of it: once it was received."""
    return request.received_at is not None


def services_to_split_to(principal: Principal) -> QuerySet[Service]:
    """The services that a part can be for: any of the council's for its officers, as anybody may send any service a
    request; for a team outside, those of its own."""
    services = Service.objects.filter(locale__language_code="en").order_by("name")
    if principal.audience == PARTNER:
        return services.filter(team__in=teams_for(principal)).exclude(openness=Service.Openness.RESTRICTED)
    return services if is_officer(principal) else services.none()


@transaction.atomic
def split(principal: Principal, request_id: UUID, part: Part, *, seen: str) -> Request:
    """An officer takes a part out of a request: a second one of the same customer, for the same person and about the same
    Location, with a reference, a queue and clocks of its own. Answers the new one. A click repeated makes no second one.

    ``seen`` is the state that the officer's page showed: where somebody else has moved it since, nothing is changed.

    Raises:
        NotAllowed: when the principal may not decide on this request, or not begin one of that service.
        StateRefused: when it is no longer in ``seen``, or was never received.
        ValueError: without a title or words, or with too many.
    """
    title, what = part.title.strip(), part.what.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise ValueError(f"Say in {LONGEST_TITLE} letters at most what the new request is about.")
    if not what or len(what) > LONGEST:
        raise ValueError(f"Write what belongs to the new request, in {LONGEST} letters at most.")
    request = lock_to_work_on(principal, request_id, "location", "journey_version")
    service = services_to_split_to(principal).filter(slug=part.service).first()
    if service is None:
        raise NotAllowed("You may not begin a request of that service.")
    before = _made_just_now(principal, request, service, title)
    if before is not None:
        return before
    check_not_stale(request, seen)
    if not may_split(request):
        raise StateRefused("This request was never received: there is nothing to take out of it.")
    made = _made(request, service, title)
    entry = write_entry(
        made, TimelineEntry.Kind.SPLIT, shown=True, message=what, actor=principal.user, is_first=True
    )
    _share(request, made, entry, part.files)
    _note_who_is_not_told(made, put_in_queue(made))
    clocks.start(made)
    _note_on_first(principal, request, made, is_told=part.tell_customer)
    if part.tell_customer:
        tell_customer(made, "request.split", {})
    return made


def _made(request: Request, service: Service, title: str) -> Request:
    return Request.objects.create(
        reference=new_reference(),
        service=service,
        customer_id=request.customer_id,
        location_id=request.location_id,
        ward_id=request.ward_id,
        title=title,
        state=RequestState.RECEIVED,
        received_at=timezone.now(),
        channel=request.channel,
        language=request.language,
        answers={},
        name=request.name,
        email=request.email,
        mobile=request.mobile,
        on_behalf_of=request.on_behalf_of,
        authority=authority_in_words(request)[:LONGEST_AUTHORITY] if request.on_behalf_of else "",
        audience=request.audience,
        is_practice=request.is_practice,
        split_from=request,
    )


def _share(request: Request, made: Request, entry: TimelineEntry, file_ids: Collection[UUID]) -> None:
    """What the customer was not shown on the first one, they are not shown on the second."""
    chosen = request.files.filter(file_id__in=list(file_ids), deleted_at=None).order_by("id")
    RequestFile.objects.bulk_create(
        RequestFile(
            request=made,
            file_id=kept.file_id,
            entry_number=entry.number,
            shown_to_customer=kept.shown_to_customer,
        )
        for kept in chosen
    )


def _note_who_is_not_told(made: Request, back_offices: Sequence[str]) -> None:
    """So that nobody waits for somebody who knows nothing."""
    if back_offices:
        names = ", ".join(back_offices)
        words = f"Not sent to {names}: what is taken out of a request has no journey. Tell them, or deal with it here."
        write_entry(made, TimelineEntry.Kind.NOTE, shown=False, message=words)


def _note_on_first(principal: Principal, request: Request, made: Request, *, is_told: bool) -> None:
    """Its reference says nothing to those who may not open it, but that it is there: that is for open services only."""
    is_open = made.service.openness == Service.Openness.OPEN
    words = TAKEN_OUT.get(request.language, TAKEN_OUT["en"]).format(reference=made.reference)
    write_entry(
        request,
        TimelineEntry.Kind.SPLIT,
        shown=is_told and is_open,
        message=words if is_open else "",
        actor=principal.user,
    )
    if is_open:
        announcing.announce(request, announcing.MESSAGE, {"from": "council", "message": words})


def _made_just_now(principal: Principal, request: Request, service: Service, title: str) -> Request | None:
    """The one that the same person has just taken out of it, with the same title for the same service."""
    since: datetime = timezone.now() - SAME_CLICK
    same = TimelineEntry.objects.filter(
        request__split_from=request,
        request__service=service,
        request__title=title,
        kind=TimelineEntry.Kind.SPLIT,
        number=1,
        actor=principal.user,
        at__gt=since,
    )
    found = same.select_related("request").first()
    return found.request if found else None
