"""Who may read is said in one place: Wagtail's own privacy settings are out of reach."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from accounts.models import Role
from tests.factories import client, make_page, make_partner, make_site, make_staff, signed_in, tree_root

pytestmark = pytest.mark.django_db

CONTROL = "set-privacy"


@pytest.fixture
def home():
    return make_site("staff")


def editor():
    return signed_in(make_staff(Role.EDITOR), "staff")


def administrator():
    return signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")


@pytest.mark.parametrize("who", [editor, administrator])
def test_nobody_sets_or_lifts_a_restriction_in_the_admin(home, who):
    page = make_page(home)
    locked = PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
    collection = Collection.get_first_root_node().add_child(name="Files")
    addresses = [f"/admin/pages/{each.pk}/privacy/" for each in (page, home, tree_root())]
    addresses += [f"/admin/collections/{collection.pk}/privacy/"]
    browser = who()
    for address in addresses:
        assert browser.get(address).status_code == 404, address
        for kind in ("login", "none"):
            assert browser.post(address, {"restriction_type": kind}).status_code == 404, address
    assert list(PageViewRestriction.objects.all()) == [locked]
    assert not CollectionViewRestriction.objects.exists()


@pytest.mark.parametrize("who", [editor, administrator])
def test_the_page_editor_offers_no_privacy(home, who):
    page = make_page(home)
    browser = who()
    for address in (
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/",
        f"/admin/pages/add/content/standardpage/{home.pk}/",
    ):
        response = browser.get(address)
        assert response.status_code == 200, address
        text = response.content.decode()
        assert 'data-side-panel="status"' in text, address
        for word in (CONTROL, "/privacy/", "Change privacy", "Once live anyone can view"):
            assert word not in text, address


def test_a_collection_offers_no_privacy(home):
    collection = Collection.get_first_root_node().add_child(name="Files")
    response = administrator().get(f"/admin/collections/{collection.pk}/")
    assert response.status_code == 200
    assert CONTROL not in response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/cy"])
@pytest.mark.parametrize("audience", ["public", "staff", "partner"])
def test_no_password_opens_a_page(audience, prefix):
    page = make_page(make_site(audience))
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="sesame"
    )
    browser = {
        "public": client,
        "staff": lambda: signed_in(make_staff(), "staff"),
        "partner": lambda: signed_in(make_partner(), "partner"),
    }[audience]()
    address = f"{prefix}/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"password": "sesame", "return_url": page.url}).status_code == 404
