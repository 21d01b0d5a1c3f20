"""The Welsh tree follows the English one, whoever does what to a page."""

import pytest
from wagtail.models import Locale, Page

from content.languages.trees import plant
from content.models import StandardPage
from tests.factories import client, make_article, make_page, make_site, publish
from tests.site.content.languages.translating import translate, welsh

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    made = make_site("public")
    plant("cy")
    return made


def shown(path):
    return client().get(path)


def test_every_page_gets_its_place_when_a_language_is_planted_and_planting_again_makes_nothing():
    home = make_site("public")
    section = make_page(home, slug="section")
    make_page(section, slug="below")
    draft = make_page(home, slug="draft", live=False)
    make_article(slug="bins", public_answer="<p>Words</p>")
    assert plant("cy") == 6  # home, section, below; knowledge base, topic, article
    assert plant("cy") == 0
    assert not draft.has_translation(Locale.objects.get(language_code="cy"))
    assert shown("/cy/section/below/").status_code == 200
    assert shown("/cy/draft/").status_code == 404


def test_a_language_the_installation_does_not_have_is_refused():
    with pytest.raises(ValueError, match="xx"):
        plant("xx")
    assert not Locale.objects.filter(language_code="xx").exists()


def test_a_new_page_stands_in_the_welsh_tree_from_its_publication_on(home):
    page = make_page(home, slug="new", title="New page", live=False)
    assert shown("/cy/new/").status_code == 404
    publish(page)
    assert b"New page" in shown("/cy/new/").content
    below = make_page(page, slug="below", title="Further down")
    assert b"Further down" in shown("/cy/new/below/").content
    assert below.audience_keys == welsh(below).audience_keys == ["public"]


def test_it_says_what_the_original_says_until_a_translation_is_published(home):
    page = make_page(home, slug="bins", title="Bins", summary="Old words")
    publish(page, summary="New words")
    assert welsh(page).summary == "New words"
    translate(page, {"Bins": "Biniau"}, published=False)
    assert (welsh(page).title, welsh(page).text_language) == ("Bins", "en")
    publish(page, summary="Newest words")
    assert welsh(page).summary == "Newest words"
    row = translate(page, {"Bins": "Biniau", "New words": "Geiriau newydd"})
    assert (row.title, row.text_language) == ("Biniau", "cy")


def test_a_draft_of_a_published_translation_changes_nothing_readers_get(home):
    page = make_page(home, slug="bins", title="Bins", summary="Words")
    translate(page, {"Bins": "Biniau", "Words": "Geiriau"})
    row = translate(page, {"Bins": "Sbwriel"}, published=False)
    assert row.title == "Biniau" and "Biniau" in shown("/cy/bins/").content.decode()
    assert row.get_latest_revision_as_object().title == "Sbwriel"
    assert translate(page, {}).title == "Sbwriel"


def test_taking_the_original_down_takes_the_translation_along_and_bringing_it_back_brings_both(home):
    page = make_page(home, slug="bins", title="Bins")
    other = make_page(home, slug="other")
    translate(page, {"Bins": "Biniau"})
    for one in (page, other):
        StandardPage.objects.get(pk=one.pk).unpublish()
    assert shown("/cy/bins/").status_code == shown("/cy/other/").status_code == 404
    publish(page)
    publish(other)
    assert "Biniau" in shown("/cy/bins/").content.decode()
    assert shown("/cy/other/").status_code == 200


def test_taking_a_translation_down_shows_the_original_at_its_address_again(home):
    page = make_page(home, slug="bins", title="Bins")
    row = translate(page, {"Bins": "Biniau"})
    row.specific.unpublish()
    row = welsh(page)
    assert (row.live, row.title, row.text_language) == (True, "Bins", "en")
    publish(page, title="Bins and boxes")
    assert welsh(page).title == "Bins and boxes"


def test_moving_the_original_moves_its_translations_and_keeps_the_editors_order(home):
    first, second = make_page(home, slug="first"), make_page(home, slug="second")
    page = make_page(first, slug="bins", title="Bins")
    below = make_page(page, slug="below", title="Below")
    translate(page, {"Bins": "Biniau"})
    page.move(Page.objects.get(pk=second.pk), pos="last-child")
    assert "Biniau" in shown("/cy/second/bins/").content.decode()
    assert shown("/cy/second/bins/below/").status_code == 200
    assert shown("/cy/first/bins/")["Location"] == "/cy/second/bins/"
    assert welsh(below).get_parent() == welsh(page).page_ptr

    StandardPage.objects.get(pk=second.pk).move(Page.objects.get(pk=first.pk), pos="left")
    order = [one.slug for one in welsh(home).get_children()]
    assert order == [one.slug for one in Page.objects.get(pk=home.pk).get_children()] == ["second", "first"]


def test_deleting_the_original_deletes_its_translations(home):
    section = make_page(home, slug="section")
    page = make_page(section, slug="bins", title="Bins")
    translate(page, {"Bins": "Biniau"})
    StandardPage.objects.get(pk=section.pk).delete()
    assert not Page.objects.filter(translation_key__in=[section.translation_key, page.translation_key])


@pytest.mark.parametrize("is_translated", [False, True])
def test_a_narrower_audience_of_the_original_is_the_translations_at_once(home, is_translated):
    page = make_page(home, slug="bins", title="Bins")
    if is_translated:
        translate(page, {"Bins": "Biniau"})
    assert shown("/cy/bins/").status_code == 200
    publish(page, audience="staff")
    assert shown("/cy/bins/").status_code == 404
    publish(page, audience="")
    assert shown("/cy/bins/").status_code == 200
