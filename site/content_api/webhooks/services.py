"""Subscriptions and their events: everything that is written."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from content_api.models import Subscription
from content_api.webhooks.events import EventType, PageChanged
from forms_engine.delivery import by_hand
from forms_engine.delivery import services as delivery
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination

OWNER = "content.subscription"


class UrlRefused(ValueError):
    """Nothing may be sent to this address; the message says why."""


@transaction.atomic
def subscribe(*, name: str, url: str, audience: str, organisation: str = "") -> Subscription:
    """Tell ``url`` from now on of what changes for that audience.

    Raises:
        UrlRefused: when the operator does not allow the address (WEBHOOK_HOSTS).
    """
    check_url(url)
    destination = Destination.objects.create(
        slug=f"content-{uuid.uuid4().hex[:12]}", name=name, kind="webhook", settings={"url": url}
    )
    return Subscription.objects.create(
        name=name, destination=destination, audience=audience, organisation=organisation
    )


def check_url(url: str) -> None:
    """Refuse early what the connector would refuse at every try.

    Raises:
        UrlRefused: for a host that is not on the operator's list, or an address without https.
    """
    parts = urlsplit(url)
    if (parts.hostname or "") not in settings.WEBHOOK_HOSTS:
        raise UrlRefused(_("The operator does not allow this host. Ask for it to be added to WEBHOOK_HOSTS."))
    if parts.scheme != "https" and not settings.ENVIRONMENT.demo:
        raise UrlRefused(_("Webhooks are sent over https only."))


def set_active(subscription: Subscription, active: bool) -> None:
    """Stop or go on. What was written before is still delivered; what happens meanwhile is not told later."""
    Subscription.objects.filter(pk=subscription.pk).update(active=active)


@transaction.atomic
def write_event(subscription: Subscription, event: EventType, data: PageChanged | None) -> Delivery:
    """Give the event the subscription's next number and hand it to delivery, in the caller's transaction.

    Until that ends, no other change gets a number of this subscription: they are in the order of the commits.
    """
    Subscription.objects.filter(pk=subscription.pk).update(last_number=F("last_number") + 1)
    number = Subscription.objects.values_list("last_number", flat=True).get(pk=subscription.pk)
    return delivery.tell(
        owner_type=OWNER,
        owner_id=f"{subscription.pk}:{number}",
        destination=subscription.destination,
        sequence=1,
        message=Message(
            event,
            timezone.now(),
            data.model_dump(mode="json") if data else None,
            beside={"sequence": number, "audience": subscription.audience},
        ),
    )


def send_test(subscription: Subscription) -> Delivery:
    """Send an event that says nothing, so that the other end can be tried."""
    return write_event(subscription, "content.test", None)


def send_again(subscription: Subscription, delivery_id: uuid.UUID, *, by: User) -> bool:
    """Send one of its deliveries that needs attention again. Answers whether there was one."""
    if not deliveries_of(subscription).filter(pk=delivery_id).exists():
        return False
    return bool(by_hand.resend([delivery_id], by=by))


def deliveries_of(subscription: Subscription) -> QuerySet[Delivery]:
    """Its deliveries, the newest first."""
    return Delivery.objects.filter(destination=subscription.destination, owner_type=OWNER).order_by(
        "-created_at"
    )
