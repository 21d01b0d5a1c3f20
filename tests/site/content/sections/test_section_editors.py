"""Editing by section: what they may do inside it, and nothing outside."""

import pytest
from wagtail.models import GroupPagePermission, Locale, Page

from accounts.models import Role
from content.models import SectionEditors, StandardPage
from content.sections.services import set_section_editors
from tests.factories import make_article, make_page, make_site, make_staff, make_user, publish, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


@pytest.fixture
def roads(home):
    return make_page(home, title="Roads", slug="roads")


@pytest.fixture
def schools(home):
    return make_page(home, title="Schools", slug="schools")


@pytest.fixture
def editor(roads):
    person = make_staff(name="Road editor")
    set_section_editors(section=roads, people=[person])
    return person


def admin(person):
    return signed_in(person, "staff")


def form(page, **changes):
    """What the edit form of a standard page sends."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "audience": page.audience,
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        **changes,
    }


def now(page):
    return StandardPage.objects.get(pk=page.pk)


def test_they_write_a_draft_in_their_section_and_cannot_publish_it(roads, editor):
    browser = admin(editor)
    answer = browser.post(f"/admin/pages/{roads.pk}/edit/", form(roads, title="Roads and paths"))
    assert answer.status_code == 302
    assert now(roads).get_latest_revision_as_object().title == "Roads and paths"
    browser.post(
        f"/admin/pages/{roads.pk}/edit/", {**form(roads, title="Roads at once"), "action-publish": "1"}
    )
    assert now(roads).title == "Roads"


def test_a_section_publisher_publishes_in_the_section(roads):
    person = make_staff()
    set_section_editors(section=roads, people=[person], may_publish=True)
    admin(person).post(
        f"/admin/pages/{roads.pk}/edit/", {**form(roads, title="Roads at once"), "action-publish": "1"}
    )
    assert now(roads).title == "Roads at once"


@pytest.mark.parametrize("may_publish", [False, True])
def test_other_sections_are_closed_to_them(roads, schools, may_publish):
    person = make_staff()
    set_section_editors(section=roads, people=[person], may_publish=may_publish)
    browser = admin(person)
    inside = make_page(roads)
    for address in (
        f"/admin/pages/{schools.pk}/edit/",
        f"/admin/pages/{schools.pk}/history/",
        f"/admin/pages/{schools.pk}/delete/",
        f"/admin/pages/{schools.pk}/unpublish/",
        f"/admin/pages/{schools.pk}/copy/",
        f"/admin/pages/{schools.pk}/view_draft/",
        f"/admin/pages/{schools.pk}/move/",
        f"/admin/pages/{schools.pk}/revisions/{schools.latest_revision_id}/view/",
        f"/admin/pages/add/content/standardpage/{schools.pk}/",
    ):
        assert browser.get(address).status_code in {302, 403, 404}, address
    browser.post(f"/admin/pages/{schools.pk}/edit/", {**form(schools, title="Mine"), "action-publish": "1"})
    browser.post(f"/admin/pages/{schools.pk}/delete/")
    browser.post(f"/admin/pages/{inside.pk}/move/{schools.pk}/confirm/")
    assert now(schools).title == "Schools"
    assert now(inside).get_parent().pk == roads.pk


def test_they_hold_the_section_in_every_language_and_in_those_to_come(home, roads, editor):
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    for page in (home, roads):
        # Saving a page may have made the Welsh one already.
        translated = page.get_translation_or_none(welsh) or page.copy_for_translation(welsh)
    assert Page.objects.get(pk=translated.pk).permissions_for_user(editor).can_edit()


def test_somebody_can_hold_two_sections_and_a_topic(roads, schools):
    person, article = make_staff(), make_article(title="A question", public_answer="<p>Words</p>")
    other = make_article(title="Another question", public_answer="<p>Words</p>")
    set_section_editors(section=roads, people=[person])
    set_section_editors(section=article.get_parent().specific, people=[person])
    assert Page.objects.get(pk=article.pk).permissions_for_user(person).can_edit()
    assert Page.objects.get(pk=roads.pk).permissions_for_user(person).can_edit()
    assert not Page.objects.get(pk=schools.pk).permissions_for_user(person).can_edit()
    assert other.get_parent().pk == article.get_parent().pk


def test_the_role_of_editor_still_holds_the_whole_tree(roads, schools):
    person = make_staff(Role.EDITOR)
    assert all(
        Page.objects.get(pk=page.pk).permissions_for_user(person).can_edit() for page in (roads, schools)
    )


def test_taking_somebody_out_takes_the_admin_away(roads, editor):
    assert admin(editor).get("/admin/").status_code == 200
    set_section_editors(section=roads, people=[])
    assert admin(editor).get("/admin/").status_code == 302


def test_a_right_costs_few_rows_whatever_lies_below(roads, editor):
    before = GroupPagePermission.objects.filter(group__sectioneditors__section=roads).count()
    for _ in range(5):
        make_page(roads)
    set_section_editors(section=roads, people=[editor])
    assert GroupPagePermission.objects.filter(group__sectioneditors__section=roads).count() == before == 2


def test_the_group_goes_with_its_section(roads, editor):
    Page.objects.get(pk=roads.pk).delete()
    assert not SectionEditors.objects.exists()
    assert not editor.groups.exists()


def test_only_staff_can_be_editors(roads):
    with pytest.raises(ValueError, match="council staff"):
        set_section_editors(section=roads, people=[make_user()])


def test_they_can_answer_for_pages(roads, editor):
    assert publish(roads, content_owner=editor).content_owner == editor


def test_an_administrator_says_who_edits_what(roads, schools):
    person, administrator = make_staff(), make_staff(Role.ADMINISTRATOR)
    browser = admin(administrator)
    sent = {"section": roads.pk, "people": [person.pk]}
    assert browser.post("/admin/section_editors/new/", sent).status_code == 302
    assert Page.objects.get(pk=roads.pk).permissions_for_user(person).can_edit()
    made = SectionEditors.objects.get()
    assert "Roads" in browser.get("/admin/section_editors/").content.decode()
    sent = {"section": schools.pk, "people": [person.pk], "may_publish": "on"}
    assert browser.post(f"/admin/section_editors/edit/{made.pk}/", sent).status_code == 302
    person = type(person).objects.get(pk=person.pk)
    assert not Page.objects.get(pk=roads.pk).permissions_for_user(person).can_edit()
    assert Page.objects.get(pk=schools.pk).permissions_for_user(person).can_publish()
    assert browser.post(f"/admin/section_editors/delete/{made.pk}/").status_code == 302
    assert not Page.objects.get(pk=schools.pk).permissions_for_user(make_staff()).can_edit()
    assert admin(person).get("/admin/").status_code == 302


def test_editors_cannot_give_themselves_a_section(roads, editor):
    for person in (editor, make_staff(Role.EDITOR, Role.PUBLISHER)):
        assert admin(person).get("/admin/section_editors/").status_code == 302
        assert admin(person).post("/admin/section_editors/new/", {"section": roads.pk, "people": [person.pk]})
    assert SectionEditors.objects.count() == 1
