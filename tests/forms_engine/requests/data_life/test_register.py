"""The register of processing is made from what is published."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from forms_engine.catalogue.models import Service
from forms_engine.requests.models import RetentionRule
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db


def register():
    out = StringIO()
    call_command("processing_register", stdout=out)
    return {row["Journey"]: row for row in csv.DictReader(StringIO(out.getvalue()))}


def test_every_published_journey_says_what_it_is_for_and_who_gets_it():
    open_council()
    badge = register()["Apply for a Blue Badge"]
    assert badge["Service"] == "Blue Badge" and badge["Purpose"] and badge["Lawful basis"]
    assert badge["Sensitive questions"] and badge["Recipients"]
    assert badge["Missing"] == "retention rule"


def test_the_rules_in_force_are_in_it():
    open_council()
    RetentionRule.objects.create(months=84, because="=Schedule 4")
    roads = Service.objects.get(slug="highways-maintenance", locale__language_code="en")
    RetentionRule.objects.create(service=roads, months=24, because="Limitation Act 1980")
    found = register()
    assert found["Report a pothole"]["Erased after"] == "24 months: Limitation Act 1980"
    assert found["Apply for a Blue Badge"]["Erased after"] == "84 months: =Schedule 4"
    assert found["Report a pothole"]["Missing"] == ""
    # The badge's journey says four years.
    assert (
        found["Apply for a Blue Badge"]["Missing"] == "a rule that keeps it no longer than the journey says"
    )
