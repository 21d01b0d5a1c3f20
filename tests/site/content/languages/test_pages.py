"""What readers get at a Welsh address: the translation, or the original, and which of the two they are told."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.languages.trees import plant
from content.models import ServicePage, StandardPage
from tests.factories import client, make_article, make_page, make_site, make_staff, publish, signed_in
from tests.site.content.languages.translating import translate
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

MISSING = "Nid yw’r dudalen hon ar gael yn Gymraeg eto"
PARTLY = "Nid yw rhannau o’r dudalen hon ar gael yn Gymraeg eto"
BY_MACHINE = "Cyfrifiadur sydd wedi cyfieithu’r dudalen hon"


@pytest.fixture(scope="module")
def made(file_transaction):
    home = make_site("public", title="Home")
    plant("cy")
    return home


@pytest.fixture
def home(made, db):
    return deepcopy(made)


def page_at(path, browser=None):
    response = (browser or client()).get(path)
    assert response.status_code == 200, path
    return Markup(response.content.decode())


def links(markup, rel):
    return {
        link.attrs.get("hreflang", rel): link.attrs["href"]
        for link in markup.all("link")
        if link.attrs.get("rel") == rel
    }


def links_in(markup, element):
    return [link for link in markup.all("a") if element in link.parents]


def switch(markup):
    offered = links_in(markup, markup.one("ul", class_="gh-languages"))
    return {link.attrs["hreflang"]: link.attrs["href"] for link in offered}


def test_a_missing_translation_is_the_original_marked_as_such(home):
    section = make_page(home, slug="waste", title="Waste", summary="About waste", show_in_menus=True)
    make_page(
        section, slug="bins", title="Bins", summary="About bins", body=[("text", "<p>Green on Monday</p>")]
    )
    shown = page_at("/cy/waste/bins/")
    assert shown.one("html").attrs["lang"] == "cy"
    assert MISSING in shown.one("div", class_="gh-language-notice").text
    assert shown.one("h1").attrs["lang"] == "en"
    assert shown.one("p", class_="gh-lead").attrs["lang"] == "en"
    assert any(one.attrs.get("lang") == "en" and "Green on Monday" in one.text for one in shown.all("div"))
    crumbs = shown.one("ol", class_="govuk-breadcrumbs__list")
    assert [one.attrs.get("lang") for one in links_in(shown, crumbs)] == ["en", "en"]
    menu = shown.all("ul", class_="gh-menu__list")[0]
    assert links_in(shown, menu)[0].attrs["lang"] == "en"
    listed = page_at("/cy/waste/").one("a", class_="gh-list__link")
    assert (listed.attrs["lang"], listed.attrs["href"]) == ("en", "/cy/waste/bins/")
    # The original is where a search engine should send people, and it says of no Welsh page.
    assert links(shown, "canonical") == {"canonical": "http://localhost/waste/bins/"}
    assert "cy" not in links(shown, "alternate") | links(page_at("/waste/bins/"), "alternate")


def test_a_translated_page_is_marked_nowhere_and_search_engines_hear_of_it(home):
    page = make_page(home, slug="bins", title="Bins", summary="Words")
    translate(page, {"Bins": "Biniau", "Words": "Geiriau", "bins": "biniau"})
    shown = page_at("/cy/biniau/")
    assert shown.one("h1").text == "Biniau" and not shown.all("div", class_="gh-language-notice")
    assert "lang" not in shown.one("h1").attrs
    wanted = {
        "en": "http://localhost/bins/",
        "cy": "http://localhost/cy/biniau/",
        "x-default": "http://localhost/bins/",
    }
    assert links(shown, "alternate") == links(page_at("/bins/"), "alternate") == wanted
    # It is a page of its own, whatever stands behind a question mark.
    assert links(shown, "canonical") == {"canonical": "http://localhost/cy/biniau/"}
    assert switch(shown) == {"en": "/bins/"} and switch(page_at("/bins/?from=a&b=1")) == {
        "cy": "/cy/biniau/?from=a&b=1"
    }


def test_of_a_page_translated_in_part_the_rest_is_marked(home):
    body = [("text", "<p>Green on Monday</p>"), ("text", "<p>Brown on Friday</p>"), ("heading", "When")]
    page = make_page(home, slug="bins", title="Bins", summary="Words", body=body)
    row = translate(page, {"Bins": "Biniau", "Green on Monday": "Gwyrdd ddydd Llun", "When": "Pryd"})
    shown = page_at("/cy/bins/")
    assert PARTLY in shown.one("div", class_="gh-language-notice").text
    assert "lang" not in shown.one("h1").attrs and shown.one("p", class_="gh-lead").attrs["lang"] == "en"
    marked = [one.text.strip() for one in shown.all("div") if one.attrs.get("lang") == "en"]
    assert marked == ["Brown on Friday"]
    assert row.text_language == "cy"
    publish(
        row.specific, summary="Geiriau"
    )  # an editor's own change does not say that the rest is translated
    assert page_at("/cy/bins/").all("div", class_="gh-language-notice")


def test_what_a_machine_translated_says_so(home):
    page = make_page(home, slug="bins", title="Bins", summary="Words")
    translate(page, {"Bins": "Biniau", "Words": "Geiriau"}, kind="machine")
    assert BY_MACHINE in page_at("/cy/bins/").one("div", class_="gh-language-notice").text
    translate(page, {"Bins": "Biniau", "Words": "Geiriau"})
    assert not page_at("/cy/bins/").all("div", class_="gh-language-notice")


def test_articles_are_marked_alike_and_keep_their_address(home):
    first = make_article(
        slug="fly-tipping", title="What is fly-tipping?", public_answer="<p>Dumped waste</p>"
    )
    plant("cy")
    make_article(slug="later", title="Later", public_answer="<p>Words</p>")
    for slug in ("fly-tipping", "later"):
        shown = page_at(f"/cy/knowledge/{slug}/")
        assert MISSING in shown.one("div", class_="gh-language-notice").text
        assert shown.one("article").attrs["lang"] == shown.one("h1").attrs["lang"] == "en"
    translate(first, {"What is fly-tipping?": "Beth yw tipio anghyfreithlon?", "Dumped waste": "Gwastraff"})
    shown = page_at("/cy/knowledge/fly-tipping/")
    assert shown.one("h1").text == "Beth yw tipio anghyfreithlon?"
    assert not shown.all("div", class_="gh-language-notice") and "lang" not in shown.one("article").attrs
    assert switch(shown) == {"en": "/knowledge/fly-tipping/"}
    index = page_at("/cy/knowledge/")
    found = {
        link.text: link.attrs.get("lang") for link in index.all("a") if "/cy/knowledge/" in link.attrs["href"]
    }
    assert found["Beth yw tipio anghyfreithlon?"] is None and found["Later"] == "en"


@pytest.mark.parametrize("path", ["/", "/knowledge/", "/account/sign-in/", "/find-a-request/"])
def test_pages_of_our_own_have_a_way_to_the_other_language_and_back(home, path):
    browser = client()
    if browser.get(path).status_code == 404:
        pytest.skip("not an address of this host")
    there = switch(page_at(path))["cy"]
    assert there == f"/cy{path}"
    assert switch(page_at(there))["en"] == path


def test_a_page_of_trouble_leads_to_the_front_pages(home):
    response = client().get("/cy/no-such-page/")
    assert response.status_code == 404
    assert switch(Markup(response.content.decode())) == {"en": "/"}


def test_the_switch_never_leads_to_a_page_one_may_not_read():
    home = make_site("staff")
    plant("cy")
    page = make_page(home, slug="rota", title="Rota")
    browser = signed_in(make_staff(), "staff")
    assert switch(page_at("/rota/", browser)) == {"cy": "/cy/rota/"}
    StandardPage.objects.get(pk=page.pk).get_translations().first().delete()
    assert switch(page_at("/rota/", browser)) == {"cy": "/cy/"}


@pytest.mark.parametrize("path", ["/xx/", "/en/", "/cy-gb/", "/fr/waste/", "/cyx/", "/cy/cy/", "/cy/xx/"])
def test_languages_there_are_not_are_not_there(home, path):
    assert client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/pages/999999", "/api/cy/", "/cy/api/v1/pages/"])
def test_apis_answer_and_never_redirect(home, path):
    assert client().get(path, headers={"accept-language": "cy"}).status_code == 404


def test_the_address_decides_and_nothing_else(home):
    for language in ("en", "cy", "fr;q=0.9"):
        response = client().get("/", headers={"accept-language": language})
        assert response["Content-Language"] == "en"
        assert "accept-language" not in response.get("Vary", "").lower()
        assert "cookie" not in response.get("Vary", "").lower()
    assert client().get("/cy/")["Content-Language"] == "cy"


@pytest.mark.parametrize("size", [1, 8])
def test_a_welsh_page_asks_the_database_no_more_however_much_it_shows(home, size):
    sections = [make_page(home, show_in_menus=True, slug=f"section-{number}") for number in range(size)]
    linked = "".join(f'<a linktype="page" id="{one.pk}">link</a>' for one in sections)
    body = [
        ("text", f"<p>{linked}</p>"),
        ("cards", {"cards": [{"page": one, "title": "", "text": ""} for one in sections]}),
    ]
    make_page(sections[0], ServicePage, slug="service", body=body)
    browser = client()
    browser.get("/cy/section-0/service/")
    with CaptureQueriesContext(connection) as captured:
        response = browser.get("/cy/section-0/service/")
    assert response.status_code == 200 and b'href="/cy/section-0/"' in response.content
    # Two more than an English page: which pages it links to, and those in Welsh.
    assert len(captured) <= 14


def test_nobody_hears_that_a_text_not_theirs_is_untranslated(home):
    article = make_article(
        slug="bins",
        title="Bins",
        public_answer="<p>On Monday</p>",
        staff_guidance="<p>Say Monday</p>",
    )
    plant("cy")
    make_site("staff")
    plant("cy")
    translate(article, {"Bins": "Biniau", "On Monday": "Ddydd Llun"})
    public = page_at("/cy/knowledge/bins/")
    assert not public.all("div", class_="gh-language-notice") and "lang" not in public.one("article").attrs
    staff = page_at("/cy/knowledge/bins/", signed_in(make_staff(), "staff"))
    assert PARTLY in staff.one("div", class_="gh-language-notice").text
    assert staff.one("div", class_="gh-guidance__body").attrs["lang"] == "en"
