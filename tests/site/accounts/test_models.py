"""What the database itself will not have in an account."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Role, RoleGrant, User
from accounts.services import create_user, grant_role, withdraw_role
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(name="X", **fields)])


def test_an_account_has_an_email_address_or_a_mobile_number():
    refused()
    refused(email="")
    assert create_user(name="By mobile", mobile="+447700900123").email is None
    assert create_user(name="By email", email="a@example.org").mobile is None


def test_two_spellings_of_an_address_are_one():
    create_user(name="A", email="Ann@Example.org")
    assert User.objects.get(email="ANN@example.ORG").email == "ann@example.org"
    with pytest.raises(ValidationError):
        create_user(name="B", email="aNN@example.org")
    refused(email="ann@EXAMPLE.org")


@pytest.mark.parametrize("number", ["07700900123", "+0770090012", "+44 7700 900123", "+"])
def test_a_mobile_number_is_kept_in_one_form(number):
    refused(mobile=number)


def test_a_public_id_is_nobody_elses():
    first, second = make_user(), make_user()
    assert first.uuid != second.uuid


def test_a_role_twice_is_the_role_once():
    user = make_staff()
    assert grant_role(user, Role.OFFICER) == grant_role(user, Role.OFFICER)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(user=user, role=Role.OFFICER)


@pytest.mark.parametrize(
    ("role", "group"),
    [(Role.EDITOR, "Editors"), (Role.PUBLISHER, "Publishers"), (Role.ADMINISTRATOR, "Administrators")],
)
def test_editorial_roles_bring_wagtails_permissions_and_take_them_along(role, group):
    user = make_staff(role)
    assert list(user.groups.values_list("name", flat=True)) == [group]
    assert User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")
    withdraw_role(user, role)
    assert not User.objects.get(pk=user.pk).has_perm("wagtailadmin.access_admin")


def test_publishers_publish_and_editors_do_not():
    from wagtail.models import Page

    root = Page.get_first_root_node()
    assert root.permissions_for_user(make_staff(Role.PUBLISHER)).can_publish_subpage()
    assert not root.permissions_for_user(make_staff(Role.EDITOR)).can_publish_subpage()
    assert root.permissions_for_user(make_staff(Role.EDITOR)).can_add_subpage()
