"""The journeys that somebody may start, and the language they are written in."""

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import Field

from audiences.http import GuildhallRequest
from audiences.problems import Problem, Refused
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of, live_version, live_versions
from forms_engine.catalogue.words import ServiceWords, words_in, words_of
from forms_engine.definition.document import Definition, FeeLine, Group, Page
from forms_engine.journeys.api.caching import asked_again
from forms_engine.journeys.api.languages import LanguageCode, language_for, languages_of
from forms_engine.journeys.api.presentation import ContentOut, Words, content_out, words
from forms_engine.journeys.availability import availability_of
from forms_engine.journeys.context import possible_amounts

router = Router(tags=["journeys"])


class JourneysQuery(Schema):
    """Filters of the list of journeys, and which part of it."""

    kind: Literal["apply", "book", "pay", "report"] | None = None
    service: str | None = Field(
        None, max_length=60, description="Only journeys of the service with this slug."
    )
    language: LanguageCode | None = None
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=100_000)


class ServiceOut(Schema):
    """Whose journey it is, and where a person helps."""

    slug: str
    name: str
    phone: str
    opening_hours: str


class FeeOut(Schema):
    """A line that may be owed. One unit costs ``least_pence`` to ``most_pence`` before any concession; ``sometimes``: only
    under a condition; ``per``: multiplied by an answer; ``looked_up``: how much is looked up on the way, so that both
    amounts are 0 here."""

    label: str
    least_pence: int
    most_pence: int
    looked_up: bool = False
    sometimes: bool
    per: str
    concessions: list[str]


class JourneyLinks(Schema):
    """Where a journey is: its data, its page, and where to start it."""

    self: str
    web: str
    submissions: str


class JourneySummary(Schema):
    """A journey in a list. ``languages`` it is offered in; of those, ``unchecked`` are translations that no translator has
    agreed to yet, which its readers should be told."""

    slug: str
    kind: Literal["apply", "book", "pay", "report"]
    title: str
    summary: str
    language: str
    languages: list[str]
    unchecked: list[str]
    audience: str
    sign_in: Literal["none", "optional", "required"]
    service: ServiceOut
    fees: list[FeeOut]
    needs_booking: bool
    opens: date | None
    closes: date | None
    links: JourneyLinks


class JourneyList(Schema):
    """A window on the journeys."""

    count: int
    items: list[JourneySummary]


class OutlineOut(Schema):
    """A page, exit page or group of the journey. ``sometimes``: shown under a condition. Of a group, ``pages`` are asked
    for each item."""

    kind: Literal["page", "exit", "group"]
    key: str
    title: str
    section: str
    sometimes: bool
    questions: int
    pages: list["OutlineOut"] = []


class JourneyOut(JourneySummary):
    """A journey and all it takes to start it. ``state`` is open, or why nothing can be sent just now."""

    version: int
    state: Literal["open", "not-yet", "closed", "paused", "withdrawn", "not-practised", "not-helped"]
    message: str
    start: list[ContentOut]
    outline: list[OutlineOut]
    prefill: list[str]
    declaration: Words | None
    purpose: str
    lawful_basis: str
    retention_days: int


@router.get(
    "/",
    response={200: JourneyList, 422: Problem},
    operation_id="list_journeys",
    summary="The journeys that can be started",
)
@decorate_view(asked_again)
def list_journeys(request: GuildhallRequest, query: Query[JourneysQuery]) -> JourneyList:
    """The journeys that the one asking may see on this host and that are open today, by title."""
    _refuse_unknown_filters(request)
    language, today = language_for(request, query.language), timezone.localdate()
    found = [
        (version, definition)
        for version in live_versions(request.principal)
        if not version.journey.is_paused
        and (definition := definition_of(version.pk)).open_on(today)
        and query.kind in (None, definition.kind)
        and query.service in (None, definition.service)
    ]
    found.sort(key=lambda pair: pair[1].title.in_language(language).casefold())
    part = found[query.offset : query.offset + query.limit]
    said = words_of({version.journey.service for version, _ in part}, language)
    return JourneyList(
        count=len(found),
        items=[
            JourneySummary(**_summary(request, *pair, language, said[pair[0].journey.service_id]))
            for pair in part
        ],
    )


