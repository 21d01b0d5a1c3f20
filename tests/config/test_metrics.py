"""Numbers for the operator's monitoring: with the token, without a name of anything."""

from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.test import Client

from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver_due

TOKEN = "a-token-of-the-operators-own"


@pytest.fixture
def scraper(settings):
    settings.ENVIRONMENT = replace(django_settings.ENVIRONMENT, metrics_token=TOKEN)
    # As Prometheus asks: by address, not by one of our names.
    return Client(HTTP_HOST="10.0.0.7", headers={"authorization": f"Bearer {TOKEN}"})


def numbers(answer):
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = answer.content.decode().splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_without_the_token_there_are_none(scraper, settings, db):
    for shown in ({}, {"authorization": "Bearer another"}, {"authorization": TOKEN}):
        assert Client(HTTP_HOST="10.0.0.7", headers=shown).get("/metrics").status_code == 401
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, metrics_token="")
    assert scraper.get("/metrics").status_code == 404


def test_they_follow_what_happens_and_name_nothing(scraper, db, django_assert_max_num_queries):
    open_council()
    Destination.objects.filter(slug="example-back-office").update(settings={"url": "https://nobody.example/"})
    report = submit(started().id)
    before = numbers(scraper.get("/metrics"))
    assert before['guildhall_deliveries{kind="webhook",state="ready"}'] == "1"
    assert before['guildhall_deliveries{kind="queue",state="dead"}'] == "0"
    deliver_due()
    with django_assert_max_num_queries(30):
        answer = scraper.get("/metrics")
    after = numbers(answer)
    assert after['guildhall_deliveries{kind="webhook",state="dead"}'] == "1"
    assert after['guildhall_deliveries_delivered_last_hour{kind="queue"}'] == "1"
    assert after['guildhall_delivery_attempts_last_hour{kind="webhook",outcome="setting"}'] == "1"
    assert after['guildhall_destinations{kind="webhook",state="failing"}'] == "1"
    assert after["guildhall_workers"] == "0"
    text = answer.content.decode().lower()
    for name in (report.reference, "archer", "highways", "pothole", "example-back-office", "blue-badge"):
        assert name.lower() not in text, name
    assert Delivery.objects.filter(state="dead").count() == 1
