"""Open311 in the admin: who may file, and which journeys are offered and why others are not."""

import re

import pytest

from accounts.models import Role
from forms_engine.catalogue.models import Journey, Service
from forms_engine.journeys.open311.models import Open311Key
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import published
from tests.forms_engine.journeys.open311_client import DOOR, POTHOLE, App

pytestmark = pytest.mark.django_db

PAGE = "/admin/open311/"


def test_an_administrator_makes_a_key_that_files_and_ends_it():
    open_council()
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    made = browser.post(
        PAGE, {"name": "FixMyStreet", "per_hour": 10, "photo_hosts": "www.fixmystreet.com", "journeys": []}
    )
    secret = re.search(r"gho_[\w-]{43}", made.content.decode())[0]
    # Said this once.
    assert secret not in browser.get(PAGE).content.decode()
    key = Open311Key.objects.get()
    assert (key.name, key.photo_hosts) == (
        "FixMyStreet",
        ["www.fixmystreet.com"],
    ) and secret not in key.digest
    report = {**POTHOLE, "api_key": secret}
    assert client().post(f"{DOOR}/requests.json", report).status_code == 201
    assert browser.post(f"{PAGE}keys/{key.pk}/revoke/").status_code == 302
    assert client().post(f"{DOOR}/requests.json", report).status_code == 403
    wrong = browser.post(PAGE, {"name": "X", "per_hour": 10, "photo_hosts": "http://127.0.0.1/"})
    assert Open311Key.objects.count() == 1 and "gho_" not in wrong.content.decode().replace("gho_…", "")


def test_it_says_why_a_journey_is_not_offered_and_takes_one_out():
    open_council()
    browser = signed_in(make_staff(Role.ADMINISTRATOR), "staff")
    page = {"key": "one", "title": {"en": "One"}, "blocks": []}
    published("report-nothing", [page], kind="report")
    Journey.objects.filter(slug="report-nothing").update(kind="report")
    text = browser.get(PAGE).content.decode()
    assert "No question that everybody is asked says where it is" in text
    Service.objects.filter(slug="highways-maintenance").update(openness="restricted")
    assert "Its service is not open" in browser.get(PAGE).content.decode()
    Service.objects.filter(slug="highways-maintenance").update(openness="open")
    app, change = App(), f"{PAGE}journeys/report-a-pothole/"
    assert browser.post(change, {"shows": "everything"}).status_code == 400
    assert browser.post(change, {"shows": "coarse"}).status_code == 302
    assert app.get("services.json").json() == []
    browser.post(change, {"is_offered": "on", "shows": "coarse"})
    number = app.filed()
    assert client().get(f"{DOOR}/requests.json").json()[0]["service_request_id"] == number


@pytest.mark.parametrize("roles", [(), (Role.OFFICER,), (Role.EDITOR,), (Role.JOURNEY_BUILDER,)])
def test_it_is_for_administrators(roles):
    open_council()
    key = App().key
    browser = signed_in(make_staff(*roles), "staff")
    for answer in (
        browser.get(PAGE),
        browser.post(PAGE, {"name": "Mine", "per_hour": 10}),
        browser.post(f"{PAGE}keys/{key.pk}/revoke/"),
        browser.post(f"{PAGE}journeys/report-a-pothole/", {"shows": "exact"}),
    ):
        assert answer.status_code in {302, 403, 404}
    key.refresh_from_db()
    assert key.revoked_at is None and Open311Key.objects.count() == 1
