"""Fetching every address of a surface as one asker, and comparing what came back with the rule."""

from dataclasses import dataclass, field

from django.test import Client
from wagtail.models import APIToken

from tests.leaks.askers import Asker
from tests.leaks.expectations import HOSTS, Leak, expected, groups_of, leaks_in, words_in
from tests.leaks.groups import LINK
from tests.leaks.surfaces import SURFACES, Surface
from tests.leaks.world import World

# Who fills a cache before the others come, host by host: those who may see most there.
WARMERS = {"public": "editor", "staff": "editor", "partner": "partner-of-A"}


@dataclass
class Report:
    """What one asker found on one surface: what leaked, what they should have come across and did not, what broke; and
    ``seen``, every word they came across."""

    leaks: list[Leak] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def ask(
    world: World, askers: dict[str, Asker], asker: str, name: str, *, until_first_leak: bool = False
) -> Report:
    """Try every address of the surface of that name on every host."""
    report, surface = Report(), SURFACES[name]
    for host in HOSTS:
        if surface.warmed:
            warmer = _browser(askers[WARMERS[host]], host, surface)
            for address in surface.addresses(world):
                warmer.get(address)
        browser = _browser(askers[asker], host, surface)
        groups = groups_of(askers[asker], host, admin=surface.admin)
        if surface.by_link and host == "public":
            groups |= {LINK}
        seen: set[str] = set()
        for address in surface.addresses(world):
            response = browser.get(address)
            if response.status_code >= 500:
                report.broken.append(f"{host}{address} answered {response.status_code}")
            found = words_in(response, world, address)
            report.leaks += leaks_in(found, response, world, groups, host, address)
            seen |= found
            if until_first_leak and report.leaks:
                return report
        report.seen |= seen
        report.missing += [
            f"{host}: {secret.about}"
            for secret in expected(world, name, groups, host)
            if secret.word not in seen
        ]
    return report


def _browser(asker: Asker, host: str, surface: Surface) -> Client:
    browser = asker.browser(host)
    browser.raise_request_exception = False  # the page that says sorry must not leak either
    if surface.token and asker.user is not None:
        _token, secret = APIToken.create_token(user=asker.user, name="For the matrix")
        browser.defaults["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return browser
