"""The A to Z: services that the one asking has a page or a journey for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from content.languages.trees import plant
from content.models import AToZPage, ServicePage
from forms_engine.catalogue.models import Service, Team
from tests.factories import client, make_page, make_site, make_staff, signed_in
from tests.forms_engine.council import open_council
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    open_council()
    home = make_site("public")
    make_page(home, AToZPage, slug="a-to-z", title="A to Z")
    return home


def make_service(slug, name, language="en", **fields):
    team = Team.objects.get_or_create(slug="team", defaults={"name": "Team"})[0]
    locale = Locale.objects.get_or_create(language_code=language)[0]
    english = Service.objects.filter(slug=slug).first()
    if english:
        fields["translation_key"] = english.translation_key
    return Service.objects.create(slug=slug, name=name, locale=locale, team=team, **fields)


def found(path="/a-to-z/", browser=None):
    response = (browser or client()).get(path)
    assert response.status_code == 200
    page = Markup(response.content.decode())
    return {
        one.text.strip(): one.attrs.get("href")
        for one in [*page.all("a"), *page.all("span")]
        if "gh-letter__service" in one.attrs.get("class", "").split()
    }


def letters(path="/a-to-z/"):
    page = Markup(client().get(path).content.decode())
    return {one.text.strip() for one in page.all("a") if "gh-letters__letter" in one.attrs.get("class", "")}


def test_a_service_leads_to_its_page_or_else_to_its_journey(home):
    make_service("museums", "Museums", lgsl_number=100)
    make_page(home, ServicePage, slug="visit-a-museum", title="Visit a museum", service_slug="museums")
    services = found()
    assert services["Museums"] == "/visit-a-museum/"
    assert services["Highways maintenance"] == "/journeys/report-a-pothole/"
    assert 'data-lgsl="100"' in client().get("/a-to-z/").content.decode()
    assert {"M", "H"} <= letters()
    assert "Z" not in letters()


def test_one_that_nobody_has_a_page_or_a_journey_for_is_not_there(home):
    make_service("museums", "Museums")
    assert "Museums" not in found()
    assert "M" not in letters()


def test_several_pages_of_a_service_stand_below_its_name(home):
    make_service("parking-places", "Parking places")
    for slug in ("permits", "fines"):
        make_page(home, ServicePage, slug=slug, title=slug.title(), service_slug="parking-places")
    assert found()["Parking places"] is None
    text = client().get("/a-to-z/").content.decode()
    assert text.index('href="/permits/"') < text.index('href="/fines/"')


def test_nobody_learns_of_a_page_they_may_not_read(home):
    make_service("secrets", "Secrets")
    make_page(home, ServicePage, slug="secret", title="Secret page", service_slug="secrets", audience="staff")
    make_page(home, ServicePage, slug="draft", title="Draft page", service_slug="secrets", live=False)
    text = client().get("/a-to-z/").content.decode()
    assert "Secret" not in text
    assert "Draft page" not in text
    assert "S" not in letters()


def test_names_are_in_the_readers_language_or_in_english(home):
    make_service("museums", "Museums")
    make_service("museums", "Amgueddfeydd", "cy")
    make_service("parks", "Parks")
    for slug in ("museums", "parks"):
        make_page(home, ServicePage, slug=slug, title=slug, service_slug=slug)
    plant("cy")
    services = found("/cy/a-to-z/")
    assert services["Amgueddfeydd"] == "/cy/museums/"
    assert "Parks" in services
    assert "Museums" not in services
    assert 'lang="en">Parks' in client().get("/cy/a-to-z/").content.decode()


def test_on_the_intranet_it_is_what_staff_have(home):
    inside = make_site("staff")
    make_page(inside, AToZPage, slug="a-to-z", title="A to Z")
    make_service("it", "Laptops")
    make_page(inside, ServicePage, slug="laptops", title="Laptops", service_slug="it")
    assert found(browser=signed_in(make_staff(), "staff"))["Laptops"] == "/laptops/"
    assert "Laptops" not in found()


def test_queries_do_not_grow(home):
    def asked():
        client().get("/a-to-z/")
        with CaptureQueriesContext(connection) as captured:
            client().get("/a-to-z/")
        return len(captured)

    make_service("first", "First")
    make_page(home, ServicePage, slug="first", service_slug="first")
    before = asked()
    for number in range(6):
        make_service(f"service-{number}", f"Service {number}")
        make_page(home, ServicePage, slug=f"page-of-{number}", service_slug=f"service-{number}")
    assert asked() == before
    assert before <= 12
