"""What several resources have in common."""

from typing import Annotated, Literal

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _known(code: str) -> str:
    """Refused here, and not only because it is clearer: Django keeps a catalogue of every language it was ever asked for."""
    if code not in dict(settings.LANGUAGES):
        raise ValueError(f"The languages are: {', '.join(dict(settings.LANGUAGES))}")
    return code


Language = Annotated[
    str, Field(description="A language code, as en or cy.", max_length=10), AfterValidator(_known)
]
RichTextForm = Literal["tree", "html"]


class Out(BaseModel):
    """Something the API says. Nothing is left out: what there is none of is ``null`` or empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class InLanguage(Schema):
    """The language an answer is wanted in."""

    language: Language = Field(
        "en",
        description="The language wanted. Where something is not translated the original answers, with "
        "`fallback` true and `language` saying which language it is in.",
    )


class Reading(Schema):
    """How bodies are wanted."""

    rich_text: RichTextForm = Field(
        "tree",
        description="`html` gives rich text as HTML besides, in `html`, for who has no use for the tree.",
    )


class NoFilters(Schema):
    """What takes no parameter at all."""


class Window(Schema):
    """Which part of a list. Lists are in the order of ids, so that what comes and goes shifts nothing."""

    limit: int = Field(20, ge=1, le=100, description="How many at most.")
    after: int = Field(0, ge=0, le=2**31 - 1, description="Go on after this id: `next` of the answer before.")


class PageTarget(Out):
    """A page the one asking may read."""

    kind: Literal["page"] = "page"
    id: int
    type: str = Field(examples=["service"])
    title: str
    language: str
    url: str = Field(examples=["https://www.council.example/roads/report-a-pothole/"])


class ArticleTarget(Out):
    """A knowledge article the one asking may read."""

    kind: Literal["article"] = "article"
    id: int
    slug: str
    title: str
    language: str
    url: str


class DocumentTarget(Out):
    """A file the one asking may have. ``size`` is in bytes."""

    kind: Literal["document"] = "document"
    id: int
    title: str
    url: str
    size: int | None
    media_type: str


class JourneyTarget(Out):
    """The start of a journey on this host. ``journey`` is its slug in ``/api/v1/journeys/``."""

    kind: Literal["journey"] = "journey"
    journey: str
    url: str


class AddressTarget(Out):
    """An address that is none of ours, an email address (``mailto:``), a number (``tel:``) or a place on the page."""

    kind: Literal["external", "email", "phone", "anchor"]
    url: str


Readable = Annotated[PageTarget | ArticleTarget, Field(discriminator="kind")]
Target = Annotated[PageTarget | ArticleTarget | DocumentTarget | AddressTarget, Field(discriminator="kind")]
WayAnywhere = Annotated[
    PageTarget | ArticleTarget | JourneyTarget | AddressTarget, Field(discriminator="kind")
]


class ImageOut(Out):
    """A picture in a size fit for a page. ``alt`` is empty where the picture says nothing the words do not."""

    id: int
    url: str
    alt: str
    width: int
    height: int
