"""What people do about deliveries, and about the back offices they are for. Each verb writes down who did it.

Whether somebody may is asked above, where it is known whose request it is. A delivery's row is locked before it is
changed, and looked at again under the lock: of two people at once one does it, and the other is told that it was not
needed any more. A worker cannot be in the middle of one: what needs attention is never claimed.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from forms_engine.delivery.arriving import FETCHED
from forms_engine.delivery.following import let_follow
from forms_engine.delivery.heard import number_known
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import TEST, Attempt, Delivery, DeliveryAction, Destination
from forms_engine.delivery.notify import say_due
from forms_engine.delivery.retry import GIVE_UP_AFTER
from forms_engine.delivery.services import give_words, make_ready

Kind = DeliveryAction.Kind
State = Delivery.State

# How long somebody who has fetched something may take over saying that they have it.
MAY_STILL_ACKNOWLEDGE = timedelta(hours=1)
# What is still to reach a destination, one way or the other.
UNSETTLED = (State.READY, State.DEAD)


CHANGED_BY_RESENDING = (
    "state",
    "body",
    "message",
    "sha256",
    "mapping_version",
    "next_at",
    "give_up_at",
    "leased_until",
    "delivered_at",
    "dead_at",
    "last_error",
    "replay_at",
)


class CannotRedirect(ValueError):
    """A delivery cannot go to that destination instead; the message says why, to whoever tried."""


def needs_attention() -> Q:
    """Deliveries that a person has to do something about: they could not be delivered, or nobody has said for too
    long that they arrived."""
    return Q(state=State.DEAD) | silent()


def silent() -> Q:
    """Delivered, but not acknowledged within the hours that their destination takes at most."""
    hours = ExpressionWrapper(
        F("destination__acknowledges_within_hours") * Value(timedelta(hours=1)), output_field=DurationField()
    )
    return ~Q(owner_type=TEST) & Q(
        state=State.DELIVERED,
        acknowledged_at=None,
        destination__acknowledges_within_hours__gt=0,
        delivered_at__lt=Now() - hours,
    )


@transaction.atomic
def resend(deliveries: Iterable[UUID], *, by: User) -> int:
    """Send what needs attention off again under its own id, with the clock of its retries started anew. Answers how
    many did need it: none, as after a second click. What never could be rendered is rendered now."""
    now = timezone.now()
    found = list(_locked(deliveries).filter(needs_attention(), destination__retired_at=None))
    for delivery in found:
        delivery.delivered_at = None
        if delivery.sha256:
            make_ready(delivery, now)
        else:
            give_words(delivery, Message.from_json(delivery.body))
    Delivery.objects.bulk_update(found, CHANGED_BY_RESENDING)
    let_follow(one.id for one in found)
    _write_down(found, Kind.RESENT, by)
    say_due()
    return len(found)


@transaction.atomic
def mark_handled(deliveries: Iterable[UUID], *, by: User, note: str) -> int:
    """A person has seen to what needs attention in another way, and says how. Answers how many needed any. What their
    owners tell the same destinations later goes out from now on.

    Raises:
        ValueError: without a note.
    """
    note = note.strip()
    if not note:
        raise ValueError("Say what you did instead, so that the next person knows.")
    found = list(_locked(deliveries).filter(state=State.DEAD))
    for delivery in found:
        _settle(delivery, by, note)
    let_follow(one.id for one in found)
    _write_down(found, Kind.HANDLED, by, note)
    say_due()
    return len(found)


@transaction.atomic
def say_acknowledged(delivery_id: UUID, *, by: User, note: str, remote_id: str = "") -> bool:
    """Somebody has asked the back office, and it has what it was silent about. Answers whether it was."""
    found = list(_locked([delivery_id]).filter(state=State.DELIVERED, acknowledged_at=None))
    for delivery in found:
        delivery.acknowledged_at = timezone.now()
        delivery.remote_id = delivery.remote_id or remote_id.strip()[:200]
        number_known(delivery)
        delivery.save(update_fields=["acknowledged_at", "remote_id"])
    _write_down(found, Kind.ACKNOWLEDGED, by, note.strip())
    return bool(found)


@transaction.atomic
def redirect(delivery_id: UUID, *, to: Destination, by: User, note: str = "") -> Delivery | None:
    """Send what could not be delivered to another destination instead, in that one's words; what its owner had to
    tell the first one later goes with it. Answers the new delivery, or None where it needs no attention any more.

    It goes to the one or to the other, never to both: the first is settled in the same transaction.

    Raises:
        CannotRedirect: when the other destination is given up, has heard of this already, or cannot be told it; or when
            somebody may just be taking some of it where it was meant to go.
    """
    first = _locked([delivery_id]).filter(state=State.DEAD).first()
    if first is None:
        return None
    if to.retired_at is not None or to.pk == first.destination_id:
        raise CannotRedirect(f"{to.name} takes nothing.")
    its_owner = {"owner_type": first.owner_type, "owner_id": first.owner_id}
    if Delivery.objects.filter(**its_owner, destination=to, sequence__gte=first.sequence).exists():
        raise CannotRedirect(f"{to.name} has been told of this already.")
    why = f"Sent to {to.name} instead. {note.strip()}".strip()
    behind = Delivery.objects.select_for_update(of=("self",)).filter(
        **its_owner,
        destination_id=first.destination_id,
        sequence__gte=first.sequence,
        state__in=UNSETTLED,
    )
    moved = list(behind.select_related("destination").order_by("sequence"))
    now = timezone.now()
    if any(one.leased_until and one.leased_until > now for one in moved):
        raise CannotRedirect("A worker is sending some of it just now. Try again in a minute.")
    fetched = Attempt.objects.filter(
        delivery__in=moved, finished_at=None, detail=FETCHED, started_at__gt=now - MAY_STILL_ACKNOWLEDGE
    )
    if fetched.exists():
        raise CannotRedirect(
            f"{first.destination.name} has fetched some of it within the last hour, and may be taking it: it would be in "
            "two places. Ask them to acknowledge or refuse it, or try again in an hour."
        )
    made = [_instead_of(old, to) for old in moved]
    for old in moved:
        _settle(old, by, why)
    _write_down(moved, Kind.REDIRECTED, by, why)
    _write_down(made, Kind.REDIRECTED, by, f"It was for {first.destination.name}. {note.strip()}".strip())
    say_due()
    return made[0]


def _instead_of(old: Delivery, to: Destination) -> Delivery:
    new = Delivery(
        owner_type=old.owner_type,
        owner_id=old.owner_id,
        subject=old.subject,
        sequence=old.sequence,
        destination=to,
        redirected_from=old,
    )
    give_words(new, Message.from_json(old.message or old.body))
    if new.state == State.DEAD:
        raise CannotRedirect(f"{to.name} cannot be told of this: {new.last_error}")
    try:
        with transaction.atomic():
            new.save()
    except IntegrityError as error:
        raise CannotRedirect(f"{to.name} has been told of this already.") from error
    return new


@transaction.atomic
def pause(destination_id: UUID, *, by: User, because: str) -> bool:
    """Send a destination nothing until somebody starts it again. Answers whether it was running.

    Raises:
        ValueError: without a reason.
    """
    because = because.strip()[:300]
    if not because:
        raise ValueError("Say why, so that the next person knows when to start it again.")
    now = timezone.now()
    # Whoever pauses it knows: nobody has to be written to.
    paused = Destination.objects.filter(id=destination_id, paused_at=None, retired_at=None).update(
        paused_at=now, paused_because=because, told_of_pause_at=now
    )
    if paused:
        DeliveryAction.objects.create(destination_id=destination_id, kind=Kind.PAUSED, by=by, note=because)
    return bool(paused)


@transaction.atomic
def resume(destination_id: UUID, *, by: User) -> bool:
    """Try a paused, shut or failing destination again at once. What waited for it meanwhile has its 72 hours before it.
    Answers whether there was anything to start again: not where it runs, nor where it was given up."""
    stopped = Q(paused_at__isnull=False) | Q(shut_until__isnull=False) | Q(failures_in_row__gt=0)
    # Asked to wait (Retry-After), however much it has taken since.
    stopped |= Q(next_slot_at__gt=timezone.now())
    started = Destination.objects.filter(stopped, id=destination_id, retired_at=None).update(
        paused_at=None,
        paused_because="",
        told_of_pause_at=None,
        shut_until=None,
        failures_in_row=0,
        next_slot_at=None,
    )
    if not started:
        return False
    waited = Delivery.objects.filter(destination_id=destination_id, state=State.READY)
    waited.update(give_up_at=timezone.now() + GIVE_UP_AFTER)
    DeliveryAction.objects.create(destination_id=destination_id, kind=Kind.RESUMED, by=by)
    say_due()
    return True


def _locked(deliveries: Iterable[UUID]) -> QuerySet[Delivery]:
    found = Delivery.objects.select_for_update(of=("self",)).filter(id__in=list(deliveries))
    # In the order in which a redirect takes what is behind: two people at once wait for each other, and no longer.
    return found.select_related("destination").order_by("sequence", "id")


def _settle(delivery: Delivery, by: User, note: str) -> None:
    delivery.state, delivery.handled_by, delivery.handled_note = State.HANDLED, by, note
    delivery.next_at = delivery.leased_until = None
    delivery.save(update_fields=["state", "handled_by", "handled_note", "next_at", "leased_until"])


def _write_down(deliveries: Iterable[Delivery], kind: Kind, by: User, note: str = "") -> None:
    DeliveryAction.objects.bulk_create(
        DeliveryAction(delivery=one, destination_id=one.destination_id, kind=kind, by=by, note=note)
        for one in deliveries
    )
