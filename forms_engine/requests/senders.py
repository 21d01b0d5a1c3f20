"""Who sends a submission, and whose request it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from audiences.keys import PUBLIC
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.models import ActingFor, Customer


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a submission, how and in which language. ``casework``: a councillor for a resident, with the consent
    that is written there; whose request it is, is then for the answers to say. ``audience``: of the host it is sent on.
    ``is_practice``: by somebody learning. ``begun_at``: when they began with it. ``customer``: for whom an officer sends
    it, where they know. ``helper``: the officer who sends it on with its sender, who has begun it themselves.
    ``organisation``: the partner organisation that it was begun for. ``agreement``: by which its sender acts for the
    ``customer``."""

    user: User | None
    channel: str
    language: str
    casework: UUID | None = None
    audience: str = PUBLIC
    is_practice: bool = False
    begun_at: datetime | None = None
    customer: Customer | None = None
    helper: User | None = None
    organisation: str = ""
    agreement: ActingFor | None = None

    @property
    def is_for_another(self) -> bool:
        """Whether somebody of the council sends it for another person."""
        return self.channel in ASSISTED or self.casework is not None


def customer_of(sender: Sender, contact: Mapping[str, str]) -> Customer:
    """The signed-in person's one customer, or a new one: an address typed by somebody proves nothing. Whoever practises
    is no customer: each time somebody is made up. Whom an officer knows it is for is nobody new, nor is whom its sender
    acts for."""
    if sender.customer is not None and sender.customer.is_practice == sender.is_practice:
        return sender.customer
    if sender.user is None or sender.is_for_another or sender.is_practice:
        return Customer.objects.create(is_practice=sender.is_practice, **contact)
    customer, _ = Customer.objects.get_or_create(user=sender.user, defaults=contact)
    return customer


def own_on(sender: Sender, version: JourneyVersion) -> str:
    """Where its customer finds it among their own: where they sent it; what is sent for a resident, as one of theirs."""
    if sender.is_for_another and PUBLIC in version.journey.audience_keys:
        return PUBLIC
    return sender.audience
