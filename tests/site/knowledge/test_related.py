"""What else to read, and ways through the base: nothing in them that the reader may not open."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from content.languages.trees import plant
from content.models import ServicePage
from forms_engine.journeys import services
from forms_engine.requests.placing import place_in_queue
from knowledge import browsing
from knowledge.models import TopicPage
from tests.factories import (
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    publish,
    signed_in,
)
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.site.content.languages.translating import translate

pytestmark = pytest.mark.django_db

SECRET = "canary-of-the-staff"


@pytest.fixture
def sites():
    return {audience: make_site(audience) for audience in ("public", "staff", "partner")}


@pytest.fixture
def hidden():
    """An article for staff, as near to the others as can be."""
    return make_article(
        slug="hidden",
        title=f"Pothole claims {SECRET}",
        summary="Pothole",
        services=["highways-maintenance"],
        staff_guidance="<p>x</p>",
    )


def text_of(browser, path):
    return browser.get(path).content.decode()


def test_chosen_by_the_editor_in_the_editors_order_and_cut(sites, hidden):
    page = make_page(sites["public"], title="A page chosen", slug="chosen")
    draft = make_page(sites["public"], title="A draft chosen", slug="draft", live=False)
    other = make_article(slug="other", title="An article chosen", public_answer="<p>x</p>")
    chosen = [("page", one) for one in (other, hidden, draft, page)]
    make_article(slug="a", title="Potholes", public_answer="<p>x</p>", related=chosen)
    text = text_of(client(), "/knowledge/a/")
    assert text.index("An article chosen") < text.index("A page chosen")
    assert SECRET not in text
    assert "A draft chosen" not in text
    assert 'href="/knowledge/hidden/"' in text_of(signed_in(make_staff(), "staff"), "/knowledge/a/")
    assert SECRET not in text_of(signed_in(make_partner(), "partner"), "/knowledge/a/")


def test_suggested_by_service_words_and_topic_and_cut(sites, hidden):
    root = hidden.get_parent().get_parent()
    elsewhere = make_page(root, TopicPage, title="Elsewhere", slug="elsewhere")
    article = make_article(
        slug="a",
        title="How quickly are potholes repaired?",
        public_answer="<p>x</p>",
        services=["highways-maintenance"],
    )
    kind = type(article)
    for slug, fields in {
        "same-service": {"title": "Gritting", "services": ["highways-maintenance"]},
        "same-words": {"title": "A pothole broke my wheel"},
        "nothing-in-common": {"title": "Library cards"},
    }.items():
        make_page(elsewhere, kind, slug=slug, public_answer="<p>x</p>", **fields)
    make_article(slug="same-topic", title="Kerbs", public_answer="<p>x</p>")
    text = text_of(client(), "/knowledge/a/")
    places = [
        text.index(f'href="/knowledge/{slug}/"') for slug in ("same-service", "same-words", "same-topic")
    ]
    assert places == sorted(places)
    assert "nothing-in-common" not in text
    assert SECRET not in text
    assert SECRET in text_of(signed_in(make_staff(), "staff"), "/knowledge/a/")


def test_words_that_mean_something_to_a_search_do_no_harm(sites):
    for number, title in enumerate(["or", '"', "-a or -b", "!&|():*'", "ﬀ \\", "and"]):
        make_article(slug=f"odd-{number}", title=title, public_answer="<p>x</p>")
        assert client().get(f"/knowledge/odd-{number}/").status_code == 200


def test_a_service_page_shows_the_articles_of_its_service(sites, hidden):
    open_council()
    make_article(
        slug="of-it", title="Of its service", public_answer="<p>x</p>", services=["highways-maintenance"]
    )
    make_article(slug="not", title="Of another", public_answer="<p>x</p>", services=["blue-badge"])
    make_page(sites["public"], ServicePage, slug="potholes", journey_slug="report-a-pothole")
    make_page(sites["public"], ServicePage, slug="by-number", lgsl="556")
    for path in ("/potholes/", "/by-number/"):
        text = text_of(client(), path)
        assert "Of its service" in text
        assert "Of another" not in text
        assert SECRET not in text


def test_topics_letters_and_their_pages(sites, hidden, monkeypatch):
    monkeypatch.setattr(browsing, "PAGE_SIZE", 5)
    topic = hidden.get_parent()
    for number in range(6):
        make_article(slug=f"b-{number:02}", title=f"Bus {number:02}", public_answer="<p>x</p>")
    text = text_of(client(), "/knowledge/")
    assert "6 articles" in text
    assert f'href="/knowledge/topics/{topic.slug}/"' in text
    assert 'href="/knowledge/a-to-z/b/"' in text
    assert 'href="/knowledge/a-to-z/p/"' not in text
    assert 'href="/knowledge/a-to-z/p/"' in text_of(signed_in(make_staff(), "staff"), "/knowledge/")
    first = text_of(client(), f"/knowledge/topics/{topic.slug}/")
    assert "Bus 00" in first
    assert "Bus 05" not in first
    assert "Bus 05" in text_of(client(), f"/knowledge/topics/{topic.slug}/?page=2")
    assert "Bus 05" in text_of(client(), "/knowledge/a-to-z/b/")
    assert "Nothing begins with P" in text_of(client(), "/knowledge/a-to-z/p/")
    for page in ("0", "3", "x", "-1", "9" * 9):
        assert client().get(f"/knowledge/topics/{topic.slug}/?page={page}").status_code == 404


def test_a_topic_with_nothing_for_the_reader_is_not_there(sites, hidden):
    slug = hidden.get_parent().slug
    assert client().get(f"/knowledge/topics/{slug}/").status_code == 404
    assert signed_in(make_staff(), "staff").get(f"/knowledge/topics/{slug}/").status_code == 200
    publish(hidden.get_parent().specific, audience="partner")
    assert signed_in(make_staff(), "staff").get(f"/knowledge/topics/{slug}/").status_code == 404


def test_what_to_say_is_for_staff(sites):
    make_article(slug="a", public_answer="<p>x</p>", staff_script=f"<p>{SECRET}</p>")
    make_article(slug="only", staff_script="<p>Hello</p>")
    assert SECRET in text_of(signed_in(make_staff(), "staff"), "/knowledge/a/")
    assert SECRET not in text_of(client(), "/knowledge/a/")
    assert SECRET not in text_of(signed_in(make_partner(), "partner"), "/knowledge/a/")
    assert SECRET not in text_of(client(), "/api/v1/articles/a")
    assert client().get("/knowledge/only/").status_code == 404
    assert signed_in(make_staff(), "staff").get("/knowledge/only/").status_code == 200


def test_neither_the_article_nor_the_lists_ask_more_for_more(sites):
    """The article's page has the budget of an anonymous page, whatever it can point at."""
    first = make_article(slug="a", title="Potholes", public_answer="<p>x</p>")
    paths = [
        "/knowledge/",
        "/knowledge/a/",
        f"/knowledge/topics/{first.get_parent().slug}/",
        "/knowledge/a-to-z/p/",
    ]

    def queries(path):
        client().get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client().get(path).status_code == 200
        return len(captured)

    make_article(slug="one", title="Pothole one", public_answer="<p>x</p>", services=["blue-badge"])
    few = [
        make_page(sites["public"], slug="page-of-many"),
        make_article(slug="rel", public_answer="<p>x</p>"),
    ]
    publish(first, related=[("page", one) for one in few])
    before = {path: queries(path) for path in paths}
    more = [make_page(sites["public"], slug=f"p-{number}") for number in range(4)]
    more += [
        make_article(slug=f"x-{number}", title=f"Pothole {number}", public_answer="<p>x</p>")
        for number in range(4)
    ]
    publish(first, related=[("page", one) for one in [*few, *more][:8]])
    assert {path: queries(path) for path in paths} == before
    assert max(before.values()) <= 12


