"""What the read API says."""

import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z]+)?$", description="A language code: en or cy.")]


class Window(Schema):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=100_000)
    language: Language | None = None


class PagesQuery(Window):
    """Filters of the list of pages."""

    type: Literal["home", "standard", "service"] | None = None
    parent: int | None = Field(None, description="Only pages directly below the page with this id.")


class LinkOut(Schema):
    """A page the one asking may read."""

    title: str
    url: str


class ImageOut(Schema):
    """A picture in a size fit for a page."""

    url: str
    alt: str
    width: int
    height: int


class GuidanceOut(Schema):
    """A text beside the public answer, for the audience of this host."""

    audience: str
    heading: str
    html: str


class ArticleSummary(Schema):
    """An article in a list."""

    id: int
    slug: str
    title: str
    summary: str
    language: str
    url: str


class ArticleOut(ArticleSummary):
    """An article, cut to what the one asking may read."""

    topic: str
    public_answer: str
    guidance: list[GuidanceOut]
    updated_at: datetime.datetime | None


class ArticleList(Schema):
    """A window on the articles."""

    count: int
    items: list[ArticleSummary]


class BlockOut(Schema):
    """A block of a body: ``value`` depends on ``type``. Rich text comes as HTML, pages as links, pictures as images."""

    id: str
    type: Literal[
        "heading",
        "text",
        "details",
        "quotation",
        "inset",
        "warning",
        "steps",
        "action",
        "cards",
        "contact",
        "picture",
        "article",
        "task",
    ]
    value: Any


class PageSummary(Schema):
    """A page in a list."""

    id: int
    type: str
    title: str
    summary: str
    language: str
    url: str
    updated_at: datetime.datetime | None


class PageOut(PageSummary):
    """A page with its body. ``service`` is there for service pages only."""

    body: list[BlockOut]
    service: "ServiceOut | None" = None


class ServiceOut(Schema):
    """How to get a service."""

    journey: str
    phone: str
    opening_hours: str
    lgsl: str


class PageList(Schema):
    """A window on the pages."""

    count: int
    items: list[PageSummary]


PageOut.model_rebuild()
