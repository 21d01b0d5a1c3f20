"""Marlshire's parking fines for tests: the journey, a stand-in whose answers a test sets, and a browser that pays."""

import json

from demo.services_and_journeys import FIXTURES
from forms_engine.journeys.offer import import_services, publish
from tests.factories import client

START = "/journeys/pay-a-penalty-notice/"
RIGHT = {"notice-number": "MS10000011", "registration": "AB12 CDE"}


def open_parking():
    """The parking service, its look-ups and its journey."""
    open_service("parking", "pay-a-penalty-notice")


def open_service(slug, journey):
    """A service whose team, queue and route have its name, with the look-ups and a journey of its."""
    wanted = json.loads((FIXTURES / "services.json").read_text())
    import_services(
        {
            **{
                part: [row for row in wanted[part] if row["slug"] == slug]
                for part in ("teams", "queues", "services", "routes")
            },
            "destinations": [row for row in wanted["destinations"] if row["slug"] == f"{slug}-queue"],
            "lookups": wanted["lookups"],
        }
    )
    publish(journey_document(journey))


def journey_document(journey="pay-a-penalty-notice"):
    """The journey as it is shipped."""
    return json.loads((FIXTURES / "journeys" / f"{journey}.json").read_text())


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