def test_officers_have_the_guidance_beside_a_request(sites):
    open_council()
    make_article(
        slug="mine",
        title="Sorting potholes",
        staff_script="<p>I have your report here.</p>",
        staff_guidance="<p>Category from the note.</p>",
        services=["highways-maintenance"],
    )
    make_article(slug="theirs", title="Badges", staff_guidance="<p>No.</p>", services=["blue-badge"])
    make_article(
        slug="partners",
        title="For partners only",
        partner_guidance="<p>P</p>",
        services=["highways-maintenance"],
    )
    made = services.submit(started(answers=POTHOLE).id)
    place_in_queue(str(made.id), "highways")
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    text = text_of(officer, f"/workplace/requests/{made.reference}/")
    assert "Guidance for this request" in text
    assert "I have your report here." in text
    assert "Category from the note." in text
    assert "Badges" not in text
    assert "For partners only" not in text


def test_in_welsh_what_the_editor_chose_is_there_once_and_small_words_suggest_nothing(sites):
    other = make_article(slug="other", title="Claims for a pothole", public_answer="<p>x</p>")
    article = make_article(
        slug="a", title="Pothole claims", public_answer="<p>x</p>", related=[("page", other)]
    )
    elsewhere = make_page(article.get_parent().get_parent(), TopicPage, title="Elsewhere", slug="elsewhere")
    far = make_page(elsewhere, type(article), slug="far", title="Badges", public_answer="<p>x</p>")
    plant("cy")
    translate(article, {"Pothole claims": "Sut mae hawlio am dwll yn y ffordd"})
    translate(far, {"Badges": "Sut mae cael bathodyn yn y sir"})
    side = text_of(client(), "/cy/knowledge/a/").split('id="related"')[1].split("</nav>")[0]
    assert re.findall(r'href="([^"]+)"([^>]*)>', side) == [("/cy/knowledge/other/", ' lang="en"')]
