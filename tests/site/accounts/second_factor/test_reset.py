"""Resetting a lost second factor in the Wagtail admin."""

import pytest
from allauth.mfa.models import Authenticator
from wagtail.models import ModelLogEntry

from accounts.models import Role
from accounts.second_factor.services import new_recovery_codes
from accounts.staff.break_glass import make
from tests.factories import make_site, make_staff, signed_in, signed_in_long_ago

pytestmark = pytest.mark.django_db

LIST = "/admin/reports/second-factors/"


@pytest.fixture
def officer():
    make_site("staff")
    user = make_staff(Role.OFFICER, name="Olwen Officer")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    new_recovery_codes(user)
    return user


def test_an_administrator_resets_it_and_it_is_on_record(officer):
    administrator = make_staff(Role.ADMINISTRATOR, is_superuser=True)
    browser = signed_in(administrator, "staff")
    assert "Olwen Officer" in browser.get(LIST).content.decode()
    address = f"{LIST}{officer.pk}/reset/"
    assert "See them first" in browser.get(address).content.decode()
    assert Authenticator.objects.filter(user=officer).exists()
    assert browser.post(address).status_code == 302
    assert not Authenticator.objects.filter(user=officer).exists()
    entry = ModelLogEntry.objects.get(action="accounts.reset_second_factor")
    assert (entry.user, entry.object_id) == (administrator, str(officer.pk))


def test_nobody_else_does_and_nobody_their_own(officer):
    administrator = make_staff(Role.ADMINISTRATOR, is_superuser=True)
    for person, target in ((make_staff(Role.EDITOR), officer), (administrator, administrator)):
        Authenticator.objects.get_or_create(user=target, type="totp", defaults={"data": {"secret": "x"}})
        assert signed_in(person, "staff").post(f"{LIST}{target.pk}/reset/").status_code == 302
        assert Authenticator.objects.filter(user=target, type="totp").exists()


def test_who_resets_has_shown_lately_who_they_are(officer):
    administrator = make_staff(Role.ADMINISTRATOR, is_superuser=True)
    answer = signed_in_long_ago(administrator, "staff").post(f"{LIST}{officer.pk}/reset/")
    assert answer.headers["location"].startswith("/account/confirm/")
    assert Authenticator.objects.filter(user=officer).exists()


def test_a_break_glass_account_gets_new_keys_from_the_machine_alone(officer):
    keys = make("Sealed envelope", "sealed@marlshire.example")
    browser = signed_in(make_staff(Role.ADMINISTRATOR, is_superuser=True), "staff")
    pk = Authenticator.objects.filter(user__email=keys.email).first().user_id
    assert browser.post(f"{LIST}{pk}/reset/").status_code == 404
    assert Authenticator.objects.filter(user_id=pk).exists()
