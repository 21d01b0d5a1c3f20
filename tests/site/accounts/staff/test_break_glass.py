"""Break-glass accounts: how one is made, what opens it, and who hears of it."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import BreakGlassUse, Role, User
from accounts.staff.break_glass import close, make, renew
from forms_engine.notices.models import Notice
from tests.factories import client, make_site, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db

ASK = "/account/second-factor/"


@pytest.fixture
def keys(work):
    """An account made beforehand, where staff have work accounts."""
    make_site("staff")
    return make("Sealed envelope 1", "sealed@marlshire.example")


def with_password(keys):
    browser = client("staff")
    return browser, browser.post("/account/sign-in/", {"email": keys.email, "password": keys.password})


def come_in(keys, number=0):
    browser, _ = with_password(keys)
    return browser, browser.post(ASK, {"code": keys.recovery_codes[number]})


def told():
    return sorted(
        Notice.objects.filter(subject="account.break-glass-used").values_list("recipient", flat=True)
    )


def test_it_opens_with_its_password_and_second_factor_and_every_administrator_hears_of_it(keys):
    make_staff(Role.ADMINISTRATOR, email="ada@marlshire.example")
    make_staff(Role.EDITOR, email="ed@marlshire.example")
    browser, answer = with_password(keys)
    assert answer.headers["location"] == ASK
    assert told() == []
    browser.post(ASK, {"code": keys.recovery_codes[0]})
    assert browser.get("/").status_code == 200
    assert browser.get("/admin/users/").status_code == 200
    assert told() == ["ada@marlshire.example"]
    assert BreakGlassUse.objects.get().user.email == keys.email


def test_the_configured_address_is_told_instead(keys, settings):
    make_staff(Role.ADMINISTRATOR)
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, break_glass_email="security@marlshire.example")
    come_in(keys, 0)
    come_in(keys, 1)
    assert told() == ["security@marlshire.example"] * 2


def test_what_cannot_be_told_opens_nothing(keys, monkeypatch):
    make_staff(Role.ADMINISTRATOR)
    monkeypatch.setattr("accounts.messages._send", _fails)
    browser, _ = with_password(keys)
    with pytest.raises(RuntimeError):
        browser.post(ASK, {"code": keys.recovery_codes[0]})
    assert "_auth_user_id" not in browser.session
    assert not BreakGlassUse.objects.exists()


def _fails(**message):
    raise RuntimeError("the letters are not to be had")


def test_new_keys_end_the_old_ones_and_their_sessions(keys):
    browser, _ = come_in(keys)
    new = renew(User.objects.get(email=keys.email))
    assert browser.get("/").headers["location"].startswith("/account/sign-in/")
    assert with_password(keys)[1].status_code == 200
    assert come_in(new)[1].status_code == 302


def test_a_closed_one_is_shut(keys):
    browser, _ = come_in(keys)
    close(User.objects.get(email=keys.email))
    assert browser.get("/").headers["location"].startswith("/account/sign-in/")
    assert with_password(keys)[1].status_code == 200


@pytest.mark.parametrize("audience", ["public", "partner"])
def test_it_opens_nothing_but_the_intranet(keys, audience):
    """Anywhere else a code to its mailbox could give it another password, and nobody would be told."""
    browser = client(audience)
    browser.post("/account/sign-in/", {"email": keys.email, "password": keys.password})
    assert "audience" not in browser.session
    user = User.objects.get(is_break_glass=True)
    assert signed_in(user, audience).get("/account/signing-in/").status_code == 302


def test_the_command_makes_lists_renews_and_closes():
    said = StringIO()
    call_command("break_glass", "make", "Sealed@marlshire.example", stdout=said)
    user = User.objects.get(is_break_glass=True)
    assert user.check_password(re.search(r"Password +(\S+)", said.getvalue())[1])
    call_command("break_glass", "renew", "sealed@marlshire.example", stdout=said)
    call_command("break_glass", "list", stdout=said)
    assert "sealed@marlshire.example  never used" in said.getvalue()
    call_command("break_glass", "close", "sealed@marlshire.example", stdout=said)
    assert not User.objects.get(pk=user.pk).is_active


def test_the_command_leaves_other_accounts_alone():
    person = make_user(email="resident@example.org")
    with pytest.raises(CommandError, match="No break-glass account"):
        call_command("break_glass", "close", "resident@example.org")
    with pytest.raises(CommandError):
        call_command("break_glass", "make", "resident@example.org")
    for verb in (renew, close):
        with pytest.raises(User.DoesNotExist):
            verb(person)
    person.refresh_from_db()
    assert (person.is_active, person.is_break_glass) == (True, False)


def test_its_uses_are_listed_for_administrators(keys):
    come_in(keys)
    session_mark = {"second_factor": "2026-01-01T00:00:00+00:00", "method": "openid"}
    administrator = make_staff(Role.ADMINISTRATOR, is_superuser=True)
    editor = make_staff(Role.EDITOR)
    for person, status in ((administrator, 200), (editor, 302)):
        browser = signed_in(person, "staff")
        session = browser.session
        session.update(session_mark)
        session.save()
        assert browser.get("/admin/reports/break-glass/").status_code == status
        if status == 200:
            assert "Sealed envelope 1" in browser.get("/admin/reports/break-glass/").content.decode()
