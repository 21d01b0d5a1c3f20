"""Pages."""

import datetime
from typing import Literal

from pydantic import AwareDatetime, Field

from content_api.bodies import Block
from content_api.page_types import PageType
from content_api.schemas.base import ImageOut, JourneyTarget, Language, Out, Reading, Window


class PagesQuery(Window):
    """Filters of the list of pages. They add up."""

    type: PageType | None = None
    language: Language | None = Field(None, description="Only pages in this language's tree.")
    parent: int | None = Field(
        None, ge=1, le=2**31 - 1, description="Only pages directly below the page with this id."
    )
    section: int | None = Field(
        None, ge=1, le=2**31 - 1, description="Only pages anywhere below the page with this id."
    )
    updated_since: AwareDatetime | None = Field(
        None, description="Only pages published at this moment or later (ISO 8601 with an offset)."
    )
    path: str | None = Field(
        None, max_length=2000, pattern=r"^/", description="Only the page at this address."
    )


class FindQuery(Reading):
    """Where the page is."""

    path: str = Field(
        max_length=2000, pattern=r"^/", description="An address on this host, as /roads/ or /cy/roads/."
    )


class PageQuery(Reading):
    """How a page is wanted."""

    language: Language | None = Field(
        None,
        description="Its translation, where there is one; `fallback` is true where there is none. "
        "Without it the page comes in its own language.",
    )


class PageSummary(Out):
    """A page in a list. ``language`` is that of its words: a page not translated yet stands in the other language's tree
    with the words it has, and ``fallback`` is true."""

    id: int
    type: PageType
    title: str
    summary: str
    language: str
    fallback: bool
    url: str
    parent: int | None
    updated_at: datetime.datetime | None


class Crumb(Out):
    """A page above."""

    id: int
    title: str
    url: str


class Translation(Out):
    """The page in another language."""

    id: int
    language: str
    url: str


class ServiceDetails(Out):
    """How to get a service. ``journey`` is there where it can be done online."""

    journey: JourneyTarget | None
    start_label: str
    phone: str
    opening_hours: str
    lgsl: str = Field(examples=["526"])
    actions: list[Block] = Field(description="More that can be done from here, each a button.")


class LandingOut(Out):
    """What a service area has besides its body. Its services are ``children``."""

    tasks: list[Block]
    phone: str
    opening_hours: str
    email: str
    address: str


class SubLandingOut(Out):
    """The groups of a page that lists services. ``children`` has those that no group names, too."""

    groups: list[Block]


class StepsOut(Out):
    """What has to be done, in order."""

    steps: list[Block]


class PublicationOut(Out):
    """What a publication is, from when, and as which files."""

    kind: Literal["strategy", "plan", "policy", "report", "minutes", "data"]
    published_on: datetime.date
    documents: list[Block]


class PolicyOut(Out):
    """Which version of a policy this is, since when it holds, and what its editor says has changed; empty where they say
    nothing."""

    version: str = Field(examples=["4.2"])
    in_force_from: datetime.date | None
    what_changed: str


class ToolsOut(Out):
    """The systems that people work with, in the editors' order."""

    tools: list[Block]


class DirectoryOut(Out):
    """What a directory has besides its body. Its entries are its children."""

    entry_noun: str = Field(examples=["library"])
    entries_noun: str = Field(examples=["libraries"])
    facets: list[Block]


class EntryOut(Out):
    """What an entry of a directory has. Latitude and longitude (WGS 84 degrees) are there together or not at all."""

    has: list[str] = Field(description="Of its directory's facets.", examples=[["facilities:cafe"]])
    address: str = Field(description="Lines are parted by line feeds.")
    postcode: str
    latitude: float | None
    longitude: float | None
    phone: str
    email: str
    website: str
    hours: list[Block]


class NewsOut(Out):
    """What a piece of news has."""

    published_on: datetime.date
    category: str


class EventOut(Out):
    """When an event is, and where. On each of ``more_dates`` it is at the same time by the council's clock."""

    starts_at: datetime.datetime
    ends_at: datetime.datetime
    more_dates: list[Block]
    where: str
    postcode: str
    latitude: float | None
    longitude: float | None
    price: str
    booking_url: str
    is_cancelled: bool


class ServiceNotice(Out):
    """How a service stands now. ``page`` is the page of the service; ``null`` where that is the page itself."""

    level: Literal["changed", "disrupted", "closed"]
    title: str
    text: str
    language: str
    starts: datetime.datetime | None
    ends: datetime.datetime | None
    page: str | None = Field(description="Its address.")


class HomeOut(Out):
    """What a front page has besides its body."""

    hero_image: ImageOut | None
    top_tasks: list[Block]


class ContentPageOut(PageSummary):
    """A page with its body. ``service``, ``home``, ``landing`` and so on are there for pages of those types. The parts of
    a guide are its ``children``. ``service_status`` is what holds now for the page, by itself or from a page above."""

    breadcrumbs: list[Crumb]
    translations: list[Translation]
    children: list[PageSummary]
    body: list[Block]
    service: ServiceDetails | None = None
    home: HomeOut | None = None
    landing: LandingOut | None = None
    sublanding: SubLandingOut | None = None
    steps: StepsOut | None = None
    publication: PublicationOut | None = None
    directory: DirectoryOut | None = None
    entry: EntryOut | None = None
    news: NewsOut | None = None
    event: EventOut | None = None
    policy: PolicyOut | None = None
    tools: ToolsOut | None = None
    service_status: list[ServiceNotice] = []


class ContentPageList(Out):
    """A window on the pages. ``next`` is the ``after`` of the next one; ``null`` at the end."""

    count: int
    next: int | None
    items: list[PageSummary]
