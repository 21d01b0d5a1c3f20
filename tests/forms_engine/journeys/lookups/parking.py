"""Marlshire's parking fines for tests: the journey, a stand-in whose answers a test sets, and a browser that pays."""

import json

from demo.services_and_journeys import FIXTURES
from forms_engine.journeys.offer import import_services, publish
from tests.factories import client

START = "/journeys/pay-a-penalty-notice/"
RIGHT = {"notice-number": "MS10000011", "registration": "AB12 CDE"}


def open_parking():
    """The parking service, its look-ups and its journey."""
    wanted = json.loads((FIXTURES / "services.json").read_text())
    import_services(
        {
            "teams": [row for row in wanted["teams"] if row["slug"] == "parking"],
            "queues": [row for row in wanted["queues"] if row["slug"] == "parking"],
            "services": [row for row in wanted["services"] if row["slug"] == "parking"],
            "destinations": [row for row in wanted["destinations"] if row["slug"] == "parking-queue"],
            "routes": [row for row in wanted["routes"] if row["slug"] == "parking"],
            "lookups": wanted["lookups"],
        }
    )
    publish(journey_document())


def journey_document():
    """The journey as it is shipped."""
    return json.loads((FIXTURES / "journeys" / "pay-a-penalty-notice.json").read_text())


def at_the_notice(language=""):
    """A browser at the page that asks for the notice."""
    browser = client()
    browser.post(f"{language}{START}")
    return browser


def send_notice(browser, language="", **changes):
    """Send the notice's page; the answer."""
    step = f"{language}{START}notice/"
    return browser.post(step, {**RIGHT, **changes, "wizard-current_step": "notice"})


def at_check(browser=None):
    """A browser at check-your-answers."""
    browser = browser or at_the_notice()
    assert send_notice(browser).status_code == 302
    answer = browser.post(f"{START}about-you/", {"your-email": "", "wizard-current_step": "about-you"})
    assert answer.headers["Location"].endswith("/check/"), answer.content
    return browser
