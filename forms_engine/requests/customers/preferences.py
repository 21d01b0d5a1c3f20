"""What a customer may choose not to be told, and by what they would rather hear.

What somebody has to know is told to everybody: that we have their request, what they have to do, what was decided, their
appointments and their money. The rest they may decline, kind by kind (``Customer.declines``); it stands on their page all
the same.

Of several rows that were found to be one person, that of their account counts, which is where they said it themselves;
without an account, the one that stands for all of them.
"""

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.customers.groups import group_of, head_id
from forms_engine.requests.models import Customer


class Kind(TextChoices):
    """What a message is for."""

    ESSENTIAL = "essential", _("What you need to know or do")
    PROGRESS = "progress", _("How your requests are getting on")
    REMINDERS = "reminders", _("Reminders")
    SURVEYS = "surveys", _("Questions about how we did")


MAY_DECLINE = (Kind.PROGRESS, Kind.REMINDERS, Kind.SURVEYS)

# What is not here is essential.
KINDS: Mapping[str, Kind] = {
    "request.updated": Kind.PROGRESS,
    "request.file-added": Kind.PROGRESS,
    "request.split": Kind.PROGRESS,
    "request.booking-reminder": Kind.REMINDERS,
    "request.pay-reminder": Kind.REMINDERS,
    "request.feedback": Kind.SURVEYS,
}


class ContactBy(TextChoices):
    """By what somebody would rather hear from us (``Customer.contact_by``)."""

    EMAIL = "email", _("Email")
    SMS = "sms", _("Text message")
    POST = "post", _("Letter")


def kind_of(subject: str) -> Kind:
    """Which kind a notice is of."""
    return KINDS.get(subject, Kind.ESSENTIAL)


def may_tell(customer: Customer, subject: str) -> bool:
    """Whether a customer wants to be told this, or has to be."""
    return wants(customer, kind_of(subject))


def wants(customer: Customer, kind: Kind) -> bool:
    """Whether a customer is told what is of that kind: everything essential, and of the rest what they have not declined.
    Whoever would rather have letters is sent nothing else electronically: it stands on their page."""
    if kind == Kind.ESSENTIAL:
        return True
    said = _who_says(customer)
    return kind not in said.declines and said.contact_by != ContactBy.POST


def checked_declines(said: Iterable[str]) -> list[str]:
    """The kinds that somebody declines, as they are kept: each once, in our order.

    Raises:
        ValueError: for what cannot be declined or is no kind.
    """
    chosen = set(said)
    if unknown := chosen - {str(kind) for kind in MAY_DECLINE}:
        raise ValueError(f"These cannot be declined: {', '.join(sorted(unknown))[:100]}")
    return [str(kind) for kind in MAY_DECLINE if kind in chosen]


def ways_to(customer: Customer, *, email: bool, mobile: bool, every_way: bool = False) -> list[str]:
    """By what to tell a customer something, of what they can be reached by: ``email``, ``sms``, both where it is to reach
    them ``every_way``; nothing where there is neither."""
    there = [way for way, is_there in ((ContactBy.EMAIL, email), (ContactBy.SMS, mobile)) if is_there]
    if every_way or len(there) < 2:
        return [str(way) for way in there]
    # Who has just sent something for the first time stands alone: nothing is asked about them.
    said = _who_says(customer) if customer.merged_into_id else customer
    there.sort(key=lambda way: way != said.contact_by)  # stable: email first where neither is preferred
    return [str(way) for way in there[:1]]


def _who_says(customer: Customer) -> Customer:
    """The row whose preferences count for a customer. One query, for whoever has no account."""
    if customer.user_id is not None:
        return customer
    head = head_id(customer)
    rows = sorted(group_of(customer), key=lambda one: (one.user_id is None, one.pk != head))
    return rows[0] if rows else customer
