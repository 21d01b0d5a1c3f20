"""The links of letters to subscribers. Each holds the subscriber's random id, signed: neither the table nor the log of
letters opens anything by itself. They work for as long as the subscriber is there."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import translation

from portal.models import Subscriber

SALT = "portal.updates"
PUBLIC_URLS = settings.HOST_URLCONFS["public"]  # the worker has none of its own


def token_of(subscriber: Subscriber) -> str:
    """The secret of a subscriber's links."""
    return Signer(salt=SALT, sep=".").sign(subscriber.pk.hex)


def subscriber_of(token: str) -> Subscriber | None:
    """Whose links have this secret; None for what is none."""
    try:
        known = UUID(Signer(salt=SALT, sep=".").unsign(token))
    except (BadSignature, ValueError):
        return None
    return Subscriber.objects.filter(pk=known).first()


def link(name: str, language: str, *given: str) -> str:
    """The whole address of one of our pages, in the reader's language."""
    with translation.override(language):
        path = reverse(name, args=list(given), urlconf=PUBLIC_URLS)
    return f"{settings.ENVIRONMENT.origin('public')}{path}"
