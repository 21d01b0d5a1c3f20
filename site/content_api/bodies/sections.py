"""What pages of some types are made of besides their body: groups of pages, and steps."""

from typing import Any, Literal

from pydantic import Field

from content_api.addresses import journey_url
from content_api.reading_context import Context
from content_api.rich_text import RichText
from content_api.schemas.base import AddressTarget, JourneyTarget, Out, Readable, WayAnywhere


class GroupValue(Out):
    """Pages under a heading, those the reader may read."""

    title: str
    pages: list[Readable]


class GroupBlock(Out):
    """A group of pages."""

    type: Literal["group"] = "group"
    id: str
    value: GroupValue


class StepLink(Out):
    """Where a step leads. ``note`` may be empty."""

    label: str
    note: str = Field(examples=["Costs £10"])
    target: WayAnywhere


class StepValue(Out):
    """One thing to do: a step, or what is done beside the step before it ("and"), or instead of it ("or")."""

    title: str
    kind: Literal["step", "and", "or"]
    text: RichText
    links: list[StepLink]


class StepBlock(Out):
    """One of the things to do."""

    type: Literal["step"] = "step"
    id: str
    value: StepValue


def read_group(context: Context, value: Any) -> GroupValue | None:
    """The group, or nothing where the reader may read none of its pages."""
    found = [target for page in value["pages"] if page and (target := context.targets.page(page.pk))]
    return GroupValue(title=value["title"], pages=found) if found else None


def read_step(context: Context, value: Any) -> StepValue:
    """The step with the links the reader may follow."""
    links = []
    for one in value["links"]:
        target = way_of(context, one)
        if target is not None:
            links.append(StepLink(label=one["label"], note=one["note"] or "", target=target))
    return StepValue(
        title=value["title"], kind=value["kind"], text=context.rich_text(value["text"].source), links=links
    )


def way_of(context: Context, value: Any) -> Any:
    """Where a block leads that has a journey, a page and, it may be, an address elsewhere; ``None`` where the reader may
    not go there."""
    if slug := value["journey_slug"]:
        return JourneyTarget(journey=slug, url=journey_url(context.request, slug, context.language))
    if value["page"]:
        return context.targets.page(value["page"].pk)
    url = value.get("url")
    return AddressTarget(kind="external", url=url) if url else None
