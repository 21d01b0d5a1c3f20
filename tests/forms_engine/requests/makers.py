"""Requests of whoever and of whatever service, made as they lie in the table."""

from django.utils import timezone
from wagtail.models import Locale

from forms_engine.catalogue.models import Queue, Service, Team
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.references import new_reference
from forms_engine.requests.states import RequestState

HERE, ELSEWHERE = "a browser", "another"


def make_service(slug="trees", openness=Service.Openness.OPEN, **fields):
    """A service of a team of its own."""
    team, _ = Team.objects.get_or_create(slug=slug, defaults={"name": slug.title()})
    Queue.objects.get_or_create(slug=slug, defaults={"name": slug.title(), "team": team})
    return Service.objects.create(
        slug=slug,
        name=slug.title(),
        team=team,
        openness=openness,
        phone="01632 960 100",
        locale=Locale.objects.get(language_code="en"),
        **fields,
    )


def sent(*, service=None, customer=None, **fields):
    """A received request, of an open service where none is named; of a customer of its own, who has no account."""
    contact = {part: fields.get(part, "") for part in ("name", "email", "mobile")}
    service = service or Service.objects.filter(slug="trees").first() or make_service()
    return Request.objects.create(
        reference=new_reference(),
        service=service,
        customer=customer or Customer.objects.create(**contact),
        **{
            "title": "A tree in the road",
            "state": RequestState.RECEIVED,
            "received_at": timezone.now(),
            "answers": {},
            **fields,
        },
    )
