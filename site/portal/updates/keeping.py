"""What subscribers choose, and how it ends."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forms_engine.notices import erasing as notices
from forms_engine.notices.models import Notice
from portal.models import AskedUpdates, Subscriber, Subscription
from portal.updates.offered import Choice

OWNER_TYPE = "updates"
ASKED_OWNER_TYPE = "updates.ask"  # of the letter that asks whether an address is one's own
ENDED_ARE_KEPT = timedelta(days=60)  # so long the links of older letters say that it has ended
LETTERS_ARE_KEPT = timedelta(days=60)


@transaction.atomic
def begin(email: str, *, language: str, every: str, choices: Collection[Choice]) -> Subscriber:
    """Have news sent to an address that was shown to be its reader's: of these choices, beside those there are. The first
    news are today's."""
    today = timezone.localdate()
    subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
        email=email, ended_at=None, defaults={"language": language, "every": every, "told_to": today}
    )
    if not is_new:
        subscriber.language, subscriber.every = language, every
        subscriber.save(update_fields=["language", "every"])
    for kind, what in sorted(choices):
        Subscription.objects.get_or_create(
            subscriber=subscriber, kind=kind, what=what, defaults={"since": today}
        )
    return subscriber


@transaction.atomic
def choose(
    subscriber_id: UUID,
    *,
    language: str,
    every: str,
    choices: Collection[Choice],
    among: Collection[Choice],
) -> None:
    """Change what a subscriber gets to these choices. What is not ``among`` those that were offered (a topic that is empty
    for a while) stays as it is. Nothing happens to one that has ended."""
    subscriber = Subscriber.objects.select_for_update().filter(pk=subscriber_id, ended_at=None).first()
    if subscriber is None:
        return
    subscriber.language, subscriber.every = language, every
    subscriber.save(update_fields=["language", "every"])
    for one in subscriber.subscriptions.all():
        if (one.kind, one.what) in among and (one.kind, one.what) not in choices:
            one.delete()
    for kind, what in sorted(choices):
        Subscription.objects.get_or_create(
            subscriber=subscriber, kind=kind, what=what, defaults={"since": timezone.localdate()}
        )


def choices_of(subscriber: Subscriber) -> frozenset[Choice]:
    """What a subscriber gets news of."""
    return frozenset(subscriber.subscriptions.values_list("kind", "what"))


@transaction.atomic
def stop(subscriber_id: UUID) -> None:
    """Send this subscriber nothing any more, what is on its way included, and forget the address. Done again, nothing
    changes."""
    if _end(subscriber_id):
        notices.delete(OWNER_TYPE, [str(subscriber_id)])


def letter_came_back(notice: Notice, _why: str) -> None:
    """An address that is none any more gets nothing (``notices.owners``); in the caller's transaction."""
    _end(UUID(notice.owner_id))


@transaction.atomic
def erase(addresses: Collection[str]) -> None:
    """Erase every trace of these addresses here, in the caller's transaction."""
    wanted = [one.lower() for one in addresses if one]
    theirs = [str(pk) for pk in Subscriber.objects.filter(email__in=wanted).values_list("pk", flat=True)]
    found = AskedUpdates.objects.filter(Q(email__in=wanted) | Q(subscriber__in=theirs))
    asked = [str(pk) for pk in found.values_list("pk", flat=True)]
    notices.delete(ASKED_OWNER_TYPE, asked)
    AskedUpdates.objects.filter(pk__in=asked).delete()
    notices.delete(OWNER_TYPE, theirs)
    Subscriber.objects.filter(pk__in=theirs).delete()


def forget_ended() -> int:
    """Delete the subscribers who ended it long ago, and all letters that are old; answers how many of both."""
    now = timezone.now()
    over = Subscriber.objects.filter(ended_at__lt=now - ENDED_ARE_KEPT)
    ids = [str(pk) for pk in over.values_list("pk", flat=True)]
    notices.delete(OWNER_TYPE, ids)
    over.delete()
    both = (OWNER_TYPE, ASKED_OWNER_TYPE)
    old = Notice.objects.filter(owner_type__in=both, created_at__lt=now - LETTERS_ARE_KEPT)
    return len(ids) + old.exclude(state=Notice.State.READY).delete()[0]


def _end(subscriber_id: UUID) -> bool:
    subscriber = Subscriber.objects.select_for_update().filter(pk=subscriber_id, ended_at=None).first()
    if subscriber is None:
        return False
    subscriber.ended_at, subscriber.email = timezone.now(), ""
    subscriber.save(update_fields=["ended_at", "email"])
    subscriber.subscriptions.all().delete()
    return True
