"""The SDK's client, how long it may take, and its errors in our words."""

import contextlib
from collections.abc import Iterator
from functools import lru_cache

import stripe
from django.conf import settings

from payments.errors import GatewayRefused, GatewayUnavailable

# Seconds. The SDK's own are 80 with 2 retries: a web worker must not wait four minutes for a card machine.
PATIENT = 10.0
HASTY = 4.0
# What Stripe gives at most on one page of a list.
PAGE = 100


def is_live() -> bool:
    """Whether our key moves real money."""
    return "_live_" in settings.STRIPE_SECRET_KEY


@lru_cache(maxsize=4)
def _client_for(key: str, api: str, timeout: float) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": api},
        http_client=stripe.RequestsClient(timeout=timeout),
        max_network_retries=1 if timeout >= PATIENT else 0,
    )


def client(timeout: float = PATIENT) -> stripe.StripeClient:
    """The client for the settings' key and address."""
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API, timeout)


def words_of(metadata: object) -> dict[str, str]:
    """An object's metadata as a plain dict."""
    if isinstance(metadata, stripe.StripeObject):
        return metadata.to_dict()
    return dict(metadata) if isinstance(metadata, dict) else {}


def id_of(thing: object) -> str:
    """An id, whether Stripe gave it alone, with its whole object, or not at all."""
    return thing if isinstance(thing, str) else str(getattr(thing, "id", ""))


@contextlib.contextmanager
def plain_errors(*, creating: bool = False) -> Iterator[None]:
    """Turn the SDK's errors into ours: did Stripe answer this call for good, or not?"""
    try:
        yield
    except (stripe.InvalidRequestError, stripe.IdempotencyError, stripe.CardError) as error:
        detail = f"{error.code or type(error).__name__} {getattr(error, 'param', None) or ''}".rstrip()
        raise GatewayRefused(f"Stripe refused: {detail}", code=error.code or "") from error
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise GatewayUnavailable("Stripe did not answer") from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        # Ours to put right, and no verdict on the payment: it must survive a wrong key.
        raise GatewayUnavailable("Stripe does not accept our key") from error
    except stripe.StripeError as error:
        # Among these is 409: the same call is still under way.
        # Stripe replays even its own breakdowns for a key, so a call that creates is lost for good. Its session,
        # if there is one, cannot be paid: nobody has its address.
        if creating and error.http_status and error.http_status >= 500:
            raise GatewayRefused(f"Stripe broke down: {error.http_status}", code="broke_down") from error
        raise GatewayUnavailable("Stripe could not answer") from error
