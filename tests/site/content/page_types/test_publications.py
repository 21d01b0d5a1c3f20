"""Publications: what they are, from when, and their words."""

import datetime

import pytest

from content.languages.trees import plant
from content.models import PublicationPage
from tests.factories import client, make_page, make_site, publish
from tests.site.content.languages.translating import translate

pytestmark = pytest.mark.django_db


def test_it_says_what_it_is_from_when_and_what_is_in_it():
    page = make_page(
        make_site(),
        PublicationPage,
        title="Local plan",
        slug="plan",
        published_on=datetime.date(2025, 3, 18),
        body=[("heading", name) for name in ("Homes", "Jobs", "Climate")],
    )
    publish(page, kind="plan")
    shown = client().get("/plan/").content.decode()
    assert '<p class="gh-eyebrow">Plan' in shown
    assert '<time datetime="2025-03-18">18 March 2025</time>' in shown
    assert all(f'href="#{name}"' in shown for name in ("homes", "jobs", "climate"))
    assert 'data-module="gh-print"' in shown
    assert "Download" not in shown


def test_in_welsh_its_kind_and_date_are_welsh():
    page = make_page(
        make_site(), PublicationPage, title="Local plan", slug="plan", published_on=datetime.date(2025, 3, 18)
    )
    plant("cy")
    translate(page, {"Local plan": "Cynllun lleol"})
    shown = client().get("/cy/plan/").content.decode()
    assert "Cynllun lleol" in shown
    assert "18 Mawrth 2025" in shown
