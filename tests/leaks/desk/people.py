"""Who asks: every role, in a team, in another and in none; people of two organisations and of none; residents."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from accounts.models import Role, User
from audiences.principal import PRACTISING
from partners.models import Organisation
from tests.factories import client, leave, make_partner, make_staff, make_user, signed_in
from tests.leaks.desk.groups import (
    ALPHA,
    ALPHA_CASES,
    ALPHA_LEADS,
    ANN,
    BETA,
    BETA_CASES,
    BOB,
    BOOKINGS,
    COUNCILLOR,
    FEN,
    MONEY,
    OFFICERS,
    RUNNING,
    WOLD,
)


@dataclass
class Person:
    """Somebody who asks on one host: the groups they are in there, and the teams they are a member of."""

    host: str
    user: User | None
    groups: frozenset[str] = frozenset()
    teams: tuple[str, ...] = ()
    practising: bool = False

    def browser(self) -> Client:
        """A fresh browser of theirs."""
        found = client(self.host) if self.user is None else signed_in(self.user, self.host)
        if self.practising:
            session = found.session
            session[PRACTISING] = True
            session.save()
        found.raise_request_exception = False  # the page that says sorry must not leak either
        return found


def _staff(*roles: Role, groups: tuple[str, ...] = (), teams: tuple[str, ...] = (), **fields: bool) -> Person:
    practising = fields.pop("practising", False)
    return Person("staff", make_staff(*roles, **fields), frozenset(groups), teams, practising)


def _partner(organisation: str, *groups: str) -> Person:
    return Person("partner", make_partner(organisation), frozenset(groups))


def _left() -> Person:
    user = make_partner("wold-highways")
    leave(user)
    return Person("partner", user)


def _resident(*groups: str) -> Person:
    return Person("public", make_user(), frozenset(groups))


OFFICER, CASES = Role.OFFICER, Role.RESTRICTED_CASE_OFFICER
ALPHAS, BETAS = (OFFICERS, ALPHA), (OFFICERS, BETA)

MAKERS: dict[str, Callable[[], Person]] = {
    "officer-of-no-team": lambda: _staff(OFFICER, groups=(OFFICERS,)),
    "officer-alpha": lambda: _staff(OFFICER, groups=ALPHAS, teams=("alpha",)),
    "officer-beta": lambda: _staff(OFFICER, groups=BETAS, teams=("beta",)),
    "officer-of-alpha-and-beta": lambda: _staff(OFFICER, groups=(*ALPHAS, BETA), teams=("alpha", "beta")),
    "case-officer-alpha": lambda: _staff(CASES, groups=(*ALPHAS, ALPHA_CASES), teams=("alpha",)),
    "case-officer-beta": lambda: _staff(CASES, groups=(*BETAS, BETA_CASES), teams=("beta",)),
    "case-officer-of-no-team": lambda: _staff(CASES, groups=(OFFICERS,)),
    "lead-alpha": lambda: _staff(
        Role.TEAM_LEAD, CASES, groups=(*ALPHAS, ALPHA_CASES, ALPHA_LEADS), teams=("alpha",)
    ),
    "lead-beta": lambda: _staff(Role.TEAM_LEAD, groups=BETAS, teams=("beta",)),
    "manager-of-no-team": lambda: _staff(Role.SERVICE_MANAGER, groups=(OFFICERS,)),
    "glass-breaker": lambda: _staff(OFFICER, groups=(OFFICERS, ALPHA_CASES), teams=()),
    "practising-alpha": lambda: _staff(OFFICER, CASES, teams=("alpha",), practising=True),
    "booking-officer": lambda: _staff(Role.BOOKING_OFFICER),
    "booking-officer-alpha": lambda: _staff(Role.BOOKING_OFFICER, groups=(BOOKINGS,), teams=("alpha",)),
    "finance": lambda: _staff(Role.FINANCE, groups=(MONEY,)),
    "finance-approver": lambda: _staff(Role.FINANCE_APPROVER, groups=(MONEY,)),
    "auditor": lambda: _staff(Role.AUDITOR, groups=(MONEY,)),
    "editor": lambda: _staff(Role.EDITOR, Role.PUBLISHER, Role.JOURNEY_BUILDER),
    "administrator": lambda: _staff(Role.ADMINISTRATOR, groups=(RUNNING, MONEY), is_superuser=True),
    "councillor": lambda: _staff(Role.COUNCILLOR, groups=(COUNCILLOR,)),
    "another-councillor": lambda: _staff(Role.COUNCILLOR),
    "plain-staff": lambda: _staff(),
    "wold-member": lambda: _partner("wold-highways", WOLD),
    "fen-member": lambda: _partner("fen-roads", FEN),
    "school-member": lambda: _partner("some-school"),
    "left-wold": _left,
    "stranger-at-the-extranet": lambda: Person("partner", None),
    "stranger-at-the-intranet": lambda: Person("staff", None),
    "stranger": lambda: Person("public", None),
    "Ann": lambda: _resident(ANN),
    "Bob": lambda: _resident(BOB),
    "another-resident": lambda: _resident(),
}
NAMES = tuple(MAKERS)


def make_people() -> dict[str, Person]:
    """All of them, by the name they have in a test's id."""
    for slug in ("wold-highways", "fen-roads", "some-school"):
        Organisation.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title()})
    return {name: make() for name, make in MAKERS.items()}
