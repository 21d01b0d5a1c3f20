"""Audience keys reach every page they should, in the transaction of the change."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page, Revision
from wagtail.signals import post_page_move

from content.models import ContentPage, HomePage
from tests.factories import make_article, make_page, make_site, publish, tree_root

pytestmark = pytest.mark.django_db


def keys(page):
    return ContentPage.objects.get(pk=page.pk).audience_keys


@pytest.fixture
def home():
    return make_site("public")


@pytest.fixture
def section(home):
    return make_page(home)


@pytest.fixture
def leaf(section):
    return make_page(section)


@pytest.fixture
def welsh():
    return Locale.objects.get_or_create(language_code="cy")[0]


def test_a_page_that_says_nothing_is_as_its_section(home, section, leaf):
    assert keys(home) == keys(section) == keys(leaf) == ["public"]


def test_a_site_that_says_nothing_is_nobodys_and_cannot_be_published():
    page = HomePage(title="New site", slug="new", audience="", live=False, locale=Locale.get_default())
    tree_root().add_child(instance=page)
    assert keys(page) == []
    with pytest.raises(ValidationError):
        page.save_revision().publish()


def test_closing_a_section_closes_what_is_below_and_opening_it_opens_it(section, leaf):
    publish(section, audience="staff")
    assert keys(section) == keys(leaf) == ["staff"]
    publish(section, audience="")
    assert keys(section) == keys(leaf) == ["public"]


def test_a_page_is_never_wider_than_its_section(section, leaf):
    publish(leaf, audience="public")
    publish(section, audience="staff")
    assert keys(leaf) == ["staff"]


def test_what_two_audiences_cannot_share_is_nobodys(section, leaf):
    publish(section, audience="staff")
    publish(leaf, audience="partner")
    assert keys(leaf) == []


def test_a_draft_changes_nothing_until_it_is_published(section, leaf):
    section.audience = "staff"
    revision = section.save_revision()
    assert keys(section) == keys(leaf) == ["public"]
    revision.publish()
    assert keys(section) == keys(leaf) == ["staff"]


def test_going_back_to_an_old_revision_does_not_bring_old_keys_back(home, section):
    old = section.save_revision()
    publish(home, audience="staff")
    assert Revision.objects.get(pk=old.pk).as_object().audience_keys == ["staff"]
    old.publish()
    assert keys(section) == ["staff"]


def test_moving_a_page_moves_it_under_the_other_sections_keys(home, section, leaf):
    staff = make_page(home, audience="staff")
    section.move(staff, pos="last-child")
    assert keys(section) == keys(leaf) == ["staff"]


def test_a_move_and_its_keys_are_one_transaction(home, section, leaf):
    """As Wagtail's admin moves: a plain page. The keys are right when the move's own transaction ends."""
    staff = make_page(home, audience="staff")
    seen = []
    post_page_move.connect(lambda **kwargs: seen.append(keys(leaf)), weak=False, dispatch_uid="test")
    try:
        Page.objects.get(pk=section.pk).move(staff, pos="last-child")
    finally:
        post_page_move.disconnect(dispatch_uid="test")
    assert seen == [["staff"]]


def test_an_alias_is_never_wider_than_its_source_nor_than_where_it_stands(home, section, leaf):
    staff = make_page(home, audience="staff")
    alias = leaf.create_alias(parent=staff)
    open_alias = leaf.create_alias(parent=home, update_slug="open-alias")
    assert keys(alias) == ["staff"]
    assert keys(open_alias) == ["public"]
    publish(section, audience="partner")
    assert keys(open_alias) == ["partner"]
    assert keys(alias) == []
    publish(section, audience="")
    assert keys(open_alias) == ["public"]


def test_a_translation_is_never_wider_than_its_original(welsh, home, section, leaf):
    home.copy_for_translation(welsh)
    section.copy_for_translation(welsh)
    translated = leaf.copy_for_translation(welsh)
    assert keys(translated) == ["public"]
    publish(section, audience="staff")
    assert keys(translated) == ["staff"]
    assert keys(section.get_translation(welsh)) == ["staff"]
    publish(section, audience="")
    assert keys(translated) == ["public"]


def test_what_lies_below_a_translation_follows_too(welsh, home, section):
    home.copy_for_translation(welsh)
    translated = section.copy_for_translation(welsh)
    below = make_page(translated, locale=welsh)
    publish(section, audience="staff")
    assert keys(below) == ["staff"]


def test_a_copy_is_as_the_section_it_is_put_in(home, leaf):
    staff = make_page(home, audience="staff")
    copy = leaf.copy(to=staff, update_attrs={"slug": "copied"})
    assert keys(copy) == ["staff"]


def test_the_page_in_hand_knows_its_new_keys(section):
    section.audience = "staff"
    section.save()
    assert section.audience_keys == ["staff"]


def test_an_article_is_for_those_it_has_a_text_for():
    staff_only = make_article(slug="a", staff_guidance="<p>Words</p>", public_answer="<p> </p>")
    both = make_article(slug="b", staff_guidance="<p>Words</p>", public_answer="<p>Words</p>")
    neither = make_article(slug="c")
    assert keys(staff_only) == ["staff"]
    assert keys(both) == ["public"]
    assert keys(neither) == []
    publish(both, public_answer="")
    assert keys(both) == ["staff"]


def test_writing_keys_costs_no_more_for_a_larger_site(home, section, django_assert_max_num_queries):
    for _ in range(5):
        make_page(section)
    from content.audience import rewrite_audience_keys

    ContentPage.objects.filter(path__startswith=section.path).update(audience_keys=["staff"])
    with django_assert_max_num_queries(12):
        changed = rewrite_audience_keys(section.path)
    assert len(changed) == 6
