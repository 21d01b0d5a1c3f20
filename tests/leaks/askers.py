"""Who asks: a browser on each of the three hosts, and the groups each belongs to there."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from accounts.models import Role, User
from tests.factories import client, make_partner, make_staff, make_user, signed_in
from tests.leaks.groups import EDITORS, EVERYONE, PARTNERS, SLUG_A, SLUG_B, STAFF, A, B

# What somebody sends who wants to pass for another host, or for another address.
FORGED = {
    "x-forwarded-host": "staff.localhost",
    "forwarded": "host=staff.localhost",
    "x-original-host": "staff.localhost",
    "x-host": "staff.localhost",
    "x-forwarded-server": "staff.localhost",
    "x-original-url": "/admin/",
    "x-rewrite-url": "/admin/",
    "x-audience": "staff",
    "x-audience-keys": "staff,partner",
}


NAMES = (
    "anonymous",
    "forger",
    "resident",
    "officer",
    "partner-of-A",
    "partner-of-B",
    "editor",
    "deactivated",
    "officer-with-a-staff-cookie-everywhere",
    "partner-with-a-partner-cookie-everywhere",
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who asks. ``groups`` says, by host, to which groups they belong there; on a host that is not named
    they are let in to nothing."""

    groups: dict[str, frozenset[str]]
    browser: Callable[[str], Client]
    user: User | None = None  # whose tokens they hold


def _on(**hosts: tuple[str, ...]) -> dict[str, frozenset[str]]:
    return {"public": frozenset({EVERYONE}), **{host: frozenset(groups) for host, groups in hosts.items()}}


def _with_session(user: User) -> Callable[[str], Client]:
    """A session of that person on whichever host is asked, admitted there or not."""
    return lambda host: signed_in(user, host)


def _with_session_of(user: User, home: str) -> Callable[[str], Client]:
    """A session made on one host, whose cookie is sent to all."""

    def browser(host: str) -> Client:
        elsewhere = client(host)
        elsewhere.cookies = signed_in(user, home).cookies
        return elsewhere

    return browser


def _forging(host: str) -> Client:
    return Client(headers={"host": client(host).defaults["HTTP_HOST"], **FORGED})


def _closed_after_signing_in(user: User) -> Callable[[str], Client]:
    """Sessions of an account that has been closed since."""

    def browser(host: str) -> Client:
        signed = signed_in(user, host)
        User.objects.filter(pk=user.pk).update(is_active=False)
        return signed

    return browser


def make_askers() -> dict[str, Asker]:
    """All of them, by the name they have in a test's id."""
    officer, editor = make_staff(Role.OFFICER), make_staff(Role.EDITOR, Role.PUBLISHER)
    of_a, of_b, resident = make_partner(SLUG_A), make_partner(SLUG_B), make_user()
    closed = make_staff(Role.OFFICER, Role.EDITOR, is_superuser=True)
    staff = (EVERYONE, STAFF)
    a, b = (EVERYONE, PARTNERS, A), (EVERYONE, PARTNERS, B)
    askers = {
        "anonymous": Asker(_on(), client),
        "forger": Asker(_on(), _forging),
        "resident": Asker(_on(), _with_session(resident), resident),
        "officer": Asker(_on(staff=staff), _with_session(officer), officer),
        "partner-of-A": Asker(_on(partner=a), _with_session(of_a), of_a),
        "partner-of-B": Asker(_on(partner=b), _with_session(of_b), of_b),
        "editor": Asker(_on(staff=(*staff, EDITORS)), _with_session(editor), editor),
        "deactivated": Asker(_on(), _closed_after_signing_in(closed), closed),
        "officer-with-a-staff-cookie-everywhere": Asker(
            _on(staff=staff), _with_session_of(officer, "staff"), officer
        ),
        "partner-with-a-partner-cookie-everywhere": Asker(
            _on(partner=a), _with_session_of(of_a, "partner"), of_a
        ),
    }
    assert set(askers) == set(NAMES)
    return askers
