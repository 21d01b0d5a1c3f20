"""The types of pages as the files call them, and what stands in the file of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audiences.keys import PARTNER, PUBLIC, STAFF
from content import models
from content.exchange.columns import (
    CollectionName,
    Column,
    FacetValues,
    Hero,
    Journey,
    Owner,
    Plural,
    Service,
    columns,
)
from content.models import ContentPage

# Of every page. What Wagtail's tree says of it (its place among its siblings) is read beside these.
EVERY = (
    Column("title"),
    Column("summary"),
    Column("menu", "show_in_menus"),
    Column("audience"),
    Column("organisations"),
    Owner("owner", "owner_name"),
    Column("picture"),
)

# Read and written with the page, not as one field of it.
BESIDE = ("type", "order", "review", "review_by")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of page: its name in files, and its own columns, ``body`` last. ``review_field`` is where it is kept how many
    months it may stand unread, "" where nobody asks. ``made`` is called with a page that was just made from a file, and
    published, and with what its file says: for what is kept beside a page."""

    name: str
    model: type[ContentPage]
    own: tuple[Column, ...]
    review_field: str = "review_every"
    made: Callable[[ContentPage, dict[str, Any]], None] | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """All that a file of this type may say, but for what stands beside."""
        return (*EVERY, *self.own)


REACH = ("phone", "opening_hours", "email", "address")
SPOT = ("postcode", "latitude", "longitude")

KINDS = (
    Kind(
        "home",
        models.HomePage,
        (Hero("hero", "hero_image"), *columns("top_tasks", "body")),
    ),
    Kind("landing", models.LandingPage, columns("tasks", *REACH, "body")),
    Kind("sublanding", models.SubLandingPage, columns("groups", "body")),
    Kind(
        "service",
        models.ServicePage,
        (
            Journey("journey", "journey_slug"),
            Column("start", "start_label"),
            Column("actions"),
            Service("service", "service_slug"),
            *columns("phone", "opening_hours", "lgsl", "body"),
        ),
    ),
    Kind("standard", models.StandardPage, columns("body")),
    Kind("guide", models.GuidePage, columns("body")),
    Kind("guide-part", models.GuidePartPage, columns("body")),
    Kind("steps", models.StepByStepPage, columns("body", "steps")),
    Kind(
        "directory",
        models.DirectoryPage,
        (*columns("show_map", "entry_noun"), Plural("entries_noun"), *columns("facets", "body")),
    ),
    Kind(
        "entry",
        models.DirectoryEntryPage,
        (
            FacetValues("facets", "facet_values"),
            *columns("address", *SPOT, "phone", "email", "website", "hours", "body"),
        ),
    ),
    Kind("news-index", models.NewsIndexPage, columns("body")),
    Kind("news", models.NewsPage, columns("published_on", "category", "body")),
    Kind("events-index", models.EventsIndexPage, columns("body")),
    Kind(
        "event",
        models.EventPage,
        (
            *columns("starts_at", "ends_at", "more_dates", "where", *SPOT, "price", "booking_url"),
            Column("cancelled", "is_cancelled"),
            Column("body"),
        ),
    ),
    Kind("publication", models.PublicationPage, columns("published_on", "kind", "documents", "body")),
    Kind("a-to-z", models.AToZPage, columns("body")),
    Kind("status", models.StatusPage, columns("body")),
    Kind("accessibility", models.AccessibilityPage, columns("body")),
    Kind("privacy", models.PrivacyPage, columns("body")),
    Kind("cookies", models.CookiesPage, columns("body")),
    Kind("lookup", models.LookupPage, columns("provider", "body")),
    Kind(
        "shared-documents",
        models.SharedDocumentsPage,
        (CollectionName("collection"), Column("body")),
    ),
)

BY_NAME = {kind.name: kind for kind in KINDS}
BY_MODEL = {kind.model: kind for kind in KINDS}

SITES = (PUBLIC, STAFF, PARTNER)


@dataclass(frozen=True, slots=True)
class Base:
    """A tree of pages outside every site, which has a folder of its own beside ``sites/``. What is named in it by a slug,
    as in ``article:slug``, is its pages on the lowest level.

    ``found`` makes its root if there is none; ``root`` answers it, or ``None``.
    """

    name: str
    kinds: tuple[Kind, ...]
    found: Callable[[], ContentPage]
    root: Callable[[], ContentPage | None]


BASES: dict[str, Base] = {}


def register(base: Base) -> None:
    """Read and write another tree from now on."""
    BASES[base.name] = base
    for kind in base.kinds:
        add(kind)


def add(kind: Kind) -> None:
    """Read and write pages of another type from now on: for the parts that stand above this one."""
    BY_NAME[kind.name] = kind
    BY_MODEL[kind.model] = kind
