"""A language written from right to left, proved with one no council of ours has: Arabic."""

import pytest
from django.test import override_settings

from content.languages.trees import plant
from tests.factories import client, make_article, make_page, make_partner, make_site, make_staff, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

LANGUAGES = [("en", "English"), ("cy", "Cymraeg"), ("ar", "العربية")]


@pytest.fixture(scope="module")
def arabic(file_transaction):
    with override_settings(LANGUAGES=LANGUAGES, WAGTAIL_CONTENT_LANGUAGES=LANGUAGES):
        homes = {audience: make_site(audience) for audience in ("public", "staff", "partner")}
        for home in homes.values():
            make_page(home, slug="waste", title="Waste", summary="About waste", show_in_menus=True)
        make_article(slug="bins", title="Bins", public_answer="<p>Words</p>")
        plant("ar")
        yield


def browsers():
    return {
        "public": client(),
        "staff": signed_in(make_staff(), "staff"),
        "partner": signed_in(make_partner(), "partner"),
    }


@pytest.mark.parametrize("path", ["/ar/", "/ar/waste/", "/ar/knowledge/", "/ar/knowledge/bins/"])
def test_the_pages_of_all_three_sites_run_from_right_to_left(arabic, path):
    for audience, browser in browsers().items():
        response = browser.get(path)
        assert response.status_code == 200, (audience, path)
        assert response["Content-Language"] == "ar"
        shown = Markup(response.content.decode())
        root = shown.one("html")
        assert (root.attrs["lang"], root.attrs["dir"]) == ("ar", "rtl")
        for element in shown.elements:
            if element.attrs.get("lang") == "en" and element.tag != "a":
                # What is still English runs the other way within the page.
                assert element.attrs.get("dir") == "ltr", (audience, path, element)


def test_english_and_welsh_stay_as_they_are(arabic):
    for path, language in (("/", "en"), ("/waste/", "en")):
        root = Markup(client().get(path).content.decode()).one("html")
        assert (root.attrs["lang"], root.attrs["dir"]) == (language, "ltr")
