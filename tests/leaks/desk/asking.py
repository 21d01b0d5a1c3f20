"""Asking every address as one person, and comparing every word that comes back with who may read it."""

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from django.db import transaction
from django.http import HttpResponseBase

from tests.leaks.desk.canaries import World
from tests.leaks.desk.people import Person
from tests.leaks.desk.samples import asked_on, searched_on


@dataclass
class Report:
    """What leaked, what broke, and every word that was come across."""

    leaks: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    asked: int = 0


def ask(world: World, person: Person, *, only: str = "", until_first_leak: bool = False) -> Report:
    """Ask every address of the person's host (those that hold ``only``), reading before acting; and say every word that is
    searched for in every box."""
    report, browser = Report(), person.browser()
    asked = [(method, address, "") for method, address in asked_on(world, person.host)]
    asked += [("POST", address, word) for address, word in searched_on(world, person.host)]
    for method, address, said in asked:
        if only not in address:
            continue
        before = transaction.savepoint() if method != "GET" else ""
        data = urlencode({"said": said}) if said else ""
        response = browser.generic(method, address, data, content_type="application/x-www-form-urlencoded")
        found = words_in(response, world, address, said)
        if method != "GET":  # whatever it did is undone before the next
            transaction.savepoint_rollback(before)
            transaction.savepoint_commit(before)  # or the next would stand inside it, hundreds deep
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


def words_in(response: HttpResponseBase, world: World, address: str, said: str = "") -> set[str]:
    """Every canary in the body and the headers, but for where the answer repeats the address it was asked for, and what
    was ``said``."""
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    text = f"{body.decode('utf-8', 'replace')} {headers}".lower()
    path = address.lower()
    parts = [part for part in (*path.strip("/").split("/"), said.lower()) if part in world.secrets]
    for repeated in (path, quote(path), quote(path, safe="")):
        text = text.replace(repeated, "")
    # A page may say again what it was asked for: whoever asked knows that. What else it says counts.
    for part in parts:
        text = text.replace(part, "")
    return {word for word in world.secrets if word in text}
