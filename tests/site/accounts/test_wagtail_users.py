"""People in the Wagtail admin."""

import pytest
from wagtail.models import APIToken

from accounts.models import Role, RoleGrant, User
from accounts.selectors import roles_of
from accounts.services import grant_role
from forms_engine.notices.models import Notice
from tests.factories import make_site, make_staff, signed_in, signed_in_long_ago

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


def letters(to):
    return [
        (letter.subject, letter.body) for letter in Notice.objects.filter(recipient=to).order_by("created_at")
    ]


def test_who_changes_anothers_way_in_shows_who_they_are_and_the_owner_is_told(administrator):
    owner = make_staff(Role.EDITOR, email="owner@example.org")
    changed = {"email": "thief@example.org", "password": "a wholly new phrase"}
    token = {"name": "A script", "user": owner.pk}
    doors = [
        (f"{LIST}edit/{owner.pk}/", form(**changed)),
        (f"{LIST}new/", form()),
        ("/admin/api-tokens/new/", token),
    ]
    long_ago, just_now = signed_in_long_ago(administrator, "staff"), signed_in(administrator, "staff")
    for address, said in doors:
        assert long_ago.get(address)["Location"].startswith("/account/confirm/?next=")
        assert long_ago.post(address, said)["Location"].startswith("/account/confirm/?next=")
    shut = make_staff()
    User.objects.filter(pk=shut.pk).update(is_active=False)
    opening = f"/admin/bulk/accounts/user/set_active_state/?id={shut.pk}&next=/admin/users/"
    marked = {"mark_as_active": "True"}
    assert long_ago.post(opening, marked)["Location"].startswith("/account/confirm/?next=")
    assert not User.objects.get(pk=shut.pk).is_active
    assert just_now.post(opening, marked)["Location"] == "/admin/users/"
    assert User.objects.get(pk=shut.pk).is_active
    assert not APIToken.objects.exists()
    assert User.objects.get(pk=owner.pk).email == "owner@example.org"
    shown = just_now.post("/admin/api-tokens/new/", token)
    assert "wagtail_" in shown.content.decode()
    assert just_now.post(doors[0][0], doors[0][1]).status_code == 302
    [made, moved] = letters("owner@example.org")
    assert made[0] == "account.token-made"
    assert "An administrator has made an API token" in made[1]
    assert moved[0] == "account.address-changed"
    assert [subject for subject, _body in letters("thief@example.org")] == ["account.way-added"]
