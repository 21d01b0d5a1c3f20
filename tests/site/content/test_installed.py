"""The public site put among a phone's apps, and what is shown without a network."""

import json
import re

import pytest

from accounts.models import Role
from content.models import Brand
from tests.factories import client, make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


def test_the_manifest_names_the_council_and_its_icons():
    answer = client().get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.content)
    assert (told["name"], told["short_name"], told["start_url"]) == ("Marlshire Council", "Marlshire", "/")
    assert {(icon["sizes"], icon["purpose"]) for icon in told["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert 'href="/manifest.webmanifest"' in client().get("/").content.decode()


def test_the_manifest_follows_the_brand():
    from wagtail.models import Site

    Brand.objects.create(
        site=Site.objects.get(site_name="public"), council_name="Harrow Vale Council", brand_colour="#1d3f72"
    )
    told = json.loads(client().get("/manifest.webmanifest").content)
    assert (told["short_name"], told["theme_color"]) == ("Harrow Vale", "#1d3f72")


def test_the_worker_keeps_static_files_and_the_page_without_a_connection_alone():
    answer = client().get("/service-worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    told = json.loads(
        json.loads('"' + re.search(r'JSON\.parse\("(.*)"\)', text)[1].replace("\\u0027", "'") + '"')
    )
    assert all(name.startswith("/static/") for name in told["files"])
    assert told["pages"] == {"en": "/offline/", "cy": "/cy/offline/"}
    # Only what install fetches is ever put into the cache.
    assert text.count("addAll(") == 1 and ".put(" not in text and ".add(" not in text


@pytest.mark.parametrize("path", ["/offline/", "/cy/offline/"])
def test_the_page_without_a_connection_is_nobodys(path):
    page = client().get(path)
    assert page.status_code == 200
    text = page.content.decode()
    assert "0300 555 0142" in text
    assert "<form" not in text and "sign" not in text.lower().replace("design", "")
    assert page.headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize("path", ["/manifest.webmanifest", "/service-worker.js", "/offline/"])
def test_the_other_sites_have_none_of_it(path):
    make_site("staff")
    assert signed_in(make_staff(Role.OFFICER), "staff").get(path).status_code == 404
