"""What a page of one type has besides what every page has, in the API's words."""

from typing import Any

from django.utils.translation import override

from audiences.http import GuildhallRequest
from content.models import (
    ContentPage,
    DirectoryEntryPage,
    DirectoryPage,
    EventPage,
    HomePage,
    LandingPage,
    NewsPage,
    PublicationPage,
    ServicePage,
    StepByStepPage,
    SubLandingPage,
)
from content.service_status.standing import notices_on
from content_api.addresses import journey_url
from content_api.bodies import read_body
from content_api.reading_context import Context
from content_api.schemas.base import JourneyTarget
from content_api.schemas.pages import (
    DirectoryOut,
    EntryOut,
    EventOut,
    HomeOut,
    LandingOut,
    NewsOut,
    PolicyOut,
    PublicationOut,
    ServiceDetails,
    ServiceNotice,
    StepsOut,
    SubLandingOut,
    ToolsOut,
)
from workplace.models import PolicyPage, ToolsPage


def details(context: Context, page: ContentPage) -> dict[str, Any]:
    """The one part of ``ContentPageOut`` that a page of this type has, by its name; none for most."""
    match page:
        case ServicePage():
            return {"service": _service(context, page)}
        case HomePage():
            return {"home": _home(context, page)}
        case LandingPage():
            return {"landing": _landing(context, page)}
        case SubLandingPage():
            return {"sublanding": SubLandingOut(groups=read_body(context, page.groups))}
        case StepByStepPage():
            return {"steps": StepsOut(steps=read_body(context, page.steps))}
        case PublicationPage():
            return {"publication": _publication(context, page)}
        case DirectoryPage():
            return {"directory": _directory(context, page)}
        case DirectoryEntryPage():
            return {"entry": _entry(context, page)}
        case NewsPage():
            return {"news": NewsOut(published_on=page.published_on, category=page.category)}
        case EventPage():
            return {"event": _event(context, page)}
        case PolicyPage():
            return {"policy": _policy(page)}
        case ToolsPage():
            return {"tools": ToolsOut(tools=read_body(context, page.tools))}
    return {}


def notices(request: GuildhallRequest, page: ContentPage, language: str) -> list[ServiceNotice]:
    """What holds now for the page, by itself or from a page above."""
    with override(language):
        found = notices_on(request, page)
    return [
        ServiceNotice(
            level=one.level,
            title=one.title,
            text=one.text,
            language=one.language,
            starts=one.starts,
            ends=one.ends,
            page=request.build_absolute_uri(one.service.url) if one.service else None,
        )
        for one in found
    ]


def _service(context: Context, page: ServicePage) -> ServiceDetails:
    slug = page.journey_slug
    journey = None
    if slug:
        journey = JourneyTarget(journey=slug, url=journey_url(context.request, slug, context.language))
    return ServiceDetails(
        journey=journey,
        start_label=page.start_label,
        phone=page.phone,
        opening_hours=page.opening_hours,
        lgsl=page.lgsl,
        actions=read_body(context, page.actions),
    )


def _home(context: Context, page: HomePage) -> HomeOut:
    image = None
    if page.hero_image_id:
        context.targets.load_images([page.hero_image_id])
        image = context.targets.image(page.hero_image_id)
    return HomeOut(hero_image=image, top_tasks=read_body(context, page.top_tasks))


def _landing(context: Context, page: LandingPage) -> LandingOut:
    return LandingOut(
        tasks=read_body(context, page.tasks),
        phone=page.phone,
        opening_hours=page.opening_hours,
        email=page.email,
        address=page.address,
    )


def _publication(context: Context, page: PublicationPage) -> PublicationOut:
    return PublicationOut(
        kind=page.kind, published_on=page.published_on, documents=read_body(context, page.documents)
    )


def _policy(page: PolicyPage) -> PolicyOut:
    return PolicyOut(version=page.version, in_force_from=page.in_force_from, what_changed=page.what_changed)


def _directory(context: Context, page: DirectoryPage) -> DirectoryOut:
    return DirectoryOut(
        entry_noun=page.entry_noun, entries_noun=page.entries_noun, facets=read_body(context, page.facets)
    )


def _entry(context: Context, page: DirectoryEntryPage) -> EntryOut:
    return EntryOut(
        has=page.facet_values,
        address=page.address,
        postcode=page.postcode,
        latitude=page.latitude,
        longitude=page.longitude,
        phone=page.phone,
        email=page.email,
        website=page.website,
        hours=read_body(context, page.hours),
    )


def _event(context: Context, page: EventPage) -> EventOut:
    return EventOut(
        starts_at=page.starts_at,
        ends_at=page.ends_at,
        more_dates=read_body(context, page.more_dates),
        where=page.where,
        postcode=page.postcode,
        latitude=page.latitude,
        longitude=page.longitude,
        price=page.price,
        booking_url=page.booking_url,
        is_cancelled=page.is_cancelled,
    )
