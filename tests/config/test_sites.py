"""``manage.py sites``: from an empty database to three sites that answer."""

from dataclasses import replace

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from accounts.models import Role
from content.brand import name_in_letters
from tests.factories import client, make_staff, signed_in

pytestmark = pytest.mark.django_db


def test_an_empty_installation_gets_its_sites_and_a_moved_one_its_addresses(settings):
    assert client().get("/").status_code == 404
    call_command("sites", "Borset Council")
    assert client().get("/").status_code == 200
    assert client().get("/api/v1/site/").json()["name"] == "Borset Council"
    assert "Borset Council" in client().get("/").content.decode()
    assert name_in_letters("en") == "Borset Council"
    assert client().get("/cy/").status_code == 200
    assert client().get("/knowledge/").status_code == 200
    for audience in ("staff", "partner"):
        assert client(audience).get("/").status_code == 302
    assert signed_in(make_staff(Role.ADMINISTRATOR), "staff").get("/").status_code == 200

    there = set(Page.objects.values_list("pk", "title", "last_published_at"))
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, base_domain="www.borset.example", public_port=None)
    call_command("sites", "Another name")
    assert name_in_letters("en") == "Borset Council"
    assert set(Page.objects.values_list("pk", "title", "last_published_at")) == there
    assert set(Site.objects.values_list("hostname", flat=True)) == {
        "www.borset.example",
        "staff.www.borset.example",
        "partners.www.borset.example",
    }
