"""Following a request: being told when it moves on, without being its customer.

What followers are told is its title and its state, never what its customer or the council wrote to each other.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind, User
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import definition_of
from forms_engine.catalogue.words import words_in
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests import tasks
from forms_engine.requests.models import Customer, DuplicateMark, Follower, Request, TimelineEntry
from forms_engine.requests.nearby import followable
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.wording import state_words

OWNER_TYPE = "follower"
MOVED = "request.followed-moved"

TOLD_AT_ONCE = 20  # in the transaction that moves the request
TOLD_BY_A_WORKER = 200  # in a transaction


class NotFollowable(ValueError):
    """There is no such request for strangers to follow."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What a follower sees of the request they follow."""

    title: str
    state: str
    state_name: str
    is_stopped: bool


@transaction.atomic
def follow(request_id: UUID, address: Address, *, language: str, user: User | None = None) -> Follower:
    """Follow a request by an address that was shown to be one's own. Done again, it is the same following, begun again
    if it was stopped.

    Raises:
        NotFollowable: when strangers may not be shown it, or it is none.
    """
    request = followable(request_id)
    if request is None:
        raise NotFollowable
    by = _by(address)
    follower, is_new = Follower.objects.select_for_update().get_or_create(
        request=request,
        email=by["email"],
        mobile=by["mobile"],
        defaults={"language": language, "verified_at": timezone.now(), "customer": _customer_of(user)},
    )
    begins = is_new or follower.stopped_at is not None
    if not is_new:
        follower.language, follower.stopped_at = language, None
        follower.verified_at = follower.verified_at or timezone.now()
        follower.customer = follower.customer or _customer_of(user)
        follower.save()
    if begins:
        _tell(follower, _context(request, language, request.state), "request.following")
    return follower


def tell_followers(moved: TimelineEntry) -> None:
    """Tell everybody who follows a request how it stands after ``moved``; in the transaction that moved it. Where they
    are many, it is written down there that they are to be told, and a worker tells them."""
    request = moved.request
    if request.service.openness != Service.Openness.OPEN:
        return  # it was open when they began to follow it, and shows nothing any more
    following = Follower.objects.filter(request=request, stopped_at=None).order_by("created_at", "id")
    found = list(following[: TOLD_AT_ONCE + 1])
    if len(found) > TOLD_AT_ONCE:
        # One at a time for a request, in the order in which it moved.
        tasks.tell_followers.configure(lock=f"followers:{request.id}").defer(entry_id=moved.pk)
        return
    _tell_moved(moved, found)


@transaction.atomic
def tell_next_followers(entry_id: int) -> bool:
    """Tell the next of those who follow a request that has moved; answers whether there are more. Whoever has been told
    of this or of something newer is told nothing: so a worker that died on the way is no reason to write twice."""
    moved = TimelineEntry.objects.select_related("request__service").get(pk=entry_id)
    if moved.request.service.openness != Service.Openness.OPEN:
        return False
    told = Notice.objects.filter(
        owner_type=OWNER_TYPE,
        owner_id=Cast(OuterRef("id"), CharField()),
        subject=MOVED,
        created_at__gte=moved.at,
    )
    following = Follower.objects.filter(~Exists(told), request=moved.request_id, stopped_at=None)
    # Who began since has been told how it stood then.
    due = following.filter(created_at__lte=moved.at).order_by("created_at", "id")
    found = list(due[: TOLD_BY_A_WORKER + 1])
    _tell_moved(moved, found[:TOLD_BY_A_WORKER])
    return len(found) > TOLD_BY_A_WORKER


def _tell_moved(moved: TimelineEntry, followers: list[Follower]) -> None:
    said: dict[str, dict[str, str]] = {}
    for follower in followers:
        if follower.language not in said:
            said[follower.language] = _context(moved.request, follower.language, moved.state)
        _tell(follower, said[follower.language], MOVED)


@transaction.atomic
def stop_following(follower_id: UUID) -> None:
    """Tell this follower nothing any more; doing it again changes nothing."""
    Follower.objects.filter(id=follower_id, stopped_at=None).update(stopped_at=timezone.now())


