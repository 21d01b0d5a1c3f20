"""News: the list by subject and year, a piece of it, and its feed."""

from datetime import date
from xml.etree import ElementTree as Xml

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.languages.trees import plant
from content.models import NewsIndexPage, NewsPage
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def index():
    return make_page(make_site("public"), NewsIndexPage, title="News", slug="news")


def make_news(index, title, day, category="", **fields):
    return make_page(
        index, NewsPage, title=title, published_on=date.fromisoformat(day), category=category, **fields
    )


def titles(path="/news/", browser=None):
    response = (browser or client()).get(path)
    assert response.status_code == 200, path
    return [
        link.text.strip()
        for link in Markup(response.content.decode()).all("a")
        if any("gh-news__title" in parent.attrs.get("class", "") for parent in link.parents)
    ]


def feed(path="/news/feed/", browser=None):
    response = (browser or client()).get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return Xml.fromstring(response.content)


def in_feed(path="/news/feed/"):
    return [entry.findtext(f"{ATOM}title") for entry in feed(path).iter(f"{ATOM}entry")]


@pytest.fixture
def some(index):
    make_news(index, "Bridge open", "2026-10-01", "Roads and transport")
    make_news(index, "New bus", "2026-11-20", "Roads and transport")
    make_news(index, "Old library", "2025-05-05", "Libraries")
    return index


def test_the_newest_comes_first(some):
    assert titles() == ["New bus", "Bridge open", "Old library"]


def test_by_subject_and_by_year(some):
    assert titles("/news/?category=roads-and-transport") == ["New bus", "Bridge open"]
    assert titles("/news/?year=2025") == ["Old library"]
    text = client().get("/news/").content.decode()
    assert 'href="?category=roads-and-transport"' in text
    assert 'href="?year=2026"' in text


@pytest.mark.parametrize("query", ["?category=nothing", "?year=1999", "?year=x", "?page=2", "?category=%FF"])
def test_what_has_no_news_is_not_there(some, query):
    assert client().get(f"/news/{query}").status_code == 404


def answered(query):
    """Everything that somebody who asks for it could compare: the answer, and how much work it was."""
    with CaptureQueriesContext(connection) as asked:
        response = client().get(f"/news/{query}")
    words = response.content.decode()
    assert query.partition("=")[2] not in words
    return response.status_code, words, dict(response.headers), len(asked)


def test_a_subject_or_year_of_hidden_news_alone_is_answered_as_one_that_never_was(some):
    make_news(some, "For staff", "2019-12-01", "Hidden one", audience="staff")
    make_news(some, "A draft", "2018-12-01", "Drafted one", live=False)
    make_news(some, "Roads for staff", "2017-12-03", "Roads and transport", audience="staff")
    client().get("/news/")  # so that what every page shows is remembered
    never = answered("?category=nothing-one")
    assert never[0] == 404
    for query in (
        "?category=hidden-one",
        "?category=drafted-one",
        "?year=2019",
        "?year=2018",
        "?category=roads-and-transport&year=2017",
    ):
        assert answered(query) == never, query


@pytest.mark.parametrize("query", ["?page=0", "?page=x", "?page=99999999999999999", "?page=", "?a=b"])
def test_what_is_no_page_is_the_first(some, query):
    assert client().get(f"/news/{query}").status_code in {200, 404}


def test_twelve_on_a_page(some):
    for number in range(12):
        make_news(some, f"Item {number:02}", "2026-12-01")
    assert len(titles()) == 12
    assert titles("/news/?page=2") == ["New bus", "Bridge open", "Old library"]


def test_nobody_learns_of_news_they_may_not_read(some):
    make_news(some, "For staff", "2026-12-01", "Secret subject", audience="staff")
    make_news(some, "A draft", "2026-12-01", "Draft subject", live=False)
    text = client().get("/news/").content.decode() + client().get("/news/feed/").content.decode()
    for words in ("For staff", "Secret subject", "A draft", "Draft subject"):
        assert words not in text
    assert client().get("/news/?category=secret-subject").status_code == 404
    item = make_news(some, "Another", "2026-12-02", "Roads and transport")
    make_news(some, "Roads for staff", "2026-12-03", "Roads and transport", audience="staff")
    assert "Roads for staff" not in client().get(f"/news/{item.slug}/").content.decode()


def test_a_piece_has_its_day_and_more_of_its_subject(some):
    item = make_news(
        some, "Snow", "2026-11-22", "Roads and transport", body=[("text", "<p>Gritters are out</p>")]
    )
    text = client().get(f"/news/{item.slug}/").content.decode()
    assert "22 November 2026" in text
    assert "Gritters are out" in text
    assert titles(f"/news/{item.slug}/") == ["New bus", "Bridge open"]


def test_the_feed(some):
    assert in_feed() == ["New bus", "Bridge open", "Old library"]
    first = feed().find(f"{ATOM}entry")
    assert first.find(f"{ATOM}link").attrib["href"].startswith("http://localhost/news/")
    assert first.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert first.findtext(f"{ATOM}published").startswith("2026-11-20")


def test_an_entry_keeps_its_id_in_the_feed_and_has_another_in_welsh(some):
    plant("cy")
    before = feed().find(f"{ATOM}entry").findtext(f"{ATOM}id")
    publish(
        NewsPage.objects.get(slug__startswith="page", title="New bus", locale__language_code="en"),
        title="Newer bus",
    )
    entry = feed().find(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}id")) == ("Newer bus", before)
    welsh = feed("/cy/news/feed/")
    assert welsh.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "cy"
    assert welsh.find(f"{ATOM}entry").findtext(f"{ATOM}id") != before


def test_a_feed_survives_what_xml_cannot_say(index):
    make_news(index, "Odd\x0bsign", "2026-12-01")
    assert in_feed() == ["Odd sign"]


def test_words_of_a_feed_are_no_html(index):
    make_news(index, "Fish & chips", "2026-12-01", summary="5 < 6 <b>& more</b>")
    entry = feed().find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Fish & chips"
    assert entry.findtext(f"{ATOM}summary") == "5 &lt; 6 &lt;b&gt;&amp; more&lt;/b&gt;"


def test_the_feed_of_what_one_may_not_read_is_not_there(index):
    hidden = make_page(index.get_parent(), NewsIndexPage, slug="inside", audience="staff")
    assert client().get(f"/{hidden.slug}/feed/").status_code == 404
    assert client().get("/news/nothing/feed/").status_code == 404
    item = make_news(index, "Piece", "2026-12-01")
    assert client().get(f"/news/{item.slug}/feed/").status_code == 404


def test_on_the_intranet():
    index = make_page(make_site("staff"), NewsIndexPage, slug="news")
    make_news(index, "For us", "2026-12-01")
    browser = signed_in(make_staff(), "staff")
    assert titles(browser=browser) == ["For us"]
    assert browser.get("/news/feed/").headers["Cache-Control"] == "private, no-store"
    assert client("staff").get("/news/feed/").status_code in {302, 404}


@pytest.mark.parametrize("path", ["/news/", "/news/feed/"])
def test_queries_do_not_grow(some, path):
    def asked():
        client().get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client().get(path).status_code == 200
        return len(captured)

    before = asked()
    for number in range(8):
        make_news(some, f"More {number}", "2026-12-01", f"Subject {number}")
    assert asked() == before
    assert before <= 12


def test_a_kept_list_and_feed_hear_of_news(some, page_cache):
    for path in ("/news/", "/news/feed/"):
        client().get(path)
    make_news(some, "Just in", "2026-12-24")
    assert titles()[0] == "Just in"
    assert in_feed()[0] == "Just in"
