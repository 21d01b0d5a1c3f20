"""Writing to whoever looks after a destination: in the morning about what still waits for them, and at once when a
destination pauses itself or has the first delivery that needs attention.

A letter says how many and for how long, and never about whom. It counts what its reader may see: whoever leads a
restricted service's team hears of its deliveries with the role of a restricted-case officer, and otherwise not.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince

from accounts.models import Role, RoleGrant, User
from audiences.admission import admit
from audiences.keys import STAFF
from forms_engine.delivery.by_hand import needs_attention
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.notices import services as notices
from forms_engine.notices.models import Notice
from forms_engine.requests.seeing_to import deliveries_for, who_looks_after

DIGEST, ALERT = "operations.digest", "operations.alert"
URLS = "config.urls.staff"  # the worker has none of its own
MORNING = time(7, 30)
SATURDAY = 5


def write_digests(now: datetime) -> int:
    """Write to everybody for whom something waits, once on each weekday, from half past seven in the council's own
    time. Called as often as you like; answers how many letters it wrote."""
    local = timezone.localtime(now)
    if local.weekday() >= SATURDAY or local.time() < MORNING:
        return 0
    theirs: dict[User, list[Destination]] = {}
    for destination in _in_use():
        for person in _responsible(destination):
            theirs.setdefault(person, []).append(destination)
    return sum(_write_digest(person, destinations, local.date()) for person, destinations in theirs.items())


@transaction.atomic
def _write_digest(person: User, destinations: list[Destination], day: date) -> bool:
    # Of two workers at once the second waits here, and finds the letter.
    User.objects.select_for_update().get(pk=person.pk)
    owner_id = f"{person.pk}:{day.isoformat()}"
    if Notice.objects.filter(owner_type=DIGEST, owner_id=owner_id).exists():
        return False
    lines = [line for destination in destinations for line in _lines(person, destination)]
    if not lines:
        return False
    context = {"lines": lines, "link": _link(reverse("operations", urlconf=URLS))}
    letter = notices.send_email(
        owner_type=DIGEST, owner_id=owner_id, subject=DIGEST, recipient=person.email, context=context
    )
    return letter is not None


def _lines(person: User, destination: Destination) -> Iterator[str]:
    mine = _seen_by(person, destination)
    if destination.paused_at:
        yield f"{destination.name} is paused, for {_age(destination.paused_at)}: {destination.paused_because}"
    for rows, since, words in (
        (mine.filter(state=Delivery.State.DEAD), "dead_at", "could not be delivered"),
        (
            mine.filter(needs_attention(), state=Delivery.State.DELIVERED),
            "delivered_at",
            "not known to have arrived",
        ),
        (
            mine.filter(state=Delivery.State.READY, created_at__lt=timezone.now() - timedelta(days=1)),
            "created_at",
            "waiting for more than a day",
        ),
    ):
        count = rows.count()
        if count:
            oldest = rows.order_by(since).values_list(since, flat=True)[0]
            yield f"{destination.name}: {count} {words}, the oldest for {_age(oldest)}"


def write_alerts() -> int:
    """Write at once about every destination that has paused itself, and about the first delivery of one that needs
    attention; not again before all was well in between. Answers how many destinations it wrote about."""
    told = 0
    fresh = Q(paused_at__isnull=False, told_of_pause_at=None) | Q(told_of_dead_at=None)
    for pk in _in_use().filter(fresh).values_list("pk", flat=True):
        told += _write_alert(pk)
    for destination in _in_use().exclude(told_of_dead_at=None):
        dead = Delivery.objects.filter(destination=destination, state=Delivery.State.DEAD)
        if not dead.exists():
            Destination.objects.filter(pk=destination.pk).update(told_of_dead_at=None)
    return told


@transaction.atomic
def _write_alert(destination_id: UUID) -> bool:
    now = timezone.now()
    destination = (
        Destination.objects.select_for_update(of=("self",))
        .select_related("team__lead")
        .get(pk=destination_id)
    )
    paused = destination.paused_at is not None and destination.told_of_pause_at is None
    has_dead = Delivery.objects.filter(destination=destination, state=Delivery.State.DEAD).exists()
    first_dead = has_dead and destination.told_of_dead_at is None
    if not paused and not first_dead:
        return False
    for person in _responsible(destination):
        seen = _seen_by(person, destination).filter(state=Delivery.State.DEAD).exists()
        if paused or seen:
            context = {
                "destination": destination.name,
                "paused_because": destination.paused_because if paused else "",
                "could_not": seen,
                "link": _link(reverse("back_office", args=[destination.slug], urlconf=URLS)),
            }
            notices.send_email(
                owner_type=ALERT,
                owner_id=str(destination.pk),
                subject=ALERT,
                recipient=person.email,
                context=context,
            )
    if paused:
        destination.told_of_pause_at = now
    if has_dead:
        destination.told_of_dead_at = destination.told_of_dead_at or now
    destination.save(update_fields=["told_of_pause_at", "told_of_dead_at"])
    return True


def _in_use() -> QuerySet[Destination]:
    return Destination.objects.filter(retired_at=None).select_related("team__lead").order_by("name")


def _responsible(destination: Destination) -> list[User]:
    """Who looks after a destination today; the administrators where it is nobody's."""
    person = who_looks_after(destination.team)
    if person is not None:
        return [person]
    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR).values("user")
    return list(User.objects.filter(pk__in=administrators, is_staff=True, is_active=True).order_by("pk"))


def _seen_by(person: User, destination: Destination) -> QuerySet[Delivery]:
    principal = admit(person, STAFF)
    found = deliveries_for(principal) if principal else Delivery.objects.none()
    return found.filter(destination=destination)


def _age(since: datetime) -> str:
    return timesince(since).replace("\xa0", " ")  # a plain text's lines break where they will


def _link(path: str) -> str:
    return f"{settings.ENVIRONMENT.origin('staff')}{path}"
