"""Every address is declared in ``routes.py``, every declaration is an address, and each keeps what it promises."""

import re
from collections import Counter

import pytest

from accounts.models import Role
from forms_engine.requests.models import Councillor
from tests.factories import client, make_partner, make_site, make_staff, make_user, signed_in
from tests.leaks.doors import Caller, is_kept
from tests.leaks.routes import ALL, CONVERTERS, PREFIXES, PUBLIC, ROUTES, STAFF, Door, Route
from tests.leaks.walking import API, operations, patterns

pytestmark = pytest.mark.django_db


def in_a_group(pattern: str) -> bool:
    return any(pattern.startswith(group.pattern) for group in PREFIXES)


@pytest.mark.parametrize("audience", ALL)
def test_every_address_is_declared_and_every_declaration_is_an_address(audience):
    answered = {pattern for pattern in patterns(audience) if not in_a_group(pattern)}
    declared = {route.pattern for route in ROUTES if audience in route.hosts}
    assert answered - declared == set(), "declare these in tests/leaks/routes.py"
    assert declared - answered == set(), "nothing answers these any more"


def test_every_operation_of_the_api_is_declared():
    declared = {(route.method, route.pattern) for route in ROUTES if route.pattern.startswith(API)}
    assert operations() - declared == set(), "declare these in tests/leaks/routes.py"
    assert declared - operations() == set(), "nothing answers these any more"


def test_nothing_is_declared_twice():
    lines = Counter((route.pattern, route.method, host) for route in ROUTES for host in route.hosts)
    assert [line for line, times in lines.items() if times > 1] == []


def closed(user):
    """The account after its owner has left."""
    user.is_active = False
    user.save()
    return user


def in_office(user):
    """The account as a councillor's."""
    Councillor.objects.create(user=user)
    return user


# Who comes to each host. The two last ones come with a session: of another host, and of a closed account.
CALLERS = {
    "a stranger": (None, Caller(admitted=False, signed_in=False)),
    "a resident": (lambda: make_user(), Caller(admitted=False, signed_in=True)),
    "plain staff": (lambda: make_staff(), Caller(admitted=False, signed_in=True)),
    "an officer": (lambda: make_staff(Role.OFFICER), Caller(admitted=False, signed_in=True, officer=True)),
    "a councillor": (
        lambda: in_office(make_staff(Role.COUNCILLOR)),
        Caller(admitted=False, signed_in=True, councillor=True),
    ),
    "an editor": (lambda: make_staff(Role.EDITOR), Caller(admitted=False, signed_in=True, editor=True)),
    "a partner": (lambda: make_partner(), Caller(admitted=False, signed_in=True)),
    "a superuser of no host": (
        lambda: make_user(is_superuser=True),
        Caller(admitted=False, signed_in=True),
    ),
    "a deactivated officer": (
        lambda: closed(make_staff(Role.OFFICER)),
        Caller(admitted=False, signed_in=False),
    ),
}
LET_IN = {
    "staff": {"plain staff", "an officer", "a councillor", "an editor"},
    "partner": {"a partner"},
    "public": set(CALLERS),
}


def at_the_door(name: str, audience: str):
    """That caller's browser on that host, and what may be expected of doors there."""
    maker, kind = CALLERS[name]
    browser = client(audience) if maker is None else signed_in(maker(), audience)
    # An officer on the public host is a resident; somebody who is not let in is nobody.
    works_here = audience == STAFF
    return browser, Caller(
        admitted=name in LET_IN[audience],
        signed_in=kind.signed_in and name in LET_IN[audience],
        officer=kind.officer and works_here,
        councillor=kind.councillor and works_here,
        editor=kind.editor and works_here,
    )


def broken(routes: list[Route], audience: str, name: str) -> list[str]:
    """The addresses that answered that caller otherwise than declared."""
    browser, caller = at_the_door(name, audience)
    found = []
    # The same address of two hosts, such as ``workplace/``, has a line for each: on each it keeps what its own line says.
    here = {(route.method, route.pattern) for route in routes if audience in route.hosts}
    tried = [
        route for route in routes if audience in route.hosts or (route.method, route.pattern) not in here
    ]
    # Whoever leaves has left: that comes last.
    for route in sorted(tried, key=lambda route: route.door is Door.LEAVING):
        response = browser.generic(
            route.method, route.address, content_type="application/x-www-form-urlencoded"
        )
        if not is_kept(route, audience, caller, response):
            found.append(f"{route.method} {route.address} ({route.door}) answered {response.status_code}")
    return found


# `make test` tries them as a stranger, `make test-leaks` as everybody.
@pytest.mark.parametrize(
    "name",
    [name if name == "a stranger" else pytest.param(name, marks=pytest.mark.leaks) for name in CALLERS],
)
@pytest.mark.parametrize("audience", ALL)
def test_every_address_keeps_what_its_line_promises(audience, name):
    make_site(audience)
    assert broken(ROUTES, audience, name) == []


# Wagtail's icons and the words of its scripts, which stand in no page and tell nothing.
OF_NO_CONCERN = {"/admin/jsi18n/", "/admin/sprite/"}


def addresses_of(group: Route) -> list[Route]:
    """Every address below a prefix, with something in the place of what it asks for."""
    found = []
    for pattern in sorted(patterns(STAFF)):
        if pattern.startswith(group.pattern):
            filled = re.sub(r"<(?:(\w+):)?\w+>", lambda match: CONVERTERS[match.group(1) or "str"], pattern)
            filled = re.sub(r"\(\?P<\w+>[^()]*(?:\([^()]*\)[^()]*)*\)|\([^()]*\)", "1", filled)
            found.append(Route(pattern, group.door, group.hosts, sample="/" + re.sub(r"[\^$\\]", "", filled)))
    return [route for route in found if route.sample not in OF_NO_CONCERN]


@pytest.mark.leaks
@pytest.mark.parametrize("name", ["a stranger", "plain staff", "an officer"])
@pytest.mark.parametrize("group", PREFIXES, ids=lambda group: group.pattern)
def test_no_address_of_a_group_opens_for_who_is_not_let_in(group, name):
    addresses = addresses_of(group)
    assert len(addresses) > 20
    assert broken(addresses, STAFF, name) == []


def test_the_admin_is_on_the_staff_host_alone():
    assert not [one for audience in ALL if audience != STAFF for one in patterns(audience) if in_a_group(one)]
    assert client(PUBLIC).get("/admin/").status_code == 404
