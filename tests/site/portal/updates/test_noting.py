"""What is news: what the public reads, and has changed by more than a slip of the pen."""

import pytest

from content.models import HomePage, StandardPage
from portal.models import KnownPage
from portal.updates.noting import is_significant, note_pages
from portal.updates.topic_news import topic_news
from tests.factories import make_article, make_page, make_site, publish
from tests.site.portal.updates.subscribing import at, on

pytestmark = pytest.mark.django_db
LONG = "word " * 100


@pytest.mark.parametrize(
    ("before", "after", "is_news"),
    [
        ("The fee is 20 pounds", "The fee is 25 pounds", True),
        (LONG + "teh end", LONG + "the end", False),
        (LONG, LONG + "other " * 10, True),
        ("Same words", "same  WORDS!", False),
        ("", "Anything", True),
        ("", "", False),
        ("Ring 01632 960100", "Ring 01632 960101", True),
    ],
)
def test_more_than_a_slip_of_the_pen(before, after, is_news):
    assert is_significant(before, after) is is_news


def news(since, until, language="en", slug="topic"):
    return [(one.title, one.is_new) for one in topic_news(since, until).get(language, {}).get(slug, [])]


def test_what_was_there_before_is_no_news_and_what_comes_is(bins):
    with on(10):
        note_pages(at(10))
    KnownPage.objects.update(new_at=at(1), changed_at=at(1))
    assert note_pages(at(11)) == 0
    new = make_article(slug="new", title="Where is the tip?", public_answer="<p>Mill Lane</p>")
    publish(bins, public_answer="<p>Every Tuesday at 8.</p>")
    assert note_pages(at(12)) == 2
    assert news(at(11), at(13)) == [("Where is the tip?", True), ("When are bins emptied?", False)]
    assert news(at(13), at(14)) == []
    new.unpublish()
    assert news(at(11), at(13)) == [("When are bins emptied?", False)]


def test_what_only_staff_read_is_no_news(bins):
    note_pages(at(10))
    KnownPage.objects.update(new_at=at(1), changed_at=at(1))
    publish(bins, staff_guidance="<p>Canarina rang 3 times</p>", staff_script="<p>Say sorry</p>")
    make_article(slug="inside", title="Inside", staff_guidance="<p>x</p>")
    assert note_pages(at(12)) == 0
    assert not KnownPage.objects.filter(words__contains="Canarina").exists()
    assert news(at(11), at(13)) == []


def test_small_changes_add_up(bins):
    publish(bins, public_answer=f"<p>{LONG}</p>")
    note_pages(at(10))
    said = LONG
    noted = []
    for number in range(4):
        said = said.replace("word", f"w{'x' * (number + 1)}", 2)
        publish(bins, public_answer=f"<p>{said}</p>")
        noted.append(note_pages(at(11 + number)))
    assert noted == [0, 1, 0, 1]


def test_a_page_that_shows_an_article_is_about_its_topic(bins):
    body = [("article", bins), ("text", "<p>Read on</p>")]
    make_page(make_site("staff"), StandardPage, title="Only staff", slug="only-staff", body=body)
    home = HomePage.objects.get(slug="home-public")
    make_page(home, StandardPage, title="Waste", slug="waste", body=body)
    parks = make_page(home, StandardPage, title="Parks", slug="parks")
    make_page(home, StandardPage, title="Roads", slug="roads")
    publish(bins, related=[("page", parks)])
    note_pages(at(12))
    KnownPage.objects.update(new_at=at(12), changed_at=at(12))
    assert news(at(11), at(13)) == [("Parks", True), ("Waste", True), ("When are bins emptied?", True)]
