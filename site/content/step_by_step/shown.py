"""What a reader sees of a step by step: on its own page, and on the pages it includes."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from audiences.http import GuildhallRequest
from content.languages.words import language_of
from content.links import Link, address, link_to, look_up_translations, trail_to
from content.selectors import published

if TYPE_CHECKING:
    from content.models import ContentPage, StepByStepPage


@dataclass(frozen=True, slots=True)
class StepLink:
    """Where a step leads. ``external`` is an address that is not ours; ``note`` may be empty."""

    label: str
    url: str
    note: str = ""
    external: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One thing of a step: the step itself (``kind`` "step"), what is done beside it ("and"), or instead ("or")."""

    kind: str
    title: str
    text: Any
    links: list[StepLink]
    language: str


@dataclass(slots=True)
class Step:
    """A numbered step, with what is done beside it or instead of it."""

    number: int
    parts: list[Part] = field(default_factory=list)
    current: bool = False

    @property
    def title(self) -> str:
        """What the step is called."""
        return self.parts[0].title

    @property
    def language(self) -> str:
        """The language of its title."""
        return self.parts[0].language


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the page being shown belongs to a step by step. ``others`` are further ones that include it."""

    title: str
    url: str
    language: str
    number: int
    steps: list[Step]
    others: list[Link]


def steps_of(
    request: GuildhallRequest, steps_page: "StepByStepPage", here: "ContentPage | None" = None
) -> list[Step]:
    """The steps with the links the one asking may follow. ``here`` is the page being read, whose link is current."""
    steps: list[Step] = []
    chosen = [link["page"] for block in steps_page.steps for link in block.value["links"]]
    look_up_translations(request, [page for page in chosen if page is not None])
    for block in steps_page.steps:
        value = block.value
        if value["kind"] == "step" or not steps:
            steps.append(Step(number=len(steps) + 1))
        links = [link for one in value["links"] if (link := _link(request, one, here))]
        steps[-1].parts.append(
            Part(
                kind=value["kind"] if steps[-1].parts else "step",
                title=value["title"],
                text=value["text"],
                links=links,
                language=language_of(steps_page, "steps", block.id or ""),
            )
        )
        steps[-1].current = steps[-1].current or any(link.current for link in links)
    return steps


def inclusion_of(request: GuildhallRequest, page: "ContentPage") -> Inclusion | None:
    """The step by step that includes ``page``, in the language of the page, if the one asking may read one. The one it
    stands below comes first, then the one published first."""
    if page.pk is None:
        return None
    model: Any = apps.get_model("content", "StepLink")
    readable = published(request.principal, "StepByStepPage").filter(locale_id=page.locale_id)
    rows = (
        model.objects.filter(page__translation_key=page.translation_key, steps__in=readable)
        .exclude(steps_id=page.pk)
        .select_related("steps__locale")
        .order_by("steps__first_published_at", "steps_id", "number")
    )
    found = {row.steps_id: row for row in reversed(list(rows))}
    if not found:
        return None
    above = {one.pk for one in trail_to(request, page)}
    first, *rest = sorted(reversed(found.values()), key=lambda row: row.steps_id not in above)
    steps = steps_of(request, first.steps, page)
    for step in steps:
        step.current = step.number == first.number
    return Inclusion(
        title=first.steps.title,
        url=address(request, first.steps),
        language=language_of(first.steps, "title"),
        number=first.number,
        steps=steps,
        others=[link for row in rest if (link := link_to(request, row.steps))],
    )


def _link(request: GuildhallRequest, value: Any, here: "ContentPage | None") -> StepLink | None:
    note = value["note"] or ""
    if value["page"] is not None:
        link = link_to(request, value["page"])
        current = here is not None and value["page"].translation_key == here.translation_key
        return StepLink(value["label"], link.url, note, current=current) if link else None
    if slug := value["journey_slug"]:
        try:
            return StepLink(value["label"], reverse("journey_start", args=[slug]), note)
        except NoReverseMatch:
            return None
    return StepLink(value["label"], value["url"], note, external=True) if value["url"] else None
