"""Asking every address as one person, and comparing every word that comes back with who may read it."""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.db import transaction
from django.http import HttpResponseBase

from tests.leaks.desk.people import Person
from tests.leaks.desk.samples import asked_on
from tests.leaks.desk.world import World


@dataclass
class Report:
    """What leaked, what broke, and every word that was come across."""

    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    asked: int = 0


def ask(world: World, person: Person, *, only: str = "", until_first_leak: bool = False) -> Report:
    """Ask every address of the person's host (those that hold ``only``), reading before acting."""
    report, browser = Report(), person.browser()
    for method, address in asked_on(world, person.host):
        if only not in address:
            continue
        before = transaction.savepoint()
        response = browser.generic(method, address, content_type="application/x-www-form-urlencoded")
        found = words_in(response, world, address)
        if method != "GET":  # whatever it did is undone before the next
            transaction.savepoint_rollback(before)
        report.asked += 1
        if response.status_code >= 500:
            report.broken.append(f"{method} {address} answered {response.status_code}")
        for word in found:
            secret = world.secrets[word]
            report.seen.add(word)
            if secret.readers.isdisjoint(person.groups):
                report.leaks.append(f"{secret.about} at {method} {address}")
        if until_first_leak and report.leaks:
            break
    return report


def words_in(response: HttpResponseBase, world: World, address: str) -> set[str]:
    """Every canary in the body and the headers, but for where the answer repeats the address it was asked for."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    text = f"{body.decode('utf-8', 'replace')} {headers}".lower()
    path = address.lower()
    parts = [part for part in path.strip("/").split("/") if part in world.secrets]
    for said in (path, quote(path), quote(path, safe="")):
        text = text.replace(said, "")
    # A page may say again what it was asked for: whoever asked knows that. What else it says counts.
    for part in parts:
        text = text.replace(part, "")
    return {word for word in world.secrets if word in text}
