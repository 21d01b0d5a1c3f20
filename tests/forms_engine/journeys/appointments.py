"""A journey that books an appointment, and a calendar for it: what the tests of choosing a time start from."""

import re
from datetime import UTC, datetime, timedelta

from forms_engine.booking.models import Booking, ResourceKind
from forms_engine.catalogue.models import Journey
from forms_engine.journeys import services
from forms_engine.journeys.models import Submission
from tests.factories import client
from tests.forms_engine.booking.calendars import NINE, resource, schedule, slots
from tests.forms_engine.journeys.api_client import published

SLUG = "book-a-visit"
START = f"/journeys/{SLUG}/"
TIME, CHECK = f"{START}time/", f"{START}check/"
ANSWERS = {"why": "To see the garden", "your-email": "ann@example.com"}

PAGES = [
    {
        "key": "about",
        "title": {"en": "About your visit", "cy": "Am eich ymweliad"},
        "blocks": [
            {"key": "why", "type": "short_text", "label": {"en": "Why?", "cy": "Pam?"}},
            {
                "key": "your-email",
                "type": "email",
                "label": {"en": "Email", "cy": "E-bost"},
                "required": False,
            },
        ],
    }
]


def visits(slug=SLUG, booking=None, pages=PAGES, **parts):
    """The journey, published; ``parts`` are other parts of its definition."""
    return published(
        slug,
        pages,
        booking=booking or {"resource_kind": "visit", "minutes": 30},
        contact={"email": "your-email"},
        translations={"cy": "reviewed"},
        **parts,
    )


def visit_kind(slug="visit", **rules):
    """The kind that it books, of the pothole's service."""
    return ResourceKind.objects.create(
        **{
            "slug": slug,
            "name": {"en": "Garden visit", "cy": "Ymweliad â’r ardd"},
            "service": Journey.objects.get(slug="report-a-pothole").service,
            "minutes": 30,
            "nothing_free": {
                "en": "Come on open day, the first of May.",
                "cy": "Dewch ar y diwrnod agored, y cyntaf o Fai.",
            },
            **rules,
        }
    )


def office(kind, name="Orangery", times=4, days=1, capacity=1, start=NINE, **fields):
    """A room of that kind with free times, half an hour each, on so many days from a Monday on."""
    hours = schedule(resource(kind, name=name, what="room", address="Park Lane\nMarlford", **fields))
    begin = [start + timedelta(days=day, minutes=30 * n) for day in range(days) for n in range(times)]
    return slots(hours, begin, capacity=capacity)


def visitor(prefix="", slug=SLUG, browser=None, **answers):
    """A browser with everything answered, and its submission."""
    browser = browser or client()
    before = list(Submission.objects.values_list("pk", flat=True))
    browser.post(f"{prefix}/journeys/{slug}/")
    draft = Submission.objects.exclude(pk__in=before).get()
    services.answer_page(draft.id, "about", {**ANSWERS, **answers})
    return browser, draft


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("&#x27;", "'")


def choose(browser, slot, prefix=""):
    return browser.post(f"{prefix}{TIME}", {"slot": slot.pk})


def at_noon_now():
    return datetime.now(UTC)


def live(submission):
    return Booking.objects.get(owner_type="submission", owner_id=str(submission.pk), state="held")
