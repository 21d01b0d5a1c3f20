"""How this floor has letters and text messages sent: by whoever stands above and has registered.

``forms_engine.notices`` registers. A message is written in the transaction of what it tells and sent after it, at least
once; its texts are templates of the notices, in each language.
"""

from collections.abc import Mapping
from typing import Protocol

from django.utils.translation import get_language

from accounts.addresses import Address


class Send(Protocol):
    """Writes one message in the caller's transaction.

    ``channel`` is "email" or "sms"; ``subject`` names the template; ``secret`` has the text deleted once it is sent.
    """

    def __call__(
        self,
        *,
        owner_id: str,
        subject: str,
        channel: str,
        recipient: str,
        language: str,
        secret: bool,
        context: Mapping[str, object],
    ) -> None: ...


def _nobody(**message: object) -> None:
    raise RuntimeError("nobody has registered to send this floor's messages")


_send: Send = _nobody


def register(send: Send) -> None:
    """Have this floor's messages sent by ``send``, and by nobody who registered before."""
    global _send
    _send = send


def tell(address: Address, subject: str, *, owner_id: str, secret: bool = False, **context: object) -> None:
    """Write one message to ``address``, in the language being spoken.

    Raises:
        RuntimeError: when nobody has registered to send it.
    """
    _send(
        owner_id=owner_id,
        subject=subject,
        channel="email" if address.kind == "email" else "sms",
        recipient=address.value,
        language=get_language() or "en",
        secret=secret,
        context=context,
    )
