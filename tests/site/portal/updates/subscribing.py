"""Asking for updates, confirming them by the letter's link, and reading what came."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine

from forms_engine.notices.models import Notice
from portal.models import Subscriber
from tests.factories import client

ADDRESS = "ann.archer@example.org"
LONDON = ZoneInfo("Europe/London")


def at(day, hour=9, month=11):
    """In November 2026: the 23rd and the 30th are Mondays."""
    return datetime(2026, month, day, hour, tzinfo=LONDON)


def on(day, hour=9, month=11):
    """The clock stands at that moment."""
    return time_machine.travel(at(day, hour, month), tick=False)


def ask(browser=None, **said):
    """Ask on the page, as anybody does."""
    usual = {"email": ADDRESS, "topics": ["topic"], "every": "week", "language": "en"}
    return (browser or client()).post("/updates/", {**usual, **said})


def letters(subject="updates.letter"):
    """Those that were written, the oldest first."""
    return list(Notice.objects.filter(subject=subject).order_by("created_at", "pk"))


def link_in(notice, name):
    """The path of a letter's link."""
    found = re.search(rf"https?://[^/\s]+((?:/cy)?/updates/{name}/\S+)", notice.body)
    assert found, notice.body
    return found[1]


def subscribed(**said):
    """A subscriber who has asked for that and confirmed it."""
    assert ask(**said).status_code == 302
    address = said.get("email", ADDRESS)
    mine = [one for one in letters("updates.confirm") if one.recipient == address]
    assert client().post(link_in(mine[-1], "confirm")).status_code == 302
    return Subscriber.objects.get(email=address)
