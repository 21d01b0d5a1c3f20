"""Which pages are to be looked over: their day is near or past, or they have none."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import Locale

from audiences.keys import PUBLIC
from content.audience_words import readers_in_words
from content.models import ContentPage
from content.models.base import UPKEEP_PANEL
from content.sections.held import held_pages

SOON = datetime.timedelta(days=30)
MOST_COUNTED = 1000
STATES = {
    "overdue": "Overdue",
    "soon": "Due within 30 days",
    "none": "Without a day",
}
NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a report is cut to. ``owner``: an account's id, a name or an address of somebody without one, or "nobody";
    ``section``: the path of its page; ``audience``: a key."""

    state: str = "overdue"
    owner: str = ""
    section: str = ""
    audience: str = ""


@dataclass(frozen=True, slots=True)
class PageToLookOver:
    """A line of the report."""

    id: int
    title: str
    address: str
    owner: str
    readers: str
    review_by: datetime.date | None
    looked_over_on: datetime.date | None
    is_late: bool


def reviewed_here(pages: "QuerySet[ContentPage]") -> "QuerySet[ContentPage]":
    """Those that are published, the originals alone (translations follow them), of the types whose review is this one: a
    type with a cycle of its own shows no ``UPKEEP_PANEL``."""
    kinds = [
        model
        for model in apps.get_models()
        if issubclass(model, ContentPage) and any(one is UPKEEP_PANEL for one in model.settings_panels)
    ]
    types = [one.pk for one in ContentType.objects.get_for_models(*kinds).values()]
    return pages.filter(live=True, alias_of=None, locale=Locale.get_default(), content_type__in=types)


def to_look_over(user: Any, today: datetime.date, choice: Choice) -> "QuerySet[ContentPage]":
    """The pages of this person's sections that the choice is about, the most urgent first."""
    found = reviewed_here(held_pages(user)).filter(_in_state(choice.state, today))
    if choice.owner == NOBODY:
        found = found.filter(content_owner=None, owner_name="", owner_email="")
    elif choice.owner.isdecimal() and len(choice.owner) < 10:
        found = found.filter(content_owner=int(choice.owner))
    elif choice.owner:
        found = found.filter(Q(owner_name=choice.owner) | Q(owner_email=choice.owner))
    if choice.section:
        found = found.filter(path__startswith=choice.section)
    if choice.audience:
        found = found.filter(audience_keys__contains=[choice.audience])
    return found.select_related("content_owner").order_by("review_by", "title")


def overdue_count(user: Any, today: datetime.date) -> int:
    """How many are overdue, counted to 1,000."""
    found = reviewed_here(held_pages(user)).filter(review_by__lt=today)
    return found.order_by()[:MOST_COUNTED].count()


def line_of(page: ContentPage, today: datetime.date) -> PageToLookOver:
    """A page as the report shows it."""
    return PageToLookOver(
        id=page.pk,
        title=page.title,
        address=page.url_path,
        owner=owner_in_words(page),
        readers="Everyone" if page.audience_keys == [PUBLIC] else readers_in_words(page.audience_keys),
        review_by=page.review_by,
        looked_over_on=page.looked_over_at.date() if page.looked_over_at else None,
        is_late=bool(page.review_by and page.review_by < today),
    )


def owner_in_words(page: ContentPage) -> str:
    """Who answers for the page; "" where nobody does."""
    named = page.owner_name or page.owner_email
    account = page.content_owner.name if page.content_owner else ""
    return " · ".join(filter(None, (account, named)))


def owners_to_choose(user: Any) -> list[tuple[str, str]]:
    """The owners of pages of this person's sections: what ``Choice.owner`` takes, and the name."""
    pages = reviewed_here(held_pages(user)).order_by()
    accounts = (
        pages.exclude(content_owner=None).values_list("content_owner", "content_owner__name").distinct()
    )
    others = pages.exclude(owner_name="", owner_email="").values_list("owner_name", "owner_email").distinct()
    found = {(str(pk), name) for pk, name in accounts} | {
        (name or email, name or email) for name, email in others
    }
    return [*sorted(found, key=lambda one: one[1].lower()), (NOBODY, "Nobody")]


def _in_state(state: str, today: datetime.date) -> Q:
    if state == "none":
        return Q(review_by=None)
    if state == "soon":
        return Q(review_by__gte=today, review_by__lte=today + SOON)
    return Q(review_by__lt=today)
