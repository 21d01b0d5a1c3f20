"""What an officer's lists, the customer view and the pages of residents and partners cost with ten years of requests behind
them against a fortnight's (``make bench``). Nothing here asserts a time. ``COUNTY`` is the larger number of requests: 2,300,000 unless it says less."""

import os
import random
import time
from collections.abc import Callable

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import NoReverseMatch, reverse

from forms_engine.requests.models import Request
from tests.bench.county import THE_LANDLORD, THE_RESIDENT, County, customer_id, make_county
from tests.bench.table import Row, report
from tests.conftest import committing
from tests.factories import signed_in

pytestmark = pytest.mark.bench

SMALL, LARGE = 10_000, int(os.environ.get("COUNTY", "2300000"))
TIMES = int(os.environ.get("COUNTY_TIMES", "40"))
BUDGET = 1.5

Address = Callable[[County, random.Random], str]


def queue(query: str = "") -> Address:
    """A queue's list, of any queue, with what the query names (``{ward}``, ``{service}``) chosen anew each time."""

    def address(county: County, dice: random.Random) -> str:
        place = dice.randrange(len(county.queues))
        said = query.format(ward=dice.choice(county.wards).code, service=county.services[2 * place].slug)
        return f"/workplace/queues/{county.queues[place].slug}/?{said}"

    return address


def customer(county: County, dice: random.Random) -> str:
    try:
        return reverse("desk_customer", args=[customer_id(dice.randint(1, county.customers))])
    except NoReverseMatch:
        return "/workplace/"


WORKPLACE: dict[str, Address] = {
    "Queue": queue(),
    "Queue, first due first": queue("sort=due"),
    "Queue, in progress": queue("state=in-progress"),
    "Queue, overdue": queue("due=overdue"),
    "Queue, due soon": queue("due=due-soon"),
    "Queue, mine": queue("whose=mine"),
    "Queue, nobody's": queue("whose=nobodys&sort=due"),
    "Queue, not opened": queue("unread=1"),
    "Queue, new message": queue("message=1"),
    "Queue, urgent": queue("urgent=1"),
    "Queue, one service": queue("service={service}"),
    "Queue, one ward": queue("ward={ward}"),
    "Queue, social media": queue("channel=social"),
    "Queue, Welsh": queue("language=cy"),
    "Queue, received in some days": queue("since=2026-01-01&until=2026-01-07"),
    "Queue, resolved": queue("state=resolved"),
    "Queue, resolved, one service": queue("state=resolved&service={service}"),
    "Queue, resolved, one ward": queue("state=resolved&ward={ward}"),
    "Queue, resolved, chat": queue("state=resolved&channel=chat"),
    "Queue, resolved, Welsh": queue("state=resolved&language=cy"),
    "Queue, resolved, mine": queue("state=resolved&whose=mine"),
    "Everything": lambda county, dice: "/workplace/everything/",
    "Everything, first due first": lambda county, dice: "/workplace/everything/?sort=due",
    "Everything, one ward": lambda county, dice: (
        f"/workplace/everything/?ward={dice.choice(county.wards).code}"
    ),
    "Everything, mine": lambda county, dice: "/workplace/everything/?whose=mine&sort=due",
    "Everything, resolved, mine": lambda county, dice: "/workplace/everything/?whose=mine&state=resolved",
    "First page of the day": lambda county, dice: "/workplace/",
    "Customer view": customer,
}


def fixed(page: str) -> Address:
    """The same address each time."""
    return lambda county, dice: page


def one_of(made: QuerySet[Request], many: int = 200) -> Address:
    """The page of any of the newest of these requests."""

    def address(county: County, dice: random.Random) -> str:
        newest = made.order_by("-created_at").values_list("reference", flat=True)[:many]
        return f"/requests/{dice.choice(list(newest))}/"

    return address


OF_ACCOUNT = {
    "account": fixed("/account/"),
    "requests": fixed("/account/requests/"),
    "requests under way": fixed("/account/requests/?show=open"),
    "finished requests": fixed("/account/requests/?show=finished"),
    "appointments": fixed("/account/bookings/"),
    "payments": fixed("/account/payments/"),
    "letters": fixed("/account/letters/"),
}
RESIDENT: dict[str, Address] = {f"Resident's {name}": page for name, page in OF_ACCOUNT.items()} | {
    "Resident's request": one_of(Request.objects.filter(customer=customer_id(THE_RESIDENT))),
}
LANDLORD: dict[str, Address] = {f"Landlord's {name}": page for name, page in OF_ACCOUNT.items()} | {
    "Landlord's request": one_of(Request.objects.filter(customer=customer_id(THE_LANDLORD))),
}
PARTNER: dict[str, Address] = {
    "Organisation's requests": fixed("/organisations/requests/"),
    "Organisation's requests under way": fixed("/organisations/requests/?show=open"),
    "Organisation's finished requests": fixed("/organisations/requests/?show=finished"),
    "Organisation's requests, mine": fixed("/organisations/requests/?whose=mine"),
    "Organisation's request": one_of(
        Request.objects.filter(organisation="hale-house", service__openness="open")
    ),
}
PAGES = WORKPLACE | RESIDENT | LANDLORD | PARTNER


def p95_of(county: County) -> dict[str, float]:
    """The time within which 95 of 100 answers come, by page, to those who ask for them."""
    return {
        **_p95_of(county, signed_in(county.officer, "staff"), WORKPLACE),
        **_p95_of(county, signed_in(county.resident), RESIDENT),
        **_p95_of(county, signed_in(county.landlord), LANDLORD),
        **_p95_of(county, signed_in(county.partner, "partner"), PARTNER),
    }


def _p95_of(county: County, browser: Client, pages: dict[str, Address]) -> dict[str, float]:
    # Each address is asked for once before the clock runs.
    found = {}
    for name, address in pages.items():
        dice = random.Random(name)
        addresses = [address(county, dice) for _ in range(TIMES)]
        for one in addresses:
            assert browser.get(one).status_code == 200, one
        times = []
        for one in addresses:
            began = time.perf_counter()
            browser.get(one)
            times.append(time.perf_counter() - began)
        found[name] = sorted(times)[int(0.95 * len(times))]
    return found


def test_pages_with_ten_years_behind_it(django_db_setup, django_db_blocker):
    with committing(django_db_blocker):
        small = p95_of(make_county(SMALL))
    with committing(django_db_blocker):
        large = p95_of(make_county(LARGE))
    of = f"its p95 at {SMALL:,} ({LARGE:,})"
    report(*(Row(name, large[name] / small[name], of, BUDGET) for name in PAGES))
    print("p95 in ms:", {name: (round(small[name] * 1000), round(large[name] * 1000)) for name in PAGES})
