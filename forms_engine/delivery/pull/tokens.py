"""Making, ending and knowing again the tokens that destinations come with (``ghd_…``)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audiences.tokens.format import digest_of, is_well_formed, new_token
from forms_engine.delivery.models import Destination, DestinationToken

PREFIX = "ghd_"
MOST_ACTIVE = 5  # of one destination: two while one is exchanged, and a few for a test system
LAST_USED_EVERY = timedelta(hours=1)


class TokenRefused(Exception):
    """No token is made; the message says why."""


def takes_tokens(destination: Destination) -> bool:
    """Whether its programs have anything to ask us: deliveries that they fetch, tests and replays. Mailboxes, folders and
    queues have no programs."""
    return destination.kind in {"pull", "webhook"}


@transaction.atomic
def issue_token(
    destination: Destination, *, name: str, made_by: User | None = None
) -> tuple[DestinationToken, str]:
    """Make a token. The second of the answer is the token itself, which nobody can be shown again.

    Raises:
        TokenRefused: without a name, for a destination whose programs ask us nothing, or when it has five already.
    """
    name = name.strip()
    if not name:
        raise TokenRefused(_("Say what the token is for."))
    if destination.retired_at is not None or not takes_tokens(destination):
        raise TokenRefused(_("This destination fetches nothing, so it needs no token."))
    # Two made at the same moment are counted one after the other.
    Destination.objects.select_for_update().get(pk=destination.pk)
    if destination.tokens.filter(revoked_at=None).count() >= MOST_ACTIVE:
        raise TokenRefused(_("There are five tokens already. Revoke one that is not used any more."))
    secret = new_token(PREFIX)
    token = DestinationToken.objects.create(
        destination=destination,
        name=name[:60],
        digest=digest_of(secret),
        last_signs=secret[-4:],
        made_by=made_by,
        created_at=timezone.now(),
    )
    return token, secret


def revoke_token(token_id: int) -> bool:
    """End a token at once. Answers whether it was good until now."""
    good = DestinationToken.objects.filter(pk=token_id, revoked_at=None)
    return bool(good.update(revoked_at=timezone.now()))


def token_named(value: str) -> DestinationToken | None:
    """The good token that this is, with its destination; None for any other."""
    if not is_well_formed(value, PREFIX):
        return None
    return (
        DestinationToken.objects.filter(
            digest=digest_of(value), revoked_at=None, destination__retired_at=None
        )
        .select_related("destination")
        .first()
    )


def note_use(token: DestinationToken) -> None:
    """Note when it was last used, to the hour: a row written at each call would be for nobody."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= LAST_USED_EVERY:
        DestinationToken.objects.filter(pk=token.pk).update(last_used_at=now)
