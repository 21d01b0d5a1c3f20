"""The part of the environment that says how council staff sign in: ``docs/staff-sign-in.md`` explains each value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from config.environment_refused import EnvironmentRefused
from config.environment_values import read_switch

ENTRA = "login.microsoftonline.com"
# Entra's hosts, with those of its separate clouds.
ENTRA_HOSTS = frozenset({ENTRA, "login.microsoftonline.us", "login.partner.microsoftonline.cn"})
# Issuers of Entra that stand for every organisation there is, or for private accounts.
MANY_TENANTS = frozenset({"common", "organizations", "consumers"})

# The roles of ``accounts.roles`` that a provider may give; a test holds the two together.
STAFF_ROLES = frozenset(
    {
        "officer",
        "restricted-case-officer",
        "team-lead",
        "service-manager",
        "booking-officer",
        "finance",
        "finance-approver",
        "editor",
        "publisher",
        "journey-builder",
        "emergency-publisher",
        "auditor",
        "councillor",
        "administrator",
    }
)


@dataclass(frozen=True, slots=True)
class StaffOpenid:
    """The provider that says who works for the council.

    Attributes:
        issuer: exactly what the provider calls itself, without a slash at the end unless it has one.
        tenant: the directory's id, which every id token must carry as ``tid``; "" for a provider without tenants.
        roles_claim: where the id token lists a person's app roles.
        roles: app role, in lower case, to the words of our roles it gives.
        brings_second_factor: whether the provider asks everybody for a second factor.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    tenant: str = ""
    roles_claim: str = "roles"
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    brings_second_factor: bool = False


def read_staff_openid(env: Mapping[str, str], *, demo: bool) -> StaffOpenid | None:
    """The provider the environment names, or None where staff have accounts here only.

    Raises:
        EnvironmentRefused: when a value is missing or cannot work.
    """
    given = {
        name: env.get(f"STAFF_OPENID_{name}", "").strip() for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
    }
    if not any(given.values()):
        return None
    for name, value in given.items():
        if not value:
            raise EnvironmentRefused(
                f"STAFF_OPENID_{name} is not set: staff sign-in needs the issuer, the client id and the secret."
            )
    tenant = env.get("STAFF_OPENID_TENANT", "").strip()
    _check_issuer(given["ISSUER"], tenant, demo=demo)
    return StaffOpenid(
        issuer=given["ISSUER"],
        client_id=given["CLIENT_ID"],
        client_secret=given["CLIENT_SECRET"],
        tenant=tenant,
        roles_claim=env.get("STAFF_OPENID_ROLES_CLAIM") or "roles",
        roles=_read_roles(env.get("STAFF_OPENID_ROLES", "")),
        brings_second_factor=read_switch(env, "STAFF_OPENID_BRINGS_SECOND_FACTOR", default=False),
    )


def read_break_glass_address(env: Mapping[str, str]) -> str:
    """Who is told when a break-glass account is used; "" tells every administrator.

    Raises:
        EnvironmentRefused: for something that is no address.
    """
    address = env.get("BREAK_GLASS_EMAIL", "").strip()
    if address and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
        raise EnvironmentRefused(
            "BREAK_GLASS_EMAIL is no email address: write it as security@council.example."
        )
    return address


def _check_issuer(issuer: str, tenant: str, *, demo: bool) -> None:
    try:
        parts = urlsplit(issuer)
        on_this_machine = demo and parts.scheme == "http" and parts.hostname == "127.0.0.1"
        safe = bool(parts.hostname) and (parts.scheme == "https" or on_this_machine)
    except ValueError:
        safe = False
    if not safe or parts.query or parts.fragment:
        raise EnvironmentRefused(
            "STAFF_OPENID_ISSUER cannot be used: write the provider's https address as it names itself, "
            f"for example https://{ENTRA}/<tenant id>/v2.0."
        )
    if parts.hostname not in ENTRA_HOSTS:
        return
    named, _, version = parts.path.strip("/").partition("/")
    if named.lower() in MANY_TENANTS:
        raise EnvironmentRefused(
            f"STAFF_OPENID_ISSUER names {named!r}, which lets any organisation in: put your own tenant's id there."
        )
    if version != "v2.0":
        raise EnvironmentRefused(
            "STAFF_OPENID_ISSUER must end in /v2.0: Guildhall reads the tokens of Entra's second version."
        )
    if tenant.lower() != named.lower():
        raise EnvironmentRefused(
            "STAFF_OPENID_TENANT must be the tenant id that stands in STAFF_OPENID_ISSUER, "
            "so that nobody of another organisation gets in."
        )


def _read_roles(text: str) -> dict[str, frozenset[str]]:
    """``App.Role=our-role+our-role, …``; nothing given means that app roles are called as ours are."""
    roles: dict[str, frozenset[str]] = {}
    for pair in (word.strip() for word in text.split(",") if word.strip()):
        theirs, equals, ours = pair.rpartition("=")
        words = frozenset(word.strip() for word in ours.split("+"))
        if not equals or not theirs.strip():
            raise EnvironmentRefused(
                f"STAFF_OPENID_ROLES holds {pair!r}: write it as App.Role=officer, Other.Role=editor+publisher."
            )
        if unknown := sorted(words - STAFF_ROLES):
            raise EnvironmentRefused(
                f"STAFF_OPENID_ROLES gives {unknown[0]!r}, which is no role of staff: choose from "
                f"{', '.join(sorted(STAFF_ROLES))}."
            )
        known = roles.get(theirs.strip().lower(), frozenset())
        roles[theirs.strip().lower()] = known | words
    return roles or {word: frozenset({word}) for word in STAFF_ROLES}
