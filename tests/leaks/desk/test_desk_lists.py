"""What stands behind the question mark of a list: whatever it is narrowed by, sorted by or gone on from, nobody comes across
a row of another team's, person's or organisation's, nor a count of it."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from forms_engine.booking.models import Resource
from forms_engine.requests.models import Request
from tests.leaks.desk.asking import words_in
from tests.leaks.desk.canaries import World
from tests.leaks.desk.people import NAMES, Person

pytestmark = pytest.mark.django_db

# One of each kind; `make test-leaks` asks as everybody.
ASKED_FIRST = {"officer-beta", "councillor", "fen-member"}
# Who must come across something, so that it cannot be green by showing nothing.
SEES = {"officer-beta": 3, "officer-alpha": 4, "case-officer-alpha": 5, "wold-member": 2, "fen-member": 1}


def queries(world: World, people: dict[str, Person]) -> Iterator[tuple[str, str]]:
    """Every list of the three hosts with each filter that it knows, by the values of everything there is."""
    made = list(Request.objects.select_related("service", "queue").order_by("received_at"))
    yield from (("/workplace/everything/", query) for query in _of_officers(made, people))
    for slug in sorted(world.teams):
        address = f"/workplace/queues/{slug}/"
        # Those of a team outside: one address, another page.
        yield from (
            (address, query) for query in ("", "show=free", "show=overdue", "sort=due", "whose=nobodys")
        )
        yield from ((address, urlencode({"before": one, "after": one})) for one in _last_rows(made))
    for thing in world.things:
        for kind, found in (
            ("customers", getattr(thing, "customer_id", None)),
            ("locations", getattr(thing, "location_id", None)),
        ):
            if found is not None:
                address = f"/workplace/desk/{kind}/{found}/"
                yield from ((address, urlencode({"before": one})) for one in _last_rows(made))
    for by in ("team=alpha", "team=beta", "why=refused", "age=1"):
        yield "/workplace/operations/deliveries/", by
    for slug in Resource.objects.values_list("slug", flat=True):
        yield (
            "/workplace/bookings/",
            urlencode({"resource": slug, "day": timezone.localdate() + timedelta(days=1)}),
        )


def _of_officers(made: list[Request], people: dict[str, Person]) -> Iterator[str]:
    today = timezone.localdate()
    yield from ("", "state=received", "state=resolved", "due=overdue", "due=due-soon", "sort=due")
    yield from (
        "whose=nobodys",
        "whose=mine",
        "unread=1",
        "message=1",
        "urgent=1",
        "channel=web",
        "language=en",
    )
    yield f"since={today - timedelta(days=9)}&until={today}"
    yield from (f"whose={one.user.uuid}" for one in people.values() if one.user is not None and one.teams)
    for slug in sorted({one.service.slug for one in made}):
        yield from (f"service={slug}", f"service={slug}&message=1&due=overdue")
    for one in _last_rows(made):
        yield urlencode({"after": one})
        yield urlencode({"after": f"{today - timedelta(days=30)}_{one}", "sort": "due"})


def _last_rows(made: list[Request]) -> Iterator[str]:
    """Names of rows to go on from: of requests that are anybody's, as if they had been the last of a page."""
    for one in made[:3]:
        if one.received_at is not None:
            yield f"{(one.received_at + timedelta(days=1)).isoformat()}_{one.pk}"


@pytest.mark.parametrize(
    "name", [name if name in ASKED_FIRST else pytest.param(name, marks=pytest.mark.leaks) for name in NAMES]
)
def test_no_filter_reaches_what_is_anothers(world, people, name):
    person, seen = people[name], set()
    browser = person.browser()
    for address, query in queries(world, people):
        asked = f"{address}?{query}"
        response = browser.get(asked)
        assert response.status_code < 500, asked
        for word in words_in(response, world, asked):
            secret = world.secrets[word]
            assert not secret.readers.isdisjoint(person.groups), f"{secret.about} at {asked}"
            seen.add(word)
    assert len(seen) >= SEES.get(name, 0), f"{name} came across {len(seen)} words only"


def test_a_list_counts_what_it_shows(world, people):
    """The count above the rows is that of the rows, and the choices name no service that shows nothing."""
    browser = people["officer-beta"].browser()
    for query in ("", "sort=due", "message=1", "due=overdue"):
        answer = browser.get(f"/workplace/everything/?{query}")
        assert answer.context["count"] == str(len(answer.context["rows"])), query
    offered = dict(next(one for one in answer.context["selects"] if one.name == "service").options)
    assert "beta-only" in offered and not {"alpha-only", "alpha-restricted", "wold-only"} & set(offered)


@pytest.mark.parametrize(
    "name", ["officer-alpha", "finance", "lead-alpha", "wold-member", "booking-officer-alpha"]
)
@pytest.mark.parametrize(
    "played_with", ["9" * 5000, "9999-12-31T23:59:59-14:00_x", "\ud7ff", "0001-01-01", "-1", "_"]
)
def test_an_address_played_with_does_not_crash(world, people, name, played_with):
    browser = people[name].browser()
    names = (
        "after",
        "before",
        "state",
        "due",
        "whose",
        "service",
        "ward",
        "since",
        "until",
        "show",
        "sort",
        "team",
    )
    names += (
        "month",
        "measure",
        "channel",
        "language",
        "day",
        "resource",
        "which",
        "age",
        "why",
        "destination",
    )
    query = urlencode(dict.fromkeys(names, played_with))
    for address in (
        "/workplace/everything/",
        "/workplace/queues/alpha/",
        "/workplace/queues/wold/",
        "/workplace/bookings/",
        "/workplace/measures/",
        "/workplace/operations/deliveries/",
        "/workplace/finance/payments/",
        "/workplace/finance/refunds/",
        "/workplace/finance/counter-payments/",
        f"/workplace/desk/customers/{world.things[0].customer_id}/",
        f"/workplace/desk/locations/{world.things[0].location_id}/",
    ):
        assert browser.get(f"{address}?{query}").status_code < 500, address
