"""An anonymous public page three levels deep: twelve queries at most, and no more when there is more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import ServicePage, StandardPage
from tests.factories import client, make_article, make_page, make_site

pytestmark = pytest.mark.django_db

BUDGET = 12


def queries(path):
    browser = client()
    browser.get(path)  # fills what is kept: content types, and Wagtail's list of site roots
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return len(captured)


def make_council(size):
    """Three levels; ``size`` of everything a page can show."""
    home = make_site("public")
    sections = [make_page(home, show_in_menus=True, slug=f"section-{number}") for number in range(size)]
    articles = [
        make_article(slug=f"article-{number}", public_answer="<p>Words</p>") for number in range(size)
    ]
    links = "".join(f'<a linktype="page" id="{one.pk}">link</a>' for one in [*sections, *articles])
    body = [
        ("heading", "One"),
        ("text", f"<p>{links}</p>"),
        ("cards", {"cards": [{"page": section, "title": "", "text": ""} for section in sections]}),
    ]
    make_page(sections[0], ServicePage, slug="service", body=body)
    make_page(sections[0], StandardPage, slug="article", body=[("article", articles[0])])
    for number in range(size):
        make_page(sections[0], slug=f"child-{number}")


@pytest.mark.parametrize("path", ["/section-0/service/", "/section-0/article/", "/section-0/"])
@pytest.mark.parametrize("size", [1, 8])
def test_the_budget_holds_whatever_there_is_to_show(path, size):
    make_council(size)
    assert queries(path) <= BUDGET


def test_the_api_and_the_knowledge_base_do_not_grow_either():
    make_council(1)
    paths = [
        "/",
        "/knowledge/",
        "/knowledge/article-0/",
        "/api/v1/pages/",
        "/api/v1/articles/",
        "/section-0/service/",
    ]
    before = {path: queries(path) for path in paths}
    from knowledge.models import ArticlePage

    for number in range(8):
        make_page(StandardPage.objects.get(slug="section-0"), slug=f"more-{number}")
        make_article(slug=f"more-{number}", public_answer="<p>Words</p>")
    assert ArticlePage.objects.count() == 9
    assert {path: queries(path) for path in paths} == before