@router.get(
    "/{slug:slug}",
    response={200: JourneyOut, 404: Problem, 422: Problem},
    operation_id="get_journey",
    summary="One journey",
)
@decorate_view(asked_again)
def get_journey(request: GuildhallRequest, slug: str, language: LanguageCode | None = None) -> JourneyOut:
    """One journey: what it is for, what it needs and costs, and what it asks, in outline."""
    version = live_version(request.principal, slug)
    if version is None:
        raise Http404
    chosen, definition = language_for(request, language), definition_of(version.pk)
    available = availability_of(version.journey, version.pk)
    paused = available.state == "paused"
    return JourneyOut(
        **_summary(request, version, definition, chosen, words_in(version.journey.service, chosen)),
        version=version.number,
        state=available.state,
        message=version.journey.paused_message_in(chosen) if paused else "",
        start=[content_out(request, block, chosen) for block in definition.start],
        outline=[_outline(part, definition, chosen) for part in definition.pages],
        prefill=_prefill_names(definition),
        declaration=words(definition.declaration, chosen) if definition.declaration else None,
        purpose=definition.purpose.in_language(chosen),
        lawful_basis=definition.lawful_basis,
        retention_days=definition.retention_days,
    )


def _refuse_unknown_filters(request: HttpRequest) -> None:
    """A filter that the API does not know is refused: ignoring it would answer a question nobody asked."""
    unknown = sorted(set(request.GET) - set(JourneysQuery.model_fields))
    if unknown:
        errors = [{"where": ["query", name], "message": "There is no such filter"} for name in unknown]
        raise Refused(422, "The request is not valid", errors=errors)


def _summary(
    request: HttpRequest, version: JourneyVersion, definition: Definition, language: str, said: ServiceWords
) -> dict[str, Any]:
    service = version.journey.service
    return {
        "slug": definition.slug,
        "kind": definition.kind,
        "title": definition.title.in_language(language),
        "summary": definition.summary.in_language(language),
        "language": language,
        "languages": languages_of(definition),
        "unchecked": [code for code, state in definition.translations.items() if state == "awaiting-review"],
        "audience": definition.audience,
        "sign_in": definition.sign_in,
        "service": ServiceOut(
            slug=service.slug,
            name=said.name,
            phone=service.phone,
            opening_hours=said.opening_hours,
        ),
        "fees": [_fee(line, definition, language) for line in definition.fees],
        "needs_booking": definition.booking is not None,
        "opens": definition.opens,
        "closes": definition.closes,
        "links": JourneyLinks(
            self=_url(request, "api:get_journey", definition.slug),
            web=_page_url(request, definition.slug, language),
            submissions=_url(request, "api:start_submission", definition.slug),
        ),
    }


def _fee(line: FeeLine, definition: Definition, language: str) -> FeeOut:
    amounts = possible_amounts(line) or (0,)
    counted = definition.groups.get(line.per) or definition.questions_by_key.get(line.per)
    return FeeOut(
        label=line.label.in_language(language),
        least_pence=min(amounts),
        most_pence=max(amounts),
        looked_up=bool(line.amount_from),
        sometimes=line.when is not None or bool(line.rows and all(row.when for row in line.rows)),
        per=_name(counted, language),
        concessions=[one.label.in_language(language) for one in line.concessions],
    )


def _name(counted: Any, language: str) -> str:
    if counted is None:
        return ""
    text = counted.item if isinstance(counted, Group) else counted.label
    return str(text.in_language(language))


def _outline(part: Page | Group, definition: Definition, language: str) -> OutlineOut:
    section = definition.sections.get(part.section)
    return OutlineOut(
        kind="group" if isinstance(part, Group) else "exit" if part.exit else "page",
        key=part.key,
        title=part.title.in_language(language),
        section=section.in_language(language) if section else "",
        sometimes=part.show_when is not None,
        questions=sum(question.type != "hidden" for question in part.questions),
        pages=[_outline(page, definition, language) for page in part.pages]
        if isinstance(part, Group)
        else [],
    )


def _prefill_names(definition: Definition) -> list[str]:
    """What may be given when starting: the names that questions take their first answer from."""
    questions = definition.questions_by_key.values()
    return sorted({q.prefill.name for q in questions if q.prefill and q.prefill.source == "query"})


def _url(request: HttpRequest, name: str, slug: str) -> str:
    return request.build_absolute_uri(reverse(name, kwargs={"slug": slug}))


def _page_url(request: HttpRequest, slug: str, language: str) -> str:
    with translation.override(language):
        return _url(request, "journey_start", slug)
