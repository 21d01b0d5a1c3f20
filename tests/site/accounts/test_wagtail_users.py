"""People in the Wagtail admin."""

import pytest

from accounts.models import Role, RoleGrant, User
from accounts.selectors import roles_of
from accounts.services import grant_role
from tests.factories import make_site, make_staff, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/users/"


@pytest.fixture
def administrator():
    make_site("staff")
    return make_staff(Role.ADMINISTRATOR, is_superuser=True, name="Ada Min")


def form(**changes):
    return {
        "name": "New Person",
        "email": "new@example.org",
        "mobile": "",
        "is_staff": "on",
        "is_active": "on",
        "roles": ["editor"],
        "password": "a long enough phrase",
    } | changes


def test_people_are_listed_and_found_by_name(administrator):
    make_staff(name="Zoe Quist")
    browser = signed_in(administrator, "staff")
    assert "Zoe Quist" in browser.get(LIST).content.decode()
    found = browser.get(LIST + "?q=quist").content.decode()
    assert "Zoe Quist" in found


def test_an_account_is_made_with_its_roles(administrator):
    response = signed_in(administrator, "staff").post(LIST + "new/", form())
    assert response.status_code == 302
    user = User.objects.get(email="new@example.org")
    assert roles_of(user) == {Role.EDITOR}
    assert user.check_password("a long enough phrase")
    assert [group.name for group in user.groups.all()] == ["Editors"]


def test_roles_are_taken_away_where_they_are_no_longer_ticked(administrator):
    user = make_staff(Role.EDITOR, email="new@example.org")
    browser = signed_in(administrator, "staff")
    assert browser.post(f"{LIST}edit/{user.pk}/", form(roles=["officer"], password="")).status_code == 302
    assert roles_of(user) == {Role.OFFICER}
    assert not user.groups.exists()
    assert User.objects.get(pk=user.pk).check_password("correct horse battery")


def test_nobody_gives_themselves_roles(administrator):
    browser = signed_in(administrator, "staff")
    browser.post(
        f"{LIST}edit/{administrator.pk}/", form(email=administrator.email, roles=["auditor"], password="")
    )
    assert roles_of(administrator) == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_roles_alone_do_not_open_the_list(role):
    make_site("staff")
    browser = signed_in(make_staff(role), "staff")
    assert browser.get(LIST).status_code == 302
    assert browser.post(LIST + "new/", form()).status_code == 302
    assert not User.objects.filter(email="new@example.org").exists()


def test_preferences_ask_for_no_first_name(administrator):
    page = signed_in(administrator, "staff").get("/admin/account/")
    assert page.status_code == 200
    assert "first_name" not in page.content.decode()


def test_roles_of_a_work_account_are_shown_and_not_changed_here(administrator):
    user = make_staff(Role.EDITOR)
    User.objects.filter(pk=user.pk).update(work_identity="tenant object", email=None)
    grant_role(user, Role.OFFICER, source=RoleGrant.Source.OPENID)
    browser = signed_in(administrator, "staff")
    address = f"{LIST}edit/{user.pk}/"
    assert (
        "From their work account, and changed only there: Officer." in browser.get(address).content.decode()
    )
    assert browser.post(address, form(email="", roles=["auditor"], password="")).status_code == 302
    assert roles_of(user) == {Role.AUDITOR, Role.OFFICER}


def test_an_account_made_here_needs_an_address_or_a_number(administrator):
    answer = signed_in(administrator, "staff").post(LIST + "new/", form(email=""))
    assert "Enter an email address or a mobile number." in answer.content.decode()
