"""Text messages: what a provider has to do. Which one we use says the setting ``SMS_PROVIDER``, a dotted path.

A provider for a council's gateway is one class with one method; it is made anew for each message and takes its own
settings from ``config.environment``.
"""

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class TemporaryFailure(Exception):
    """The provider could not take the message now; it is tried again later."""


class PermanentFailure(Exception):
    """The provider will never take this message, for instance because there is no such number."""


class NoProvider(PermanentFailure):
    """None is set: nothing is wrong with the number."""


class Provider(Protocol):
    """Sends text messages."""

    def send(self, to: str, text: str, id: str) -> str:
        """Have ``text`` sent to ``to`` (E.164), and answer the provider's own id for it.

        ``id`` is the same over all tries of one message: a provider that takes a reference is given it, so that it
        sends twice to nobody. Has to give up within 30 seconds.

        Raises:
            TemporaryFailure: to be tried again.
            PermanentFailure: never to be tried again.
        """
        ...


def provider() -> Provider:
    """The provider in use.

    Raises:
        NoProvider: when none is set: nothing that is not there can be waited for.
    """
    if not settings.SMS_PROVIDER:
        raise NoProvider
    made: Provider = import_string(settings.SMS_PROVIDER)()
    return made
