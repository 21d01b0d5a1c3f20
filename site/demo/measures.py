"""Half a year of contacts on every channel before the days that ``calls`` fills, so that the managers' page has months to
put side by side; and their figures. Made once: where there are contacts of so long ago, they stay as they are."""

from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.requests.measures.counting import count_open_months
from forms_engine.requests.models import Contact, Customer

MONTHS_BACK = timedelta(days=190)
UNTIL = timedelta(days=25)  # ago; ``calls`` goes on from there
A_DAY = 8  # contacts, in the beginning
PEOPLE = 160

# More and more of it online, as the council hopes.
ASSISTED = ("phone", "phone", "phone", "desk", "email", "chat")
OUTCOMES = ("answered", "answered", "answered", "signposted", "handed-on", "call-back")
REASONS = ("question", "question", "question", "chase", "change", "other")


def load_measures() -> int:
    """Make the contacts that are missing, and count every month that is not final; answers how many months that were."""
    _make_contacts()
    return len(count_open_months(timezone.now()))


@transaction.atomic
def _make_contacts() -> None:
    now = timezone.now()
    if Contact.objects.filter(started_at__lt=now - UNTIL - timedelta(days=7)).exists():
        return
    services = list(
        Service.objects.filter(locale__language_code="en", openness=Service.Openness.OPEN).order_by("slug")
    )
    people = Customer.objects.bulk_create(Customer() for _ in range(PEOPLE))
    chance = Random("measures")  # noqa: S311 - made up, no secret
    made = []
    day = now - MONTHS_BACK
    while day < now - UNTIL:
        online = 0.3 + 0.3 * ((day - now + MONTHS_BACK) / MONTHS_BACK)
        for _ in range(chance.randrange(A_DAY // 2, A_DAY * 2) if day.weekday() < 5 else 2):
            made.append(
                _contact(chance, day, chance.choice(services), chance.choice([*people, None]), online)
            )
        day += timedelta(days=1)
    Contact.objects.bulk_create(made)


def _contact(
    chance: Random, day: datetime, service: Service, customer: Customer | None, online: float
) -> Contact:
    is_online = chance.random() < online
    began = day.replace(hour=9, minute=0) + timedelta(seconds=chance.randrange(8 * 3600))
    return Contact(
        channel="web" if is_online else chance.choice(ASSISTED),
        reason=chance.choice(REASONS),
        outcome="answered" if is_online else chance.choice(OUTCOMES),
        service=service,
        customer=customer,
        started_at=began,
        ended_at=began + timedelta(seconds=chance.randrange(60, 420)),
    )
