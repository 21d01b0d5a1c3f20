"""Guides: parts in order, previous and next, the whole of it on one page; each reader gets their own parts."""

import re

import pytest
from django.core.exceptions import ValidationError

from content.languages.trees import plant
from content.models import GuidePage, GuidePartPage, StandardPage
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.site.content.languages.translating import translate
from tests.site.content.test_query_counts import BUDGET, queries

pytestmark = pytest.mark.django_db

TITLES = ("Who pays", "At home", "In a care home")


def make_guide(home, titles=TITLES, **fields):
    guide = make_page(
        home, GuidePage, title="Paying for care", slug="paying", summary="Who pays what.", **fields
    )
    for number, title in enumerate(titles, start=1):
        make_page(
            guide,
            GuidePartPage,
            title=title,
            slug=f"part-{number}",
            body=[("heading", f"About {title}"), ("text", f"<p>Words of {title}.</p>")],
        )
    return guide


def text_of(path, browser=None):
    answer = (browser or client()).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def listed(html):
    """The parts named in the list of a guide's parts."""
    return [title for title in TITLES if f">{title}</" in html]


def test_a_guide_lists_its_parts_and_leads_to_the_first():
    make_guide(make_site(), body=[("text", "<p>Opening words.</p>")])
    shown = text_of("/paying/")
    assert "Opening words." in shown
    assert listed(shown) == list(TITLES)
    assert re.search(r'href="[^"]*/paying/part-1/" rel="next"', shown)
    assert 'rel="prev"' not in shown
    assert re.search(r'href="[^"]*/paying/print/"', shown)


@pytest.mark.parametrize(
    ("number", "before", "after"), [(1, "/paying/", "part-2"), (2, "part-1", "part-3"), (3, "part-2", None)]
)
def test_a_part_says_which_it_is_and_leads_back_and_on(number, before, after):
    make_guide(make_site())
    shown = text_of(f"/paying/part-{number}/")
    assert f"Part {number} of 3" in shown
    assert re.search(rf'href="[^"]*{before}/?" rel="prev"', shown)
    assert bool(re.search(rf'href="[^"]*{after}/" rel="next"', shown)) == (after is not None)
    assert shown.count('aria-current="page"') == 2  # in the breadcrumbs and in the list of parts


def test_the_whole_guide_is_on_one_page_with_a_heading_for_each_part():
    make_guide(make_site())
    answer = client().get("/paying/print/")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    shown = answer.content.decode()
    assert re.findall(r"<h1[^>]*>([^<]*)", shown) == ["Paying for care"]
    headings = re.findall(r"<h2[^>]*gh-whole__title[^>]*>([^<]*)", shown)
    assert headings == list(TITLES)
    assert re.findall(r'<h3[^>]*id="part-(\d)-', shown) == ["1", "2", "3"]
    assert all(f"Words of {title}." in shown for title in TITLES)


def test_a_part_for_staff_is_neither_there_nor_counted_for_others():
    for audience in ("public", "staff"):
        guide = make_guide(make_site(audience))
        publish(GuidePartPage.objects.child_of(guide).get(slug="part-2"), audience="staff")
    for path in ("/paying/", "/paying/part-1/", "/paying/print/", "/paying/part-3/"):
        assert "At home" not in text_of(path)
    assert "Part 2 of 2" in text_of("/paying/part-3/")
    assert client().get("/paying/part-2/").status_code == 404
    inside = signed_in(make_staff(), "staff")
    assert "Part 2 of 3" in text_of("/paying/part-2/", inside)
    assert "Words of At home." in text_of("/paying/print/", inside)


def test_a_guide_that_is_not_published_is_not_printed_either():
    guide = make_guide(make_site())
    guide.unpublish()
    assert client().get("/paying/print/").status_code == 404
    assert client().get("/paying/print/more/").status_code == 404


def test_the_address_of_the_whole_guide_is_no_parts():
    guide = make_guide(make_site(), titles=())
    with pytest.raises(ValidationError, match="where the whole guide is printed"):
        make_page(guide, GuidePartPage, slug="print")


def test_a_guide_without_parts_is_a_page_like_any_other():
    make_guide(make_site(), titles=())
    shown = text_of("/paying/")
    assert "In this guide" not in shown
    assert "/print/" not in shown
    assert text_of("/paying/print/")


@pytest.mark.parametrize("path", ["/paying/", "/paying/part-1/", "/paying/print/"])
def test_more_parts_with_more_links_cost_no_more(path):
    home = make_site()
    others = [make_page(home, slug=f"other-{number}") for number in range(6)]
    guide = make_guide(home, titles=("Who pays",))

    def link(part, page):
        words = f'<p><a linktype="page" id="{page.pk}">link</a></p>'
        return publish(part, body=[("text", words), ("text", words), ("cards", {"cards": [{"page": page}]})])

    link(GuidePartPage.objects.get(slug="part-1"), others[0])
    few = queries(path)
    for number, other in enumerate(others[1:], start=2):
        link(make_page(guide, GuidePartPage, slug=f"part-{number}"), other)
    assert queries(path) == few
    assert few <= BUDGET


def test_in_welsh_the_whole_of_a_guide_says_which_words_are_english():
    home = make_site()
    guide = make_guide(home)
    plant("cy")
    translate(guide, {"Paying for care": "Talu am ofal", "Who pays what.": "Pwy sy’n talu."})
    translate(
        GuidePartPage.objects.get(slug="part-1", locale__language_code="en"), {"Who pays": "Pwy sy’n talu"}
    )
    shown = text_of("/cy/paying/print/")
    assert re.search(r"<h1[^>]*>Talu am ofal", shown)
    assert re.search(r'<h2[^>]*id="part-1">Pwy sy’n talu', shown)
    assert re.search(r'<h2[^>]*id="part-2" lang="en">At home', shown)


def test_nothing_but_parts_stands_below_a_guide():
    assert StandardPage not in GuidePage.allowed_subpage_models()
    assert GuidePartPage.allowed_parent_page_models() == [GuidePage]
