"""Pages that go from one audience's tree to another's: every page that follows has its new readers at once, the copies
kept for strangers included."""

import pytest
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Collection, Locale, Page

from accounts.models import Role
from content.models import CollectionAudience, ContentPage, GuildhallImage
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.page_cache.conftest import is_hit, page_cache
from tests.site.content.test_files import picture

__all__ = ["is_hit", "page_cache"]

pytestmark = pytest.mark.django_db


def keys(page):
    return ContentPage.objects.get(pk=page.pk).audience_keys


def status(path):
    return client().get(path).status_code


@pytest.fixture
def roots(page_cache):
    return make_site("public"), make_site("staff")


@pytest.fixture
def plans(roots):
    """A section of the public site with a page below it, both in Welsh too, and an alias of the section beside it."""
    welsh = Locale.objects.get_or_create(language_code="cy")[0]
    leaf = make_page(make_page(roots[0], slug="plans"), slug="leaf")
    section = leaf.get_parent().specific
    for page in (roots[0], section, leaf):
        page.get_translation_or_none(welsh) or page.copy_for_translation(welsh)
    alias = section.create_alias(parent=Page.objects.get(pk=roots[0].pk), update_slug="also", recursive=True)
    return section, leaf, alias


def test_a_move_takes_all_that_follows_along(roots, plans, is_hit):
    section, leaf, alias = plans
    below_alias = ContentPage.objects.child_of(alias).get()
    welsh = Locale.objects.get(language_code="cy")
    following = [
        section,
        leaf,
        alias,
        below_alias,
        *(page.get_translation(welsh) for page in (section, leaf)),
    ]
    paths = ["/plans/", "/plans/leaf/", "/also/", "/also/leaf/", "/cy/plans/", "/cy/plans/leaf/"]
    assert [status(path) for path in paths] == [200] * 6
    assert all(is_hit(client(), path) for path in paths)
    mover = signed_in(make_staff(Role.PUBLISHER), "staff")
    for destination, readers in ((roots[1], ["staff"]), (roots[0], ["public"])):
        mover.post(f"/admin/pages/{section.pk}/move/{destination.pk}/confirm/")
        assert [keys(page) for page in following] == [readers] * 6
        # The Welsh pages have no other place to go to, and are never wider than their originals.
        assert {status(path) for path in paths} == ({200} if readers == ["public"] else {404})


@pytest.mark.parametrize("how", ["converted", "left behind", "copied with its section"])
def test_what_was_an_alias_is_never_wider_than_what_it_showed(roots, how):
    """An alias on the public site of something the staff's section keeps to them."""
    section = make_page(roots[1], slug="secret")
    source = make_page(section, slug="pay")
    shelf = make_page(roots[0], slug="shelf")
    alias = source.create_alias(parent=Page.objects.get(pk=shelf.pk), update_slug="pay")
    assert keys(alias) == ["staff"]
    if how == "converted":
        ConvertAliasPageAction(ContentPage.objects.get(pk=alias.pk).specific).execute()
        ContentPage.objects.get(pk=alias.pk).specific.get_latest_revision().publish()
    elif how == "left behind":
        Page.objects.get(pk=source.pk).delete()
        publish(shelf)
    else:
        Page.objects.get(pk=shelf.pk).specific.copy(recursive=True, update_attrs={"slug": "other"})
        assert ContentPage.objects.filter(url_path__endswith="/other/pay/").exists()
    kept = ContentPage.objects.filter(slug="pay", url_path__contains="/home-public/")
    assert {tuple(page.audience_keys) for page in kept} == {("staff",)}
    assert {status("/shelf/pay/"), status("/other/pay/")} == {404}


def test_an_alias_opens_with_its_source_and_can_be_for_some(roots):
    source = make_page(roots[0], audience="partner", organisations=["alder"])
    alias = source.create_alias(parent=Page.objects.get(pk=roots[0].pk), update_slug="also")
    assert keys(alias) == ["partner:alder"]
    publish(source, audience="", organisations=[])
    assert keys(alias) == ["public"]


def test_a_copy_with_its_subtree_is_as_the_tree_it_is_put_in(roots, plans):
    copy = plans[0].copy(to=roots[1], recursive=True, update_attrs={"slug": "copied"})
    for page in (copy, ContentPage.objects.child_of(copy).get()):
        assert keys(page) == ["staff"]
    assert keys(plans[1]) == ["public"]


def test_a_collection_that_is_closed_or_moved_takes_its_files_from_kept_pages(
    roots, settings, tmp_path, is_hit
):
    settings.MEDIA_ROOT = tmp_path
    root = Collection.get_first_root_node()
    shown, closed = root.add_child(name="Open"), root.add_child(name="Closed")
    opened = CollectionAudience.objects.create(collection=shown, audience="public")
    CollectionAudience.objects.create(collection=closed, audience="staff")
    inside = shown.add_child(name="Inside")
    image: GuildhallImage = picture(inside)
    make_page(roots[0], slug="photo", body=[("picture", {"image": image, "caption": ""})])
    file = image.get_rendition("width-20").url

    def change(audience):
        opened.audience = audience
        opened.save()

    for close, open_again in (
        (lambda: change("staff"), lambda: change("public")),
        (lambda: inside.move(closed, "sorted-child"), lambda: inside.move(shown, "sorted-child")),
    ):
        before = client().get("/photo/").content.decode()
        assert "<img" in before
        assert is_hit(client(), "/photo/")
        for act, there in ((close, False), (open_again, True)):
            act()
            for place in (inside, shown, closed):
                place.refresh_from_db()
            assert ("<img" in client().get("/photo/").content.decode()) == there
            assert (status(file) == 200) == there