def followed_by(follower_id: UUID, language: str) -> Followed | None:
    """What the holder of a message's link sees; None where there is no such follower, and once the request's service is
    open no more."""
    follower = (
        Follower.objects.select_related("request__service")
        .filter(id=follower_id, request__service__openness=Service.Openness.OPEN)
        .first()
    )
    if follower is None:
        return None
    request = follower.request
    return Followed(
        title=_title(request, language),
        state=request.state,
        state_name=state_words(request.service_id, request.state, language),
        is_stopped=follower.stopped_at is not None,
    )


def followers_of(principal: Principal, request: Request) -> int:
    """How many follow a request, for those who may decide on it."""
    return request.followers.filter(stopped_at=None).count() if may_decide(principal, request) else 0


def follow_from_duplicate(duplicate: Request, original: Request) -> None:
    """The customer of a duplicate, and whoever follows it, follow the original from now on: by the addresses they are
    told by already. In the caller's transaction."""
    by: list[tuple[str, str, str, Customer | None]] = []
    if duplicate.email or duplicate.mobile:
        # By email where there is one, as they are told already.
        mobile = "" if duplicate.email else duplicate.mobile
        by = [(duplicate.email, mobile, duplicate.language, duplicate.customer)]
    by += [
        (one.email, one.mobile, one.language, one.customer)
        for one in duplicate.followers.filter(stopped_at=None)
    ]
    # Marked once before and taken back: they follow it again. Who stopped by themselves does not.
    marks = DuplicateMark.objects.filter(request=duplicate, original=original, undone_at__isnull=False)
    taken_back = set(marks.values_list("undone_at", flat=True))
    for email, mobile, language, customer in by:
        if original.email and email.lower() == original.email.lower():
            continue  # its own customer
        follower, is_new = Follower.objects.get_or_create(
            request=original,
            email=email.lower(),
            mobile=mobile,
            defaults={"language": language, "customer": customer, "from_request": duplicate},
        )
        if not is_new and follower.stopped_at in taken_back:
            Follower.objects.filter(pk=follower.pk).update(stopped_at=None)


def unfollow_from_duplicate(duplicate: Request, original: Request, *, at: datetime) -> None:
    """Take back what ``follow_from_duplicate`` made, in the caller's transaction. ``at`` is written down as when, by which
    it is told from somebody who stopped by themselves."""
    Follower.objects.filter(request=original, from_request=duplicate, stopped_at=None).update(stopped_at=at)


def _by(address: Address) -> dict[str, str]:
    is_email = address.kind == AddressKind.EMAIL
    return {"email": address.value if is_email else "", "mobile": "" if is_email else address.value}


def _customer_of(user: User | None) -> Customer | None:
    return Customer.objects.filter(user=user).first() if user else None


def _title(request: Request, language: str) -> str:
    """The journey's title in the reader's language. What began without one is called by its service: what an officer or a
    back office calls it is not for strangers."""
    if request.journey_version_id is None:
        return words_in(request.service, language).name
    return definition_of(request.journey_version_id).title.in_language(language)


def _context(request: Request, language: str, state: str) -> dict[str, str]:
    """What every follower of a request who reads that language is told."""
    words = words_in(request.service, language)
    return {
        "title": _title(request, language),
        "state": state_words(request.service_id, state, language),
        "service": words.name,
        "phone": request.service.phone,
        "hours": words.opening_hours,
    }


def _tell(follower: Follower, context: dict[str, str], subject: str) -> None:
    prefix = "" if follower.language == "en" else f"/{follower.language}"
    link = f"{settings.ENVIRONMENT.origin('public')}{prefix}/following/{follower.id}/"
    send = notices.send_email if follower.email else notices.send_sms
    send(
        owner_type=OWNER_TYPE,
        owner_id=str(follower.id),
        subject=subject,
        recipient=follower.email or follower.mobile,
        language=follower.language,
        context={**context, "link": link},
    )
