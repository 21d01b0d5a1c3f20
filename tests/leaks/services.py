"""Service areas, guides, step by steps and statuses for the matrix: on each site, with something in them for every group."""

from typing import Any

from wagtail.models import Locale

from content.models import (
    GuidePage,
    GuidePartPage,
    LandingPage,
    ServicePage,
    ServiceStatus,
    StatusPage,
    StepByStepPage,
    SubLandingPage,
)
from tests.factories import make_page, publish
from tests.leaks.groups import CHOSEN, EDITORS, SITE_GROUP, both
from tests.leaks.world import SECTIONS, World, _page


def add_services(world: World) -> None:
    """The pages, and links to all of them whose labels would give them away."""
    for site, home in world.homes.items():
        guide = make_page(home, GuidePage, title="A guide", slug="guide")
        area = make_page(home, LandingPage, title="An area", slug="area", show_in_menus=True)
        make_page(home, StatusPage, title="How services stand", slug="status")
        links: list[dict[str, Any]] = []
        groups, actions = [], []
        for group in SECTIONS[site]:
            readers = both(SITE_GROUP[site], group)
            audience, organisations = CHOSEN[group]
            chosen = {"audience": audience, "organisations": organisations}

            def said(what: str, *at: str, to: str = readers, of: str = group, on: str = site) -> str:
                return world.canary(f"{what} for {of} on {on}", to, EDITORS, at=at, host=on)

            _page(world, guide, said("part of a guide", "guide"), kind=GuidePartPage, **chosen)
            service = _page(
                world,
                area,
                said("service", "services", "A to Z"),
                kind=ServicePage,
                service_slug="highways-maintenance",
                **chosen,
            )
            word = said("status", "service status")
            ServiceStatus.objects.create(page=service, title=word, text=word, locale=Locale.get_default())
            way = {"label": said("way on", "services"), "journey_slug": "", "page": service, "url": ""}
            links.append({**way, "note": said("note of a step", "services")})
            actions.append(("action", {**way, "kind": "find"}))
            groups.append(("group", {"title": said("heading of a group", "services"), "pages": [service]}))
        draft = _page(world, area, world.canary(f"draft of a service on {site}", EDITORS), live=False)
        word = world.canary(f"status of a draft on {site}", EDITORS)
        ServiceStatus.objects.create(page=draft, title=word, locale=Locale.get_default())
        make_page(area, SubLandingPage, title="Groups", slug="groups", groups=groups)
        step = {"title": "Do it", "kind": "step", "text": "", "links": links}
        make_page(home, StepByStepPage, title="Steps", slug="steps", steps=[("step", step)])
        publish(make_page(area, ServicePage, title="Ways on", slug="ways-on"), actions=actions)
