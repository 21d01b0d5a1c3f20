"""The rule of the matrix, and what it finds.

A canary may be come across by whoever is, on the host they ask on, in one of the groups it is for. What the Wagtail admin
shows to editors counts for the admin's surfaces alone: the same editor is any member of staff on a page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponseBase

from tests.leaks.askers import Asker
from tests.leaks.groups import EDITORS, EVERYONE
from tests.leaks.world import Secret, World

HOSTS = ("public", "staff", "partner")
CANARY = re.compile(r"qx[0-9]+[a-z]+xq")


@dataclass(frozen=True, slots=True)
class Leak:
    """A canary where it must not be, or an answer a cache may keep that it must not keep."""

    about: str
    address: str
    host: str


def groups_of(asker: Asker, host: str, *, admin: bool) -> frozenset[str]:
    """The groups an asker is in on that host; none where they are not let in."""
    groups = asker.groups.get(host, frozenset())
    return groups if admin else groups - {EDITORS}


def words_in(response: HttpResponseBase, world: World, address: str) -> set[str]:
    """Every canary in the body, the headers and the address gone on to, but for where the answer repeats the address it
    was asked for, or one above it: the way to sign in leads back to it."""
    body = b"".join(response) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    if response.status_code == 302:
        # With the question that was asked there. No page may repeat that.
        headers = headers.replace(f"?next={quote(address)}", "")
    text = body.decode("utf-8", "replace") + headers
    path = address.partition("?")[0].removeprefix("/cy")
    while len(path) > 1:
        for said in (path, quote(path), quote(path, safe="")):
            text = text.replace(said, "")
        path = path.rstrip("/").rpartition("/")[0] + "/"
    # A nonce can look like a canary.
    found = set(CANARY.findall(text.lower())) & world.secrets.keys()
    if response.status_code == 200 and address in world.pictures:
        found.add(world.pictures[address])
    return found


def leaks_in(
    found: Iterable[str],
    response: HttpResponseBase,
    world: World,
    groups: frozenset[str],
    host: str,
    address: str,
) -> list[Leak]:
    """What this answer must not have said, or not have let anybody keep."""
    secrets = [world.secrets[word] for word in found]
    leaks = [Leak(secret.about, address, host) for secret in secrets if secret.readers.isdisjoint(groups)]
    is_private = host != "public" or any(EVERYONE not in secret.readers for secret in secrets)
    if is_private and secrets and "no-store" not in response.headers.get("Cache-Control", ""):
        leaks.append(Leak("an answer that a cache may keep", address, host))
    return leaks


def expected(world: World, surface: str, groups: frozenset[str], host: str) -> set[Secret]:
    """What somebody in these groups must come across on this surface of this host."""
    return {
        secret
        for secret in world.secrets.values()
        if surface in secret.at and secret.host in {"", host} and not secret.readers.isdisjoint(groups)
    }
