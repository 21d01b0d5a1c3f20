"""The real ids that stand in every address: whoever adds an address that names something gives it one here.

An address takes each of its ids from the same thing (``world.World.things``): by the name it has in the address, or by
what ``CALLED`` says it is called there. An address for which no thing has them all fails the test that says so.
"""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from tests.leaks.desk.canaries import World
from tests.leaks.routes import PREFIXES, ROUTES, Door, Route

PLACE = re.compile(r"<(?:(\w+):)?(\w+)>")

# What an id of an address is an attribute of a thing as, where that is not its own name: by the address's beginning.
CALLED: dict[str, dict[str, str]] = {
    "workplace/queues/": {"slug": "queue"},
    "workplace/operations/destinations/": {"slug": "destination"},
    "workplace/bookings/waiting/": {"slug": "waiting"},
    "workplace/bookings/weeks/": {"slug": "resource"},
    "workplace/finance/payments/": {"uuid": "charge_uuid"},
    "workplace/finance/refunds/": {"uuid": "refund_uuid"},
    "workplace/finance/counter-payments/": {"uuid": "counter_uuid"},
    "api/v1/lines/": {"slug": "line"},
    "workplace/lines/": {"slug": "line"},
    "workplace/desk/": {"other_id": "customer_id"},
}

# What names nothing that is anybody's alone; what of it is private is the other matrix's (``tests/leaks``), or is opened by
# a secret that no test gives away. Each by the address's beginning.
OF_NO_REQUEST = (
    "sitemap", "media/", "knowledge/", "documents/", "^", "api/v1/pages", "api/v1/articles", "api/v1/previews",
    "api/v1/schemas", "api/v1/journeys/", "api/v1/messages/", "account/", "_util/", "organisations/", "invitations/",
    "_mail/", "journeys/", "open311/", "payments/", "api/v1/callbacks/", "api/v1/cases/", "api/v1/letters/",
    "workplace/absences/", "following/", "updates/", "feedback/", "colleagues/",
    "brand/", "drafts/", "workplace/bookmarks/",
)  # fmt: skip


def real_addresses(world: World, route: Route) -> list[str]:
    """Every address of this route with real ids; without any id in it, the address itself."""
    places = PLACE.findall(route.pattern)
    if not places or route.sample or route.pattern.startswith(OF_NO_REQUEST):
        return [route.address]
    return list(_filled(world, route))


def without_real_ids(world: World) -> list[str]:
    """The addresses of the three hosts that name something and have no real id here."""
    return [route.pattern for route in ROUTES if not real_addresses(world, route)]


def _filled(world: World, route: Route) -> Iterator[str]:
    seen = set[str]()
    for thing in world.things:
        ids = _ids(thing, route)
        if None not in ids.values() and (address := _address(route, ids)) not in seen:
            seen.add(address)
            yield address


def _ids(thing: SimpleNamespace, route: Route) -> dict[str, Any]:
    """What the route's address asks for, as far as this thing has it."""
    called = next((names for start, names in CALLED.items() if route.pattern.startswith(start)), {})
    return {
        name: FIXED.get((route.pattern, name), getattr(thing, called.get(name, name), None))
        for _kind, name in PLACE.findall(route.pattern)
    }


def _address(route: Route, ids: dict[str, Any]) -> str:
    return "/" + PLACE.sub(lambda match: str(ids[match[2]]), route.pattern)


# Whose reference stands in front of everything else's ids: of a request that most on that host may open.
OPENED = {"public": "open", "staff": "open", "partner": "wold-job"}
THROUGH_GLASS = ("workplace/glass/", "alpha-restricted")


def crossed_addresses(world: World, route: Route, host: str) -> list[str]:
    """Addresses that name two things which do not belong together: an open request, and the file of another; a customer
    whom one knows, and one whom one does not."""
    names = [name for _kind, name in PLACE.findall(route.pattern)]
    if len(names) < 2 or names[0] not in {"reference", "customer_id"}:
        return []
    start, broken = THROUGH_GLASS
    opened = world.thing(broken if route.pattern.startswith(start) else OPENED[host])
    found = []
    for thing in world.things:
        ids = _ids(thing, route)
        if thing is not opened and None not in ids.values():
            ids[names[0]] = getattr(opened, names[0])
            found.append(_address(route, ids))
    return found


# An id that is one of a few words.
FIXED: dict[tuple[str, str], str] = {
    ("workplace/finance/payments/<uuid:uuid>/seen-to/<slug:flag>/", "flag"): "paid-twice",
    ("requests/<str:reference>/correct/<path:step>/", "step"): "about-you",
}


def asked_on(world: World, host: str) -> list[tuple[str, str]]:
    """Every address of a host as method and address, what only reads first: what acts may change what there is to read."""
    found = [
        (route.method, address)
        for route in ROUTES
        if host in route.hosts and not _leaves(route) and not _names_nothing_here(route)
        for address in (*real_addresses(world, route), *crossed_addresses(world, route, host))
    ]
    return sorted(found, key=lambda one: one[0] != "GET")


# Where officers search, by what they say: answered from everything there is, whatever the address says.
BOXES = {"staff": ("/workplace/find/", "/workplace/desk/", "/workplace/bookings/find/")}


def searched_on(world: World, host: str) -> list[tuple[str, str]]:
    """Every box of a host with every word that is searched for, as address and word."""
    return [(box, word) for box in BOXES.get(host, ()) for word in world.asked_for]


def _names_nothing_here(route: Route) -> bool:
    """Whether it would be asked for with ids of nothing only, as ``test_routes.py`` does already."""
    return bool(route.sample) or (
        bool(PLACE.search(route.pattern)) and route.pattern.startswith(OF_NO_REQUEST)
    )


def _leaves(route: Route) -> bool:
    """Whether it ends the session, or is Wagtail's: what its lists show is the other matrix's."""
    return route.door is Door.LEAVING or any(route.pattern.startswith(group.pattern) for group in PREFIXES)
